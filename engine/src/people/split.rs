//! A group of people split in two, at random, the arms in step.

use super::batch::{BATCH, Batch};
use super::layers::plan;
use super::streams::Part;
use crate::sample::binomial::{self, Rate};
use crate::sample::{Key, hypergeometric};
use crate::scenario::limits;

/// The draws of one split or spread: a stream for each part, joined with the lane's.
#[derive(Clone, Copy)]
pub(crate) struct Draws<'a> {
    /// The stream of this place and purpose.
    pub(crate) stream: &'a [Key; 4],
    /// The lanes' keys.
    pub(crate) keys: &'a Batch<Key>,
    /// Week, the index into each stream.
    pub(crate) week: u64,
}

impl Draws<'_> {
    /// The key of one part in one lane.
    #[inline]
    pub(crate) fn key(&self, part: Part, lane: usize) -> Key {
        self.stream[part as usize].join(self.keys[lane])
    }

    /// The week's uniform of one part in one lane.
    #[inline]
    pub(crate) fn uniform(&self, part: Part, lane: usize) -> f64 {
        self.key(part, lane).uniform(self.week)
    }
}

/// The four streams of a place.
pub(crate) fn parts(key: Key) -> [Key; 4] {
    [0, 1, 2, 3].map(|part| key.with(part))
}

/// The chances of a split, by replicate: today's, and those of plans that have others.
#[derive(Clone, Copy)]
pub(crate) struct ArmRates<'a> {
    today: &'a Batch<Rate>,
    plans: [Option<&'a Batch<Rate>>; limits::PLANS],
    /// Number of plans.
    count: usize,
}

impl<'a> ArmRates<'a> {
    /// Today's chances, and for each plan its own where they differ.
    pub(crate) fn new(today: &'a Batch<Rate>, plans: impl Iterator<Item = Option<&'a Batch<Rate>>>) -> Self {
        let mut all = Self { today, plans: [const { None }; limits::PLANS], count: 0 };
        for (slot, plan) in all.plans.iter_mut().zip(plans) {
            *slot = plan;
            all.count += 1;
        }
        all
    }

    /// Chances of each arm's own.
    pub(crate) fn by_arm(rates: &'a [Batch<Rate>]) -> Self {
        Self::new(&rates[0], rates[1..].iter().map(Some))
    }

    /// The same chances in all arms.
    pub(crate) fn alike(today: &'a Batch<Rate>, arms: usize) -> Self {
        Self { today, plans: [const { None }; limits::PLANS], count: arms - 1 }
    }
}

/// Splits people into those who do (`yes`) and those who do not (`no`).
pub(crate) fn split(
    from: &[Batch<u32>],
    rates: &ArmRates<'_>,
    draws: Draws<'_>,
    yes: &mut [Batch<u32>],
    no: &mut [Batch<u32>],
) {
    let today = rates.today;
    for lane in 0..BATCH {
        let n = from[0][lane];
        let x = if n == 0 { 0 } else { today[lane].quantile(n, draws.uniform(Part::Base, lane)) };
        yes[0][lane] = x;
        no[0][lane] = n - x;
    }
    for (k, rates) in rates.plans.iter().take(rates.count).enumerate() {
        let (kept, extra) = plan(k);
        for lane in 0..BATCH {
            let (n, x) = (from[0][lane], yes[0][lane]);
            let (m, e) = (from[kept][lane], from[extra][lane]);
            // Of the kept people, those who do under today's rate.
            let kept_yes = if m == n { x } else { subset(n, x, m, || draws.uniform(Part::Kept, lane)) };
            let rate = rates.map_or(&today[lane], |r| &r[lane]);
            let extra_yes = if e == 0 { 0 } else { rate.quantile(e, draws.uniform(Part::Extra, lane)) };
            let (up, down) = match rates {
                None => (0, 0),
                Some(_) => changed(today[lane].p(), rate.p(), m, kept_yes, || draws.uniform(Part::Changed, lane)),
            };
            // Someone whose fate differs is in another place than under today's plan: extra there.
            yes[kept][lane] = kept_yes - down;
            yes[extra][lane] = extra_yes + up;
            no[kept][lane] = m - kept_yes - up;
            no[extra][lane] = e - extra_yes + down;
        }
    }
}

/// How many of `marked` among `all` are in a random subset of size `drawn`. Draws only where that is open.
pub(crate) fn subset(all: u32, marked: u32, drawn: u32, u: impl FnOnce() -> f64) -> u32 {
    if drawn == 0 || marked == 0 {
        0
    } else if marked == all {
        drawn
    } else if drawn == all {
        marked
    } else {
        hypergeometric::quantile(marked, all, drawn, u())
    }
}

/// People who do under the plan's rate `q` but not under today's `p`, and the other way round, of `m` with `yes`.
fn changed(p: f64, q: f64, m: u32, yes: u32, u: impl FnOnce() -> f64) -> (u32, u32) {
    if q > p && m > yes {
        (binomial::quantile(m - yes, (q - p) / (1.0 - p), u()), 0)
    } else if q < p && yes > 0 {
        (0, binomial::quantile(yes, (p - q) / p, u()))
    } else {
        (0, 0)
    }
}
