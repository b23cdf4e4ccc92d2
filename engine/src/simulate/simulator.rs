//! Runs a model block by block.

use std::ops::Range;
use std::sync::Arc;

use super::tally::{self, Tally};
use crate::process::{BATCH, Block, Model, Noise};
use crate::scenario::{Problem, Scenario};

/// Of every [`ROUND`] replicates these are simulated with independent luck too: its figures need less precision, and cost as
/// much. Not the very first ones, from which a page makes its first report.
const INDEPENDENT: Range<u32> = 64..128;
const ROUND: u32 = 512;

/// Most replicates in one run.
pub const MAX_REPLICATES: u32 = 10_000_000;

/// Runs a model block by block.
pub struct Simulator {
    model: Arc<Model>,
    block: Block,
    books: bool,
    paths: bool,
}

impl Simulator {
    /// Makes a scenario ready to run.
    ///
    /// # Errors
    ///
    /// All of [`Scenario::problems`].
    pub fn new(scenario: &Scenario) -> Result<Self, Vec<Problem>> {
        Ok(Self::of(Arc::new(Model::new(scenario)?)))
    }

    /// A simulator of its own for a shared model: one for each thread.
    #[must_use]
    pub fn of(model: Arc<Model>) -> Self {
        let block = Block::new(&model);
        Self { model, block, books: true, paths: true }
    }

    /// The same without independent luck for what two years' books would show: one run in eight is saved, and reports have
    /// no books. All other figures are the same.
    #[must_use]
    pub fn without_books(self) -> Self {
        Self { books: false, ..self }
    }

    /// The same without the weekly paths of single replicates, three quarters of a tally on the worked example: reports have no bands, and no
    /// chances of how full teams are. All other figures are the same.
    #[must_use]
    pub fn without_paths(self) -> Self {
        Self { paths: false, ..self }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// An empty tally for this model.
    #[must_use]
    pub fn tally(&self) -> Tally {
        Tally::new(&self.model)
    }

    /// The blocks that make up so many replicates.
    #[must_use]
    pub fn blocks(&self, replicates: u32) -> Range<u32> {
        blocks(replicates)
    }

    /// Simulates one block of a run of `replicates` and adds it to the tally. Blocks beyond the run add nothing.
    pub fn step(&mut self, block: u32, replicates: u32, into: &mut Tally) {
        if let Some(first) = block.checked_mul(BATCH as u32) {
            self.advance(first..replicates, into);
        }
    }

    /// Simulates the first of these replicates and those of the others that are in its block, adds them to the tally, and
    /// returns the next one. How a run is cut into parts, within blocks or between them, changes none of its numbers; a
    /// part costs about what its replicates do.
    pub fn advance(&mut self, replicates: Range<u32>, into: &mut Tally) -> u32 {
        let lanes = BATCH as u32;
        let Range { start: first, end } = replicates;
        let count = end.saturating_sub(first).min(lanes - first % lanes) as usize;
        if count == 0 {
            return first;
        }
        if self.books && INDEPENDENT.contains(&(first % ROUND)) {
            self.block.run(&self.model, u64::from(first), count, Noise::Independent);
            let second = tally::with_independent_luck(&self.block.outcome);
            self.block.run(&self.model, u64::from(first), count, Noise::Main);
            into.add(first, &self.block.outcome, second, self.paths);
        } else {
            self.block.run(&self.model, u64::from(first), count, Noise::Main);
            into.add(first, &self.block.outcome, Vec::new(), self.paths);
        }
        first.saturating_add(count as u32)
    }
}

/// The blocks that make up so many replicates.
#[must_use]
pub fn blocks(replicates: u32) -> Range<u32> {
    0..replicates.min(MAX_REPLICATES).div_ceil(BATCH as u32)
}
