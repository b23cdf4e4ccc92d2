//! Beta, and PERT, which is a special case.

use super::check::{New, checked, finite, increasing, positive};
use super::{Dist, DistError, Law};
use crate::math::{beta, normal};
use crate::sample::table::QuantileTable;

/// A beta stretched over `min ..= min + width`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Beta {
    min: f64,
    width: f64,
    a: f64,
    b: f64,
}

impl Dist {
    /// Beta on 0..1, both shapes between 0.01 and 1e9.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotPositive`], [`DistError::ShapeOutOfRange`].
    pub fn beta(a: f64, b: f64) -> New {
        finite(&[a, b])?;
        positive(a > 0.0 && b > 0.0)?;
        if [a, b].iter().any(|shape| !(0.01..=1e9).contains(shape)) {
            return Err(DistError::ShapeOutOfRange);
        }
        checked(Beta { min: 0.0, width: 1.0, a, b })
    }

    /// PERT of shape 4 (Malcolm et al. 1959): a beta over `min..max` with mean `(min + 4 mode + max)/6`. The mode may
    /// be at either end.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotIncreasing`] unless `min ≤ mode ≤ max` and `min < max`.
    pub fn pert(min: f64, mode: f64, max: f64) -> New {
        finite(&[min, mode, max])?;
        increasing(min <= mode && mode <= max && min < max)?;
        let width = max - min;
        let (a, b) = (1.0 + 4.0 * ((mode - min) / width), 1.0 + 4.0 * ((max - mode) / width));
        checked(Beta { min, width, a, b })
    }
}

impl Law for Beta {
    fn support(&self) -> (f64, f64) {
        (self.min, self.min + self.width)
    }

    fn mean_and_sd(&self) -> (f64, f64) {
        let Self { min, width, a, b } = self;
        let n = a + b;
        (min + width * (a / n), width * (a / n * (b / n) / (n + 1.0)).sqrt())
    }

    fn quantile(&self, p: f64, q: f64) -> f64 {
        let Self { min, width, a, b } = self;
        let (x, y) = beta::inverse(*a, *b, p, q);
        if x <= 0.5 { min + width * x } else { (min + width) - width * y }
    }

    fn table(&self) -> Option<QuantileTable> {
        let Self { min, width, a, b } = self;
        Some(QuantileTable::new(self.mean_and_sd().1, |z| {
            let (x, y) = beta::inverse(*a, *b, normal::cdf(z), normal::cdf(-z));
            let density = beta::density(*a, *b, x, y);
            let slope = if density > 0.0 && density < f64::INFINITY { normal::pdf(z) / density } else { 0.0 };
            (min + width * x, width * slope)
        }))
    }
}
