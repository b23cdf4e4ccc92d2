//! A run: blocks of replicates into tallies, tallies merged in any order, a report at the end.
//!
//! A run can stop after any block, go on later, be spread over workers or machines, and gives the same bits whatever
//! the order: figures of single replicates are kept by their place, and everything summed is a whole number.
//!
//! ```
//! use funnel_engine::scenario::templates;
//! use funnel_engine::simulate::{Simulator, Tally};
//!
//! let scenario = templates::load("sales-led-saas").unwrap();
//! let mut simulator = Simulator::new(&scenario).unwrap();
//! let mut tally = simulator.tally();
//! for block in simulator.blocks(200) {
//!     simulator.step(block, 200, &mut tally);
//! }
//! let report = tally.report(simulator.model());
//! assert_eq!(report.replicates, 200);
//! ```

mod books;
mod cells;
mod goal;
mod shape;
mod signs;
mod summary;
mod tally;
mod weekly;

pub use goal::{FEWEST, Goal, Progress, SETTLED_SE, settled};
pub use tally::{MergeError, Tally};

use std::ops::Range;
use std::sync::Arc;

use crate::process::{Block, LANES, Luck, Model};
use crate::scenario::{Problem, Scenario};

/// Every so many blocks the second world is simulated too: its figures need less precision, and cost as much.
const SECOND_WORLD_EVERY: u32 = 8;

/// Most replicates in one run.
pub const MAX_REPLICATES: u32 = 10_000_000;

/// Runs a model block by block.
pub struct Simulator {
    model: Arc<Model>,
    block: Block,
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
        Self { model, block }
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
        let lanes = LANES as u32;
        let Some(first) = block.checked_mul(lanes) else { return };
        let count = replicates.saturating_sub(first).min(lanes) as usize;
        if count == 0 {
            return;
        }
        if block.is_multiple_of(SECOND_WORLD_EVERY) {
            self.block.run(&self.model, u64::from(first), count, Luck::Second);
            let second = tally::second_world(&self.block.outcome);
            self.block.run(&self.model, u64::from(first), count, Luck::First);
            into.add(block, &self.block.outcome, second);
        } else {
            self.block.run(&self.model, u64::from(first), count, Luck::First);
            into.add(block, &self.block.outcome, Vec::new());
        }
    }
}

/// The blocks that make up so many replicates.
#[must_use]
pub fn blocks(replicates: u32) -> Range<u32> {
    0..replicates.min(MAX_REPLICATES).div_ceil(LANES as u32)
}
