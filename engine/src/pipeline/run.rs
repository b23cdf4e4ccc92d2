//! One batch of replicates from start to end.

use std::ops::Range;

use super::block::{Block, Noise};
use super::model::Model;
use super::{left, week};
use crate::funnel::deals;
use crate::ledger::settle::settle;
use crate::levers::lever::Start;
use crate::people::batch::BATCH;
use crate::people::index::WeekIx;
use crate::sample::binomial::Rate;

impl Block {
    /// All of a batch at once.
    #[cfg(test)]
    pub(crate) fn run(&mut self, model: &Model, first: u64, count: usize, noise: Noise) {
        self.run_watched(model, first, count, noise, |_, _| ());
    }

    /// The same, showing the state after every week to `watch`.
    #[cfg(test)]
    pub(crate) fn run_watched(
        &mut self,
        model: &Model,
        first: u64,
        count: usize,
        noise: Noise,
        mut watch: impl FnMut(usize, &Self),
    ) {
        self.begin(model, first, count, noise);
        for week in 0..model.people_weeks {
            self.go_on(model, week..week + 1);
            watch(week, self);
        }
        self.finish(model);
    }

    /// Moves everyone through these weeks: all weeks in their order, with [`Block::begin`] before the first, and
    /// [`Block::finish`] after the last.
    pub(crate) fn go_on(&mut self, model: &Model, weeks: Range<usize>) {
        WeekIx::first(weeks.end).skip(weeks.start).for_each(|week| week::run(model, self, week));
    }

    /// Turns what has happened into the result, in [`Block::outcome`].
    pub(crate) fn finish(&mut self, model: &Model) {
        left::count(model, self);
        let [margin, per_deal] = [model.deals.margin, model.deals.cost_per_deal].map(|id| &self.theta.values[id]);
        settle(&model.terms, margin, per_deal, &mut self.outcome);
    }

    /// Begins with replicates `first .. first + count` (at most [`BATCH`]): draws what is drawn once a replicate, and puts
    /// everybody there at the start in place.
    pub(crate) fn begin(&mut self, model: &Model, first: u64, count: usize, noise: Noise) {
        self.outcome.clear(count.min(BATCH));
        for (replicate, key) in (first..).zip(&mut self.keys) {
            *key = model.noise[noise as usize].with(replicate);
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
        self.on_the_way.clear();
        for (channel, demand) in model.channels.iter().zip(&mut self.demands) {
            channel.start(&self.theta, demand);
        }
        self.moved.start();
        let (signals, ledger) = (&mut self.signals, &mut self.outcome);
        let mut start = Start { cells: &model.cells, theta: &self.theta, signals, ledger };
        self.levers.start(&model.levers, &mut start);
        if let (Some(teams), Some(work)) = (&model.levers.teams, &mut self.levers.teams) {
            teams.set_hours(work, |at, hours| model.levers.hours(at, &self.theta, hours));
        }
        for found in &model.found {
            let Self { rates, on_the_way, keys, scratch, outcome, .. } = &mut *self;
            found.open(&model.cells, on_the_way, rates, keys, scratch, outcome);
        }
    }
}
