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
        // One trial needs none of the rest that a rate prepares, a logarithm among it.
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
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// The rarer outcome's probability, at most ½, and its complement.
    p: f64,
    q: f64,
    /// Whether the rarer outcome is the failure.
    flipped: bool,
    ln_q: f64,
    odds: f64,
    /// √(pq), and the expansion's coefficients in `count.rs`.
    sd: f64,
    shift: f64,
    skew: f64,
    linear: f64,
    cubic: f64,
    quartic: f64,
}

impl Rate {
    /// Prepares the probability `p`: below 0 (or not a number) it is taken as 0, above 1 as 1.
    #[must_use]
    pub fn new(p: f64) -> Self {
        let flipped = p > 0.5;
        let p = if flipped { (1.0 - p).max(0.0) } else { p.max(0.0) };
        let q = 1.0 - p;
        let (pq, skew) = (p * q, 1.0 - 2.0 * p);
        Self {
            p,
            q,
            flipped,
            ln_q: libm::log1p(-p),
            odds: p / q,
            sd: pq.sqrt(),
            shift: (1.0 + p) / 3.0,
            skew: skew / 6.0,
            linear: (7.0 * pq - 1.0) / 36.0,
            cubic: (1.0 + 2.0 * pq) / 72.0,
            quartic: skew * (2.0 + pq) / 1620.0,
        }
    }

    /// The probability it was made with, to the last bit.
    #[must_use]
    #[inline]
    pub fn p(&self) -> f64 {
        // 1 − (1 − p) is exact for p above ½.
        if self.flipped { self.q } else { self.p }
    }

    /// The smallest `k` with `P(X ≤ k) ≥ u` among `n` trials, for `0 < u < 1`; see [`quantile`].
    #[must_use]
    #[inline]
    pub fn quantile(&self, n: u32, u: f64) -> u32 {
        // Counting failures turns the law around: X ≤ k becomes n − X ≥ n − k. 1 − u is exact for stream uniforms.
        if self.flipped { n - self.rarer(n, 1.0 - u) } else { self.rarer(n, u) }
    }

    /// The quantile of the rarer outcome's count, at most `n`.
    #[inline]
    fn rarer(&self, n: u32, u: f64) -> u32 {
        if n == 1 {
            return u32::from(u > self.q);
        }
        let mean = f64::from(n) * self.p;
        if mean >= SEARCH_BELOW {
            return self.expand(n, mean, u);
        }
        let trials = f64::from(n);
        // P(X = k)/P(X = k − 1) = (n − k + 1)/k · p/q.
        let scale = (trials + 1.0) * self.odds;
        search(u, exp(trials * self.ln_q), |reciprocal| scale * reciprocal - self.odds)
            // Where the search gives up, a wide band makes the decision walk from the mean.
            .unwrap_or_else(|| self.decide(n, u, mean, 1.0))
    }

    /// Cornish–Fisher; the formula is in the header of `count.rs`.
    #[inline]
    fn expand(&self, n: u32, mean: f64, u: f64) -> u32 {
        let sd = f64::from(n).sqrt() * self.sd;
        let w = normal::quantile(u);
        let w2 = w * w;
        let inverse_sd = 1.0 / sd;
        let x = mean
            + sd * w
            + (self.shift + self.skew * w2)
            + inverse_sd * w * (self.linear - self.cubic * w2)
            + inverse_sd * inverse_sd * ((3.0 * w2 + 7.0) * w2 - 16.0) * self.quartic;
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
