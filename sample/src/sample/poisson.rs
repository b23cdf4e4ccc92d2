//! Poisson counts, exactly, from one uniform each.

use super::count::{SEARCH_BELOW, clear_floor, decide, remainder, search};
use crate::math::{exp::exp, gamma, normal};

/// The smallest `k` with `P(X ≤ k) ≥ u` for `X ~ Poisson(mean)` and `0 < u < 1`.
///
/// Never decreasing in `u` and in `mean`. A mean that is not positive, or is NaN, gives 0; counts above `u32::MAX` give
/// `u32::MAX`.
///
/// ```
/// use funnel_sample::sample::poisson;
/// assert_eq!(poisson::quantile(42.0, 0.9), 50);
/// assert_eq!(poisson::quantile(0.0, 0.9), 0);
/// ```
#[must_use]
#[inline]
pub fn quantile(mean: f64, u: f64) -> u32 {
    // P(X = 0) ≥ 1 − mean, so most draws of a small mean need no exponential.
    if u <= 1.0 - mean { 0 } else { Poisson::new(mean).quantile(u) }
}

/// A Poisson law prepared for several draws.
///
/// ```
/// use funnel_sample::sample::{Key, poisson::Poisson};
/// let law = Poisson::new(3.5);
/// let key = Key::new(1);
/// let total: u32 = (0..1000).map(|i| law.quantile(key.uniform(i))).sum();
/// assert!((3_200..3_800).contains(&total)); // five standard errors
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Poisson {
    mean: f64,
    /// `e^{−mean}` for means that are searched from zero, otherwise the standard deviation.
    at_zero_or_sd: f64,
}

impl Poisson {
    /// The law with this mean, which is taken as 0 if it is not positive, or is NaN.
    #[must_use]
    #[inline]
    pub fn new(mean: f64) -> Self {
        // Above 2³³ every quantile saturates, and infinity could not be computed with.
        let mean = if mean > 0.0 { mean.min(8_589_934_592.0) } else { 0.0 };
        let at_zero_or_sd = if mean < SEARCH_BELOW { exp(-mean) } else { mean.sqrt() };
        Self { mean, at_zero_or_sd }
    }

    /// The smallest `k` with `P(X ≤ k) ≥ u`, for `0 < u < 1`; see [`quantile`].
    #[must_use]
    #[inline]
    pub fn quantile(&self, u: f64) -> u32 {
        if self.mean >= SEARCH_BELOW {
            return self.expand(u);
        }
        // Where the search gives up, a band as wide as 1 makes the decision walk from the mean.
        search(u, self.at_zero_or_sd, |reciprocal| self.mean * reciprocal)
            .unwrap_or_else(|| self.decide(u, self.mean, 1.0))
    }

    /// Cornish–Fisher; the formula is at the top of `count.rs`.
    #[inline]
    fn expand(&self, u: f64) -> u32 {
        let (mean, sd) = (self.mean, self.at_zero_or_sd);
        let w = normal::quantile(u);
        let w2 = w * w;
        let inverse_sd = 1.0 / sd;
        let x = mean + sd * w + (1.0 / 3.0 + w2 * (1.0 / 6.0)) - inverse_sd * w * (1.0 / 36.0 + w2 * (1.0 / 72.0))
            + inverse_sd * inverse_sd * ((3.0 * w2 + 7.0) * w2 - 16.0) * (1.0 / 810.0);
        let band = remainder(inverse_sd, w2, mean);
        clear_floor(x, band).unwrap_or_else(|| self.decide(u, x, band))
    }

    #[cold]
    #[inline(never)]
    fn decide(&self, u: f64, x: f64, band: f64) -> u32 {
        decide(x, band, u32::MAX, |k| {
            // P(X ≤ k) = Q(k + 1, mean).
            let (above, below) = gamma::regularised(f64::from(k) + 1.0, self.mean);
            if u <= 0.5 { below >= u } else { above <= 1.0 - u }
        })
    }
}
