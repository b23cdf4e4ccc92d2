//! Puts the parts of a run together, in the order of replicates, and makes reports.

use std::sync::Arc;

use funnel_engine::process::Model;
use funnel_engine::report::Report;
use funnel_engine::simulate::{Goal, MergeError, Progress, Tally};

use super::protocol::Chunk;

/// One run's results so far.
pub(super) struct Collector {
    model: Arc<Model>,
    goal: Goal,
    /// Replicates `0..done` are in the tally.
    done: u32,
    tally: Tally,
    /// Parts that came before their turn: few, so a list is enough.
    early: Vec<(Chunk, Tally)>,
    /// Whether whoever simulates all of the first report makes it.
    has_simulators: bool,
}

impl Collector {
    /// Begins with nothing collected.
    #[must_use]
    pub(super) fn new(model: Arc<Model>, goal: Goal) -> Self {
        let tally = Tally::new(&model);
        let (early, has_simulators) = (Vec::new(), false);
        Self { model, goal, done: 0, tally, early, has_simulators }
    }

    /// The same where simulators make the first report, if one of them has all of it.
    #[must_use]
    pub(super) fn beside_simulators(self) -> Self {
        Self { has_simulators: true, ..self }
    }

    /// Replicates of the next report.
    #[must_use]
    pub(super) fn due(&self) -> u32 {
        self.goal.next_report(self.done)
    }

    /// What came together, without paths: none is reported after a run has settled.
    #[must_use]
    pub(super) fn settled_tally(&mut self) -> &Tally {
        self.tally.forget_paths();
        &self.tally
    }

    /// Takes in a part. Returns a report once the parts, without a gap from the first replicate on, reach one.
    ///
    /// # Errors
    ///
    /// When the part belongs to another scenario.
    pub(super) fn add(&mut self, chunk: Chunk, part: Tally) -> Result<Option<(Report, Progress)>, MergeError> {
        // A part that was done twice is counted once.
        if chunk.first >= self.done && self.early.iter().all(|(early, _)| early.first != chunk.first) {
            self.early.push((chunk, part));
        }
        let mut latest = None;
        while let Some(next) = self.early.iter().position(|(early, _)| early.first == self.done) {
            let (chunk, part) = self.early.swap_remove(next);
            self.tally.merge(part)?;
            let due = self.due();
            self.done = chunk.end();
            let is_made = self.has_simulators && chunk.is_first_report(self.goal);
            if self.done >= due && !is_made {
                let report = self.tally.report(&self.model);
                let progress = self.goal.progress(report.replicates);
                latest = Some((report, progress));
            }
        }
        Ok(latest)
    }
}
