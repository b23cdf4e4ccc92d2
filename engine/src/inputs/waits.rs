//! The waits of every segment and stage, each prepared once: a table takes longer to build than a week takes to
//! simulate, and the cells of many channels share it.

use std::sync::Arc;

use super::delay::Law;
use crate::sample::DelayTable;
use crate::scenario::{Scenario, Segment, Stage};

/// A wait's law, with its table.
pub(crate) struct WaitLaw {
    pub(crate) law: Law,
    /// `None` when everyone moves on within the week.
    pub(crate) table: Option<DelayTable>,
}

/// The waits of those who pass and of those who leave, `[segment][stage]`.
pub(crate) struct Waits {
    laws: Vec<Vec<[Arc<WaitLaw>; 2]>>,
}

impl Waits {
    /// All waits, with tables over the given number of weeks.
    pub(crate) fn new(s: &Scenario, weeks: usize) -> Self {
        let unnamed = [Segment::default()];
        let segments: &[Segment] = if s.segments.is_empty() { &unnamed } else { &s.segments };
        let mut laws: Vec<Vec<[Arc<WaitLaw>; 2]>> = Vec::with_capacity(segments.len());
        for (g, segment) in segments.iter().enumerate() {
            let twin = segments[..g].iter().position(|other| other.cycle == segment.cycle);
            let stages = match twin {
                Some(twin) => laws[twin].clone(),
                None => s.stages.iter().map(|stage| both(stage, segment.cycle, weeks)).collect(),
            };
            laws.push(stages);
        }
        Self { laws }
    }

    /// The waits of a segment's people at a stage: of those who pass, and of those who leave.
    pub(crate) fn of(&self, segment: usize, stage: usize) -> &[Arc<WaitLaw>; 2] {
        &self.laws[segment][stage]
    }
}

fn both(stage: &Stage, cycle: f64, weeks: usize) -> [Arc<WaitLaw>; 2] {
    let ready = |delay| {
        let law = Law::new(delay, cycle);
        Arc::new(WaitLaw { table: law.table(weeks), law })
    };
    let passing = ready(&stage.delay);
    let leaving = stage.loss.delay.as_ref().map_or_else(|| passing.clone(), ready);
    [passing, leaving]
}
