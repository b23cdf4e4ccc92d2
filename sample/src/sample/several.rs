//! Counts for several laws at once, each exactly the quantile that `poisson.rs` or `binomial.rs` gives.
//!
//! The formulas are theirs (`count.rs`), but in single precision and without branches, in loops that the compiler turns into
//! vectors of four. Single precision is nearly always enough to decide a count. If the uniform is nearer to a step of the
//! distribution function than all the errors together can be, that one count is drawn in double precision instead. So the
//! precision here affects only how long the draw takes, never what is drawn.

use super::binomial::Rate;
use super::count::{RECIPROCALS, SEARCH_BELOW};
use super::poisson;
use crate::math::single::{exp, ln_1p, normal_quantiles};

/// Largest error of the expansion in single precision, per unit of `mean + 8 sd + 1`: three times the largest that the
/// tests find.
const EXPANSION_OFF: f32 = 1e-6;
/// Largest error of a sum of probabilities in single precision, likewise.
const SUM_OFF: f32 = 2e-5;
/// Whole numbers up to this one are exact in single precision.
const EXACT: u32 = 1 << 24;
/// The normal quantile is not valid for smaller probabilities in either tail.
const TAIL: f64 = 1e-10;

/// For each mean the smallest `k` with `P(X ≤ k) ≥ u`; the same as [`poisson::quantile`].
///
/// ```
/// use funnel_sample::sample::{poisson, several};
/// let (means, uniforms) = ([0.3, 42.0, 7.5, 1e9], [0.99, 0.9, 0.2, 0.5]);
/// let counts = several::poisson(&means, &uniforms);
/// assert_eq!(counts, std::array::from_fn(|i| poisson::quantile(means[i], uniforms[i])));
/// ```
#[must_use]
pub fn poisson<const N: usize>(means: &[f64; N], uniforms: &[f64; N]) -> [u32; N] {
    let Counts { mut counts, clear } = Laws::poisson(means).quantiles(uniforms);
    otherwise(&mut counts, &clear, |i| poisson::quantile(means[i], uniforms[i]));
    counts
}

/// For each number of trials the smallest `k` with `P(X ≤ k) ≥ u`; the same as [`Rate::quantile`].
///
/// ```
/// use funnel_sample::sample::{binomial::Rate, several};
/// let (trials, rates) = ([433, 12, 0, 9], [0.1247, 0.75, 0.5, 1.0].map(Rate::new));
/// let counts = several::binomial(&trials, &rates, &[0.9; 4]);
/// assert_eq!(counts, std::array::from_fn(|i| rates[i].quantile(trials[i], 0.9)));
/// ```
#[must_use]
pub fn binomial<const N: usize>(trials: &[u32; N], rates: &[Rate; N], uniforms: &[f64; N]) -> [u32; N] {
    // As in `binomial.rs`, the rarer of the two outcomes is counted.
    let flipped = rates.each_ref().map(|rate| rate.p() > 0.5);
    let rarer: [f64; N] = std::array::from_fn(|i| if flipped[i] { 1.0 - rates[i].p() } else { rates[i].p() });
    let turned: [f64; N] = std::array::from_fn(|i| if flipped[i] { 1.0 - uniforms[i] } else { uniforms[i] });
    let p = rarer.map(|p| p as f32);
    let n = trials.map(|n| n.min(EXACT) as i32 as f32);
    let mut laws =
        Laws { mean: [0.0; N], p, variance: [0.0; N], ln_at_zero: [0.0; N], scale: [0.0; N], odds: [0.0; N] };
    for i in 0..N {
        let q = 1.0 - p[i];
        laws.mean[i] = n[i] * p[i];
        laws.variance[i] = laws.mean[i] * q;
        laws.ln_at_zero[i] = n[i] * ln_of_one_less(p[i]);
        laws.odds[i] = p[i] / q;
        laws.scale[i] = (n[i] + 1.0) * laws.odds[i];
    }
    let Counts { mut counts, clear } = laws.quantiles(&turned);
    for i in 0..N {
        counts[i] = if flipped[i] { trials[i].wrapping_sub(counts[i]) } else { counts[i] };
    }
    let clear = std::array::from_fn(|i| clear[i] & (trials[i] <= EXACT));
    otherwise(&mut counts, &clear, |i| rates[i].quantile(trials[i], uniforms[i]));
    counts
}

/// Draws the counts that are not clear in double precision.
#[inline(always)]
fn otherwise<const N: usize>(counts: &mut [u32; N], clear: &[bool; N], draw: impl Fn(usize) -> u32) {
    if clear.iter().fold(true, |all, clear| all & clear) {
        return;
    }
    for (i, count) in counts.iter_mut().enumerate().filter(|(i, _)| !clear[*i]) {
        *count = draw(i);
    }
}

/// `ln(1 − p)` for `0 ≤ p ≤ ½`, precise for small `p` too.
#[inline(always)]
fn ln_of_one_less(p: f32) -> f32 {
    // If 1 − p is below √½ it is doubled, so that it lies between √½ and √2.
    let double = p > 1.0 - core::f32::consts::FRAC_1_SQRT_2;
    let (x, ln_2) = if double { (1.0 - 2.0 * p, core::f32::consts::LN_2) } else { (-p, 0.0) };
    ln_1p(x) - ln_2
}

