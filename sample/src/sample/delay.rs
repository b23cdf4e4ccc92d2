//! Spreading whole people over a distribution of delays.

use super::alias::{Alias, AliasError};
use super::binomial::Rate;
use super::stream::Key;

/// A delay of 0, 1, 2, … weeks with given weights, prepared for both ways of drawing from it.
#[derive(Clone, Debug)]
pub struct DelayTable {
    alias: Alias,
    /// The chance to leave in week τ for who has waited that long: `h_τ = g_τ / (g_τ + g_{τ+1} + …)`.
    hazards: Vec<Rate>,
}

impl DelayTable {
    /// The table of a delay that takes `i` weeks with probability `weights[i] / Σ weights`.
    ///
    /// # Errors
    ///
    /// When there are no weights, one is negative or not finite, or their sum is zero or overflows.
    pub fn new(weights: &[f64]) -> Result<Self, AliasError> {
        let alias = Alias::new(weights)?;
        // Added up from the end, the last week that can occur has a hazard of exactly 1: nobody is left over.
        let mut remaining = 0.0;
        let mut hazards: Vec<Rate> = weights
            .iter()
            .rev()
            .map(|weight| {
                remaining += weight;
                Rate::new(if remaining > 0.0 { weight / remaining } else { 1.0 })
            })
            .collect();
        hazards.reverse();
        Ok(Self { alias, hazards })
    }

    /// The number of weeks in the table.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.hazards.len()
    }
}

/// Few people draw one delay each; more than this many a week of the table are split week by week. Measured: an alias
/// draw takes 3 ns, a binomial with its hazard 25.
const PEOPLE_PER_WEEK: usize = 8;

/// Draws how many of `n` people wait how many weeks: a multinomial allocation, `out(week, count)` for each part.
///
/// The parts are whole, add up to `n`, and may name a week more than once. Both ways of drawing have the same law.
///
/// ```
/// use funnel_sample::sample::{DelayTable, Key, delay::allocate};
/// let table = DelayTable::new(&[0.2, 0.5, 0.3])?;
/// let mut weeks = [0; 3];
/// allocate(1000, &table, Key::new(1), |week, count| weeks[week] += count);
/// assert_eq!(weeks.iter().sum::<u32>(), 1000);
/// # Ok::<(), funnel_sample::sample::alias::AliasError>(())
/// ```
pub fn allocate(n: u32, table: &DelayTable, key: Key, out: impl FnMut(usize, u32)) {
    if (n as usize) / PEOPLE_PER_WEEK < table.weeks() {
        one_by_one(n, table, key, out);
    } else {
        week_by_week(n, table, key, out);
    }
}

/// A delay for each person, from its own uniform.
#[doc(hidden)]
pub fn one_by_one(n: u32, table: &DelayTable, key: Key, mut out: impl FnMut(usize, u32)) {
    for person in 0..n {
        out(table.alias.sample(key.uniform(u64::from(person))) as usize, 1);
    }
}

/// How many of those still waiting leave each week: a binomial, from the week's uniform.
#[doc(hidden)]
pub fn week_by_week(n: u32, table: &DelayTable, key: Key, mut out: impl FnMut(usize, u32)) {
    let mut waiting = n;
    for ((week, hazard), i) in table.hazards.iter().enumerate().zip(0u64..) {
        if waiting == 0 {
            break;
        }
        let leaving = hazard.quantile(waiting, key.uniform(i));
        if leaving > 0 {
            out(week, leaving);
            waiting -= leaving;
        }
    }
}
