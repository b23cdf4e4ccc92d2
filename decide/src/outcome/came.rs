//! The outcome of one plan, as far as the target needs it.

use crate::process::Metric;
use crate::scenario::TargetMetric;
use crate::stats::quantile::Sorted;

use super::super::plan_outcome::{budget, chance};
use super::super::study::{RunResult, quantile};
use super::{Reach, Target};

#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    /// The target's figure, by replicate.
    pub(super) figure: Vec<f64>,
    /// Acquisition cost within the horizon, by replicate.
    pub(super) cost: Vec<f64>,
    /// Spend on channels within the horizon.
    budget: f64,
}

impl Came {
    /// Reads an arm of a run.
    pub(super) fn of(ran: &RunResult<'_>, arm: usize, metric: TargetMetric) -> Self {
        let metric = Metric::from(metric);
        let cost = ran.tally.values(arm, Metric::AcquisitionCost);
        Self { figure: ran.tally.values(arm, metric), cost, budget: budget(ran.model, arm) }
    }

    /// The same in the first replicates alone.
    pub(super) fn first(&self, replicates: u32) -> Self {
        let few = |all: &[f64]| all.iter().copied().take(replicates as usize).collect();
        Self { figure: few(&self.figure), cost: few(&self.cost), budget: self.budget }
    }

    /// How often it reaches the target.
    pub(super) fn reach(&self, multiple: f64, asked: &Target) -> Reach {
        Reach {
            multiple,
            budget: self.budget,
            chance: chance(self.figure.iter().map(|x| *x >= asked.value)),
            level: quantile(&Sorted::new(self.figure.clone()), 1.0 - asked.confidence),
        }
    }
}