/// The Cornish–Fisher expansion at `w` (see `count.rs`), and a bound on its remainder.
#[inline(always)]
fn expansion(mean: f32, p: f32, sd: f32, w: f32) -> (f32, f32) {
    let (pq, skew) = (p * (1.0 - p), 1.0 - 2.0 * p);
    let inverse_sd = 1.0 / sd;
    let w2 = w * w;
    let x = mean
        + sd * w
        + ((1.0 + p) * (1.0 / 3.0) + skew * (1.0 / 6.0) * w2)
        + inverse_sd * w * ((7.0 * pq - 1.0) * (1.0 / 36.0) - (1.0 + 2.0 * pq) * (1.0 / 72.0) * w2)
        + inverse_sd * inverse_sd * ((3.0 * w2 + 7.0) * w2 - 16.0) * (skew * (2.0 + pq) * (1.0 / 1620.0));
    (x, inverse_sd * inverse_sd * inverse_sd * (0.03 + 0.0015 * w2 * w2 * w2))
}

/// Poisson and binomial laws, with what the search and the expansion need.
struct Laws<const N: usize> {
    mean: [f32; N],
    /// The chance of one trial; 0 for a Poisson law.
    p: [f32; N],
    variance: [f32; N],
    /// `ln P(X = 0)`.
    ln_at_zero: [f32; N],
    /// `P(X = k)/P(X = k − 1)` is `scale/k − odds`.
    scale: [f32; N],
    odds: [f32; N],
}

/// Quantiles, and which of them single precision was enough for.
struct Counts<const N: usize> {
    counts: [u32; N],
    clear: [bool; N],
}

impl<const N: usize> Laws<N> {
    #[inline(always)]
    fn poisson(means: &[f64; N]) -> Self {
        let mean = means.map(|mean| mean as f32);
        // A Poisson law is a binomial one with ever more trials and ever smaller chances.
        Self { mean, p: [0.0; N], variance: mean, ln_at_zero: mean.map(|mean| -mean), scale: mean, odds: [0.0; N] }
    }

    #[inline(always)]
    fn quantiles(&self, uniforms: &[f64; N]) -> Counts<N> {
        let is_small = self.mean.map(|mean| mean < SEARCH_BELOW as f32);
        let small = is_small.iter().fold(false, |any, small| any | small);
        let large = is_small.iter().fold(false, |any, small| any | !small);
        let mut all = Counts { counts: [0; N], clear: [false; N] };
        if small {
            all = self.search(uniforms);
        }
        if large {
            let expanded = self.expand(uniforms);
            all.counts = std::array::from_fn(|i| if is_small[i] { all.counts[i] } else { expanded.counts[i] });
            all.clear = std::array::from_fn(|i| if is_small[i] { all.clear[i] } else { expanded.clear[i] });
        }
        all
    }

    /// Adds up probabilities from zero until they reach the uniform.
    #[inline(always)]
    fn search(&self, uniforms: &[f64; N]) -> Counts<N> {
        let (mut probability, mut left, mut count, mut nearest) = ([0.0; N], [0.0; N], [0; N], [1.0; N]);
        // For a large mean the search ends at once. (Chosen before the exponential: afterwards it would become a branch.)
        let ln_at_zero: [f32; N] =
            std::array::from_fn(|i| if self.mean[i] < SEARCH_BELOW as f32 { self.ln_at_zero[i] } else { 0.0 });
        for i in 0..N {
            probability[i] = exp(ln_at_zero[i]);
            left[i] = uniforms[i] as f32 - probability[i];
            count[i] = u32::from(left[i] > 0.0);
            nearest[i] = left[i].abs();
        }
        for block in &RECIPROCALS {
            let on = left.iter().fold(false, |any, left| any | (*left > 0.0));
            if !on {
                break;
            }
            for reciprocal in block {
                let reciprocal = *reciprocal as f32;
                for i in 0..N {
                    probability[i] *= self.scale[i] * reciprocal - self.odds[i];
                    left[i] -= probability[i];
                    count[i] += u32::from(left[i] > 0.0);
                    let near = left[i].abs();
                    nearest[i] = if near < nearest[i] { near } else { nearest[i] };
                }
            }
        }
        let clear = std::array::from_fn(|i| (nearest[i] > SUM_OFF) & (left[i] <= 0.0));
        Counts { counts: count, clear }
    }

    /// By the expansion.
    #[inline(always)]
    fn expand(&self, uniforms: &[f64; N]) -> Counts<N> {
        // Several short loops, because the compiler does not vectorise one long loop.
        let w = normal_quantiles(uniforms);
        let (mut x, mut band) = ([0.0; N], [0.0; N]);
        for i in 0..N {
            let (mean, sd) = (self.mean[i], self.variance[i].sqrt());
            let remainder;
            (x[i], remainder) = expansion(mean, self.p[i], sd, w[i]);
            band[i] = remainder + EXPANSION_OFF * (mean + 8.0 * sd + 1.0);
        }
        let counts = x.map(|x| x as i32);
        let clear = std::array::from_fn(|i| {
            let fraction = x[i] - counts[i] as f32;
            (fraction > band[i]) & (fraction < 1.0 - band[i]) & (uniforms[i] > TAIL) & (uniforms[i] < 1.0 - TAIL)
        });
        Counts { counts: counts.map(|k| k as u32), clear }
    }
}

#[cfg(test)]
mod tests;
