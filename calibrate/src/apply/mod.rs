//! Puts evidence into a scenario: what the tables say replaces what was guessed; everything else stays, and says so.

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
    /// The new scenario. The old one is unchanged, so undo just keeps it.
    pub scenario: Scenario,
    /// What changed, figure by figure.
    pub changes: Vec<Change>,
    /// The scenario's currency before and now, where the tables name another. Figures that the tables do not have keep
    /// their numbers, which were in the previous currency.
    pub currency: Option<(String, String)>,
    /// Levers that were dropped because they refer to a different process.
    pub dropped: Vec<String>,
}

/// One figure that evidence replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What it is, with its owner: "Won: chance to pass".
    pub what: String,
    /// The figure before; `None` where there was none.
    pub before: Option<Figure>,
    /// The figure now.
    pub after: Figure,
    /// The evidence in a sentence.
    pub evidence: String,
    /// Its unit, for whoever formats it.
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

/// An input taken from the tables.
fn mine(value: Value, source: &str) -> Input {
    Input { source: source.to_owned(), grade: Some(Grade::A), tag: Tag::Mine, ..Input::new(value) }
}

/// Puts evidence into a scenario. The scenario takes over the currency that the amounts name; no figure is converted.
///
/// The process becomes that of the tables: their stages, with rates, times and open pipeline. Stages and channels with
/// the same names keep what the tables do not know: definition, team, costs, spend, elasticity. Everything else in the
/// scenario stays.
///
/// # Errors
///
/// Problems of the scenario with the evidence in it: those of the old scenario, or more channels than a scenario may
/// have.
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

/// Drops levers that make the scenario invalid because their stages are gone.
fn drop_levers(new: &mut Applied) {
    for kind in funnel_scenario::LeverKind::ALL {
        let path = format!("levers.{}", kind.field());
        if new.scenario.problems().iter().any(|problem| problem.path.starts_with(&path)) {
            edit::drop_unfit(&mut new.scenario, *kind);
            new.dropped.push(kind.field().to_owned());
        }
    }
}

/// A short name for a label, made of letters, digits and hyphens, that is not yet in the list.
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

/// A label as a valid name in a scenario.
fn name(label: &str) -> String {
    label.chars().take(funnel_scenario::limits::NAME).collect()
}
