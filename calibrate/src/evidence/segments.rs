//! Segments: who inquires, and how well each gets through; segments with few counts borrow from the others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::deals::Deals;
use super::process::StageEvidence;
use super::sizes::SegmentSizes;
use crate::shape::Outcome;
use crate::stats::rate::Counts;
use crate::stats::shift::{Shift, shifts};

/// Segments kept by name; the smaller ones are combined.
const MOST: usize = funnel_scenario::limits::SEGMENTS;
/// A segment is different if its pooled shift is this many standard deviations from zero. Among families without a
/// difference, fewer than one in fifty has such a segment (`tests/recovery.rs`).
const APART: f64 = 2.0;

/// One segment.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct SegmentEvidence {
    /// Its name; empty where the table has none.
    pub name: String,
    /// Won, of everyone who came.
    pub won: Counts,
    /// Shift of the log odds of every stage.
    pub shift: Shift,
    /// Deal sizes of its own, where segments explain them.
    pub sizes: Option<SegmentSizes>,
}

/// The segments of deals.
pub(super) struct Segments {
    /// By a deal's label: the place of its segment; labels without deals are absent.
    of: BTreeMap<u32, usize>,
    /// Their names, the largest first; the rest are combined in the last.
    pub(super) names: Vec<String>,
}

impl Segments {
    /// The segments of the deals, at most as many as a scenario may have.
    pub(super) fn of(deals: &Deals) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        for deal in &deals.rows {
            *sizes.entry(deal.segment).or_default() += 1;
        }
        let mut order: Vec<(usize, u32)> = sizes.into_iter().map(|(segment, n)| (n, segment)).collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let kept = if order.len() > MOST { MOST - 1 } else { order.len() };
        let name = |segment: &u32| deals.segments.get(*segment as usize).cloned().unwrap_or_default();
        let mut names: Vec<String> = order.iter().take(kept).map(|(_, segment)| name(segment)).collect();
        if order.len() > kept {
            names.push("Other".to_owned());
        }
        let of = order.into_iter().enumerate().map(|(at, (_, segment))| (segment, at.min(kept))).collect();
        Self { of, names }
    }

    /// The place of a label's segment.
    pub(super) fn at(&self, label: u32) -> usize {
        self.of.get(&label).copied().unwrap_or(0)
    }
}

/// What is known of each, with its deal sizes if it has its own; empty where there is only one.
pub(super) fn learn(
    deals: &Deals,
    segments: &Segments,
    sizes: Vec<Option<SegmentSizes>>,
    process: &[StageEvidence],
) -> Vec<SegmentEvidence> {
    if segments.names.len() < 2 {
        return Vec::new();
    }
    let mut counts = vec![Counts { successes: 0.0, trials: 0.0 }; segments.names.len()];
    for deal in &deals.rows {
        if let Some(counts) = counts.get_mut(segments.at(deal.segment)) {
            counts.trials += 1.0;
            counts.successes += f64::from(u8::from(deal.outcome == Outcome::Won));
        }
    }
    let steps: Vec<f64> =
        process.iter().flat_map(StageEvidence::rates).map(|counts| counts.share().unwrap_or(0.5)).collect();
    let shifts = shifts(&steps, &counts);
    let all = segments.names.iter().zip(counts).zip(shifts.into_iter().zip(sizes));
    all.map(|((name, won), (shift, sizes))| SegmentEvidence { name: name.clone(), won, shift, sizes }).collect()
}

/// Whether any of them gets through better or worse than the others, beyond chance.
#[must_use]
pub fn differ(segments: &[SegmentEvidence]) -> bool {
    segments.iter().any(|segment| segment.shift.mean.abs() > APART * segment.shift.sd)
}

impl SegmentEvidence {
    /// The evidence in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let count = super::say::count;
        format!(
            "{} of {} who came were won so far; few counts lean on the other segments’",
            count(self.won.successes),
            count(self.won.trials)
        )
    }
}
