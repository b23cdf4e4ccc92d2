//! How large a tally's lists are, and where things lie in them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::process::Model;

/// Sizes that must agree for two tallies to be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    pub(super) arms: usize,
    pub(super) cells: usize,
    pub(super) stages: usize,
    pub(super) weeks: usize,
    pub(super) people_weeks: usize,
    pub(super) gauges: usize,
    pub(super) pools: usize,
}

impl Shape {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            arms: model.arms(),
            cells: model.cells().len(),
            stages: model.scenario().stages.len(),
            weeks: model.weeks(),
            people_weeks: model.people_weeks(),
            gauges: model.gauges().len(),
            pools: model.pools(),
        }
    }

    /// Where a kept path of an arm begins, in weeks: revenue, cumulative profit, then the gauges; and how long it is.
    pub(super) fn path(&self, arm: usize, row: usize) -> Range<usize> {
        let arms = arm * self.paths();
        let (from, weeks) = match row.checked_sub(2) {
            None => (row * self.weeks, self.weeks),
            Some(gauge) => (2 * self.weeks + gauge * self.people_weeks, self.people_weeks),
        };
        arms + from..arms + from + weeks
    }

    /// Weeks of an arm's kept paths, one after the other.
    pub(super) fn paths(&self) -> usize {
        2 * self.weeks + self.gauges * self.people_weeks
    }
}
