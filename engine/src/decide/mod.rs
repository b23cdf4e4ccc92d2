//! Decisions: what a run says should be done.
//!
//! Each is a [`Study`]: runs of scenarios derived from the reader's, and a reading of what came of them. A [`Question`]
//! makes the study, [`Found`] is its answer; every view of the page and of `funnel decide` is one of each.

pub mod drivers;
pub mod holds;
pub mod learn;
#[cfg(test)]
mod rates_for_tests;
pub mod reality;
mod regress;
pub mod study;

pub use study::{Driver, Ran, Study, Wanted};

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::scenario::Scenario;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What holds it back?
    Holds,
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
}

/// What is known of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// What holds it back.
    Holds(holds::Holds),
    /// Which inputs drive the difference.
    Drivers(drivers::Drivers),
    /// What should be learned first.
    Learn(learn::Learn),
}

impl Question {
    /// The study that answers it for a valid scenario, with so many replicates in each run.
    #[must_use]
    pub fn study(&self, scenario: &Scenario, replicates: u32) -> Box<dyn Study> {
        match *self {
            Self::Holds => Box::new(holds::Holding::new(scenario, replicates)),
            Self::Drivers { metric, total } => Box::new(drivers::Driving::new(scenario, replicates, metric, total)),
            Self::Learn { metric, pairs } => Box::new(learn::Learning::new(scenario, replicates, metric, pairs)),
        }
    }
}
