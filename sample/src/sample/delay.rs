//! Spreading whole people over a distribution of delays.

use super::binomial::Rate;
use super::stream::Key;
use crate::math::within;

/// A delay of 0, 1, 2, … weeks with a given law, prepared for both ways of drawing from it.
///
/// What is drawn for a week does not depend on how many weeks the table has: a longer one only tells apart those whom a
/// shorter one calls later. So what happens early in a run is the same however long the run is.
#[derive(Clone, Debug)]
pub struct DelayTable {
    /// The chance to have moved on by each week, never decreasing.
    by: Vec<f64>,
    /// Where to begin to look, for equal steps of the uniform: the first week by which more than the step's beginning have
    /// moved on (Chen & Asau 1974).
    guide: Vec<u32>,
    /// The chance to leave in each week for who has waited that long.
    hazards: Vec<Rate>,
    /// Weeks by which hardly anybody is left.
    cleared: usize,
}

impl DelayTable {
    /// The table of a delay that takes longer than `i` weeks with the chance `beyond[i]`; who waits longer than the last of
    /// them is later than the table. Chances that increase, or are none, are held at the one before.
    ///
    /// `cleared` is the number of weeks by which hardly anybody is left. It must come from the delay and not from the
    /// table's length, as it decides which of two ways of drawing is taken.
    #[must_use]
    pub fn new(beyond: &[f64], cleared: usize) -> Self {
        let mut before = 1.0;
        let (by, hazards): (Vec<f64>, Vec<Rate>) = beyond
            .iter()
            .map(|beyond| {
                let left = if *beyond >= 0.0 { within(*beyond, 0.0, before) } else { before };
                let hazard = if before > 0.0 { (before - left) / before } else { 1.0 };
                before = left;
                (1.0 - left, Rate::new(hazard))
            })
            .unzip();
        let steps = by.len().max(1);
        let mut week = 0;
        let first = |step: usize| {
            while by.get(week).is_some_and(|by| *by * steps as f64 <= step as f64) {
                week += 1;
            }
            week as u32
        };
        let guide = (0..steps).map(first).collect();
        Self { by, guide, hazards, cleared }
    }

    /// The number of weeks in the table; a draw of so many is later than all of them.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.by.len()
    }

    /// The delay drawn by the uniform `u`, `0 < u < 1`: the first week by which at least so many have moved on. Never
    /// decreasing in `u`.
    #[must_use]
    #[inline]
    pub fn week(&self, u: f64) -> usize {
        let step = ((u * self.guide.len() as f64) as usize).min(self.guide.len() - 1);
        let mut week = self.guide[step] as usize;
        // The product may round up to the next step, whose week can be one too far.
        while week > 0 && self.by[week - 1] >= u {
            week -= 1;
        }
        while self.by.get(week).is_some_and(|by| *by < u) {
            week += 1;
        }
        week
    }
}

/// Few people draw one delay each; more than this many for each week until nearly all are through are split week by week.
/// Measured: a draw of one takes 3 ns, a binomial with its hazard 25.
const PEOPLE_PER_WEEK: usize = 8;

/// Draws how many of `n` people wait how many weeks: a multinomial allocation, `out(week, count)` for each part. A week
/// beyond the table stands for all that are later.
///
/// The parts are whole, add up to `n`, and may name a week more than once. Both ways of drawing have the same law.
///
/// ```
/// use funnel_sample::sample::{DelayTable, Key, delay::allocate};
/// let table = DelayTable::new(&[0.8, 0.3, 0.1], 4);
/// let mut weeks = [0; 4];
/// allocate(1000, &table, Key::new(1), |week, count| weeks[week] += count);
/// assert_eq!(weeks.iter().sum::<u32>(), 1000);
/// assert!((60..140).contains(&weeks[3]), "a tenth is later than the table");
/// ```
pub fn allocate(n: u32, table: &DelayTable, key: Key, out: impl FnMut(usize, u32)) {
    if (n as usize) / PEOPLE_PER_WEEK <= table.cleared {
        one_by_one(n, table, key, out);
    } else {
        week_by_week(n, table, key, out);
    }
}

/// A delay for each person, from its own uniform.
#[doc(hidden)]
pub fn one_by_one(n: u32, table: &DelayTable, key: Key, mut out: impl FnMut(usize, u32)) {
    for person in 0..n {
        out(table.week(key.uniform(u64::from(person))), 1);
    }
}

/// How many of those still waiting leave each week: a binomial, from the week's uniform.
#[doc(hidden)]
pub fn week_by_week(n: u32, table: &DelayTable, key: Key, mut out: impl FnMut(usize, u32)) {
    let mut waiting = n;
    for ((week, hazard), i) in table.hazards.iter().enumerate().zip(0u64..) {
        if waiting == 0 {
            return;
        }
        let leaving = hazard.quantile(waiting, key.uniform(i));
        if leaving > 0 {
            out(week, leaving);
            waiting -= leaving;
        }
    }
    if waiting > 0 {
        out(table.weeks(), waiting);
    }
}
