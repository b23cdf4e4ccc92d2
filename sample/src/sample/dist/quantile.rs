use super::{Dist, Kind};
use crate::math::{beta, logistic, normal};

impl Dist {
    /// The value with chance `p` below it. `p ≤ 0` gives the lower end of the support, `p ≥ 1` the upper.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return self.support().0;
        }
        if p >= 1.0 {
            return self.support().1;
        }
        match self.on_normal_scale() {
            Some(at) => at(normal::quantile(p)),
            None => self.between(p, 1.0 - p),
        }
    }

    /// The quantile at `p = Φ(z)`: keeps its digits where `p` would round to 1.
    #[must_use]
    pub fn at_z(&self, z: f64) -> f64 {
        match self.on_normal_scale() {
            Some(at) => at(z),
            None => self.between(normal::cdf(z), normal::cdf(-z)),
        }
    }

    /// For those made from a normal, the quantile as a function of z.
    fn on_normal_scale(&self) -> Option<impl Fn(f64) -> f64> {
        let (location, scale, back): (_, _, fn(f64) -> f64) = match self.0 {
            Kind::Normal { mean, sd } => (mean, sd, |x| x),
            Kind::LogNormal { mu, sigma } => (mu, sigma, libm::exp),
            Kind::LogitNormal { mu, sigma } => (mu, sigma, logistic::expit),
            _ => return None,
        };
        Some(move |z| back(location + scale * z))
    }

    /// The quantile with chance `p` below and `q = 1 − p` above.
    fn between(&self, p: f64, q: f64) -> f64 {
        match &self.0 {
            Kind::Uniform { min, max } => {
                if p <= q {
                    min + (max - min) * p
                } else {
                    max - (max - min) * q
                }
            }
            Kind::Triangular { min, mode, max } => {
                let width = max - min;
                if p * width <= mode - min {
                    min + (p * (width * (mode - min))).sqrt()
                } else {
                    max - (q * (width * (max - mode))).sqrt()
                }
            }
            Kind::Beta { min, width, a, b } => {
                let (x, y) = beta::inverse(*a, *b, p, q);
                if x <= 0.5 { min + width * x } else { (min + width) - width * y }
            }
            Kind::Empirical(sorted) => {
                // The inverse of the step function: the smallest value with at least p of the list at or below it.
                let n = sorted.len();
                let above = ((n as f64 * q) as usize).min(n.saturating_sub(1));
                sorted.get(n.saturating_sub(1 + above)).copied().unwrap_or(f64::NAN)
            }
            // Fixed; the rest are on the normal scale.
            _ => self.support().0,
        }
    }
}
