//! Who is served of those who came to a queue in the same week: so many in each arm, at random, the arms in step.

use super::batch::{BATCH, Batch};
use super::layers::{Layers, plan};
use super::split::{Draws, subset};
use super::streams::Part;
use crate::sample::hypergeometric;
use crate::scenario::limits;

/// What is left of one week's people, cell by cell, while some are picked.
pub(crate) struct Pick {
    /// `[arm]`: people not looked at yet, and people still to be picked among them.
    left: Vec<Batch<(u32, u32)>>,
    /// All bits set where everyone is picked in every arm, else none.
    everyone: Batch<u32>,
    /// The lanes in which some are picked and some are not.
    some: Vec<usize>,
}

impl Pick {
    /// Nobody picked.
    pub(crate) fn new(arms: usize) -> Self {
        Self { left: vec![[(0, 0); BATCH]; arms], everyone: [0; BATCH], some: Vec::with_capacity(BATCH) }
    }

    /// Another week's people: all of them, and how many are picked, by arm.
    pub(crate) fn begin(&mut self, all: &[Batch<u32>], take: &[Batch<u32>]) {
        self.some.clear();
        for lane in 0..BATCH {
            let (mut everyone, mut nobody) = (true, true);
            for (left, (all, take)) in self.left.iter_mut().zip(all.iter().zip(take)) {
                let (all, take) = (all[lane], take[lane].min(all[lane]));
                left[lane] = (all, take);
                everyone &= take == all;
                nobody &= take == 0;
            }
            self.everyone[lane] = if everyone { u32::MAX } else { 0 };
            if !everyone && !nobody {
                self.some.push(lane);
            }
        }
    }

    /// Picks from one cell's part of the queue: `queue` keeps the others.
    ///
    /// Today's number here is hypergeometric, given what earlier cells got. A plan's is too, among kept and extra
    /// people, from the same uniform. Of the kept people as many as possible are picked in both arms: people who came in
    /// the same week are alike, so each arm's law is what it would be alone. Who is picked in one arm only is in another
    /// place than under today's plan from then on: extra.
    pub(crate) fn from(&mut self, queue: &mut Layers, draws: Draws<'_>, served: &mut Layers) {
        for (queue, served) in queue.iter_mut().zip(served.iter_mut()) {
            for lane in 0..BATCH {
                served[lane] = queue[lane] & self.everyone[lane];
                queue[lane] -= served[lane];
            }
        }
        for i in 0..self.some.len() {
            let lane = self.some[i];
            // In most lanes of a small cell nobody waits.
            if queue.iter().all(|layer| layer[lane] == 0) {
                continue;
            }
            let n = queue[0][lane];
            let x = share(&mut self.left[0][lane], n, || draws.uniform(Part::Base, lane));
            served[0][lane] = x;
            queue[0][lane] = n - x;
            for k in 0..(self.left.len() - 1).min(limits::PLANS) {
                let (kept, extra) = plan(k);
                let (m, e) = (queue[kept][lane], queue[extra][lane]);
                let y = share(&mut self.left[k + 1][lane], m + e, || draws.uniform(Part::Base, lane));
                // Of the kept people, those picked today, and those picked in the plan.
                let today = if m == n { x } else { subset(n, x, m, || draws.uniform(Part::Kept, lane)) };
                let here = if y == m + e { m } else { subset(m + e, y, m, || draws.uniform(Part::Extra, lane)) };
                let both = today.min(here);
                served[kept][lane] = both;
                served[extra][lane] = y - both;
                // Kept and in neither; the rest of the plan's queue is extra.
                let neither = m - today.max(here);
                queue[kept][lane] = neither;
                queue[extra][lane] = m + e - y - neither;
            }
        }
    }
}

/// How many of `here` people are picked, where (`all`, `take`) are not looked at yet and to be picked among them: one
/// part after the other gets its hypergeometric share.
pub(crate) fn share((all, take): &mut (u32, u32), here: u32, u: impl FnOnce() -> f64) -> u32 {
    let picked = if here == 0 || *take == 0 {
        0
    } else if take == all {
        here
    } else if here == *all {
        *take
    } else {
        hypergeometric::quantile(here, *all, *take, u())
    };
    *all -= here;
    *take -= picked;
    picked
}

#[cfg(test)]
mod tests {
    use super::super::layers::{empty, people};
    use super::super::split::parts;
    use super::*;
    use crate::sample::Key;

    /// Three cells of 5, 3 and 2 people: as many are picked as there are hours for, nobody appears or vanishes, and each
    /// cell's mean is its share. The tolerance is 4.5 standard errors of a hypergeometric mean over 640 replicates.
    #[test]
    fn people_of_one_week_are_served_in_proportion() {
        let mut sums = [[0.0; 3]; 2];
        let rounds = 10_u64;
        for round in 0..rounds {
            let keys: Batch<Key> = std::array::from_fn(|lane| Key::new(5).with(round * 64 + lane as u64));
            let mut cells: Vec<Layers> = [5, 3, 2].map(|n| vec![[n; BATCH], [n - 1; BATCH], [2; BATCH]]).to_vec();
            let all = vec![[10; BATCH], [13; BATCH]];
            let mut pick = Pick::new(2);
            pick.begin(&all, &[[4; BATCH], [6; BATCH]]);
            for (c, queue) in cells.iter_mut().enumerate() {
                let before = queue.clone();
                let mut served = empty(2);
                let stream = parts(Key::new(9).with(c as u64));
                pick.from(queue, Draws { stream: &stream, keys: &keys, week: 3 }, &mut served);
                for lane in 0..BATCH {
                    for (arm, sum) in sums.iter_mut().enumerate() {
                        let [was, is, now] = [&before, &*queue, &served].map(|x| people(x, arm, lane));
                        assert_eq!(was, is + now);
                        sum[c] += f64::from(now);
                    }
                    assert!(served[1][lane] <= served[0][lane] && queue[1][lane] <= queue[0][lane]);
                }
            }
            assert!(pick.left.iter().flatten().all(|left| *left == (0, 0)));
        }
        let n = (rounds * BATCH as u64) as f64;
        for (arm, (take, of, cells)) in
            [(4.0, 10.0, [5.0, 3.0, 2.0]), (6.0, 13.0, [6.0, 4.0, 3.0])].into_iter().enumerate()
        {
            for (c, here) in cells.into_iter().enumerate() {
                let p = here / of;
                let var = take * p * (1.0 - p) * (of - take) / (of - 1.0);
                let z = (sums[arm][c] / n - take * p) / (var / n).sqrt();
                assert!(z.abs() < 4.5, "arm {arm} cell {c}: {z} SE");
            }
        }
    }
}
