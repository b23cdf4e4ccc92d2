//! Quantiles with their standard errors.

use super::key::{key, value};
use crate::math::normal;

/// Numbers sorted once, for any number of quantiles.
///
/// ```
/// use funnel_engine::stats::quantile::Sorted;
/// let sorted = Sorted::new(vec![3.0, 1.0, 2.0, 4.0]);
/// assert_eq!(sorted.quantile(0.5), 2.5);
/// assert_eq!(sorted.quantile(0.0), 1.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// Sorts the numbers, by IEEE total order: NaNs come last (negative ones first).
    #[must_use]
    pub fn new(mut numbers: Vec<f64>) -> Self {
        let mut keys: Vec<i64> = numbers.iter().map(|x| key(*x)).collect();
        keys.sort_unstable();
        numbers.iter_mut().zip(keys).for_each(|(x, key)| *x = value(key));
        Self(numbers)
    }

    /// The numbers in order.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// The quantile at `p`, linear between order statistics: type 7 of Hyndman & Fan (1996), the default of R and
    /// NumPy. `p` is clamped to 0..1; without numbers the result is NaN.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        self.between(p.clamp(0.0, 1.0) * (self.0.len() as f64 - 1.0))
    }

    /// As [`Self::quantile`], with its standard error for independent numbers: half the width of the order-statistic
    /// interval at `p ± √(p(1−p)/n)`, which covers one standard error to either side. No density is estimated.
    ///
    /// The error is too small where fewer than about five numbers lie beyond the quantile; it is NaN for fewer than two
    /// numbers.
    ///
    /// ```
    /// use funnel_engine::stats::quantile::Sorted;
    /// // Evenly spread over 0..1 the density is 1: the error of the median is √(¼/n).
    /// let sorted = Sorted::new((0..=10_000).map(|i| f64::from(i) / 1e4).collect());
    /// let (median, se) = sorted.quantile_with_se(0.5);
    /// assert!((median - 0.5).abs() < 1e-15 && (se - 0.005).abs() < 1e-5);
    /// ```
    #[must_use]
    pub fn quantile_with_se(&self, p: f64) -> (f64, f64) {
        let (low, high) = self.interval(p, 1.0);
        (self.quantile(p), 0.5 * (high - low))
    }

    /// An interval that contains the true quantile with the given confidence (say 0.95), from order statistics: the
    /// number of values below the true quantile is binomial, whatever the distribution (normal approximation).
    ///
    /// ```
    /// use funnel_engine::stats::quantile::Sorted;
    /// let sorted = Sorted::new((0..=10_000).map(|i| f64::from(i) / 1e4).collect());
    /// let (low, high) = sorted.confidence_interval(0.5, 0.95);
    /// assert!((low - 0.4902).abs() < 1e-4 && (high - 0.5098).abs() < 1e-4);
    /// ```
    #[must_use]
    pub fn confidence_interval(&self, p: f64, confidence: f64) -> (f64, f64) {
        self.interval(p, -normal::quantile(0.5 * (1.0 - confidence)))
    }

    fn interval(&self, p: f64, z: f64) -> (f64, f64) {
        let n = self.0.len() as f64;
        if n < 2.0 {
            return (f64::NAN, f64::NAN);
        }
        let p = p.clamp(0.0, 1.0);
        let half = z * (p * (1.0 - p) / n).sqrt();
        (self.quantile(p - half), self.quantile(p + half))
    }

    /// The value at a fractional position between order statistics.
    fn between(&self, position: f64) -> f64 {
        // The casts saturate; a position of NaN gives the first value.
        let below = position as usize;
        let fraction = position - below as f64;
        match (self.0.get(below), self.0.get(below + 1)) {
            // Infinite values are returned as they are, as their difference may be NaN.
            (Some(low), Some(high)) if fraction > 0.0 && low.is_finite() => low + (high - low) * fraction,
            (Some(value), _) => *value,
            (None, _) => f64::NAN,
        }
    }
}
