//! What happens if the budget is cut, in words.

use funnel_decide::cut::{Cut, Loss, OTHERWISE, Piece, Verdict};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::calendar;
use funnel_text::format::Unit;
use funnel_text::letters;

use super::besides::is_budget_alone;
use super::claims::{Claim, Said, Side, What, among};
use super::compare::listed;
use super::in_short::side;
use super::numbers::{NONE, Numbers, changes, money, money_size, plural, texts};
use super::period::period;
use super::price;

/// Names of channels in one list; more than one above this are counted.
const NAMES: usize = 3;

/// Whether the order found surely leaves less profit than the cut as planned. The channel that loses least for a part of
/// the cut need not do so for all of it.
fn is_worse(v: &Verdict) -> bool {
    v.gain.is_loss()
}

/// The verdict, where it supports an order: one can tell which channel goes first, and that is not worse than the cut as
/// planned.
fn ordered(x: &Cut) -> Option<&Verdict> {
    x.verdict.as_ref().filter(|v| x.tells() && !x.is_whole() && !is_worse(v))
}

/// The verdict, where the order found is clearly better than the cut as planned, or the same.
pub(crate) fn better(x: &Cut) -> Option<&Verdict> {
    ordered(x).filter(|v| v.gain.is_gain() || v.gain.is_zero())
}

/// The loss reported: that of the order found if there is one to advise, otherwise that of the cut as planned.
fn told<'a>(x: &Cut, v: &'a Verdict) -> &'a Loss {
    if ordered(x).is_some() || x.channels.len() == 1 { &v.found } else { &v.planned }
}

/// The sign of the change of profit, within the horizon and with what lands later.
fn sides(x: &Cut, v: &Verdict, loss: &Loss) -> [(i8, bool); 2] {
    let of = v.revenue.value.unwrap_or(0.0).max(x.total);
    [side(&loss.profit, of), side(&loss.profit_after, of)]
}

/// Whether the figures are those of a plan that changes more than its budget.
fn is_mixed(s: &Scenario, x: &Cut) -> bool {
    x.is_plans && !is_budget_alone(s)
}

/// Whether the cut pays in the order found: that is one to advise, and leaves more profit than today's, within the
/// horizon and without losing later.
#[must_use]
pub fn pays(s: &Scenario, x: &Cut) -> bool {
    if x.is_plans && price::plan_lacks(s, 0).is_some() {
        // Its figures leave out a cost that nobody entered.
        return false;
    }
    let Some(v) = ordered(x) else { return false };
    let [now, later] = sides(x, v, &v.found);
    now.0 == 1 && later.0 != -1
}

fn name(s: &Scenario, x: &Piece) -> String {
    format!("“{}”", s.channel_name(&x.channel))
}

/// The first of them by name and the rest by number: `“Events”, “Search” and “Social”`, `“a”, “b”, “c” or 9 more`.
fn some(names: &[String], last: &str) -> String {
    let mut all: Vec<&str> = names.iter().map(String::as_str).collect();
    let more = format!("{} more", names.len().saturating_sub(NAMES));
    if names.len() > NAMES + 1 {
        all.truncate(NAMES);
        all.push(&more);
    }
    listed(&all, last)
}

/// The channels to be cut first by the order found.
fn firsts(s: &Scenario, x: &Cut) -> String {
    some(&x.first().map(|piece| name(s, piece)).collect::<Vec<_>>(), "or")
}

/// `“Events” first`, `“Events” or “Social” first`; `None` where there is no order to advise.
#[must_use]
pub fn first(s: &Scenario, x: &Cut) -> Option<String> {
    ordered(x).map(|_| format!("{} first", firsts(s, x)))
}

