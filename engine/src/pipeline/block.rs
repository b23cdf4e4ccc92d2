//! One batch of replicates from start to end.

use super::model::Model;
use super::{run_off, week};
use crate::funnel::channel::Demand;
use crate::funnel::deals;
use crate::funnel::moved::Moved;
use crate::funnel::rates::Rates;
use crate::funnel::state::{CellState, Scratch};
use crate::inputs::theta::Theta;
use crate::ledger::outcome::{Outcome, Sizes};
use crate::ledger::settle::settle;
use crate::levers::States;
use crate::levers::lever::Start;
use crate::levers::signals::Signals;
use crate::people::batch::{LANES, Lane};
use crate::people::index::WeekIx;
use crate::sample::Key;
use crate::sample::binomial::Rate;

/// Which of two independent worlds with the same inputs is simulated.
///
/// The second world is drawn for some blocks only. It answers how much of the spread is luck, and what a comparison
/// of two years' books would show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// The world that all figures come from.
    First = 0,
    /// Another, with the same inputs.
    Second = 1,
}

/// The working memory of one block, and its outcome. Reused from block to block; nothing is allocated in between.
pub struct Block {
    pub(crate) theta: Theta,
    pub(crate) rates: Rates,
    /// Share of each stage's losses that is taken in again.
    pub(crate) shares: Vec<Lane<Rate>>,
    pub(crate) demands: Vec<Demand>,
    pub(crate) cells: Vec<CellState>,
    /// The replicates' keys.
    pub(crate) lanes: Lane<Key>,
    pub(crate) levers: States,
    pub(crate) signals: Signals,
    pub(crate) moved: Moved,
    pub(crate) scratch: Scratch,
    /// What it came to.
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
            shares: vec![[Rate::new(0.0); LANES]; model.recycles.len()],
            demands: model.channels.iter().map(|_| Demand::new(arms)).collect(),
            cells: model.cells.iter().map(|cell| CellState::new(cell, model.people_weeks, arms)).collect(),
            lanes: [model.luck[0]; LANES],
            levers: model.levers.states(arms),
            signals: Signals::new(arms, model.levers.word_of_mouth.is_some()),
            moved: Moved::new(&model.rates, arms, &model.moves),
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

    /// Simulates replicates `first .. first + count` (at most [`LANES`]); the result is in [`Block::outcome`].
    pub fn run(&mut self, model: &Model, first: u64, count: usize, luck: Luck) {
        self.run_watched(model, first, count, luck, |_, _| ());
    }

    /// [`Block::run`], showing the state after every week to `watch`.
    pub(crate) fn run_watched(
        &mut self,
        model: &Model,
        first: u64,
        count: usize,
        luck: Luck,
        mut watch: impl FnMut(usize, &Self),
    ) {
        self.start(model, first, count, luck);
        for week in WeekIx::first(model.people_weeks) {
            week::run(model, self, week);
            watch(week.0, self);
        }
        run_off::count(model, self);
        let [margin, per_deal] = [model.deals.margin, model.deals.cost_per_deal].map(|id| &self.theta.values[id]);
        settle(&model.terms, margin, per_deal, &mut self.outcome);
    }

    /// Draws what is drawn once a replicate, and puts everybody there at the start in place.
    fn start(&mut self, model: &Model, first: u64, count: usize, luck: Luck) {
        self.outcome.clear(count.min(LANES));
        for (replicate, lane) in (first..).zip(&mut self.lanes) {
            *lane = model.luck[luck as usize].with(replicate);
        }
        model.inputs.draw(first, &mut self.theta);
        model.rates.draw(&self.theta, &mut self.rates);
        for (share, recycle) in self.shares.iter_mut().zip(&model.recycles) {
            if let Some(recycle) = recycle {
                *share = self.theta.values[recycle.share].map(Rate::new);
            }
        }
        for (state, cell) in self.cells.iter_mut().zip(&model.cells) {
            state.clear();
            deals::sizes(&cell.deal, &self.theta, &mut state.size);
        }
        for (channel, demand) in model.channels.iter().zip(&mut self.demands) {
            channel.start(demand);
        }
        self.moved.start();
        let (signals, ledger) = (&mut self.signals, &mut self.outcome);
        let mut start = Start { cells: &model.cells, theta: &self.theta, signals, ledger };
        self.levers.start(&model.levers, &mut start);
        if let (Some(teams), Some(work)) = (&model.levers.teams, &mut self.levers.teams) {
            teams.set_hours(work, |at, hours| model.levers.hours(at, &self.theta, hours));
        }
        for found in &model.found {
            let Self { rates, cells, lanes, scratch, outcome, .. } = &mut *self;
            found.open(&model.cells, cells, rates, lanes, scratch, outcome);
        }
    }
}
