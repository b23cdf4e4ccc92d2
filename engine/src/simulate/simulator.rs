//! Runs a model block by block.

use std::ops::Range;
use std::sync::Arc;

use super::tally::{self, Tally};
use crate::process::{BATCH, Block, Model, Noise};
use crate::scenario::{Problem, Scenario};

/// Of every [`ROUND`] replicates these are simulated with independent luck too: its figures need less precision, and cost
/// nearly as much. Not the very first ones, from which a page makes its first report.
const INDEPENDENT: Range<u32> = 64..128;
const ROUND: u32 = 512;

/// Most replicates in one run.
pub const MAX_REPLICATES: u32 = 10_000_000;

/// Runs a model block by block.
pub struct Simulator {
    model: Arc<Model>,
    block: Block,
    /// How far the block is, until it is in a tally.
    underway: Option<Underway>,
    books: bool,
    paths: bool,
}

/// How far a block is.
struct Underway {
    first: u32,
    count: usize,
    noise: Noise,
    /// The next week.
    week: usize,
    /// The figures with independent luck, which come first.
    second: Vec<f64>,
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
        Self { model, block, underway: None, books: true, paths: true }
    }

    /// The same without independent luck for what two years' books would show: nearly one run in eight is saved, and reports have
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
    /// returns the next one. How a run is cut into parts, within blocks or between them, changes none of its numbers; half a
    /// block costs about .7 of a whole one, a quarter .55.
    pub fn advance(&mut self, replicates: Range<u32>, into: &mut Tally) -> u32 {
        loop {
            if let Some(next) = self.advance_by(replicates.clone(), usize::MAX, into) {
                return next;
            }
        }
    }

    /// As [`advance`](Self::advance), but no more than so many weeks on, so that one can do something else in between: `None`
    /// until the block is done, and then the next replicate. Nothing is added to the tally before that. Asked for other
    /// replicates meanwhile, it begins anew.
    pub fn advance_by(&mut self, replicates: Range<u32>, weeks: usize, into: &mut Tally) -> Option<u32> {
        let lanes = BATCH as u32;
        let Range { start: first, end } = replicates;
        let count = end.saturating_sub(first).min(lanes - first % lanes) as usize;
        if count == 0 {
            return Some(first);
        }
        let (model, block) = (&self.model, &mut self.block);
        let mut at = match self.underway.take().filter(|at| (at.first, at.count) == (first, count)) {
            Some(at) => at,
            None => {
                let has_second = self.books && INDEPENDENT.contains(&(first % ROUND));
                let noise = if has_second { Noise::Independent } else { Noise::Main };
                block.begin(model, u64::from(first), count, noise);
                Underway { first, count, noise, week: 0, second: Vec::new() }
            }
        };
        // The figures with independent luck are those of the horizon: what comes after it need not be known.
        let end = if at.noise == Noise::Independent { model.horizon() } else { model.people_weeks() };
        let until = end.min(at.week.saturating_add(weeks.max(1)));
        block.go_on(model, at.week..until);
        at.week = until;
        if until < end {
            self.underway = Some(at);
            return None;
        }
        block.finish(model);
        if at.noise == Noise::Independent {
            let second = tally::with_independent_luck(&block.outcome);
            block.begin(model, u64::from(first), count, Noise::Main);
            self.underway = Some(Underway { noise: Noise::Main, week: 0, second, ..at });
            return None;
        }
        into.add(first, &block.outcome, at.second, self.paths);
        Some(first.saturating_add(count as u32))
    }
}

/// The blocks that make up so many replicates.
#[must_use]
pub fn blocks(replicates: u32) -> Range<u32> {
    0..replicates.min(MAX_REPLICATES).div_ceil(BATCH as u32)
}
