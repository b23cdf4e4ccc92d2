//! What the first plan spends.

use super::{Edited, checked};
use crate::{Plan, Problem, Scenario, SpendChange};

/// The first plan's question: this much more money, on these channels (all if empty), from a given week, for a given
/// time. Whatever else the plan spends stays.
///
/// # Errors
///
/// When a number is out of its range.
pub fn ask(scenario: &Scenario, change: SpendChange) -> Edited {
    let mut new = scenario.clone();
    if new.plans.is_empty() {
        new.plans.push(Plan::default());
    }
    if let Some(plan) = new.plans.first_mut() {
        match plan.spend.first_mut() {
            Some(first) => *first = change,
            None => plan.spend.push(change),
        }
    }
    checked(new)
}

/// Replaces the first plan's spend by these changes, in order.
///
/// # Errors
///
/// When a number is out of its range.
pub fn ask_all(scenario: &Scenario, changes: Vec<SpendChange>) -> Edited {
    let mut new = scenario.clone();
    match new.plans.first_mut() {
        Some(plan) => plan.spend = changes,
        None => new.plans.push(Plan { spend: changes, ..Plan::default() }),
    }
    checked(new)
}

/// Removes one change of spend from the first plan.
///
/// # Errors
///
/// When there is no change at that place.
pub fn drop_change(scenario: &Scenario, at: usize) -> Edited {
    let mut new = scenario.clone();
    match new.plans.first_mut() {
        Some(plan) if at < plan.spend.len() => plan.spend.remove(at),
        _ => return Err(vec![Problem::new("plans[0].spend", format!("has no change {at}"))]),
    };
    checked(new)
}
