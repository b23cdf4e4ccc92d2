//! What would help most, in words: one small step at each lever.

use funnel_decide::ladder::{Ladder, Lever, Rung};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::format::{Digits, Unit};

use super::ask::money_a_period;
use super::besides::is_budget_alone;
use super::claims::{Claim, Said, Side, What, is_relevant};
use super::compare::listed;
use super::holds::duration;
use super::in_short::{Mood, act};
use super::numbers::{
    NONE, Numbers, column, estimates, money_change, money_of, money_size, sentence, with_error_in_column,
};
use super::price::{Wanted, wanted};
use super::rivals::{also, rivals, told};

/// The step in a few words: `Sales development: one more person`.
#[must_use]
pub fn step(s: &Scenario, rung: &Rung, n: &dyn Numbers) -> String {
    let stage = |id: &str| s.stages.iter().find(|x| x.id == id).map_or(id, |x| x.name.as_str()).to_owned();
    match &rung.lever {
        Lever::Rate { stage: id } => format!("{}: one point more pass", stage(id)),
        Lever::Answer => format!("First answer: {} earlier", duration(n, rung.step.abs() * 60.0)),
        Lever::Attempt => "Attempts to get in touch: one more".to_owned(),
        Lever::Person { team } => {
            let name = s.teams.iter().find(|x| x.id == *team).map_or(team.as_str(), |x| x.name.as_str());
            format!("{name}: one more person")
        }
        Lever::Media { channel } => {
            let name = s.channels.iter().find(|x| x.id == *channel).map_or(channel.as_str(), |x| x.name.as_str());
            format!("{name}: {} more", money_a_period(n, rung.step))
        }
        Lever::Nurture => format!("Nurture: {} points better", points(rung.step, n)),
        Lever::Feed { stage: id } => {
            format!("Into nurture from {}: {} points more", stage(id), points(rung.step, n))
        }
        Lever::Churn => "Customers who leave: one point less".to_owned(),
    }
}

fn points(share: f64, n: &dyn Numbers) -> String {
    n.style().number(100.0 * share.abs(), Digits::Significant(2), Unit::Count)
}

/// `Answering leads an hour sooner helps most: …`. Only steps with a price that somebody entered are ever named;
/// otherwise those without a price would always be best.
#[must_use]
pub fn title(s: &Scenario, ladder: &Ladder, n: &dyn Numbers) -> Said {
    if ladder.rungs.is_empty() {
        return Said::plain("There is no lever to try a small step of.");
    }
    let priced: Vec<&Rung> = ladder.rungs.iter().filter(|r| r.cost.is_some()).collect();
    let gains = |r: &&&Rung| is_worth(s, ladder, r);
    let mut claims = Vec::new();
    let mut said = match (priced.iter().find(gains), priced.first()) {
        (Some(r), _) => {
            let side = Side::Step(step(s, r, n));
            let claim = |what| Claim::new(View::Ladder, Metric::Profit, what);
            claims.push(claim(What::Advice { side: side.clone(), is_priced: r.missing.is_none() }));
            claims.push(claim(What::Ahead { side, of: Side::Today, by: r.profit }));
            let others = priced.iter().filter(|x| x.lever != r.lever && x.profit.value > Some(0.0));
            let near = rivals(&r.profit, others.map(|x| (act(s, x, n, Mood::Doing), x.profit)));
            let also = also(&near, "steps", "help");
            // Beside a plan that takes steps of its own, it is not one on top of these.
            let step = if is_budget_alone(s) { String::new() } else { "on top of today, ".to_owned() };
            format!(
                "{} helps most: {} more profit a year{}{also}.",
                sentence(&(step + &act(s, r, n, Mood::Doing))).trim_end_matches('.'),
                money_of(n, &r.profit),
                paid(r, n)
            )
        }
        (None, None) => "No small step has a price yet, so none can be advised.".to_owned(),
        (None, Some(best)) if best.sign_known && best.profit.is_gain() => format!(
            "No small step{} changes profit by an amount worth having: {}, the best of them, brings {} a year{}.",
            if priced.len() < ladder.rungs.len() { " that has a price" } else { "" },
            act(s, best, n, Mood::Doing),
            money_of(n, &best.profit),
            paid(best, n)
        ),
        (None, Some(best)) => {
            let priced_only = if priced.len() < ladder.rungs.len() { " that has a price" } else { "" };
            none_raises(s, &priced, best, priced_only, n)
        }
    };
    match ladder.rungs.iter().filter(|r| r.missing.is_some()).count() {
        0 => (),
        1 => said.push_str(" One step waits for its price."),
        more => said.push_str(&format!(" {more} steps wait for their price.")),
    }
    Said::with(said, claims)
}

/// Whether a step surely gains an amount worth having, beside what the company earns or spends.
pub(crate) fn is_worth(s: &Scenario, ladder: &Ladder, rung: &Rung) -> bool {
    let of = ladder.profit.value.unwrap_or(0.0).abs().max(52.0 * s.spend_per_week());
    rung.sign_known && rung.profit.is_gain() && is_relevant(rung.profit.value.unwrap_or(0.0), of)
}

