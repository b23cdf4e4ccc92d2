//! People on their way: who arrives in which week.

use super::batch::{BATCH, Batch};
use super::layers::{Layers, layer_count, plan};
use super::split::Draws;
use super::streams::Part;
use crate::sample::delay::{DelayTable, allocate};
use crate::sample::hypergeometric;
use crate::scenario::limits;

/// Everyone who has left one place and not yet arrived at the next, by week of arrival and layer.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    layers: usize,
    rows: Vec<Batch<u32>>,
    /// People who never arrive within the simulated weeks, by layer.
    beyond: Layers,
}

impl Calendar {
    pub(crate) fn new(weeks: usize, arms: usize) -> Self {
        let layers = layer_count(arms);
        Self { layers, rows: vec![[0; BATCH]; weeks * layers], beyond: vec![[0; BATCH]; layers] }
    }

    /// Forgets everyone.
    pub(crate) fn clear(&mut self) {
        self.rows.fill([0; BATCH]);
        self.beyond.fill([0; BATCH]);
    }

    /// Those who arrive in a week.
    pub(crate) fn week(&self, week: usize) -> &[Batch<u32>] {
        &self.rows[week * self.layers..(week + 1) * self.layers]
    }

    /// Those who arrive after the simulated weeks, by layer.
    pub(crate) fn later(&self) -> &[Batch<u32>] {
        &self.beyond
    }

    /// People still on their way after a week, in one layer and lane.
    #[cfg(test)]
    pub(crate) fn waiting(&self, after: usize, layer: usize, lane: usize) -> u64 {
        let rows = self.rows.chunks(self.layers).skip(after + 1);
        rows.map(|row| u64::from(row[layer][lane])).sum::<u64>() + u64::from(self.beyond[layer][lane])
    }

    fn add(&mut self, week: usize, layer: usize, lane: usize, count: u32) {
        match self.rows.get_mut(week * self.layers + layer) {
            Some(row) => row[lane] += count,
            None => self.beyond[layer][lane] += count,
        }
    }

    /// Lets people through in the same week.
    pub(crate) fn pass_by(&mut self, week: usize, people: &[Batch<u32>]) {
        for (layer, lanes) in people.iter().enumerate() {
            for (lane, count) in lanes.iter().enumerate() {
                self.add(week, layer, lane, *count);
            }
        }
    }

    /// Sends people off in a week, each with a delay of its own.
    ///
    /// Kept people take as long as they do under today's plan; which of today's arrivals they are is hypergeometric.
    pub(crate) fn send(&mut self, people: &[Batch<u32>], table: &DelayTable, draws: Draws<'_>, week: usize) {
        let plans = (self.layers - 1) / 2;
        for lane in 0..BATCH {
            let n = people[0][lane];
            let all_kept = (0..plans).all(|k| people[plan(k).0][lane] == n);
            if n > 0 {
                let key = draws.key(Part::Base, lane).with(draws.week);
                if all_kept {
                    allocate(n, table, key, |delay, count| {
                        self.add(week + delay, 0, lane, count);
                        for k in 0..plans {
                            self.add(week + delay, plan(k).0, lane, count);
                        }
                    });
                } else {
                    self.send_some_kept(people, table, draws, lane, week);
                }
            }
            for k in 0..plans {
                let (_, extra) = plan(k);
                let e = people[extra][lane];
                if e > 0 {
                    let key = draws.key(Part::Extra, lane).with(draws.week);
                    allocate(e, table, key, |delay, count| self.add(week + delay, extra, lane, count));
                }
            }
        }
    }

    /// [`Calendar::send`] in one lane where some plan keeps only some of today's people.
    fn send_some_kept(
        &mut self,
        people: &[Batch<u32>],
        table: &DelayTable,
        draws: Draws<'_>,
        lane: usize,
        week: usize,
    ) {
        let plans = (self.layers - 1) / 2;
        let n = people[0][lane];
        // (people not yet placed, kept people not yet placed) for each plan.
        let mut left = [(0, 0); limits::PLANS];
        for (k, slot) in left.iter_mut().enumerate().take(plans) {
            *slot = (n, people[plan(k).0][lane]);
        }
        let chooser = draws.key(Part::Kept, lane).with(draws.week);
        let mut step = 0;
        allocate(n, table, draws.key(Part::Base, lane).with(draws.week), |delay, count| {
            self.add(week + delay, 0, lane, count);
            for (k, (all, kept)) in left.iter_mut().enumerate().take(plans) {
                let here = if *kept == *all {
                    count
                } else {
                    hypergeometric::quantile(count, *all, *kept, chooser.uniform(step))
                };
                *all -= count;
                *kept -= here;
                self.add(week + delay, plan(k).0, lane, here);
            }
            step += 1;
        });
    }
}
