//! Where the additional money goes, in words.

use funnel_decide::extra::{Extra, OTHERWISE, Place, Verdict};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::format::Unit;
use funnel_text::letters;

use super::besides::is_budget_alone;
use super::chosen::Chosen;
use super::claims::{Claim, Said, Side, What, among, is_relevant};
use super::compare::listed;
use super::in_short::side;
use super::numbers::{NONE, Numbers, changes, column, in_column, money, money_change, money_size, texts};
use super::often::Often;
use super::period::period;
use super::price;

/// The placement found, compared with the plan's.
fn placed(x: &Extra) -> Option<Chosen<'_, Verdict>> {
    x.verdict.as_ref().map(|v| Chosen::of(v, x.keeps_plan, v.sure, v.gain, x.total))
}

/// The verdict, where another place is clearly better than the plan's by an amount worth having.
#[must_use]
pub fn better(x: &Extra) -> Option<&Verdict> {
    if let Some(Chosen::Better(v)) = placed(x) { Some(v) } else { None }
}

/// The change of profit with the placement found, compared with today and without its sign.
pub(crate) fn size(x: &Extra, v: &Verdict, n: &dyn Numbers) -> String {
    size_of(x, v, &v.placed, n)
}

/// A change of profit without its sign, written by the rule of the chart's rows so that a figure is always written the
/// same way.
fn size_of(x: &Extra, v: &Verdict, change: &Estimate, n: &dyn Numbers) -> String {
    let rows = x.channels.iter().filter_map(|place| place.alone).chain([v.planned, v.placed]);
    let rule = column(&rows.collect::<Vec<_>>(), Unit::Money);
    in_column(n, &Estimate { value: change.value.map(f64::abs), se: change.se }, &rule, Unit::Money, false)
}

/// Whether the figures against today are those of a plan that changes more than its budget.
fn is_mixed(s: &Scenario, x: &Extra) -> bool {
    x.is_plans && !is_budget_alone(s)
}

/// The sign of the change of profit, within the horizon and with what lands later.
pub(crate) fn sides(x: &Extra, v: &Verdict) -> [(i8, bool); 2] {
    let of = v.revenue.value.unwrap_or(0.0).max(x.total);
    [side(&v.placed, of), side(&v.placed_after, of)]
}

/// Whether the plan does something for which nobody entered a price: its figures against today then leave out that
/// cost, and say nothing.
fn lacks_price(s: &Scenario, x: &Extra) -> bool {
    x.is_plans && price::plan_lacks(s, 0).is_some()
}

/// Whether the better-placed money leaves more profit than today's within the horizon.
#[must_use]
pub fn pays(s: &Scenario, x: &Extra) -> bool {
    !lacks_price(s, x) && better(x).is_some_and(|v| sides(x, v)[0].0 == 1)
}

/// `on “Events”`, `60% on “Events” and 40% on “Search”`.
#[must_use]
pub fn place(s: &Scenario, x: &Extra, n: &dyn Numbers) -> String {
    let name = |id| s.channel_name(id);
    match x.shares().as_slice() {
        [(channel, _)] => format!("on “{}”", name(channel)),
        all => {
            let each = all.iter().map(|(channel, share)| format!("{} on “{}”", n.percent(*share, 0), name(channel)));
            let each: Vec<String> = each.collect();
            listed(&each.iter().map(String::as_str).collect::<Vec<_>>(), "and")
        }
    }
}

/// Channels that do about as much when all of it goes there, in place of the placement found: less by no more than its error,
/// or by next to nothing.
fn alike(x: &Extra) -> impl Iterator<Item = &Place> {
    let is_near = |behind: &Estimate| {
        let value = behind.value.unwrap_or(0.0);
        value <= 0.0 || !behind.is_clear() || !is_relevant(value, x.total)
    };
    x.channels.iter().filter(move |place| place.placed < x.total && place.behind.as_ref().is_some_and(is_near))
}

/// Whether a channel is better left out: it gets nothing of the money where that does most, and would not do as well.
#[must_use]
pub fn leaves_out(x: &Extra, channel: &str) -> bool {
    let none = x.channels.iter().any(|place| place.channel == channel && place.placed <= 0.0);
    none && alike(x).all(|place| place.channel != channel)
}

