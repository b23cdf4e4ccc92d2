//! A known number.

use super::check::{New, checked, finite};
use super::{Dist, Law};

/// Always the same value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fixed(f64);

impl Dist {
    /// Always `value`.
    ///
    /// # Errors
    ///
    /// [`super::DistError::NotFinite`].
    pub fn fixed(value: f64) -> New {
        finite(&[value])?;
        checked(Fixed(value))
    }
}

impl Law for Fixed {
    fn support(&self) -> (f64, f64) {
        (self.0, self.0)
    }

    fn mean_and_sd(&self) -> (f64, f64) {
        (self.0, 0.0)
    }

    fn quantile(&self, _: f64, _: f64) -> f64 {
        self.0
    }

    fn at_z(&self, _: f64) -> f64 {
        self.0
    }
}
