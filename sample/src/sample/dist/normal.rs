//! Normal.

use super::check::{New, centre, checked, finite, increasing, spread};
use super::{Dist, Law};
use crate::math::normal;

/// `N(mean, sd²)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Normal {
    mean: f64,
    sd: f64,
}

impl Dist {
    /// Normal, `sd ≥ 0`.
    ///
    /// # Errors
    ///
    /// [`super::DistError::NotFinite`], [`super::DistError::NegativeSpread`].
    pub fn normal(mean: f64, sd: f64) -> New {
        finite(&[mean, sd])?;
        spread(sd)?;
        checked(Normal { mean, sd })
    }

    /// Normal with one chance in ten below `p10` and one above `p90`.
    ///
    /// # Errors
    ///
    /// [`super::DistError::NotFinite`], [`super::DistError::NotIncreasing`].
    pub fn normal_from_p10_p90(p10: f64, p90: f64) -> New {
        finite(&[p10, p90])?;
        increasing(p10 < p90)?;
        let (mean, sd) = centre(p10, p90);
        checked(Normal { mean, sd })
    }
}

impl Law for Normal {
    fn support(&self) -> (f64, f64) {
        if self.sd == 0.0 { (self.mean, self.mean) } else { (f64::NEG_INFINITY, f64::INFINITY) }
    }

    fn mean_and_sd(&self) -> (f64, f64) {
        (self.mean, self.sd)
    }

    fn quantile(&self, p: f64, _: f64) -> f64 {
        self.at_z(normal::quantile(p))
    }

    fn at_z(&self, z: f64) -> f64 {
        self.mean + self.sd * z
    }
}
