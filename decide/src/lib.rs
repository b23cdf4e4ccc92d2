//! Decisions: what a run says should be done.
//!
//! Each is a [`Study`]: runs of scenarios derived from the reader's, and a reading of what came of them. A [`Question`]
//! makes the study, [`Found`] is its answer; every view of the page and of `funnel decide` is one of each.

// The engine's modules, as if they were at home here.
use funnel_engine::{math, process, report, scenario, simulate, stats};

pub mod compare;
pub mod curve;
pub mod differ;
mod drive;
pub mod drivers;
pub mod holds;
pub mod ladder;
pub mod learn;
pub mod mix;
pub mod outcome;
mod parts;
#[cfg(test)]
mod rates_for_tests;
pub mod reality;
mod regress;
pub mod regret;
pub mod sides;
pub mod study;
#[cfg(test)]
mod tests;
mod tried;

pub use drive::{Driver, Heard, LOOK, Lead};
pub use study::{Order, Ran, Reads, Study, Wanted};

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::scenario::Scenario;
use sides::{Carried, Refusal};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What holds it back?
    Holds,
    /// Which of these scenarios, in the same futures?
    Compare {
        /// The scenarios beside the reader's own: at least one, at most three.
        others: Vec<Carried>,
        /// Who is ahead is said of this figure, one of [`sides::FIGURES`].
        metric: Metric,
    },
    /// Which plan, whoever's assumptions are right?
    Regret {
        /// The scenarios beside the reader's own, at most three: their assumptions and their plans.
        others: Vec<Carried>,
        /// What is wanted, one of [`sides::FIGURES`].
        metric: Metric,
    },
    /// What does a small step at each lever bring?
    Ladder,
    /// What does each total budget bring, and which is best?
    Curve {
        /// λ, 0 or more: weight of the shortfall in the worst tenth of futures, see [`curve::LAMBDA`].
        lambda: f64,
    },
    /// Which inputs drive the difference that the first plan makes?
    Drivers {
        /// In what: profit, revenue or net present value.
        metric: Metric,
        /// Whether total effects are found too, by one more run for each driver.
        total: bool,
    },
    /// What should be learned before one decides?
    Learn {
        /// What is to be large: profit or net present value.
        metric: Metric,
        /// Whether pairs of inputs are valued too.
        pairs: bool,
    },
    /// How is the same money best split over the channels?
    Mix(mix::Asked),
    /// What reaches a target?
    Outcome {
        /// The target; the scenario's own when left out.
        target: Option<outcome::Asked>,
    },
}

/// What is known of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// What holds it back.
    Holds(holds::Holds),
    /// Scenarios side by side.
    Compare(compare::Compare),
    /// Regret and robustness.
    Regret(regret::Regret),
    /// What a small step at each lever brings.
    Ladder(ladder::Ladder),
    /// What each total budget brings.
    Curve(Box<curve::Curve>),
    /// Which inputs drive the difference.
    Drivers(drivers::Drivers),
    /// What should be learned first.
    Learn(learn::Learn),
    /// How the same money is best split over the channels.
    Mix(Box<mix::Mix>),
    /// What reaches a target.
    Outcome(Box<outcome::Outcome>),
}

impl Question {
    /// The study that answers it for a valid scenario, with so many replicates in each run.
    #[must_use]
    pub fn study(&self, scenario: &Scenario, replicates: u32) -> Box<dyn Study> {
        match self {
            Self::Holds => Box::new(holds::Holding::new(scenario, replicates)),
            Self::Compare { others, metric } => {
                Box::new(compare::Comparing::new(scenario, others, *metric, replicates))
            }
            Self::Regret { others, metric } => Box::new(regret::Regretting::new(scenario, others, *metric, replicates)),
            Self::Ladder => Box::new(ladder::Climbing::new(scenario, replicates)),
            Self::Curve { lambda } => Box::new(curve::Sweep::new(scenario, replicates, *lambda)),
            Self::Drivers { metric, total } => Box::new(drivers::Driving::new(scenario, replicates, *metric, *total)),
            Self::Learn { metric, pairs } => Box::new(learn::Learning::new(scenario, replicates, *metric, *pairs)),
            Self::Mix(asked) => Box::new(mix::Search::new(scenario, replicates, asked)),
            Self::Outcome { target } => Box::new(outcome::Reaching::new(scenario, replicates, *target)),
        }
    }
}

impl Found {
    /// Why the question could not be asked of these scenarios; empty where it could. Known before any run.
    #[must_use]
    pub fn refused(&self) -> &[Refusal] {
        match self {
            Self::Compare(found) => &found.refused,
            Self::Regret(found) => &found.refused,
            _ => &[],
        }
    }
}
