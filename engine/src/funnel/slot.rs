//! One distinct rate of a stage.

use crate::inputs::theta::{InputId, Theta};
use crate::people::index::StageIx;

/// One distinct rate: cells that shift a stage in the same way share it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Slot {
    pub(crate) base: InputId,
    /// Inputs added on the logit scale: the segment's, and what the channel adds to the last stage.
    pub(crate) shifts: [Option<InputId>; 2],
    pub(crate) stage: StageIx,
    /// How strongly levers that depend on the segment move it.
    pub(crate) relevance: f64,
}

impl Slot {
    /// What the segment adds to the logit of a rate, in one replicate.
    pub(crate) fn of_segment(&self, theta: &Theta, lane: usize) -> f64 {
        self.shifts[0].map_or(0.0, |id| theta.values[id][lane])
    }
}
