//! People on their way: who arrives in which week.
//!
//! The people of one stage who arrive in the same week are counted in a table of cells, layers and lanes, with one byte for
//! each combination: nearly all of the counts are 0 or small, and a table of bytes stays in the cache. A week in which
//! hardly anybody arrives is a list instead, and a group too large for a byte is an entry in a list beside the table.

mod week;

use super::batch::{BATCH, Batch};
use super::index::CellIx;
use super::layers::{Lanes, Layers, count, layer_count, plan};
use super::split::Draws;
use super::streams::Part;
use crate::sample::delay::DelayTable;
use crate::sample::hypergeometric;
use crate::scenario::limits;
use week::{EVERYWHERE, Party, Table, Week, holds, slot, unfold};

/// Everyone who waits at one stage with one fate, by week of arrival.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    cells: usize,
    layers: usize,
    /// Number of parties at which a list becomes a table.
    most: usize,
    /// The last one is of all who do not arrive within the simulated weeks.
    weeks: Vec<Week>,
    /// Tables of weeks that are over, the latest last, all zero: a new one is taken from here, so that the few that are in
    /// use stay in the cache.
    spare: Vec<Table>,
}

impl Calendar {
    pub(crate) fn new(weeks: usize, cells: usize, arms: usize) -> Self {
        let layers = layer_count(arms);
        // When the list takes an eighth of the table's bytes.
        let most = cells * (layers + 1) * size_of::<Batch<u8>>() / (8 * size_of::<Party>());
        Self { cells, layers, most, weeks: vec![Week::default(); weeks + 1], spare: Vec::new() }
    }

    /// Forgets everyone.
    pub(crate) fn clear(&mut self) {
        let Self { weeks, spare, .. } = self;
        weeks.iter_mut().for_each(|week| week.clear(spare));
    }

    /// Those who arrive in a week join others of their cell; `any` says of which cells there are others, and then of which
    /// there is anybody.
    #[inline(never)]
    pub(crate) fn arrive(&mut self, week: usize, cells: &mut [Layers], any: &mut [bool]) {
        let layers = self.layers;
        let Some((_, within)) = self.weeks.split_last_mut() else { return };
        let Some(here) = within.get_mut(week) else { return };
        let mut open = |cell: usize, cells: &mut [Layers]| {
            if !any[cell] {
                any[cell] = true;
                cells[cell].fill([0; BATCH]);
            }
        };
        for (cell, table) in here.table.chunks_exact(layers + 1).enumerate().filter(|(_, table)| holds(table)) {
            open(cell, cells);
            unfold(table, &mut cells[cell]);
        }
        for party in &here.list {
            let cell = usize::from(party.cell);
            open(cell, cells);
            party.join(&mut cells[cell]);
        }
        here.clear(&mut self.spare);
    }

    /// Those of an arm who arrive after the simulated weeks, over so many lanes.
    pub(crate) fn later(&self, arm: usize, lanes: usize) -> u64 {
        self.weeks.last().map_or(0, |week| (0..self.cells).map(|cell| count(&self.of(week, cell), arm, lanes)).sum())
    }

    /// People of a cell still on their way after a week, in one layer and over so many lanes.
    #[cfg(test)]
    pub(crate) fn waiting(&self, after: usize, cell: usize, layer: usize, lanes: usize) -> u64 {
        let here = |week| self.of(week, cell)[layer][..lanes].iter().map(|n| u64::from(*n)).sum::<u64>();
        self.weeks.iter().skip(after + 1).map(here).sum()
    }

    /// A cell's people of one week.
    fn of(&self, week: &Week, cell: usize) -> Layers {
        let mut all = vec![[0; BATCH]; self.layers];
        if week.is_table() {
            unfold(&week.table[cell * (self.layers + 1)..(cell + 1) * (self.layers + 1)], &mut all);
        }
        week.list.iter().filter(|party| usize::from(party.cell) == cell).for_each(|party| party.join(&mut all));
        all
    }

