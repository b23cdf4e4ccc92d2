//! Outcome first: given a target and how sure one wants to be of it, what reaches it at the lowest cost, and what that
//! requires of every stage.
//!
//! The smallest total budget that does is looked for first. Where no budget up to three times today's does, people,
//! attempts, the time to the first answer and nurture are moved as well, in a greedy search. See `docs/decide.md`.

mod came;
mod moves;
mod needs;
mod search;

use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};
use crate::scenario::{Scenario, TargetMetric};

pub use self::needs::Need;
pub(super) use self::search::OutcomeStudy;

/// A target within the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// The figure that it is about.
    pub metric: TargetMetric,
    /// The amount: money, or people.
    pub value: f64,
    /// The chance wanted of reaching it, above 0 and below 1.
    pub confidence: f64,
}

impl Target {
    /// The scenario's own target; `None` where it has none.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let target = scenario.target;
        target.value.map(|value| Self { metric: target.metric, value, confidence: target.confidence })
    }
}

/// How often a plan reaches the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reach {
    /// Total budget, as a multiple of today's.
    pub multiple: f64,
    /// Spend on channels within the horizon, money.
    pub budget: f64,
    /// Chance of reaching the target.
    pub chance: Chance,
    /// The level reached with the chance wanted: the quantile at 1 − confidence, in the target's unit.
    pub level: Estimate,
}

/// A setting that differs from today's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changed {
    /// The setting's key; empty for the total budget, which is in multiples of today's.
    pub setting: String,
    /// Today's value, or the value before this step.
    pub from: f64,
    /// The new value.
    pub to: f64,
}

/// Something that might help but was not tried, as nobody entered its price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unpriced {
    /// The setting's key.
    pub setting: String,
    /// JSON path of the field that would hold its price.
    pub path: String,
}

/// A step of the search for a combination.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Taken {
    /// What was changed.
    pub changed: Changed,
    /// Change of the mean acquisition cost within the horizon, money.
    pub cost: Estimate,
    /// How often the target is reached afterwards.
    pub reach: Reach,
}

/// A plan that was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Way {
    /// Its differences from today, the budget first.
    pub changes: Vec<Changed>,
    /// Mean acquisition cost within the horizon less today's, money.
    pub cost: Estimate,
    /// How often it reaches the target, in the futures in which it was found.
    pub reach: Reach,
}

/// What reaches the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A total budget of up to three times today's does.
    Budget,
    /// The budget alone does not, but a combination does.
    Combination,
    /// Nothing that was tried does; the way found is the one that got furthest.
    Nothing,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// The target; `None` where there is none.
    pub asked: Option<Target>,
    /// Budgets tried, ascending; today is 1.
    pub budgets: Vec<Reach>,
    /// What reaches it, once known.
    pub verdict: Option<Verdict>,
    /// The steps of the search for a combination, in order; empty where the budget alone is enough. Steps that undo an
    /// earlier, unnecessary step come at the end.
    pub steps: Vec<Taken>,
    /// What was left out of the search, as nobody entered its price.
    pub unpriced: Vec<Unpriced>,
    /// The cheapest way that was found.
    pub way: Option<Way>,
    /// Its chance in futures of a fresh seed.
    pub fresh: Option<Chance>,
    /// What it requires of each stage, and of deals won at the end, in the futures of the fresh seed.
    pub needs: Vec<Need>,
}

impl Outcome {
    /// Budgets from the smallest tried that is enough up to the next one that is not, or to the largest tried: what the
    /// target takes if nothing else changes. `None` where none is enough.
    #[must_use]
    pub fn enough(&self) -> Option<(f64, f64)> {
        let wanted = self.asked?.confidence;
        let from = self.budgets.iter().position(|x| x.chance.value >= wanted)?;
        let all = self.budgets.get(from..)?.iter().take_while(|x| x.chance.value >= wanted);
        Some((self.budgets.get(from)?.budget, all.last()?.budget))
    }
}
