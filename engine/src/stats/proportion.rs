//! Shares of trials, with intervals.

use crate::math::normal;

/// A share of trials that succeeded.
///
/// ```
/// use funnel_engine::stats::proportion::Proportion;
/// let closed = Proportion::new(54, 433);
/// assert!((closed.value() - 0.124_711).abs() < 1e-6);
/// let (low, high) = closed.wilson(0.95);
/// assert!((low - 0.096_854).abs() < 1e-6 && (high - 0.159_169).abs() < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proportion {
    /// Trials that succeeded.
    pub successes: u64,
    /// All trials.
    pub trials: u64,
}

impl Proportion {
    /// `successes` of `trials`.
    #[must_use]
    pub fn new(successes: u64, trials: u64) -> Self {
        Self { successes, trials }
    }

    /// The share; NaN without trials.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.successes as f64 / self.trials as f64
    }

    /// The standard error `√(p(1−p)/n)`. It is 0 when none or all succeeded: show [`Self::wilson`] in that case.
    #[must_use]
    pub fn se(&self) -> f64 {
        let p = self.value();
        (p * (1.0 - p) / self.trials as f64).sqrt()
    }

    /// [`Self::wilson`] with confidence .95.
    #[must_use]
    pub fn wilson95(&self) -> (f64, f64) {
        self.wilson(0.95)
    }

    /// Wilson's score interval (1927): it lies inside 0..1, and has a positive width even when none or all succeeded.
    ///
    /// Without trials it is all of 0..1.
    #[must_use]
    pub fn wilson(&self, confidence: f64) -> (f64, f64) {
        if self.trials == 0 {
            return (0.0, 1.0);
        }
        let z = -normal::quantile(0.5 * (1.0 - confidence));
        let (n, p, z2) = (self.trials as f64, self.value(), z * z);
        let centre = p + z2 / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        // At the ends a bound is exactly 0 or 1, but rounding would miss it.
        let low = if self.successes == 0 { 0.0 } else { (centre - half) / scale };
        let high = if self.successes == self.trials { 1.0 } else { (centre + half) / scale };
        (low, high)
    }
}
