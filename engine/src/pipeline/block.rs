//! The working memory of one batch of replicates.

use super::model::Model;
use crate::funnel::channel::Demand;
use crate::funnel::moving::MovingRates;
use crate::funnel::rates::Rates;
use crate::funnel::state::{CellState, OnTheWay, Scratch};
use crate::inputs::theta::Theta;
use crate::ledger::outcome::{Outcome, Sizes};
use crate::levers::States;
use crate::levers::signals::Signals;
use crate::people::batch::{BATCH, Batch};
use crate::sample::Key;
use crate::sample::binomial::Rate;

/// Which of two independent noises a batch has, given the same inputs.
///
/// The second is drawn for some batches only. It shows how much of the spread is luck, and what a comparison of two
/// years' books would show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// The one that all figures come from.
    Main = 0,
    /// Another, independent of it.
    Independent = 1,
}

/// The working memory of one batch, and its outcome. It is reused from batch to batch, with no allocation in between.
pub struct Block {
    pub(crate) theta: Theta,
    pub(crate) rates: Rates,
    /// Share of each stage's losses that is taken in again.
    pub(crate) shares: Vec<Batch<Rate>>,
    pub(crate) demands: Vec<Demand>,
    pub(crate) cells: Vec<CellState>,
    pub(crate) on_the_way: OnTheWay,
    /// The replicates' keys.
    pub(crate) keys: Batch<Key>,
    pub(crate) levers: States,
    pub(crate) signals: Signals,
    pub(crate) moved: MovingRates,
    pub(crate) scratch: Scratch,
    /// The batch's results.
    pub outcome: Outcome,
}

impl Block {
    /// Working memory for a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let arms = model.arms();
        Self {
            theta: Theta::new(&model.inputs),
            rates: model.rates.rates(),
            shares: vec![[Rate::new(0.0); BATCH]; model.recycles.len()],
            demands: model.channels.iter().map(|_| Demand::new(arms)).collect(),
            cells: model.cells.iter().map(|cell| CellState::new(cell, arms)).collect(),
            on_the_way: OnTheWay::new(&model.cells, model.scenario.stages.len(), model.people_weeks, arms),
            keys: [model.noise[0]; BATCH],
            levers: model.levers.states(arms),
            signals: Signals::new(arms, model.levers.word_of_mouth.is_some()),
            moved: MovingRates::new(&model.rates, arms, &model.moves),
            scratch: Scratch::new(arms),
            outcome: Outcome::new(&Sizes {
                arms,
                cells: model.cells.len(),
                stages: model.scenario.stages.len(),
                pools: model.pools(),
                weeks: model.weeks(),
                people_weeks: model.people_weeks,
                gauges: model.gauges.clone(),
            }),
        }
    }
}
