//! A share of a count, with what is known about it.

use funnel_sample::math::{beta, normal};
use serde::{Deserialize, Serialize};

/// So many of so many. Neither is whole where some of the outcomes are not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// How many did.
    pub successes: f64,
    /// Out of how many.
    pub trials: f64,
}

impl Counts {
    /// The share; nothing of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.trials > 0.0).then(|| self.successes / self.trials)
    }

    /// The counts that tell as much as an estimate with this variance: `n = p (1 − p) / variance`. For whole counts with
    /// `variance = p (1 − p) / n` it is those counts.
    #[must_use]
    pub fn effective(share: f64, variance: f64, most: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let of_one = share * (1.0 - share);
        let n = of_one / variance;
        // At 0 and 1 the formula has no variance: as many as were there. What sums of shares are off by is no share: one of a
        // trillion would be.
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

    /// The quantile of the posterior Beta(a + successes, b + misses).
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
