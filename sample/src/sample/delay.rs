//! Spreading whole people over a distribution of delays.

use super::binomial::{ALL, Rate};
use super::stream::Key;
use crate::math::clamp;

/// Steps of the guide, a power of two: with more steps, fewer of them contain a boundary between two weeks.
const STEPS: u64 = 1 << 8;

/// A delay of 0, 1, 2, … weeks with a given law, prepared for two ways of drawing from it: a week for each of a few
/// people ([`week`](Self::week)), or, for many people, how many leave in each week ([`spread`](Self::spread)).
///
/// What is drawn for a week does not depend on how many weeks the table has: a longer table only tells apart people for
/// whom a shorter one says "later". So what happens early in a run is the same however long the run is.
#[derive(Clone, Debug)]
pub struct DelayTable {
    /// Of 2⁵³ equally likely numbers, how many mean that someone has moved on by each week; the last limit is beyond
    /// all of them.
    limits: Vec<u64>,
    /// For equal steps of those numbers (Chen & Asau 1974): twice the first week by which more numbers than the step's
    /// beginning have moved on, plus 1 if some week boundary lies inside the step.
    guide: Vec<u16>,
    /// For each week, the chance of leaving in it for someone who has waited until then.
    hazards: Vec<Rate>,
    /// Weeks by which hardly anybody is left.
    cleared: usize,
}

impl DelayTable {
    /// The table of a delay that takes longer than `i` weeks with the chance `beyond[i]`; waits longer than the last of
    /// these are later than the table. A chance that increases, or is NaN, is taken as equal to the one before.
    ///
    /// `cleared` is the number of weeks by which hardly anybody is left. It must come from the delay and not from the
    /// table's length, as it decides which of the two ways of drawing is used.
    #[must_use]
    pub fn new(beyond: &[f64], cleared: usize) -> Self {
        let mut before = 1.0;
        let (mut limits, hazards): (Vec<u64>, Vec<Rate>) = beyond
            .iter()
            .map(|beyond| {
                let left = if *beyond >= 0.0 { clamp(*beyond, 0.0, before) } else { before };
                let hazard = if before > 0.0 { (before - left) / before } else { 1.0 };
                before = left;
                (Rate::new(1.0 - left).limit(), Rate::new(hazard))
            })
            .unzip();
        limits.push(u64::MAX);
        let mut week = 0;
        let guide = |step: u64| {
            let (from, to) = (step * (ALL / STEPS), (step + 1) * (ALL / STEPS));
            while limits[week] <= from {
                week += 1;
            }
            // The engine simulates far fewer weeks than fit here.
            (week.min(usize::from(u16::MAX >> 1)) as u16) << 1 | u16::from(limits[week] < to)
        };
        let guide = (0..STEPS).map(guide).collect();
        Self { limits, guide, hazards, cleared }
    }

    /// The number of weeks in the table; drawing this number means later than all of them.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.hazards.len()
    }

    /// Whether this many people should each draw a [`week`](Self::week) of their own rather than be
    /// [`spread`](Self::spread).
    #[must_use]
    pub fn is_few(&self, people: u32) -> bool {
        people as usize / PEOPLE_PER_WEEK <= self.cleared
    }

    /// The delay drawn by 64 random bits: the first week whose limit is above the number that the bits give. It never
    /// decreases as that number rises.
    #[must_use]
    #[inline]
    pub fn week(&self, bits: u64) -> usize {
        let found = self.guide[(bits >> (64 - STEPS.trailing_zeros())) as usize];
        let mut week = (found >> 1) as usize;
        if found & 1 == 1 {
            // The last limit is beyond all numbers.
            while self.limits[week] <= bits >> 11 {
                week += 1;
            }
        }
        week
    }

    /// Draws how many of `n` people wait for how many weeks, calling `out(week, count)` for each part: each week, a
    /// binomial number of those still waiting leave, drawn from the key's uniform for that week. One week beyond the
    /// table stands for everything later.
    ///
    /// The parts are whole numbers that add up to `n`; their law is that of a [`week`](Self::week) for each person.
    ///
    /// ```
    /// use funnel_sample::sample::{DelayTable, Key};
    /// let table = DelayTable::new(&[0.8, 0.3, 0.1], 4);
    /// let mut weeks = [0; 4];
    /// table.spread(1000, Key::new(1), |week, count| weeks[week] += count);
    /// assert_eq!(weeks.iter().sum::<u32>(), 1000);
    /// assert!((60..140).contains(&weeks[3]), "a tenth is later than the table");
    /// ```
    pub fn spread(&self, n: u32, key: Key, mut out: impl FnMut(usize, u32)) {
        let mut waiting = n;
        for ((week, hazard), i) in self.hazards.iter().enumerate().zip(0u64..) {
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
            out(self.weeks(), waiting);
        }
    }
}

/// A few people draw one delay each. If there are more than this many for each week until nearly all are through, they
/// are split week by week. Measured: one draw takes 3 ns, a binomial with its hazard 25.
const PEOPLE_PER_WEEK: usize = 8;
