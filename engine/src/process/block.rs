//! One block of replicates, week by week.

use super::calendar::Calendar;
use super::cells::{Cell, Wait};
use super::content::Content;
use super::customers::Customers;
use super::demand::Demand;
use super::layers::{Layers, empty};
use super::model::Model;
use super::money::settle;
use super::moved::Moved;
use super::nurture::Pools;
use super::outcome::Outcome;
use super::queue::Queue;
use super::rates::Rates;
use super::serve::Pick;
use super::teams::Teams;
use super::theta::Theta;
use super::word::Word;
use super::{LANES, Lane, deals, run_off, week};
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
    pub(super) theta: Theta,
    pub(super) rates: Rates,
    /// Share of each stage's losses that is taken in again.
    pub(super) shares: Vec<Lane<Rate>>,
    pub(super) demands: Vec<Demand>,
    pub(super) cells: Vec<CellState>,
    pub(super) lanes: Lane<Key>,
    pub(super) teams: Teams,
    pub(super) pools: Pools,
    pub(super) content: Content,
    pub(super) customers: Customers,
    pub(super) word: Word,
    pub(super) moved: Moved,
    /// By stage: who waits for a team.
    pub(super) queues: Vec<Queue>,
    pub(super) pick: Pick,
    /// People of all cells at one place, by arm.
    pub(super) people: Vec<Lane<u32>>,
    pub(super) scratch: Scratch,
    /// What it came to.
    pub outcome: Outcome,
}

/// People of one cell on their way.
pub(super) struct CellState {
    pub(super) stages: Vec<StageState>,
    /// Deals drawn so far: of today's people, then of each plan's extra ones.
    pub(super) deals: Vec<Lane<u32>>,
    /// This block's deal size, by lane.
    pub(super) size: Lane<f64>,
}

/// People of one cell in one stage.
pub(super) struct StageState {
    /// Coming in this week.
    pub(super) inflow: Layers,
    /// `None` when nobody ever waits.
    pub(super) passing: Option<Calendar>,
    pub(super) leaving: Option<Calendar>,
}

/// Layers that live for one step only.
pub(super) struct Scratch {
    pub(super) pass: Layers,
    pub(super) fail: Layers,
    pub(super) again: Layers,
    pub(super) gone: Layers,
    /// Of those gone, taken into nurture and lost.
    pub(super) taken: Layers,
    pub(super) lost: Layers,
}

impl Block {
    /// Working memory for a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let arms = model.arms();
        let calendar = |wait: &Wait, found: bool| {
            (wait.law.table.is_some() || found).then(|| Calendar::new(model.people_weeks, arms))
        };
        let cell = |cell: &Cell| CellState {
            stages: (cell.stages.iter().zip(&cell.open))
                .map(|(stage, open)| StageState {
                    inflow: empty(arms),
                    passing: calendar(&stage.passing, *open > 0),
                    leaving: calendar(&stage.leaving, *open > 0),
                })
                .collect(),
            deals: vec![[0; LANES]; arms],
            size: [0.0; LANES],
        };
        Self {
            theta: Theta::new(&model.inputs),
            rates: model.rates.rates(),
            shares: vec![[Rate::new(0.0); LANES]; model.recycles.len()],
            demands: model.channels.iter().map(|_| Demand::new(arms)).collect(),
            cells: model.cells.iter().map(cell).collect(),
            lanes: [model.luck[0]; LANES],
            scratch: Scratch::new(arms),
            teams: Teams::new(model),
            pools: Pools::new(model),
            content: Content::new(model),
            customers: Customers::new(model),
            word: Word::new(model),
            moved: Moved::new(model),
            queues: model.works.iter().map(|_| Queue::new()).collect(),
            pick: Pick::new(arms),
            people: vec![[0; LANES]; arms],
            outcome: Outcome::new(model),
        }
    }

    /// Simulates replicates `first .. first + count` (at most [`LANES`]); the result is in [`Block::outcome`].
    pub fn run(&mut self, model: &Model, first: u64, count: usize, luck: Luck) {
        self.run_watched(model, first, count, luck, |_, _| ());
    }

    /// [`Block::run`], showing the state after every week to `watch`.
    pub(super) fn run_watched(
        &mut self,
        model: &Model,
        first: u64,
        count: usize,
        luck: Luck,
        mut watch: impl FnMut(usize, &Self),
    ) {
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
        self.queues.iter_mut().for_each(Queue::clear);
        self.teams.start(model, &self.theta);
        self.content.start(model);
        self.word.start();
        self.customers.start(model, &self.theta);
        self.moved.start();
        self.pools.start(model, &mut self.outcome);
        week::open(model, self);
        for t in 0..model.people_weeks {
            for (channel, demand) in model.channels.iter().zip(&mut self.demands) {
                channel.week(t, &self.theta, &self.lanes, &self.word, demand);
            }
            week::run(model, self, t);
            watch(t, self);
        }
        run_off::count(model, self);
        settle(model, self);
    }
}

impl Scratch {
    fn new(arms: usize) -> Self {
        let [pass, fail, again, gone, taken, lost] = std::array::from_fn(|_| empty(arms));
        Self { pass, fail, again, gone, taken, lost }
    }
}

impl CellState {
    fn clear(&mut self) {
        self.deals.fill([0; LANES]);
        for stage in &mut self.stages {
            stage.inflow.fill([0; LANES]);
            if let Some(calendar) = &mut stage.passing {
                calendar.clear();
            }
            if let Some(calendar) = &mut stage.leaving {
                calendar.clear();
            }
        }
    }
}
