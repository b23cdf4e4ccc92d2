//! Records people as they move.

use super::flows::Flow;
use super::outcome::Outcome;
use crate::people::batch::Batch;
use crate::people::index::Place;
use crate::people::layers::{count, people};

/// What happened to people at a stage.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    Entered,
    Passed,
    Lost,
    /// Lost: went stale in a team's queue.
    Stale,
    Recycled,
    Nurtured,
}

/// How people are recorded: what counts as within the horizon, and what they cost.
pub(crate) struct Recorder {
    pub(crate) horizon: usize,
    /// Money spent on each person who enters a stage, in cents.
    pub(crate) stage_cost: Vec<i64>,
    /// By cell: whether its people have inquired before, and so are not new inquiries.
    pub(crate) returning: Vec<bool>,
}

impl Recorder {
    /// Adds people to the sums over replicates, and stage costs to each replicate's own.
    pub(crate) fn record(&self, out: &mut Outcome, at: Place, who: &[Batch<u32>], fate: Fate) {
        let Place { cell, stage, week } = at;
        let within = week.0 < self.horizon;
        for arm in 0..out.flows.len() {
            let total = count(who, arm, out.lanes);
            let flow: &mut Flow = &mut out.flows[arm][cell][stage];
            match (fate, within) {
                (Fate::Entered, true) => flow.entered += total,
                (Fate::Entered, false) => flow.entered_after += total,
                (Fate::Passed, true) => flow.passed += total,
                (Fate::Passed, false) => flow.passed_after += total,
                (Fate::Lost, true) => flow.lost += total,
                (Fate::Stale, true) => {
                    flow.lost += total;
                    flow.stale += total;
                }
                (Fate::Recycled, true) => flow.recycled += total,
                (Fate::Nurtured, true) => flow.nurtured += total,
                (Fate::Lost | Fate::Stale | Fate::Recycled | Fate::Nurtured, false) => flow.left_after += total,
            }
            if fate == Fate::Entered {
                if stage.0 > 0 || !self.returning[cell] {
                    out.entered[arm][stage][week] += total;
                }
                let each = self.stage_cost[stage];
                if each > 0 {
                    // In a browser a checked product costs four multiplications.
                    let most = i64::MAX / each;
                    for (lane, cost) in out.cost[arm][week].iter_mut().enumerate() {
                        let n = i64::from(people(who, arm, lane));
                        *cost = cost.saturating_add(if n <= most { each * n } else { i64::MAX });
                    }
                }
            }
        }
    }
}
