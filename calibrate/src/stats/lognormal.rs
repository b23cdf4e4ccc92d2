//! A lognormal by maximum likelihood, and whether it fits.

use funnel_sample::math::normal;
use serde::{Deserialize, Serialize};

use super::{quantile, real};

/// A lognormal fitted to amounts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lognormal {
    /// Mean of the logarithm.
    pub mu: f64,
    /// Standard deviation of the logarithm, by maximum likelihood (over n).
    pub sigma: f64,
    /// Largest distance between its distribution and the amounts' (Kolmogorov & Smirnov).
    pub distance: f64,
    /// The distance that one sample in twenty from a lognormal would exceed, if its parameters are fitted (Lilliefors
    /// 1967, in the form of Stephens 1974).
    pub critical: f64,
}

impl Lognormal {
    /// Fits sorted amounts above zero; `None` with fewer than two different ones.
    #[must_use]
    pub fn fit(sorted: &[f64]) -> Option<Self> {
        let logs: Vec<f64> = sorted.iter().map(|x| libm::log(*x)).collect();
        let mu = quantile::mean(&logs).filter(|mu| mu.is_finite())?;
        let n = real(logs.len());
        let sigma = (logs.iter().map(|x| (x - mu) * (x - mu)).sum::<f64>() / n).sqrt();
        if sigma <= 0.0 || sigma.is_nan() {
            return None;
        }
        let mut distance: f64 = 0.0;
        for (i, x) in logs.iter().enumerate() {
            let p = normal::cdf((x - mu) / sigma);
            distance = distance.max(p - real(i) / n).max(real(i + 1) / n - p);
        }
        let critical = 0.895 / (n.sqrt() - 0.01 + 0.85 / n.sqrt());
        Some(Self { mu, sigma, distance, critical })
    }

    /// Whether the amounts could be drawn from it.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.distance <= self.critical
    }

    /// The share that is at most this amount.
    #[must_use]
    pub fn below(&self, amount: f64) -> f64 {
        if amount <= 0.0 { 0.0 } else { normal::cdf((libm::log(amount) - self.mu) / self.sigma.max(1e-12)) }
    }

    /// The median.
    #[must_use]
    pub fn median(&self) -> f64 {
        libm::exp(self.mu)
    }
}
