//! The regularised incomplete gamma functions and their inverse.

use super::normal;
use super::saddle::{LN_SQRT_2PI, deviance, stirling_error};

/// A bound on iterations that is never reached for shapes up to 1e10, which need about `6 √a` terms.
const MAX_ITERATIONS: u32 = 2_000_000;

/// `ln |Γ(x)|`.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `(P(a, x), Q(a, x))`, the lower and upper regularised incomplete gamma functions, for `a > 0`.
///
/// The smaller of the two has a relative error of a few 1e-15 near the mode, growing with `|ln|` of the result in the
/// tails; the other is its complement. `x ≤ 0` gives `(0, 1)`.
///
/// ```
/// use funnel_sample::math::gamma;
/// let (p, q) = gamma::regularised(1.0, 2.0); // an exponential: Q = e⁻²
/// assert!((q - 0.135_335_283_236_612_7).abs() < 1e-16);
/// assert_eq!(p + q, 1.0);
/// ```
#[must_use]
pub fn regularised(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    let power = power_term(a, x);
    if x < a + 1.0 {
        let p = (power * series(a, x)).min(1.0);
        (p, 1.0 - p)
    } else {
        let q = (power * a * fraction(a, x)).min(1.0);
        (1.0 - q, q)
    }
}

/// The `x` with `P(a, x) = p`, for `a > 0`. `q` is `1 − p`, passed separately so that a tiny upper tail keeps its
/// digits.
///
/// ```
/// use funnel_sample::math::gamma;
/// let median = gamma::inverse(1.0, 0.5, 0.5);
/// assert!((median - 0.693_147_180_559_945_3).abs() < 1e-15);
/// ```
#[must_use]
pub fn inverse(a: f64, p: f64, q: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if q <= 0.0 {
        return f64::INFINITY;
    }
    // Newton on the log of the smaller tail against ln x. On that scale both tails are log-concave, so the iteration
    // converges from anywhere; the bracket only guards against rounding.
    let lower = p <= q;
    let target = libm::log(if lower { p } else { q });
    let (mut low, mut high) = (1e-320, 1e307);
    let mut x = start(a, p, q).clamp(low, high);
    for _ in 0..200 {
        let (below, above) = regularised(a, x);
        let tail = if lower { below } else { above };
        let gap = if lower { libm::log(tail) - target } else { target - libm::log(tail) };
        if gap < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let step = gap * tail / (power_term(a, x) * a);
        let mut next = x * libm::exp(-step);
        if !(next >= low && next <= high) {
            next = low.sqrt() * high.sqrt();
        }
        x = next;
        // The next step would be about this one's square over the law's width: far below an ulp.
        if step.abs() < 1e-10 || low >= high {
            break;
        }
    }
    x
}

/// `x^a e^{−x} / Γ(a + 1)`.
fn power_term(a: f64, x: f64) -> f64 {
    if a < 1.0 {
        return libm::exp(a * libm::log(x) - x - libm::lgamma(a + 1.0));
    }
    libm::exp(-deviance(a, x) - stirling_error(a) - LN_SQRT_2PI) / a.sqrt()
}

/// `1 + x/(a+1) + x²/((a+1)(a+2)) + …`, so that `P = power_term · series`.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, a);
    for _ in 0..MAX_ITERATIONS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Legendre's continued fraction by the modified Lentz method, so that `Q = power_term · a · fraction`.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away(b);
    let mut h = d;
    for i in 1..=MAX_ITERATIONS {
        let i = f64::from(i);
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away(numerator * d + b);
        c = away(b + numerator / c);
        let factor = d * c;
        h *= factor;
        if (factor - 1.0).abs() < 3e-16 {
            break;
        }
    }
    h
}

/// First guess: the power law near zero, otherwise Wilson and Hilferty's normal approximation of the cube root.
fn start(a: f64, p: f64, q: f64) -> f64 {
    let z = if p <= q { normal::quantile(p) } else { -normal::quantile(q) };
    let root = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    let cube = a * root * root * root;
    let power = libm::exp((libm::log(p) + libm::lgamma(a + 1.0)) / a);
    if root <= 0.0 || power < 0.1 * (a + 1.0) { power.max(1e-320) } else { cube }
}
