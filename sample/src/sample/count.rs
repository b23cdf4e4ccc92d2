//! What the Poisson and binomial quantile functions have in common.
//!
//! Both have a smooth function `x(u)`, continuous and increasing, with `floor(x(u))` the quantile: the solution of
//! `F_c(x) = u` where `F_c` continues `F_c(k) = P(X < k)` between the integers. `F_c` has the law's cumulants less
//! those of a uniform on (−1, 0): mean + ½, variance − 1/12, fourth + 1/120. A Cornish–Fisher expansion of it in powers
//! of 1/σ with w = Φ⁻¹(u) gives, to order σ⁻² (for the Poisson, Giles 2016, Algorithm 955; pq = 0 and p = 0):
//!
//! ```text
//! x = μ + σw + (1+p)/3 + (1−2p) w²/6
//!   + σ⁻¹ ((−1+7pq) w/36 − (1+2pq) w³/72)
//!   + σ⁻² (1−2p)(2+pq)(3w⁴ + 7w² − 16)/1620
//! ```
//!
//! The first term omitted is `σ⁻³ (671w/38880 − 137w³/38880 − 23w⁵/17280)` at pq = 0, where it is largest. Where x is
//! closer to an integer than a bound on the whole remainder, the distribution function itself decides.

/// Means below this are searched from zero: the expansion's remainder is not yet small, and the search is short.
pub(super) const SEARCH_BELOW: f64 = 10.0;

/// 1/k for k = 1, 2, …, in fours, so that the search multiplies instead of dividing.
pub(super) static RECIPROCALS: [[f64; 4]; 16] = reciprocals();

const fn reciprocals() -> [[f64; 4]; 16] {
    let mut table = [[0.0; 4]; 16];
    let mut k = 0;
    while k < 64 {
        table[k / 4][k % 4] = 1.0 / (k + 1) as f64;
        k += 1;
    }
    table
}

/// Adds up probabilities from `P(X = 0) = at_zero` until they reach `u`. `ratio(1/k)` is `P(X = k)/P(X = k − 1)`.
/// `None` beyond 64, and where `u` is so close to 1 that the sums have no digits left (one draw in a million).
#[inline(always)]
pub(super) fn search(u: f64, at_zero: f64, ratio: impl Fn(f64) -> f64) -> Option<u32> {
    if u > 1.0 - 1.0 / 1_048_576.0 {
        return None;
    }
    let mut probability = at_zero;
    let mut left = u - at_zero;
    // The quantile is the number of k with P(X ≤ k) < u. They are counted four at a time, without a branch for each: no
    // branch predictor can know where the search ends.
    let mut count = u32::from(left > 0.0);
    for block in &RECIPROCALS {
        if left <= 0.0 {
            return Some(count);
        }
        for reciprocal in block {
            probability *= ratio(*reciprocal);
            left -= probability;
            count += u32::from(left > 0.0);
        }
    }
    None
}

/// A bound on the expansion's remainder.
///
/// `σ³ |x − expansion|` was computed at 8 means from 9 to 400 and 14 binomials with σ² from 4.5 to 210, for |w| ≤ 6: it
/// stays below .018 for |w| ≤ 1.8, .60 at 3, 3.7 at 4, 17 at 5, 46 at 6; the bound is .031 at 1, 1.1 at 3, 6.2 at 4, 23
/// at 5, 70 at 6. The second term is for the rounding of x: 90 ulps of a mean of at least ten.
#[inline(always)]
pub(super) fn remainder(inverse_sd: f64, w2: f64, mean: f64) -> f64 {
    inverse_sd * inverse_sd * inverse_sd * (0.03 + 0.0015 * w2 * w2 * w2) + 2e-14 * mean
}

/// The floor of `x`, where moving `x` by up to `band` cannot change it.
#[inline(always)]
pub(super) fn clear_floor(x: f64, band: f64) -> Option<u32> {
    // The cast saturates, and then the fraction is out of range too.
    let k = x as u32;
    let fraction = x - f64::from(k);
    (fraction > band && fraction < 1.0 - band).then_some(k)
}

/// The quantile, decided by the distribution function. `reaches(k)` says whether `P(X ≤ k) ≥ u`.
///
/// `x` is a guess within `band` of the continuous solution; `last` is the largest possible value.
pub(super) fn decide(x: f64, band: f64, last: u32, reaches: impl Fn(u32) -> bool) -> u32 {
    if x - band >= f64::from(last) {
        return last;
    }
    if band < 0.5 && x > 0.5 {
        // Only the integer nearest to x can be in doubt.
        let k = (x + 0.5) as u32;
        return if reaches(k - 1) { k - 1 } else { k };
    }
    let mut k = (x as u32).min(last);
    while k > 0 && reaches(k - 1) {
        k -= 1;
    }
    while k < last && !reaches(k) {
        k += 1;
    }
    k
}
