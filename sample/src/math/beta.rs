//! The regularised incomplete beta function and its inverse.

use super::normal;
use super::saddle::{LN_SQRT_2PI, deviance, stirling_error};

/// A bound on iterations that is never reached for parameters up to 1e10, which need about `√max(a, b)` terms.
const MAX_ITERATIONS: u32 = 1_000_000;

/// `(I_x(a, b), 1 − I_x(a, b))` for `a, b > 0`. `y` is `1 − x`, passed separately so that an `x` near 1 keeps its
/// digits.
///
/// The smaller of the two has a relative error of a few 1e-15 near the mode, growing with `|ln|` of the result in the
/// tails; the other is its complement.
///
/// ```
/// use funnel_sample::math::beta;
/// let (below, above) = beta::regularised(2.0, 1.0, 0.3, 0.7); // I_x(2, 1) = x²
/// assert!((below - 0.09).abs() < 1e-15);
/// assert!((above - 0.91).abs() < 1e-15);
/// ```
#[must_use]
pub fn regularised(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let power = power_term(a, b, x, y);
    if b * x - a * y < y - x {
        let below = (power * fraction(a, b, x, y)).min(1.0);
        (below, 1.0 - below)
    } else {
        let above = (power * fraction(b, a, y, x)).min(1.0);
        (1.0 - above, above)
    }
}

/// The `x` with `I_x(a, b) = p`, as `(x, 1 − x)`, for `a, b > 0`. `q` is `1 − p`.
///
/// Both pairs are passed separately, so that neither end of the unit interval loses digits.
///
/// ```
/// use funnel_sample::math::beta;
/// let (x, _) = beta::inverse(2.0, 1.0, 0.09, 0.91);
/// assert!((x - 0.3).abs() < 1e-15);
/// ```
#[must_use]
pub fn inverse(a: f64, b: f64, p: f64, q: f64) -> (f64, f64) {
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if q <= 0.0 {
        return (1.0, 0.0);
    }
    // Newton on the log of the smaller tail against the log odds of x. On that scale both tails are log-concave (the
    // law is a type IV logistic), so the iteration converges from anywhere; the bracket only guards against rounding.
    let lower = p <= q;
    let target = libm::log(if lower { p } else { q });
    let (mut low, mut high) = (1e-320, 1e307);
    let mut odds = start(a, b, p, q).clamp(low, high);
    for _ in 0..200 {
        let (x, y) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        let (below, above) = regularised(a, b, x, y);
        let tail = if lower { below } else { above };
        let gap = if lower { libm::log(tail) - target } else { target - libm::log(tail) };
        if gap < 0.0 {
            low = odds;
        } else {
            high = odds;
        }
        // d I / d log-odds = x y · density = power_term.
        let step = gap * tail / power_term(a, b, x, y);
        let mut next = odds * libm::exp(-step);
        if !(next >= low && next <= high) {
            next = low.sqrt() * high.sqrt();
        }
        odds = next;
        // The next step would be about this one's square over the law's width: far below an ulp.
        if step.abs() < 1e-10 || low >= high {
            break;
        }
    }
    (odds / (1.0 + odds), 1.0 / (1.0 + odds))
}

/// `x^a y^b / B(a, b)`.
fn power_term(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y)
        - LN_SQRT_2PI;
    libm::exp(exponent) * (a * (b / n)).sqrt()
}

/// `I_x / power_term` by the even part of Gauss's continued fraction (Didonato & Morris 1992, ACM TOMS 18, the form
/// that they call BFRAC), by the modified Lentz method. It has x and y side by side, so nothing cancels when either is
/// tiny.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let lead = a * y - b * x + 1.0;
    let mut c = away(a * lead / (a + 1.0));
    let mut d = 0.0;
    let mut value = c;
    for m in 1..=MAX_ITERATIONS {
        let m = f64::from(m);
        let (k, weight) = (a + 2.0 * m, m * (b - m) * x);
        let numerator = (a + m - 1.0) / (k - 1.0) * ((a + b + m - 1.0) / (k - 1.0)) * (weight * x);
        let term = m + weight / (k - 1.0) + (a + m) / (k + 1.0) * (lead + m * (1.0 + y));
        d = 1.0 / away(term + numerator * d);
        c = away(term + numerator / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < 3e-16 {
            break;
        }
    }
    1.0 / value
}

/// First guess of the odds: a power law where the quantile is near an end, otherwise a normal on the logit scale.
fn start(a: f64, b: f64, p: f64, q: f64) -> f64 {
    let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    // I_x ≈ x^a / (a B) near 0, and likewise from the other end.
    let at_end = |tail: f64, a: f64| libm::exp((libm::log(tail * a) + ln_beta) / a);
    if p <= q {
        let x = at_end(p, a);
        if x * (b + 1.0) < 0.1 * (a + 1.0) || a < 1.0 {
            return x;
        }
    } else {
        let y = at_end(q, b);
        if y * (a + 1.0) < 0.1 * (b + 1.0) || b < 1.0 {
            return 1.0 / y;
        }
    }
    let z = if p <= q { normal::quantile(p) } else { -normal::quantile(q) };
    a / b * libm::exp(z * (1.0 / a + 1.0 / b).sqrt())
}

/// The probability of `k` successes in `n` trials with chances `p` and `q = 1 − p`, for whole `0 ≤ k ≤ n`.
///
/// ```
/// use funnel_sample::math::beta;
/// assert!((beta::binomial_probability(2.0, 4.0, 0.5, 0.5) - 0.375).abs() < 1e-15);
/// ```
#[must_use]
pub fn binomial_probability(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k <= 0.0 {
        return if n <= 0.0 { 1.0 } else { libm::exp(n * if p < 0.5 { libm::log1p(-p) } else { libm::log(q) }) };
    }
    if k >= n {
        return libm::exp(n * if q < 0.5 { libm::log1p(-q) } else { libm::log(p) });
    }
    // n! / (k! (n−k)!) p^k q^(n−k) = p^k q^(n−k) / B(k, n−k) · n / (k (n−k)).
    power_term(k, n - k, p, q) * (n / k / (n - k))
}

/// The density `x^(a−1) y^(b−1) / B(a, b)` with `y = 1 − x`; NaN at the ends.
#[must_use]
pub fn density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    power_term(a, b, x, y) / x / y
}
