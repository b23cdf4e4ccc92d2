//! Those who wait for a team at one stage, by the week they came: who waited first is served first.
//!
//! Only weeks of which somebody still waits are kept, a window that moves on with the run. In each arm those served are
//! everyone of the oldest weeks and some of one week; who they are is drawn among the cells ([`Pick`]), as people who
//! came in the same week are alike. Whoever waits goes stale with the same chance, however long he has waited.

use std::collections::VecDeque;

use crate::funnel::state::CellState;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{CellIx, StageIx, WeekIx};
use crate::people::layers::{Lanes, Layers, add, empty, is_empty};
use crate::people::pick::{Pick, share};
use crate::people::split::{Draws, subset};
use crate::people::streams::Part;
use crate::sample::Key;
use crate::sample::binomial::Rate;

/// The queue of one stage.
pub(crate) struct Queue {
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
    all: Vec<Batch<u32>>,
}

impl Queue {
    pub(crate) const fn new() -> Self {
        Self { cohorts: VecDeque::new(), spare: Vec::new() }
    }

    /// Forgets everyone.
    pub(crate) fn clear(&mut self) {
        self.spare.extend(self.cohorts.drain(..));
    }

    /// Whether nobody waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.cohorts.is_empty()
    }

    /// The inflow of stage `s` queues up behind the others; `arrived` counts it by arm.
    pub(crate) fn join(&mut self, s: StageIx, week: usize, cells: &mut [CellState], arrived: &[Batch<u32>]) {
        if is_empty(arrived) {
            return;
        }
        let mut cohort = self.spare.pop().unwrap_or_else(|| Cohort {
            week,
            cells: cells.iter().map(|_| empty(arrived.len())).collect(),
            all: vec![[0; BATCH]; arrived.len()],
        });
        cohort.week = week;
        cohort.all.copy_from_slice(arrived);
        for (here, state) in cohort.cells.iter_mut().zip(cells) {
            let inflow = &mut state.stages[s].inflow;
            here.copy_from_slice(inflow);
            inflow.fill([0; BATCH]);
        }
        self.cohorts.push_back(cohort);
    }

    /// Counts those who still wait when a week ends, by arm, and forgets the oldest weeks of which nobody does.
    pub(crate) fn end(&mut self, waiting: &mut [Batch<u32>]) {
        while let Some(done) = self.cohorts.pop_front_if(|cohort| is_empty(&cohort.all)) {
            self.spare.push(done);
        }
        waiting.fill([0; BATCH]);
        for cohort in &self.cohorts {
            add(waiting, &cohort.all);
        }
    }

    /// People of an arm who still wait, over so many lanes.
    pub(crate) fn waiting(&self, arm: usize, lanes: usize) -> u64 {
        self.cohorts.iter().flat_map(|cohort| &cohort.all[arm][..lanes]).map(|n| u64::from(*n)).sum()
    }

    /// One cell's people in a layer, counted one by one.
    #[cfg(test)]
    pub(crate) fn of_cell(&self, cell: usize, layer: usize, lanes: usize) -> u64 {
        let here = |cohort: &Cohort| cohort.cells[cell][layer][..lanes].iter().map(|n| u64::from(*n)).sum::<u64>();
        self.cohorts.iter().map(here).sum()
    }

    /// Weeks of arrival with the people of an arm and lane who still wait, from the oldest on.
    #[cfg(test)]
    pub(crate) fn by_week(&self, arm: usize, lane: usize) -> Vec<(usize, u32)> {
        let people = |cohort: &Cohort| -> u32 {
            cohort.cells.iter().map(|cell| crate::people::layers::people(cell, arm, lane)).sum()
        };
        assert!(self.cohorts.iter().all(|cohort| people(cohort) == cohort.all[arm][lane]), "a cohort is miscounted");
        self.cohorts.iter().map(|cohort| (cohort.week, people(cohort))).collect()
    }

    /// Serves as many as there are hours for, by arm, and counts those down: they become the stage's inflow.
    ///
    /// `by_id` is the order in which cells are gone through; `part` and `some` are working memory.
    #[inline(never)]
    pub(crate) fn serve(
        &mut self,
        (stage, week): (StageIx, WeekIx),
        left: &mut [Batch<u32>],
        cells: &mut [CellState],
        (by_id, keys): (&[(CellIx, [Key; 4])], &Batch<Key>),
        pick: &mut Pick,
        (part, some): (&mut [Batch<u32>], &mut Layers),
    ) {
        for cohort in &mut self.cohorts {
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
            for (cell, stream) in by_id {
                let (here, inflow) = (&mut cohort.cells[*cell], &mut cells[*cell].stages[stage].inflow);
                if is_empty(here) {
                    continue;
                }
                pick.from(here, Draws { stream, keys, week: cohort_draws(cohort.week, week.0) }, some);
                add(inflow, some);
            }
        }
    }

    /// Some of a cell's people go stale; whether any did.
    #[inline(never)]
    pub(crate) fn stale(
        &mut self,
        cell: CellIx,
        rates: &Batch<Rate>,
        draws: Draws<'_>,
        waiting: &mut Layers,
        gone: &mut Layers,
    ) -> bool {
        waiting.fill([0; BATCH]);
        self.cohorts.iter().for_each(|cohort| add(waiting, &cohort.cells[cell]));
        if is_empty(waiting) {
            return false;
        }
        gone.fill([0; BATCH]);
        // Today's people, and then each plan's extra ones.
        for layer in (0..waiting.len()).step_by(2) {
            for lane in Lanes::of(&waiting[layer]) {
                leave(&mut self.cohorts, (cell, layer, lane), waiting, &rates[lane], draws, gone);
            }
        }
        !is_empty(gone)
    }
}

