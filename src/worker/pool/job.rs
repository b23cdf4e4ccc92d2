//! The run that the pool computes.

use funnel_engine::simulate::Goal;
use js_sys::Uint8Array;

use super::super::protocol::{Chunk, RunId};
use super::super::schedule::Schedule;

/// The current run.
pub(super) struct Job {
    pub(super) run: RunId,
    pub(super) scenario: Vec<u8>,
    pub(super) goal: Goal,
    pub(super) schedule: Schedule,
    /// Workers that it has lost.
    pub(super) lost: u32,
    /// Parts that arrived before the collector was ready, or that it need not take in while the run rests.
    pub(super) held: Vec<(Chunk, Uint8Array)>,
}

impl Job {
    /// A run that rests after its first report.
    pub(super) fn new(run: RunId, scenario: Vec<u8>, goal: Goal) -> Self {
        Self { run, scenario, goal, schedule: Schedule::new(goal), lost: 0, held: Vec::new() }
    }
}
