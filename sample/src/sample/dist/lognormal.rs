//! Lognormal.

use super::check::{New, centre, checked, finite, increasing, positive, spread};
use super::{Dist, Law};
use crate::math::normal;

/// `e^N(mu, sigma²)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LogNormal {
    mu: f64,
    sigma: f64,
}

impl Dist {
    /// Lognormal: the logarithm is normal with standard deviation `sigma ≥ 0`; `median > 0`.
    ///
    /// # Errors
    ///
    /// [`super::DistError::NotFinite`], [`super::DistError::NotPositive`], [`super::DistError::NegativeSpread`],
    /// [`super::DistError::Overflow`].
    pub fn lognormal(median: f64, sigma: f64) -> New {
        finite(&[median, sigma])?;
        positive(median > 0.0)?;
        spread(sigma)?;
        checked(LogNormal { mu: libm::log(median), sigma })
    }

    /// Lognormal with one chance in ten below `p10 > 0` and one above `p90`.
    ///
    /// # Errors
    ///
    /// [`super::DistError::NotFinite`], [`super::DistError::NotPositive`], [`super::DistError::NotIncreasing`],
    /// [`super::DistError::Overflow`].
    pub fn lognormal_from_p10_p90(p10: f64, p90: f64) -> New {
        finite(&[p10, p90])?;
        positive(p10 > 0.0)?;
        increasing(p10 < p90)?;
        let (mu, sigma) = centre(libm::log(p10), libm::log(p90));
        checked(LogNormal { mu, sigma })
    }
}

impl Law for LogNormal {
    fn support(&self) -> (f64, f64) {
        if self.sigma == 0.0 { (libm::exp(self.mu), libm::exp(self.mu)) } else { (0.0, f64::INFINITY) }
    }

    fn mean_and_sd(&self) -> (f64, f64) {
        let variance = self.sigma * self.sigma;
        let mean = libm::exp(self.mu + 0.5 * variance);
        (mean, mean * libm::expm1(variance).sqrt())
    }

    fn quantile(&self, p: f64, _: f64) -> f64 {
        self.at_z(normal::quantile(p))
    }

    fn at_z(&self, z: f64) -> f64 {
        libm::exp(self.mu + self.sigma * z)
    }
}