/// `leaves $40k more profit within 12 months, and costs $20k with what lands later`.
#[must_use]
pub fn becomes(s: &Scenario, x: &Cut, v: &Verdict, loss: &Loss, n: &dyn Numbers) -> String {
    let within = period(s.frame.horizon_weeks);
    let (size, after) = (money_size(n, &loss.profit), money_size(n, &loss.profit_after));
    let watched = s.frame.run_off_weeks > 0;
    match sides(x, v, loss) {
        [(1, _), (-1, _)] if watched => {
            format!("leaves {size} more profit within {within}, and {after} less with what lands later")
        }
        [(1, _), _] => format!("leaves {size} more profit within {within}"),
        [(-1, _), _] => format!("costs {size} of profit within {within}"),
        [(_, is_known), (-1, _)] if watched => {
            let before = if is_known { "next to nothing" } else { "less than the simulation can tell" };
            format!("costs {after} of profit with what lands later, {before} within {within}")
        }
        [(_, true), _] => format!("changes profit within {within} by next to nothing"),
        _ => format!("changes profit within {within} by less than the simulation can tell"),
    }
}

/// `Cut “Events” first: $118k less there leaves $40k more profit within 12 months.`
#[must_use]
pub fn title(s: &Scenario, x: &Cut, n: &dyn Numbers) -> Said {
    if x.total <= 0.0 {
        return Said::plain("Nothing is spent today, so there is nothing to cut.");
    }
    let Some(v) = &x.verdict else { return Said::pending("What a cut would lose, channel by channel") };
    let less = if x.is_plans {
        format!("{} less", money(n, x.total))
    } else {
        format!("{} less ({} of today’s budget)", money(n, x.total), n.percent(OTHERWISE, 0))
    };
    // What the plan does besides is in its figures.
    let with = if is_mixed(s, x) { " with the plan’s other changes" } else { "" };
    let becomes = format!("{}{with}", becomes(s, x, v, told(x, v), n));
    let givers: Vec<String> = x.givers().map(|piece| name(s, piece)).collect();
    // Where the order is the plan's own, there is nothing to compare.
    let is_open = !v.gain.is_clear() && !v.gain.is_zero();
    let other = if x.is_even { "a cut of all channels alike" } else { "the cut as planned" };
    let open = if is_open { format!("; we cannot tell whether that beats {other}") } else { String::new() };
    let text = match first(s, x) {
        Some(first) if v.alike.is_empty() && givers.len() > 1 => {
            format!("Cut {first}, then {}: {less} {becomes}{open}.", some(&givers[1..], "and"))
        }
        Some(first) if v.alike.is_empty() => format!("Cut {first}: {less} there {becomes}{open}."),
        // The figures are those of the order found, in which one of them goes first.
        Some(first) => {
            let taken = givers.first().map_or_else(String::new, |name| format!(" with {name} first"));
            format!("Cut {first}, which of them we cannot tell: {less}{taken} {becomes}{open}.")
        }
        None if x.channels.len() == 1 => format!("{} {becomes}.", letters::capital(&less)),
        None if x.is_whole() => format!("The cut takes the whole budget, so no channel goes first: {less} {becomes}."),
        None if x.tells() && x.is_even => format!("Take the cut from all channels alike: {less} {becomes}."),
        None if x.tells() => format!("Cut as planned: {less} {becomes}."),
        None => format!("We cannot tell which channel to cut first; {}, {less} {becomes}.", taken(x)),
    };
    Said::with(text, claims(s, x, v))
}

fn taken(x: &Cut) -> &'static str {
    if x.is_even { "taken from all alike" } else { "as planned" }
}

fn claims(s: &Scenario, x: &Cut, v: &Verdict) -> Vec<Claim> {
    let planned = if x.is_plans { Side::of_plan(s, 0) } else { Side::budget(1.0 - OTHERWISE, true) };
    let ahead = |side: &Side, of: Side, by: Estimate| What::Ahead { side: side.clone(), of, by };
    let mut what = vec![ahead(&planned, Side::Today, v.planned.profit)];
    if x.tells() && !x.is_whole() {
        what.push(ahead(&Side::Cut, Side::Today, v.found.profit));
        what.push(ahead(&Side::Cut, planned.clone(), v.gain));
        if v.gain.is_clear() {
            let best = if is_worse(v) { planned.clone() } else { Side::Cut };
            what.push(What::Best { best, among: among([Side::Cut, planned]) });
        }
    }
    if x.is_plans && pays(s, x) && !is_mixed(s, x) {
        what.push(What::Pays { more: false });
    }
    what.into_iter().map(|what| Claim::new(View::Cut, Metric::Profit, what)).collect()
}

