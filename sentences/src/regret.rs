//! Regret and robustness in words: which plan is best whoever's assumptions are right, and which in the worst tenth of
//! futures.

use funnel_decide::regret::{Candidate, Choice, Column, Figures, Most, Regret};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Plan, Scenario, View};
use funnel_text::format::Unit;

use super::ask::plan_name;
use super::claims::{Claim, Said, Side, What, among};
use super::compare::{letter, listed};
use super::metric::{amount, metric, size, unit};
use super::numbers::{Numbers, estimates};
use super::price::{Wanted, plan_lacks};

/// What is tried, by name, with no change first. Plans with the same name are told apart by the letters of the scenarios
/// that have them, and within a scenario by their places.
#[must_use]
pub fn plans(found: &Regret) -> Vec<String> {
    let name = |tried: &Candidate| match (tried.from.is_empty(), tried.name.is_empty()) {
        (true, _) => "No change".to_owned(),
        (false, true) => "The plan".to_owned(),
        (false, false) => tried.name.clone(),
    };
    let all: Vec<String> = found.plans.iter().map(name).collect();
    let one = |(i, tried): (usize, &Candidate)| {
        let has_name = |(k, _): &(usize, &Candidate)| *k != i && all[*k] == all[i];
        let others: Vec<&Candidate> = found.plans.iter().enumerate().filter(has_name).map(|(_, x)| x).collect();
        if others.is_empty() || tried.from.is_empty() {
            return all[i].clone();
        }
        let is_shared = |set: u32| others.iter().flat_map(|x| &x.from).any(|(other, _)| *other == set);
        let mut from: Vec<String> = Vec::new();
        for (set, place) in &tried.from {
            from.push(match (is_shared(*set), found.sets.len() > 1) {
                (false, _) => letter(*set as usize).to_owned(),
                (true, true) => format!("plan {} of {}", place + 1, letter(*set as usize)),
                (true, false) => format!("plan {}", place + 1),
            });
        }
        from.dedup();
        format!("{} ({})", all[i], from.join(", "))
    };
    found.plans.iter().enumerate().map(one).collect()
}

/// The finding with a name for each plan that has none: what it does. `sets` are the scenarios that it is about, the
/// reader's own first.
#[must_use]
pub fn named(found: &Regret, sets: &[&Scenario], n: &dyn Numbers) -> Regret {
    let mut found = found.clone();
    for tried in found.plans.iter_mut().filter(|tried| tried.name.is_empty()) {
        let from = tried.from.first().and_then(|(set, place)| Some((*sets.get(*set as usize)?, *place as usize)));
        let plan = from.and_then(|(s, place)| Some((s, s.plans.get(place)?)));
        tried.name = plan.map_or_else(String::new, |(s, plan)| plan_name(n, s, plan));
    }
    found
}

/// The scenario with a name for each of its plans: if a plan has none, by what it does.
#[must_use]
pub fn with_names(s: &Scenario, n: &dyn Numbers) -> Scenario {
    let plans = s.plans.iter().map(|plan| Plan { name: plan_name(n, s, plan), ..plan.clone() });
    Scenario { plans: plans.collect(), ..s.clone() }
}

fn quoted(plans: &[String], plan: u32) -> String {
    plans.get(plan as usize).map_or_else(String::new, |name| format!("“{name}”"))
}

/// The plans of a choice that cannot be told apart: `“a” and “b”`.
fn near(choice: &Choice, plans: &[String]) -> String {
    let all = std::iter::once(choice.plan).chain(choice.close.iter().map(|c| c.plan));
    let all: Vec<String> = all.map(|plan| quoted(plans, plan)).collect();
    listed(&all.iter().map(String::as_str).collect::<Vec<_>>(), "and")
}

/// Whether the plans of a choice that cannot be told apart come to the same in every future.
fn is_same(choice: &Choice) -> bool {
    choice.close.iter().all(|close| close.ahead.is_zero())
}

/// A plan that is tried, as the side of a claim.
fn side(s: &Scenario, found: &Regret, plan: usize) -> Side {
    let Some(tried) = found.plans.get(plan) else { return Side::Today };
    match tried.from.iter().find(|(set, _)| *set == 0) {
        _ if tried.from.is_empty() => Side::Today,
        Some((_, place)) => Side::of_plan(s, *place as usize),
        None => Side::Kept(format!("plan {plan}")),
    }
}