    #[inline]
    fn push(&mut self, week: usize, party: Party) {
        let last = self.weeks.len() - 1;
        let week = &mut self.weeks[week.min(last)];
        if week.is_table() {
            week.enter(party, self.layers + 1);
        } else {
            week.list.push(party);
            if week.list.len() >= self.most {
                week.tabulate(self.cells, self.layers + 1, &mut self.spare);
            }
        }
    }

    /// Sends a cell's people off in a week, each with a delay of its own.
    ///
    /// Kept people take as long as they do under today's plan. People at one place are alike, so the kept ones may be the
    /// first of them.
    pub(crate) fn send(
        &mut self,
        cell: CellIx,
        people: &[Batch<u32>],
        table: &DelayTable,
        draws: Draws<'_>,
        week: usize,
    ) {
        let plans = (self.layers - 1) / 2;
        let party = |lane: usize, slot: u8, count: u32| Party { count, cell: cell.0 as u16, lane: lane as u8, slot };
        let mut everywhere = people[0];
        for (kept, _) in (0..plans).map(plan) {
            everywhere.iter_mut().zip(&people[kept]).for_each(|(x, m)| *x = (*x).min(*m));
        }
        for lane in Lanes::of(&people[0]) {
            let n = people[0][lane];
            if !table.is_few(n) {
                self.send_many(people, table, draws, week, (lane, &|slot, count| party(lane, slot, count)));
                continue;
            }
            let (key, first) = (draws.key(Part::Base, lane), draws.first());
            let arrives = |person: u32| week + table.week(key.bits(first + u64::from(person)));
            for person in 0..everywhere[lane] {
                self.push(arrives(person), party(lane, EVERYWHERE, 1));
            }
            for person in everywhere[lane]..n {
                let week = arrives(person);
                self.push(week, party(lane, slot(0), 1));
                for (kept, _) in (0..plans).map(plan).filter(|(kept, _)| person < people[*kept][lane]) {
                    self.push(week, party(lane, slot(kept), 1));
                }
            }
        }
        for (_, extra) in (0..plans).map(plan) {
            for lane in Lanes::of(&people[extra]) {
                let (n, key, first) = (people[extra][lane], draws.key(Part::Extra, lane), draws.first());
                if table.is_few(n) {
                    for person in 0..n {
                        let delay = table.week(key.bits(first + u64::from(person)));
                        self.push(week + delay, party(lane, slot(extra), 1));
                    }
                } else {
                    table.spread(n, key.with(draws.week), |delay, count| {
                        self.push(week + delay, party(lane, slot(extra), count));
                    });
                }
            }
        }
    }

    /// [`Calendar::send`] of today's people in one lane where they are many: how many of them leave each week. Which of
    /// those are kept people is hypergeometric.
    #[inline(never)]
    fn send_many(
        &mut self,
        people: &[Batch<u32>],
        table: &DelayTable,
        draws: Draws<'_>,
        week: usize,
        (lane, party): (usize, &dyn Fn(u8, u32) -> Party),
    ) {
        let plans = (self.layers - 1) / 2;
        let n = people[0][lane];
        // (people not yet placed, kept people not yet placed) for each plan.
        let mut left = [(0, 0); limits::PLANS];
        for (k, slot) in left.iter_mut().enumerate().take(plans) {
            *slot = (n, people[plan(k).0][lane]);
        }
        let [key, chooser] = [Part::Base, Part::Kept].map(|part| draws.key(part, lane).with(draws.week));
        let mut step = 0;
        table.spread(n, key, |delay, count| {
            self.push(week + delay, party(slot(0), count));
            for (k, (all, kept)) in left.iter_mut().enumerate().take(plans) {
                let here = if *kept == *all {
                    count
                } else {
                    hypergeometric::quantile(count, *all, *kept, chooser.uniform(step))
                };
                *all -= count;
                *kept -= here;
                self.push(week + delay, party(slot(plan(k).0), here));
            }
            step += 1;
        });
    }
}

#[cfg(test)]
mod tests;
