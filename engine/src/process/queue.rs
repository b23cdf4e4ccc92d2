//! Those who wait for a team at one stage, by the week they came: who waited first is served first.
//!
//! Only weeks of which somebody still waits are kept, a window that moves on with the run. In each arm those served are
//! everyone of the oldest weeks and some of one week; who they are is drawn among the cells ([`Pick`]), as people who
//! came in the same week are alike. Whoever waits goes stale with the same chance, however long he has waited.
//!
//! [`Pick`]: super::serve::Pick

use std::collections::VecDeque;

use super::block::{Block, CellState, Scratch};
use super::layers::{Draws, Layers, empty, subset};
use super::model::Model;
use super::nurture;
use super::serve::share;
use super::streams::Part;
use super::week::{Kind, add, is_empty};
use super::{LANES, Lane};
use crate::sample::binomial::Rate;

/// Sets the week of draws about people who go stale apart from the week itself.
const STALE: u64 = 1 << 33;

/// The queue of one stage.
pub(super) struct Queue {
    /// From the oldest on.
    cohorts: VecDeque<Cohort>,
    /// Cohorts that nobody is in any more, to be used again: in the long run nothing is allocated.
    spare: Vec<Cohort>,
}

/// Those of one week who still wait.
struct Cohort {
    /// The week they came.
    week: usize,
    /// By cell.
    cells: Vec<Layers>,
    /// `[arm]`: people of all cells.
    all: Vec<Lane<u32>>,
}

impl Queue {
    pub(super) const fn new() -> Self {
        Self { cohorts: VecDeque::new(), spare: Vec::new() }
    }

    /// Forgets everyone.
    pub(super) fn clear(&mut self) {
        self.spare.extend(self.cohorts.drain(..));
    }

    /// Whether nobody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.cohorts.is_empty()
    }

    /// The inflow of stage `s` queues up behind the others; `arrived` counts it by arm.
    pub(super) fn join(&mut self, s: usize, week: usize, cells: &mut [CellState], arrived: &[Lane<u32>]) {
        if is_empty(arrived) {
            return;
        }
        let mut cohort = self.spare.pop().unwrap_or_else(|| Cohort {
            week,
            cells: cells.iter().map(|_| empty(arrived.len())).collect(),
            all: vec![[0; LANES]; arrived.len()],
        });
        cohort.week = week;
        cohort.all.copy_from_slice(arrived);
        for (here, state) in cohort.cells.iter_mut().zip(cells) {
            let inflow = &mut state.stages[s].inflow;
            here.copy_from_slice(inflow);
            inflow.fill([0; LANES]);
        }
        self.cohorts.push_back(cohort);
    }

    /// Counts those who still wait when a week ends, by arm, and forgets the oldest weeks of which nobody does.
    pub(super) fn end(&mut self, waiting: &mut [Lane<u32>]) {
        while let Some(done) = self.cohorts.pop_front_if(|cohort| is_empty(&cohort.all)) {
            self.spare.push(done);
        }
        waiting.fill([0; LANES]);
        for cohort in &self.cohorts {
            add(waiting, &cohort.all);
        }
    }

    /// People of an arm who still wait, over so many lanes.
    pub(super) fn waiting(&self, arm: usize, lanes: usize) -> u64 {
        self.cohorts.iter().flat_map(|cohort| &cohort.all[arm][..lanes]).map(|n| u64::from(*n)).sum()
    }

    /// One cell's people in a layer, counted one by one.
    #[cfg(test)]
    pub(super) fn of_cell(&self, cell: usize, layer: usize, lanes: usize) -> u64 {
        let here = |cohort: &Cohort| cohort.cells[cell][layer][..lanes].iter().map(|n| u64::from(*n)).sum::<u64>();
        self.cohorts.iter().map(here).sum()
    }

    /// Weeks of arrival with the people of an arm and lane who still wait, from the oldest on.
    #[cfg(test)]
    pub(super) fn by_week(&self, arm: usize, lane: usize) -> Vec<(usize, u32)> {
        let people =
            |cohort: &Cohort| -> u32 { cohort.cells.iter().map(|cell| super::layers::people(cell, arm, lane)).sum() };
        assert!(self.cohorts.iter().all(|cohort| people(cohort) == cohort.all[arm][lane]), "a cohort is miscounted");
        self.cohorts.iter().map(|cohort| (cohort.week, people(cohort))).collect()
    }
}

