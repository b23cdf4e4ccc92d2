//! Gamma factors of mean one, for over-dispersion: `Poisson(μ·G)` with `G` of shape `k` is negative binomial,
//! `Var = μ + μ²/k`.

use super::stream::open_unit;
use crate::math::normal;
use rand::Rng;

/// A gamma variate of mean 1 and variance `1/shape` (Marsaglia & Tsang 2000, "A simple method for generating gamma
/// variables"). A shape that is not positive, or is NaN or infinite, gives 1: no over-dispersion.
///
/// ```
/// use funnel_sample::sample::{Key, gamma};
/// let mut rng = Key::new(1).rng();
/// let mean = (0..10_000).map(|_| gamma::unit_mean(4.0, &mut rng)).sum::<f64>() / 1e4;
/// assert!((mean - 1.0).abs() < 0.025); // five standard errors of ½/100
/// ```
#[must_use]
pub fn unit_mean(shape: f64, rng: &mut impl Rng) -> f64 {
    if !(shape > 0.0 && shape < f64::INFINITY) {
        return 1.0;
    }
    if shape < 1.0 {
        // Gamma(a) is Gamma(a + 1) times U^(1/a).
        let boost = libm::pow(open_unit(rng.next_u64()), 1.0 / shape);
        return standard(shape + 1.0, rng) * boost / shape;
    }
    standard(shape, rng) / shape
}

/// A gamma variate of scale 1 and `shape ≥ 1`; each attempt is accepted with a probability above .95.
fn standard(shape: f64, rng: &mut impl Rng) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal::quantile(open_unit(rng.next_u64()));
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u = open_unit(rng.next_u64());
        let x2 = x * x;
        if u < 1.0 - 0.0331 * x2 * x2 || libm::log(u) < 0.5 * x2 + d * (1.0 - v + libm::log(v)) {
            return d * v;
        }
    }
}