/// What is lost, when, and what another way of cutting would lose.
#[must_use]
pub fn sentences(s: &Scenario, x: &Cut, n: &dyn Numbers) -> Vec<String> {
    let Some(v) = &x.verdict else { return Vec::new() };
    let loss = told(x, v);
    let within = period(s.frame.horizon_weeks);
    let at = |week: u32| calendar::week(&n.style().calendar, week);
    let it = if is_mixed(s, x) { "With its other changes the plan" } else { "It" };
    let less = Estimate::is_loss;
    // What is written as none is not said to be lost.
    let deals =
        Some(plural(n, -loss.customers.value.unwrap_or(0.0), "deal", "deals")).filter(|text| !text.starts_with("0 "));
    let revenue = money_size(n, &loss.revenue);
    let mut said = vec![match (less(&loss.revenue), less(&loss.customers)) {
        (true, true) if deals.is_some() => {
            format!("{it} loses {} and {revenue} of revenue within {within}.", deals.unwrap_or_default())
        }
        (true, _) => format!("{it} loses {revenue} of revenue within {within}."),
        (false, true) if deals.is_some() => {
            let seen = if loss.revenue.value == Some(0.0) {
                "no revenue yet"
            } else {
                "no revenue that the simulation can tell"
            };
            format!("{it} loses {} within {within}, and {seen}.", deals.unwrap_or_default())
        }
        _ if loss.revenue.value == Some(0.0) => format!("{it} loses no revenue within {within}."),
        _ => format!("{it} loses no revenue within {within} that the simulation can tell."),
    }];
    said.extend(loss.half_by.map(|week| format!("Half of the deals that are lost are lost by {}.", at(week))));
    said.extend(loss.below_from.filter(|week| *week > 1).map(|week| {
        format!("At first it saves more than it loses; from {} on profit in all is below today’s.", at(week))
    }));
    if x.tells() && !x.is_whole() && v.gain.is_clear() {
        let otherwise =
            if is_worse(v) { format!("With {} cut first", firsts(s, x)) } else { letters::capital(taken(x)) };
        said.push(format!("{otherwise} it would leave {} less profit.", money_size(n, &v.gain)));
    }
    // Beyond the horizon the order may cost what the other way does not.
    if ordered(x).is_some()
        && let [_, (-1, _)] = sides(x, v, &v.found)
        && let [_, (side @ 0..=1, is_known)] = sides(x, v, &v.planned)
    {
        let costs = match (side, is_known) {
            (1, _) => format!("leaves {} more profit", money_size(n, &v.planned.profit_after)),
            (_, true) => "costs next to nothing".to_owned(),
            _ => "costs less than the simulation can tell".to_owned(),
        };
        said.push(format!("With what lands later, {} it {costs}.", taken(x)));
    }
    if let Some(other) = v.later.and_then(|n| x.channels.get(n)).filter(|_| ordered(x).is_some()) {
        said.push(format!("With what lands later counted, {} loses less.", name(s, other)));
    }
    said.extend(price::advice(s, 0).filter(|_| x.is_plans));
    said
}

/// Each channel with today's spend, what it gives in the order found and what when cut alone, in money within the
/// horizon, and how that changes revenue and profit. Each column is written by one rule; there is no order until the
/// verdict.
#[must_use]
pub fn cells(x: &Cut, n: &dyn Numbers) -> Vec<[String; 5]> {
    let column = |of: fn(&Piece) -> f64| texts(n, &x.channels.iter().map(of).collect::<Vec<_>>(), Unit::Money);
    let alone = |of: fn(&Loss) -> Estimate| {
        let each = x.channels.iter().map(|x| x.alone.as_ref().map(of).unwrap_or_default());
        changes(n, &each.collect::<Vec<_>>(), Unit::Money)
    };
    let (today, taken, most) = (column(|x| x.today), column(|x| x.taken), column(|x| x.most));
    let (revenue, profit) = (alone(|x| x.revenue), alone(|x| x.profit));
    let taken = taken.into_iter().map(|text| if x.verdict.is_some() { text } else { NONE.to_owned() });
    let rows = today.into_iter().zip(taken).zip(most).zip(revenue).zip(profit);
    rows.map(|((((today, taken), most), revenue), profit)| [today, taken, most, revenue, profit]).collect()
}

#[cfg(test)]
mod tests;