/// That no step is known to raise profit: what each of them does as far as can be told. The best comes first.
fn none_raises(s: &Scenario, priced: &[&Rung], best: &Rung, that: &str, n: &dyn Numbers) -> String {
    let is_nothing = |r: &&&Rung| r.profit.is_zero();
    let is_open = |r: &&&Rung| !r.sign_known && !is_nothing(r);
    let doing = |r: &&Rung| act(s, r, n, Mood::Doing);
    let open: Vec<String> = priced.iter().filter(is_open).map(doing).collect();
    let nothing: Vec<String> = priced.iter().filter(is_nothing).map(doing).collect();
    let all = priced.len();
    // Up to two steps by name, more by number.
    let some = |names: &[String], last: &str| match names {
        [_] | [_, _] => listed(&names.iter().map(String::as_str).collect::<Vec<_>>(), last),
        more => format!("{} steps", more.len()),
    };
    match (open.len(), nothing.len()) {
        (0, 0) => {
            let others = priced.iter().skip(1).map(|x| (doing(x), x.profit));
            let also = told(&rivals(&best.profit, others), "steps")
                .map_or_else(String::new, |near| format!(", or {near}, within the error,"));
            format!("Every small step{that} lowers profit; {}{also} does least harm.", act(s, best, n, Mood::Doing))
        }
        (0, same) if same == all => format!("No small step{that} changes profit."),
        (0, same) => {
            let leave = if same == 1 { "leaves" } else { "leave" };
            let lower = if all - same == 1 { "the other lowers it" } else { "the others lower it" };
            format!("No small step{that} raises profit: {} {leave} it as it is, {lower}.", some(&nothing, "and"))
        }
        (open, _) if open == all => {
            format!(
                "We cannot tell whether any small step{that} raises profit: the errors are larger than the effects."
            )
        }
        (1 | 2, _) => {
            format!("We cannot tell whether {} raises profit; no other small step{that} does.", some(&open, "or"))
        }
        (more, _) => {
            format!("We cannot tell whether any of {more} small steps raises profit; no other small step{that} does.")
        }
    }
}

/// What a step's price does to its profit: `, its cost of $78k paid`.
pub(crate) fn paid(rung: &Rung, n: &dyn Numbers) -> String {
    match rung.cost {
        // Some steps save what others of the same kind cost.
        Some(cost) if cost.is_loss() => format!(", and saves {} of costs", money_size(n, &cost)),
        Some(cost) if cost.is_gain() => format!(", its cost of {} paid", money_of(n, &cost)),
        _ if matches!(rung.lever, Lever::Attempt) => ", in hours that are paid already".to_owned(),
        _ => ", and costs nothing more, as was entered".to_owned(),
    }
}

/// A step whose price nobody entered: what it would bring before that cost, and what to enter.
#[must_use]
pub fn unpriced(s: &Scenario, rung: &Rung, n: &dyn Numbers) -> Option<(String, Wanted)> {
    let path = rung.missing.as_ref()?;
    let change = if rung.sign_known {
        format!("{} of profit a year", money_change(n, &rung.profit))
    } else {
        "no change of profit that the error lets us see".to_owned()
    };
    Some((format!("{}: {change}, before what it costs.", step(s, rung, n)), wanted(s, path)))
}

/// Everything about one rung.
#[must_use]
pub fn reading(s: &Scenario, rung: &Rung, n: &dyn Numbers) -> String {
    let mut text = format!("{}: ", step(s, rung, n));
    let change = |e, known: bool, what: &str| {
        if known {
            format!("{} of {what}", money_change(n, e))
        } else {
            format!("no change of {what} that the error lets us see")
        }
    };
    text.push_str(&change(&rung.revenue, rung.revenue_sign_known, "revenue"));
    text.push_str(", ");
    text.push_str(&change(&rung.profit, rung.sign_known, "profit"));
    text.push_str(" a year");
    match (&rung.cost, &rung.missing) {
        (Some(cost), _) if cost.is_loss() => text.push_str(&format!("; it saves {} a year", money_size(n, cost))),
        (Some(cost), _) => text.push_str(&format!("; it costs {} a year", money_of(n, cost))),
        (None, Some(path)) => text.push_str(&format!(", before what it costs; say {}", wanted(s, path).say)),
        (None, None) => text.push_str("; what it takes is not in the model"),
    }
    text.push('.');
    text
}

/// The amount for which the last of [`cells`] is given, in the reader's money.
pub const EACH: f64 = 100.0;

/// The cells of the table, with a row for each rung: revenue, profit, cost a year, and profit for each [`EACH`]. Each
/// column is written by one rule.
#[must_use]
pub fn cells(rungs: &[&Rung], n: &dyn Numbers) -> Vec<Vec<String>> {
    let with_errors = |of: fn(&Rung) -> Estimate| -> Vec<String> {
        let all: Vec<Estimate> = rungs.iter().map(|rung| of(rung)).collect();
        let column = column(&all, Unit::Money);
        all.iter().map(|e| with_error_in_column(n, e, &column, true)).collect()
    };
    let (revenues, profits) = (with_errors(|rung| rung.revenue), with_errors(|rung| rung.profit));
    let costs = estimates(n, &rungs.iter().filter_map(|rung| rung.cost).collect::<Vec<_>>(), Unit::Money);
    let mut costs = costs.into_iter();
    let row = |(rung, (revenue, profit)): (&&Rung, (String, String))| {
        let cost = match (rung.cost, &rung.missing) {
            (Some(_), _) => costs.next().unwrap_or_default(),
            (None, Some(_)) => "nobody said".to_owned(),
            (None, None) => NONE.to_owned(),
        };
        let each = rung.per_dollar.and_then(|x| x.profit.value);
        let each = each.map_or_else(|| NONE.to_owned(), |x| n.style().change(EACH * x, Digits::Step(1.0), Unit::Money));
        vec![revenue, profit, cost, each]
    };
    rungs.iter().zip(revenues.into_iter().zip(profits)).map(row).collect()
}

#[cfg(test)]
mod tests;
