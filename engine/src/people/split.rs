//! A group of people split in two, at random, the arms in step.

use super::batch::{BATCH, Batch};
use super::layers::{Lanes, plan};
use super::row::{self, Row};
use super::streams::Part;
use crate::sample::binomial::{self, Rate};
use crate::sample::{Key, hypergeometric, several};
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

    /// The index, in a part's stream, of what is drawn for the first person of this week; the others follow.
    #[inline]
    pub(crate) fn first(&self) -> u64 {
        self.week << PERSON_BITS
    }

    /// The week's uniform of one part in one lane.
    #[inline]
    pub(crate) fn uniform(&self, part: Part, lane: usize) -> f64 {
        // Beyond all people that are looked at one by one.
        self.key(part, lane).uniform(self.first() + (1 << PERSON_BITS) - 1)
    }

    /// Who of a row of people of a part succeeds: a bit each, by lane.
    #[inline]
    fn hits(&self, part: Part, row: &Row, rates: &Batch<Rate>) -> Batch<u32> {
        let (mut hits, first) = ([0; BATCH], self.first());
        for (lane, person) in row.people() {
            let hit = rates[lane].hits(self.key(part, lane).bits(first + u64::from(person)));
            hits[lane] |= u32::from(hit) << person;
        }
        hits
    }

    /// How many of `n` people of a part in one lane succeed.
    #[inline]
    pub(crate) fn count(&self, part: Part, lane: usize, n: u32, rate: &Rate) -> u32 {
        if n > FEW_ALONE {
            return rate.quantile(n, self.uniform(part, lane));
        }
        let (key, first) = (self.key(part, lane), self.first());
        (0..n).map(|person| u32::from(rate.hits(key.bits(first + u64::from(person))))).sum()
    }

    /// How many people of a part succeed in these lanes, all that hold more than [`FEW`]; 0 in the others.
    fn of_many(&self, part: Part, people: &Batch<u32>, lanes: Lanes, rates: &Batch<Rate>) -> Batch<u32> {
        let mut counts = [0; BATCH];
        if lanes.count() > FEW_LANES {
            let crowds = people.map(|n| if n > FEW { n } else { 0 });
            return several::binomial(&crowds, rates, &std::array::from_fn(|lane| self.uniform(part, lane)));
        }
        for lane in lanes {
            counts[lane] = rates[lane].quantile(people[lane], self.uniform(part, lane));
        }
        counts
    }
}

/// Room for so many people in the index of a week's draws: fewer are ever looked at one by one.
const PERSON_BITS: u32 = 24;

/// Up to this many people are decided on one by one, each with a random number of his own. For more it is quicker to draw
/// the quantiles of the counts in all lanes at once.
const FEW: u32 = 6;
const _: () = assert!(FEW <= row::MOST);
/// Where so many lanes or fewer hold more people than that, their counts are drawn one by one, which gives the same.
const FEW_LANES: usize = 8;
/// As [`FEW`], where the count of a single lane is drawn.
const FEW_ALONE: u32 = 24;

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
    yes.fill([0; BATCH]);
    no.fill([0; BATCH]);
    let many = Lanes::beyond(&from[0], FEW);
    let few = Lanes::of(&from[0]).without(many);
    // Who of today's people does: a bit each, where they are few.
    let row = Row::of(&from[0], few);
    let hits = draws.hits(Part::Base, &row, rates.today);
    for lane in few {
        let does = hits[lane].count_ones();
        (yes[0][lane], no[0][lane]) = (does, from[0][lane] - does);
    }
    if !many.is_empty() {
        let counts = draws.of_many(Part::Base, &from[0], many, rates.today);
        for lane in many {
            split_many(from, rates, draws, [yes, no], (lane, counts[lane]));
        }
    }
    for (k, own) in rates.plans.iter().take(rates.count).enumerate() {
        let (kept, extra) = plan(k);
        // People at one place are alike: the kept ones may be the first. Each has one number, whatever the rate.
        if let Some(own) = own {
            let then = draws.hits(Part::Base, &row, own);
            for lane in few {
                let (m, all) = (from[kept][lane], low_bits(from[kept][lane]));
                let (today, then) = (hits[lane] & all, then[lane] & all);
                // Someone whose fate differs is in another place than under today's plan: extra there.
                yes[kept][lane] = (today & then).count_ones();
                yes[extra][lane] = (then & !today).count_ones();
                no[extra][lane] = (today & !then).count_ones();
                no[kept][lane] = m - yes[kept][lane] - yes[extra][lane] - no[extra][lane];
            }
        } else {
            for lane in few {
                let m = from[kept][lane];
                let does = (hits[lane] & low_bits(m)).count_ones();
                (yes[kept][lane], no[kept][lane]) = (does, m - does);
            }
        }
        let of_extra = own.unwrap_or(rates.today);
        let many = Lanes::beyond(&from[extra], FEW);
        let few = Lanes::of(&from[extra]).without(many);
        let hits = draws.hits(Part::Extra, &Row::of(&from[extra], few), of_extra);
        let mut add = |lane: usize, does: u32| {
            yes[extra][lane] += does;
            no[extra][lane] += from[extra][lane] - does;
        };
        few.for_each(|lane| add(lane, hits[lane].count_ones()));
        if !many.is_empty() {
            let counts = draws.of_many(Part::Extra, &from[extra], many, of_extra);
            many.for_each(|lane| add(lane, counts[lane]));
        }
    }
}

/// The lowest so many bits, fewer than all.
fn low_bits(n: u32) -> u32 {
    (1 << n) - 1
}

/// [`split`] of today's people in one lane where they are many, `x` of whom do.
fn split_many(
    from: &[Batch<u32>],
    rates: &ArmRates<'_>,
    draws: Draws<'_>,
    [yes, no]: [&mut [Batch<u32>]; 2],
    (lane, x): (usize, u32),
) {
    let (n, today) = (from[0][lane], &rates.today[lane]);
    yes[0][lane] = x;
    no[0][lane] = n - x;
    for (k, rates) in rates.plans.iter().take(rates.count).enumerate() {
        let (kept, extra) = plan(k);
        let m = from[kept][lane];
        // Of the kept people, those who do under today's rate.
        let kept_yes = if m == n { x } else { subset(n, x, m, || draws.uniform(Part::Kept, lane)) };
        let (up, down) = rates.map_or((0, 0), |rates| {
            changed(today.p(), rates[lane].p(), m, kept_yes, || draws.uniform(Part::Changed, lane))
        });
        yes[kept][lane] = kept_yes - down;
        yes[extra][lane] = up;
        no[kept][lane] = m - kept_yes - up;
        no[extra][lane] = down;
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

#[cfg(test)]
mod tests;