/// Lets some of one cell, layer and lane leave: how many is binomial, and the weeks they came in are drawn among all who
/// wait, which costs a draw for all where nobody leaves, instead of one for each week. Kept people do as they do today.
#[inline(never)]
fn leave(
    cohorts: &mut VecDeque<Cohort>,
    (cell, layer, lane): (CellIx, usize, usize),
    waiting: &[Batch<u32>],
    rate: &Rate,
    draws: Draws<'_>,
    gone: &mut Layers,
) {
    let n = waiting[layer][lane];
    let part = if layer == 0 { Part::Base } else { Part::Extra };
    let mut left = (n, draws.count(part, lane, n, rate));
    let weeks = draws.key(part, lane).with(draws.week);
    for cohort in cohorts.iter_mut() {
        if left.1 == 0 {
            break;
        }
        let here = cohort.cells[cell][layer][lane];
        let some = share(&mut left, here, || weeks.uniform(cohort.week as u64));
        if some == 0 {
            continue;
        }
        cohort.lose(cell, layer, lane, some, gone);
        for kept in (1..waiting.len()).step_by(2).filter(|_| layer == 0) {
            let m = cohort.cells[cell][kept][lane];
            let u = || draws.key(Part::Kept, lane).with(draws.week).uniform(cohort.week as u64);
            let some = if m == here { some } else { subset(here, some, m, u) };
            cohort.lose(cell, kept, lane, some, gone);
        }
    }
}

impl Cohort {
    /// So many leave one place.
    fn lose(&mut self, cell: CellIx, layer: usize, lane: usize, people: u32, gone: &mut Layers) {
        self.cells[cell][layer][lane] -= people;
        self.all[layer.div_ceil(2)][lane] -= people;
        gone[layer][lane] += people;
    }
}

/// Index of a week's draws about a cohort.
fn cohort_draws(came: usize, t: usize) -> u64 {
    ((came as u64) << 20) | t as u64
}

fn subtract(from: &mut Batch<u32>, other: &Batch<u32>) {
    from.iter_mut().zip(other).for_each(|(x, y)| *x -= y);
}