/// Where it does about as much: `on “Search”`, `all of it on “Events” or on “Search”`.
fn elsewhere(s: &Scenario, x: &Extra) -> Option<String> {
    let all: Vec<String> = alike(x).map(|place| format!("on “{}”", s.channel_name(&place.channel))).collect();
    let all = listed(&all.iter().map(String::as_str).collect::<Vec<_>>(), "or");
    match (all.is_empty(), x.shares().len() > 1) {
        (true, _) => None,
        (false, false) => Some(all),
        (false, true) => Some(format!("all of it {all}")),
    }
}

/// [`place`], with where it does about as much.
#[must_use]
pub fn place_or(s: &Scenario, x: &Extra, n: &dyn Numbers) -> String {
    let parted = if x.shares().len() > 1 { "," } else { "" };
    let also = elsewhere(s, x).map_or_else(String::new, |also| format!("{parted} or {also}"));
    place(s, x, n) + &also
}

/// `the extra $118k`, or the amount asked about where the plan adds nothing.
fn amount(x: &Extra, n: &dyn Numbers) -> String {
    if x.is_plans {
        format!("the extra {}", money(n, x.total))
    } else {
        format!("another {} ({} of today’s budget)", money(n, x.total), n.percent(OTHERWISE, 0))
    }
}

fn as_planned(x: &Extra) -> &'static str {
    if x.is_even { "spread like today’s money" } else { "as planned" }
}

/// `The extra $118k does most on “Events”: $40k more profit than spread like today’s money.`, or that no place is better, or
/// that we cannot tell.
#[must_use]
pub fn title(s: &Scenario, x: &Extra, n: &dyn Numbers) -> Said {
    if x.total <= 0.0 {
        return Said::plain("Nothing is spent today and the plan adds nothing, so there is nothing to place.");
    }
    match x.channels.len() {
        0 => return Said::plain("There is no channel that can be bought, so there is nothing to place."),
        1 => return Said::plain("There is one channel that can be bought, so that is where the money goes."),
        _ => (),
    }
    let (amount, planned) = (amount(x, n), as_planned(x));
    let Some((v, chosen)) = x.verdict.as_ref().zip(placed(x)) else {
        return Said::pending("The additional money, on one channel or another");
    };
    match chosen {
        Chosen::Stands => Said::plain(stays(s, x, v, n, "nothing better held in futures it was not chosen in")),
        Chosen::Unclear(_) => Said::plain(format!(
            "We cannot tell a better place for {amount} than {planned}: the best found changes profit by {}, within its \
             error{}.",
            money_change(n, &v.gain),
            even_so(s, x, v, &v.planned, n)
        )),
        Chosen::Alike(_) => {
            let why =
                format!("the best found changes profit by {}, next to nothing beside it", money_change(n, &v.gain));
            Said::plain(stays(s, x, v, n, &why))
        }
        Chosen::Better(_) => {
            let with = if x.shares().len() > 1 { "with " } else { "" };
            let even = if sides(x, v)[0].0 == -1 { even_so(s, x, v, &v.placed, n) } else { String::new() };
            let also = elsewhere(s, x).map_or_else(String::new, |also| format!(", and about as much {with}{also}"));
            let text = format!(
                "{} does most {with}{}{also}: {} more profit than {planned}{even}.",
                letters::capital(&amount),
                place(s, x, n),
                money_size(n, &v.gain)
            );
            Said::with(text, claims(s, x, v))
        }
    }
}

/// Whether a change of profit surely is a loss.
fn is_loss(change: &Estimate) -> bool {
    change.is_loss()
}

/// `; even so it loses $30k against today` for a sure loss; where a price is missing, nobody knows how much.
fn even_so(s: &Scenario, x: &Extra, v: &Verdict, change: &Estimate, n: &dyn Numbers) -> String {
    if lacks_price(s, x) || !is_loss(change) {
        return String::new();
    }
    let it = if is_mixed(s, x) { "the plan" } else { "it" };
    format!("; even so {it} loses {} against today", size_of(x, v, change, n))
}

/// That the money stays where the plan puts it, and why. Money that surely loses is not well placed anywhere; a cost
/// that nobody entered would only add to the loss.
fn stays(s: &Scenario, x: &Extra, v: &Verdict, n: &dyn Numbers, why: &str) -> String {
    let (amount, planned) = (amount(x, n), as_planned(x));
    if is_loss(&v.planned) {
        let even = even_so(s, x, v, &v.planned, n);
        format!("No better place for {amount} was found than {planned}: {why}{even}.")
    } else {
        format!("{}, {amount} is well placed: {why}.", letters::capital(planned))
    }
}