/// Serves as many of a stage's queue as there are hours for, by arm: they become the stage's inflow.
pub(super) fn serve(model: &Model, block: &mut Block, s: usize, t: usize) {
    let Block { queues, cells, teams, pick, people: part, scratch, lanes, .. } = block;
    let (left, served) = (teams.served(s), &mut scratch.pass);
    for cohort in &mut queues[s].cohorts {
        if is_empty(left) {
            return;
        }
        for ((part, left), all) in part.iter_mut().zip(left.iter_mut()).zip(&cohort.all) {
            *part = std::array::from_fn(|lane| left[lane].min(all[lane]));
            subtract(left, part);
        }
        pick.begin(&cohort.all, part);
        for (all, part) in cohort.all.iter_mut().zip(part.iter()) {
            subtract(all, part);
        }
        for &index in &model.by_id {
            let (here, inflow) = (&mut cohort.cells[index], &mut cells[index].stages[s].inflow);
            if is_empty(here) {
                continue;
            }
            let stream = &model.cells[index].stages[s].serve;
            pick.from(here, Draws { stream, lanes, week: cohort_draws(cohort.week, t) }, served);
            add(inflow, served);
        }
    }
}

/// Some of those who still wait go stale: they are lost, or taken into nurture.
pub(super) fn stale(model: &Model, block: &mut Block, s: usize, t: usize) {
    let Block { queues, teams, pools, word, scratch, outcome, lanes, .. } = block;
    let Scratch { pass: waiting, gone, taken, lost, .. } = scratch;
    let (cohorts, rates) = (&mut queues[s].cohorts, teams.stale[s]);
    if rates.iter().all(|rate| rate.p() == 0.0) {
        return;
    }
    for (index, cell) in model.cells.iter().enumerate() {
        waiting.fill([0; LANES]);
        cohorts.iter().for_each(|cohort| add(waiting, &cohort.cells[index]));
        if is_empty(waiting) {
            continue;
        }
        let stage = &cell.stages[s];
        let draws = Draws { stream: &stage.stale, lanes, week: t as u64 };
        gone.fill([0; LANES]);
        for (lane, rate) in rates.iter().enumerate() {
            leave(cohorts, (index, lane), waiting, rate, draws, gone);
        }
        if is_empty(gone) {
            continue;
        }
        word.waited(gone);
        teams.went_stale(model, s, gone);
        // Those who leave a stage and those who go stale in its queue are different draws of one week.
        let draws = Draws { week: draws.week | STALE, ..draws };
        nurture::lose(model, pools, (index, s, t), gone, draws, [taken, lost], outcome, Kind::Stale);
    }
}
/// Lets some of one cell and lane leave: how many is binomial, and the weeks they came in are drawn among all who wait,
/// which costs a draw for all where nobody leaves, instead of one for each week. Kept people do as they do today.
fn leave(
    cohorts: &mut VecDeque<Cohort>,
    (index, lane): (usize, usize),
    waiting: &[Lane<u32>],
    rate: &Rate,
    draws: Draws<'_>,
    gone: &mut Layers,
) {
    // Today's people, and then each plan's extra ones.
    for layer in (0..waiting.len()).step_by(2) {
        let n = waiting[layer][lane];
        if n == 0 {
            continue;
        }
        let part = if layer == 0 { Part::Base } else { Part::Extra };
        let mut left = (n, rate.quantile(n, draws.uniform(part, lane)));
        let weeks = draws.key(part, lane).with(draws.week);
        for cohort in cohorts.iter_mut() {
            if left.1 == 0 {
                break;
            }
            let here = cohort.cells[index][layer][lane];
            let some = share(&mut left, here, || weeks.uniform(cohort.week as u64));
            if some == 0 {
                continue;
            }
            cohort.lose((index, layer, lane), some, gone);
            for kept in (1..waiting.len()).step_by(2).filter(|_| layer == 0) {
                let m = cohort.cells[index][kept][lane];
                let u = || draws.key(Part::Kept, lane).with(draws.week).uniform(cohort.week as u64);
                let some = if m == here { some } else { subset(here, some, m, u) };
                cohort.lose((index, kept, lane), some, gone);
            }
        }
    }
}

impl Cohort {
    /// So many leave one place.
    fn lose(&mut self, (index, layer, lane): (usize, usize, usize), people: u32, gone: &mut Layers) {
        self.cells[index][layer][lane] -= people;
        self.all[layer.div_ceil(2)][lane] -= people;
        gone[layer][lane] += people;
    }
}

/// Index of a week's draws about a cohort.
fn cohort_draws(came: usize, t: usize) -> u64 {
    ((came as u64) << 32) | t as u64
}

fn subtract(from: &mut Lane<u32>, other: &Lane<u32>) {
    from.iter_mut().zip(other).for_each(|(x, y)| *x -= y);
}
