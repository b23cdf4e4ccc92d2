//! A share from counts, with its uncertainty.

use funnel_sample::math::{beta, normal};
use serde::{Deserialize, Serialize};

/// Successes out of trials. Neither is a whole number where some of the outcomes are not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Number of successes.
    pub successes: f64,
    /// Number of trials.
    pub trials: f64,
}

impl Counts {
    /// The share; `None` without trials.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.trials > 0.0).then(|| self.successes / self.trials)
    }

    /// The counts that carry as much information as an estimate with this variance: `n = p (1 − p) / variance`. For
    /// whole counts, with `variance = p (1 − p) / n`, it gives those counts.
    #[must_use]
    pub fn effective(share: f64, variance: f64, most: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let of_one = share * (1.0 - share);
        let n = of_one / variance;
        // At 0 and 1 the formula's variance is 0, so the actual number is used. The same holds for a share that is only
        // the rounding of sums: a millionth of a millionth is not a share.
        let trials = if n.is_finite() && of_one > 1e-12 { n.min(most) } else { most };
        Self { successes: share * trials, trials }
    }

    /// Wilson's interval (1927), for a normal quantile `z`.
    #[must_use]
    pub fn wilson(self, z: f64) -> Option<(f64, f64)> {
        let (n, p) = (self.trials, self.share()?);
        let (middle, scale) = (p + z * z / (2.0 * n), 1.0 + z * z / n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
    }

    /// The quantile of the posterior Beta(a + successes, b + failures).
    #[must_use]
    pub fn posterior(self, (a, b): (f64, f64), p: f64) -> f64 {
        beta::inverse(a + self.successes, b + (self.trials - self.successes).max(0.0), p, 1.0 - p).0
    }
}

/// The two-sided quantile of the standard normal for a level such as .95.
#[must_use]
pub fn z(level: f64) -> f64 {
    normal::quantile(0.5 + level / 2.0)
}
