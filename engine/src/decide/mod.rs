//! Decisions: what a run says should be done.
//!
//! Each is a [`Study`]: runs of scenarios derived from the reader's, and a reading of what came of them. A [`Question`]
//! makes the study, [`Found`] is its answer; every view of the page and of `funnel decide` is one of each.

pub mod curve;
pub mod holds;
pub mod ladder;
pub mod mix;
pub mod outcome;
pub mod reality;
pub mod study;
mod tried;

pub use study::{Driver, Ran, Study, Wanted};

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What holds it back?
    Holds,
    /// What does a small step at each lever bring?
    Ladder,
    /// What does each total budget bring, and which is best?
    Curve {
        /// λ, 0 or more: weight of the shortfall in the worst tenth of futures, see [`curve::LAMBDA`].
        lambda: f64,
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
    /// What a small step at each lever brings.
    Ladder(ladder::Ladder),
    /// What each total budget brings.
    Curve(Box<curve::Curve>),
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
            Self::Ladder => Box::new(ladder::Climbing::new(scenario, replicates)),
            Self::Curve { lambda } => Box::new(curve::Sweep::new(scenario, replicates, *lambda)),
            Self::Mix(asked) => Box::new(mix::Search::new(scenario, replicates, asked)),
            Self::Outcome { target } => Box::new(outcome::Reaching::new(scenario, replicates, *target)),
        }
    }
}
