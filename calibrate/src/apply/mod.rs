//! Evidence into a scenario: what the tables tell replaces what was guessed, and all else stays and says so.

mod channels;
mod money;
mod process;
mod segments;

use funnel_scenario::{DealSize, Delay, Grade, Input, Problem, Scenario, Tag, Unit, Value, edit};
use serde::Serialize;

use crate::evidence::Evidence;
use crate::shape::Answers;

/// A scenario with the evidence in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The new scenario; the old one is as it was, so undo is keeping it.
    pub scenario: Scenario,
    /// What changed, figure by figure.
    pub changes: Vec<Change>,
    /// The scenario's currency before and now, where the tables name another. Figures that the tables do not have are as they
    /// were, in the one before.
    pub currency: Option<(String, String)>,
    /// Levers that were left out, as the process they refer to is another.
    pub dropped: Vec<String>,
}

/// One figure that evidence replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What it is, with its owner: "Won: chance to pass".
    pub what: String,
    /// What stood there; nothing where there was no such figure.
    pub before: Option<Figure>,
    /// What stands there now.
    pub after: Figure,
    /// The evidence in a sentence.
    pub evidence: String,
    /// What it counts, for those who write it.
    #[serde(skip)]
    pub unit: Unit,
}

/// A figure of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// An uncertain number.
    Value(Value),
    /// A waiting time.
    Delay(Delay),
    /// A deal's size.
    Deal(DealSize),
    /// A plain number.
    Number(f64),
}

/// An input that the tables tell.
fn mine(value: Value, source: &str) -> Input {
    Input { source: source.to_owned(), grade: Some(Grade::A), tag: Tag::Mine, ..Input::new(value) }
}

/// Puts evidence into a scenario. A scenario takes the currency that the amounts name; no figure is converted.
///
/// The process becomes the tables': its stages with their rates, times and open pipeline. Stages and channels of the same name
/// keep what the tables do not know: definition, team, costs, spend, elasticity. What remains of the scenario stays.
///
/// # Errors
///
/// Problems of the scenario with the evidence in it: the old one's own, or more channels than a scenario may have.
pub fn apply(scenario: &Scenario, evidence: &Evidence, answers: Answers) -> Result<Applied, Vec<Problem>> {
    let mut new = Applied { scenario: scenario.clone(), changes: Vec::new(), currency: None, dropped: Vec::new() };
    if let Some(currency) = evidence.currency.as_ref().filter(|currency| **currency != scenario.currency) {
        new.scenario.currency.clone_from(currency);
        new.currency = Some((scenario.currency.clone(), currency.clone()));
    }
    process::apply(&mut new, evidence);
    channels::apply(&mut new, evidence, answers);
    money::apply(&mut new, evidence);
    segments::apply(&mut new, evidence);
    edit::forget_gone(&mut new.scenario);
    drop_levers(&mut new);
    let problems = new.scenario.problems();
    if problems.is_empty() { Ok(new) } else { Err(problems) }
}

/// Levers that make the scenario invalid, as their stages are gone.
fn drop_levers(new: &mut Applied) {
    for kind in funnel_scenario::LeverKind::ALL {
        let path = format!("levers.{}", kind.field());
        if new.scenario.problems().iter().any(|problem| problem.path.starts_with(&path)) {
            edit::drop_unfit(&mut new.scenario, *kind);
            new.dropped.push(kind.field().to_owned());
        }
    }
}

/// A short name for a label, of letters, digits and hyphens, that nobody in the list has.
fn slug(label: &str, taken: &[String]) -> String {
    let mut id = String::new();
    for c in label.chars().take(40) {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { "all" } else { id };
    let mut own = id.to_owned();
    let mut number = 1;
    while taken.contains(&own) {
        number += 1;
        own = format!("{id}-{number}");
    }
    own
}

/// A label as a scenario's name may be.
fn name(label: &str) -> String {
    label.chars().take(funnel_scenario::limits::NAME).collect()
}
