//! Checks that the constructors of all laws share.

use super::{Dist, DistError, Kind, Law};
use crate::math::normal::Z90;

/// The z up to which every quantile must be finite; see `table.rs`.
const FAR: f64 = 8.3;

/// A distribution, or what is wrong with its parameters.
pub(super) type New = Result<Dist, DistError>;

/// The law as a distribution, if its mean, standard deviation and far quantiles are finite.
pub(super) fn checked(law: impl Into<Kind>) -> New {
    let law = law.into();
    let (mean, sd) = law.mean_and_sd();
    let far = [mean, sd, law.at_z(-FAR), law.at_z(FAR)];
    if far.iter().all(|x| x.is_finite()) { Ok(Dist(law)) } else { Err(DistError::Overflow) }
}

/// Location and scale of the normal with this P10 and P90.
pub(super) fn centre(p10: f64, p90: f64) -> (f64, f64) {
    (0.5 * p10 + 0.5 * p90, (p90 - p10) / (2.0 * Z90))
}

pub(super) fn finite(values: &[f64]) -> Result<(), DistError> {
    if values.iter().all(|x| x.is_finite()) { Ok(()) } else { Err(DistError::NotFinite) }
}

pub(super) fn increasing(holds: bool) -> Result<(), DistError> {
    if holds { Ok(()) } else { Err(DistError::NotIncreasing) }
}

pub(super) fn positive(holds: bool) -> Result<(), DistError> {
    if holds { Ok(()) } else { Err(DistError::NotPositive) }
}

pub(super) fn spread(sd: f64) -> Result<(), DistError> {
    if sd >= 0.0 { Ok(()) } else { Err(DistError::NegativeSpread) }
}
