//! Discrete draws from a list of weights in constant time (Walker 1977, set up as by Vose 1991).

use core::fmt;

/// Why weights cannot be sampled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AliasError {
    /// There are no weights, or more than `u32::MAX`.
    Length,
    /// A weight is negative, infinite or not a number; its position.
    Weight(usize),
    /// All weights are zero, or their sum is not finite.
    Sum,
}

impl fmt::Display for AliasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => write!(f, "a list of weights needs at least one entry"),
            Self::Weight(i) => write!(f, "weight {i} must be a finite number, not below zero"),
            Self::Sum => write!(f, "the weights must add up to a finite number above zero"),
        }
    }
}

impl core::error::Error for AliasError {}

/// An alias table: draws `i` with probability `weights[i] / Σ weights`, exact to rounding.
///
/// ```
/// use funnel_sample::sample::{Alias, Key};
/// let table = Alias::new(&[1.0, 0.0, 3.0])?;
/// let key = Key::new(1);
/// assert!((0..100).all(|i| table.sample(key.uniform(i)) != 1));
/// # Ok::<(), funnel_sample::sample::alias::AliasError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Alias {
    /// Each column's own share of it, and who has the rest.
    columns: Vec<(f64, u32)>,
}

impl Alias {
    /// Builds the table in time proportional to its length.
    ///
    /// # Errors
    ///
    /// When there are no weights, one is negative or not finite, or their sum is zero or overflows.
    pub fn new(weights: &[f64]) -> Result<Self, AliasError> {
        let count = u32::try_from(weights.len()).map_err(|_| AliasError::Length)?;
        if count == 0 {
            return Err(AliasError::Length);
        }
        if let Some(i) = weights.iter().position(|w| !(*w >= 0.0 && *w < f64::INFINITY)) {
            return Err(AliasError::Weight(i));
        }
        let sum: f64 = weights.iter().sum();
        if !(sum > 0.0 && sum < f64::INFINITY) {
            return Err(AliasError::Sum);
        }
        // Heights with mean one: divided first, so that a huge sum times a long list cannot overflow.
        let mut heights: Vec<f64> = weights.iter().map(|w| w / sum * f64::from(count)).collect();
        let mut columns: Vec<(f64, u32)> = (0..count).map(|i| (1.0, i)).collect();
        let (mut short, mut tall): (Vec<u32>, Vec<u32>) = (0..count).partition(|&i| heights[i as usize] < 1.0);
        while let (Some(&low), Some(&high)) = (short.last(), tall.last()) {
            short.pop();
            columns[low as usize] = (heights[low as usize], high);
            // What the short column lacks is taken from the tall one.
            heights[high as usize] -= 1.0 - heights[low as usize];
            if heights[high as usize] < 1.0 {
                tall.pop();
                short.push(high);
            }
        }
        // A column left over is full but for rounding; a zero weight would need a rounding error of a whole column.
        Ok(Self { columns })
    }

    /// The number of weights.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a table is never empty")]
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// The position drawn by the uniform `u`, `0 < u < 1`. Not monotone in `u`.
    #[must_use]
    #[inline]
    pub fn sample(&self, u: f64) -> u32 {
        let scaled = u * self.columns.len() as f64;
        let column = (scaled as usize).min(self.columns.len() - 1);
        let (own, other) = self.columns[column];
        // At most u32::MAX columns by construction.
        if scaled - (column as f64) < own { column as u32 } else { other }
    }
}