/// Whoever's assumptions are right: the plan that is regretted least, and by how much at most. Under a single set of
/// assumptions, or several equal ones: the plan that is best on average. `s` is the reader's own scenario.
#[must_use]
pub fn title(s: &Scenario, found: &Regret, plans: &[String], n: &dyn Numbers) -> Said {
    if plans.len() < 2 {
        return Said::plain("No plan changes anything, so there is nothing to choose.");
    }
    let figure = metric(found.metric);
    let claim = |what| Claim::new(View::Regret, found.metric, what);
    let of_all = format!("of the {} plans", plans.len());
    let differ = found.different_sets();
    // What is claimed under the reader's own assumptions can be compared with the claims of the other views.
    let own = |best: &Choice| {
        let sides = (0..plans.len())
            .filter(|p| found.columns.first().and_then(|c| c.cells.get(*p)).is_some_and(|cell| cell.figures.is_some()));
        claim(What::Best { best: side(s, found, best.plan as usize), among: among(sides.map(|p| side(s, found, p))) })
    };
    let is_alone = found.sets.len() == 1 || (differ == 1 && found.columns.len() == found.sets.len());
    if let (Some(column), true) = (found.columns.first(), is_alone) {
        let best = &column.best;
        let same = match found.sets.len() {
            1 => "",
            2 => " Both scenarios rest on the same assumptions, so this says nothing about who is right.",
            _ => " All scenarios rest on the same assumptions, so this says nothing about who is right.",
        };
        return if best.can_tell() {
            let ahead = size(n, found.metric, &best.ahead);
            let text = format!(
                "{} brings the most {figure} on average {of_all}, {ahead} more than the next best.{same}",
                quoted(plans, best.plan)
            );
            Said::claiming(text, own(best))
        } else {
            let near = near(best, plans);
            Said::plain(if is_same(best) {
                format!("{near} bring the most {figure} on average, and the same in every future simulated.{same}")
            } else {
                format!("We cannot tell which of {near} brings the most {figure} on average.{same}")
            })
        };
    }
    let Some(choice) = &found.minimax else {
        return Said::pending(format!("Which plan brings most {figure}, whoever’s assumptions are right"));
    };
    let plan = quoted(plans, choice.plan);
    let everywhere = |c: &Column| c.best.plan == choice.plan && c.best.can_tell();
    if found.columns.iter().all(everywhere) {
        let text = format!(
            "{plan} brings the most {figure} {of_all} under {}: there is nothing to regret.",
            sets(differ, found.columns.len() > differ)
        );
        let all = What::BestUnderAll { told: differ, differ };
        return Said::with(text, vec![claim(all), own(choice)]);
    }
    let most = found.most.get(choice.plan as usize).copied().flatten();
    let most = most.map_or_else(Estimate::default, |most| most.regret);
    let behind = if most.value == Some(0.0) {
        "no other plan has a higher mean".to_owned()
    } else {
        format!("its mean is at most {} behind the best plan’s", amount(n, found.metric, &most))
    };
    Said::plain(if choice.can_tell() {
        format!("{plan} is regretted least {of_all}: whoever’s assumptions are right, {behind}.")
    } else {
        format!("We cannot tell which of {} is regretted least; of {plan}, {behind}.", near(choice, plans))
    })
}

/// What the leading plan does that lacks a price, in a sentence with what to enter: its figures leave out that cost.
/// Only the reader's own plans are known here.
#[must_use]
pub fn unpriced(s: &Scenario, found: &Regret, plans: &[String]) -> Vec<(String, Vec<Wanted>)> {
    let one = |(at, tried): (usize, &Candidate)| {
        let (_, place) = tried.from.iter().find(|(set, _)| *set == 0)?;
        let (before, fields) = plan_lacks(s, *place as usize)?;
        Some((format!("{}: its figures are {before}.", quoted(plans, at as u32)), fields))
    };
    found.plans.iter().enumerate().filter_map(one).collect()
}