/// What is claimed about a better place, in the title and wherever it is advised.
fn claims(s: &Scenario, x: &Extra, v: &Verdict) -> Vec<Claim> {
    let planned = if x.is_plans { Side::of_plan(s, 0) } else { Side::budget(1.0 + OTHERWISE, true) };
    let ahead = |side: &Side, of: Side, by: Estimate| What::Ahead { side: side.clone(), of, by };
    let none = x.channels.iter().map(|place| &place.channel).filter(|channel| leaves_out(x, channel)).cloned();
    let mut what = vec![
        What::Best { best: Side::Extra, among: among([Side::Extra, planned.clone()]) },
        What::Worth { gain: v.gain.value.unwrap_or(0.0), of: x.total },
        ahead(&Side::Extra, planned.clone(), v.gain),
        ahead(&Side::Extra, Side::Today, v.placed),
        ahead(&planned, Side::Today, v.planned),
        What::Elsewhere { than: none.collect() },
    ];
    if x.is_plans && pays(s, x) && !is_mixed(s, x) {
        what.push(What::Pays { more: true });
    }
    what.into_iter().map(|what| Claim::new(View::Extra, Metric::Profit, what)).collect()
}

/// What it brings compared with today, and how often it is ahead of the plan; said only about a place that is better.
#[must_use]
pub fn sentences(s: &Scenario, x: &Extra, n: &dyn Numbers) -> Vec<Said> {
    let Some(v) = better(x) else { return Vec::new() };
    let within = period(s.frame.horizon_weeks);
    let [now, later] = sides(x, v);
    let (size, after) = (size(x, v, n), money_size(n, &v.placed_after));
    let watched = s.frame.run_off_weeks > 0;
    let (it, paid) = if is_mixed(s, x) { ("the plan", "what it costs") } else { ("it", "itself") };
    let against = match (now, later) {
        _ if lacks_price(s, x) => price::advice(s, 0).unwrap_or_default(),
        ((1, _), _) => format!("There {it} brings {size} more profit than today within {within}, {paid} paid."),
        ((-1, _), (1, _)) if watched => {
            format!("Within {within} {it} loses {size} there; with what lands later it brings {after} more than today.")
        }
        ((-1, _), _) => format!("There {it} does not come back within {within}: profit is {size} below today’s."),
        ((_, is_known), (1, _)) if watched => {
            let now =
                if is_known { "about breaks even" } else { "changes profit by less than the simulation can tell" };
            format!("Within {within} {it} {now} there; with what lands later it brings {after} more than today.")
        }
        ((_, true), _) => format!("There {it} about breaks even within {within}."),
        _ => format!(
            "Whether {it} comes back there within {within} we cannot tell: what it changes is less than its error."
        ),
    };
    let (ahead, behind) = (v.better.value, v.behind.value);
    let says_so = ahead < behind;
    let mut text = format!("It is ahead of the money {} in {}", as_planned(x), Often::new(ahead, 0).in_futures(n));
    if says_so {
        text += ": its mean is higher all the same, as a few good futures carry it";
    }
    let planned = if x.is_plans { Side::of_plan(s, 0) } else { Side::budget(1.0 + OTHERWISE, true) };
    let often = What::Often { side: Side::Extra, of: planned, ahead, behind, says_so };
    vec![Said::plain(against), Said::claiming(text + ".", Claim::new(View::Extra, Metric::Profit, often))]
}

/// Each channel with today's spend, its part of the extra money as planned and as found, in money within the horizon,
/// and the change of profit when all of it goes there. Each column is written by one rule; nothing is found until the
/// verdict.
#[must_use]
pub fn cells(x: &Extra, n: &dyn Numbers) -> Vec<[String; 4]> {
    let column = |of: fn(&Place) -> f64| texts(n, &x.channels.iter().map(of).collect::<Vec<_>>(), Unit::Money);
    let (today, planned, found) = (column(|x| x.today), column(|x| x.planned), column(|x| x.placed));
    let alone = changes(n, &x.channels.iter().map(|x| x.alone.unwrap_or_default()).collect::<Vec<_>>(), Unit::Money);
    let alone =
        alone.into_iter().zip(&x.channels).map(|(text, x)| if x.alone.is_some() { text } else { NONE.to_owned() });
    let found = found.into_iter().map(|text| if x.verdict.is_some() { text } else { NONE.to_owned() });
    let rows = today.into_iter().zip(planned).zip(found).zip(alone);
    rows.map(|(((today, planned), found), alone)| [today, planned, found, alone]).collect()
}

#[cfg(test)]
mod tests;
