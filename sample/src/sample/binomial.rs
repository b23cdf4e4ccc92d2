//! Binomial counts, exactly, from one uniform each.

use super::count::{SEARCH_BELOW, clear_floor, decide, remainder, search};
use crate::math::{beta, exp::exp, normal};

/// The smallest `k` with `P(X ≤ k) ≥ u` for `X ~ Binomial(n, p)` and `0 < u < 1`.
///
/// Never decreasing in `u`, `n` and `p`. A `p` that is not positive (or not a number) gives 0; `p ≥ 1` gives `n`.
///
/// ```
/// use funnel_sample::sample::binomial;
/// assert_eq!(binomial::quantile(433, 0.1247, 0.9), 63);
/// assert_eq!(binomial::quantile(433, 1.0, 0.9), 433);
/// ```
#[must_use]
#[inline]
pub fn quantile(n: u32, p: f64, u: f64) -> u32 {
    match n {
        0 => 0,
        // One trial needs nothing that a rate prepares, least of all its logarithm.
        1 => u32::from(u > 1.0 - p.clamp(0.0, 1.0)),
        _ => Rate::new(p).quantile(n, u),
    }
}

/// A success probability prepared for draws with many different `n`.
///
/// ```
/// use funnel_sample::sample::{Key, binomial::Rate};
/// let rate = Rate::new(0.35);
/// let key = Key::new(1);
/// let total: u32 = (0..1000).map(|i| rate.quantile(69, key.uniform(i))).sum();
/// assert!((23_500..24_800).contains(&total)); // five standard errors about 24,150
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    p: f64,
    /// Of [`ALL`] equally likely numbers, how many count as a success.
    limit: u64,
}

/// As many numbers as a float's mantissa tells apart: the upper bits of a stream's 64.
pub(super) const ALL: u64 = 1 << 53;

impl Rate {
    /// Prepares the probability `p`: below 0, or NaN, it is taken as 0, above 1 as 1.
    #[must_use]
    #[inline]
    pub fn new(p: f64) -> Self {
        // Written this way round, NaN becomes 0.
        let p = if p > 0.0 { p.min(1.0) } else { 0.0 };
        // At most `ALL`; exact but for the ½ that rounds.
        Self { p, limit: (p * ALL as f64 + 0.5) as u64 }
    }

    /// Of [`ALL`] equally likely numbers, how many count as a success.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// The probability with which it was made, to the last bit.
    #[must_use]
    #[inline]
    pub fn p(&self) -> f64 {
        self.p
    }

    /// Whether one trial succeeds, decided by 64 random bits. With a higher rate, all the same bits succeed, and more.
    ///
    /// ```
    /// use funnel_sample::sample::{Key, binomial::Rate};
    /// let (rate, key) = (Rate::new(0.35), Key::new(1));
    /// let successes = (0..10_000).filter(|i| rate.hits(key.bits(*i))).count();
    /// assert!((3_260..3_740).contains(&successes)); // five standard errors about 3,500
    /// ```
    #[must_use]
    #[inline]
    pub fn hits(&self, bits: u64) -> bool {
        bits >> 11 < self.limit
    }

    /// The smallest `k` with `P(X ≤ k) ≥ u` among `n` trials, for `0 < u < 1`; see [`quantile`].
    #[must_use]
    #[inline]
    pub fn quantile(&self, n: u32, u: f64) -> u32 {
        // Counting failures turns the law around: X ≤ k becomes n − X ≥ n − k. 1 − u is exact for stream uniforms, and
        // 1 − (1 − p) for p above ½.
        if self.p > 0.5 { n - Rarer::new(1.0 - self.p).quantile(n, 1.0 - u) } else { Rarer::new(self.p).quantile(n, u) }
    }
}

/// The rarer of two outcomes.
struct Rarer {
    /// Its probability, at most ½, and the complement.
    p: f64,
    q: f64,
}

impl Rarer {
    #[inline]
    fn new(p: f64) -> Self {
        Self { p, q: 1.0 - p }
    }

    /// The quantile of its count, at most `n`.
    #[inline]
    fn quantile(&self, n: u32, u: f64) -> u32 {
        if n == 1 {
            return u32::from(u > self.q);
        }
        let mean = f64::from(n) * self.p;
        if mean >= SEARCH_BELOW {
            return self.expand(n, mean, u);
        }
        if self.p == 0.0 {
            return 0;
        }
        let trials = f64::from(n);
        // P(X = k)/P(X = k − 1) = (n − k + 1)/k · p/q.
        let odds = self.p / self.q;
        let scale = (trials + 1.0) * odds;
        search(u, exp(trials * libm::log1p(-self.p)), |reciprocal| scale * reciprocal - odds)
            // Where the search gives up, a band as wide as 1 makes the decision walk from the mean.
            .unwrap_or_else(|| self.decide(n, u, mean, 1.0))
    }

    /// Cornish–Fisher; the formula is at the top of `count.rs`.
    #[inline]
    fn expand(&self, n: u32, mean: f64, u: f64) -> u32 {
        let (pq, skew) = (self.p * self.q, 1.0 - 2.0 * self.p);
        let sd = f64::from(n).sqrt() * pq.sqrt();
        let w = normal::quantile(u);
        let w2 = w * w;
        let inverse_sd = 1.0 / sd;
        let x = mean
            + sd * w
            + ((1.0 + self.p) / 3.0 + skew / 6.0 * w2)
            + inverse_sd * w * ((7.0 * pq - 1.0) / 36.0 - (1.0 + 2.0 * pq) / 72.0 * w2)
            + inverse_sd * inverse_sd * ((3.0 * w2 + 7.0) * w2 - 16.0) * (skew * (2.0 + pq) / 1620.0);
        let band = remainder(inverse_sd, w2, mean);
        clear_floor(x, band).unwrap_or_else(|| self.decide(n, u, x, band))
    }

    #[cold]
    #[inline(never)]
    fn decide(&self, n: u32, u: f64, x: f64, band: f64) -> u32 {
        decide(x, band, n, |k| {
            if k >= n {
                return true;
            }
            // P(X ≤ k) = I_q(n − k, k + 1).
            let (below, above) = beta::regularised(f64::from(n - k), f64::from(k) + 1.0, self.q, self.p);
            if u <= 0.5 { below >= u } else { above <= 1.0 - u }
        })
    }
}