/// `either set of assumptions`, `any of the 3 sets of assumptions`; equal sets are counted once.
fn sets(differ: usize, some_are_the_same: bool) -> String {
    let different = if some_are_the_same { " different" } else { "" };
    if differ == 2 {
        format!("either{different} set of assumptions")
    } else {
        format!("any of the {differ}{different} sets of assumptions")
    }
}

/// Which plan loses least in the worst tenth of futures, and under whose assumptions.
#[must_use]
pub fn worst_tenth(found: &Regret, plans: &[String]) -> Option<String> {
    let figure = metric(found.metric);
    let first = found.columns.first()?;
    if found.columns.len() < found.sets.len() {
        return None;
    }
    let told = |c: &Column| {
        if c.worst_tenth.can_tell() {
            quoted(plans, c.worst_tenth.plan)
        } else {
            format!("one of {}, we cannot tell which,", near(&c.worst_tenth, plans))
        }
    };
    let same = |c: &Column| told(c) == told(first);
    Some(if found.columns.iter().all(same) {
        let everywhere = if found.columns.len() > 1 { ", whoever’s assumptions are right" } else { "" };
        format!("In the worst tenth of futures {} leaves the most {figure}{everywhere}.", told(first))
    } else {
        let each: Vec<String> = found
            .columns
            .iter()
            .enumerate()
            .map(|(i, c)| format!("under {} {}", letter(i), told(c).trim_end_matches(',')))
            .collect();
        let each: Vec<&str> = each.iter().map(String::as_str).collect();
        format!("What leaves the most {figure} in the worst tenth of futures: {}.", each.join("; "))
    })
}

/// The content of a cell: the mean, how far it is behind the best there, and whether it is best on average, and best in
/// the worst tenth of futures. Or why the plan cannot be carried out there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Its figures.
    Figures {
        /// The mean.
        mean: String,
        /// `best`, or how far it is behind.
        regret: String,
        /// Whether it is the best on average, or cannot be told from it.
        is_best: bool,
        /// Whether it leaves the most in the worst tenth of futures, or cannot be told from the one that does.
        is_safest: bool,
    },
    /// Why it cannot be carried out.
    Impossible(String),
}

/// All plans under the assumptions of one scenario, as a column: its means are written by one rule, and its regrets by
/// another.
#[must_use]
pub fn cells(column: &Column, n: &dyn Numbers) -> Vec<Cell> {
    let known = |of: fn(&Figures) -> Estimate| -> Vec<Estimate> {
        column.cells.iter().filter_map(|cell| cell.figures.as_ref()).map(of).collect()
    };
    let mut means = estimates(n, &known(|x| x.mean), Unit::Money).into_iter();
    let mut regrets = estimates(n, &known(|x| x.regret), Unit::Money).into_iter();
    let cell = |(plan, cell): (usize, &funnel_decide::regret::Cell)| {
        if cell.figures.is_none() {
            return Cell::Impossible(cell.reasons.join("; "));
        }
        let (mean, regret) = (means.next().unwrap_or_default(), regrets.next().unwrap_or_default());
        let is_among = |choice: &Choice| {
            choice.plan as usize == plan || choice.close.iter().any(|close| close.plan as usize == plan)
        };
        let regret = match (column.best.plan as usize == plan, column.best.can_tell()) {
            (true, true) => "best".to_owned(),
            (true, false) => "best, within the error".to_owned(),
            (false, _) if is_among(&column.best) => format!("{regret} less, within the error"),
            (false, _) => format!("{regret} less"),
        };
        Cell::Figures { mean, regret, is_best: is_among(&column.best), is_safest: is_among(&column.worst_tenth) }
    };
    column.cells.iter().enumerate().map(cell).collect()
}

/// The largest regret of each plan, as a column.
#[must_use]
pub fn most(found: &Regret, n: &dyn Numbers) -> Vec<String> {
    let known: Vec<Estimate> = found.most.iter().flatten().map(|most| most.regret).collect();
    let mut texts = estimates(n, &known, unit(found.metric)).into_iter();
    let cell = |most: &Option<Most>| match most {
        Some(most) => {
            let text = texts.next().unwrap_or_default();
            if most.regret.value == Some(0.0) { "nothing".to_owned() } else { text }
        }
        None => "not everywhere possible".to_owned(),
    };
    found.most.iter().map(cell).collect()
}

#[cfg(test)]
mod tests;
