use super::{Dist, DistError, Kind};
use crate::math::logistic;

/// Φ⁻¹(0.9): P10 and P90 lie this many standard deviations from the median.
const Z90: f64 = 1.281_551_565_544_600_4;

/// The z up to which every quantile must be finite; see `table.rs`.
const FAR: f64 = 8.3;

type New = Result<Dist, DistError>;

impl Dist {
    /// Always `value`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`].
    pub fn fixed(value: f64) -> New {
        finite(&[value])?;
        checked(Kind::Fixed(value))
    }

    /// Equally likely anywhere from `min` to `max`, `min < max`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotIncreasing`].
    pub fn uniform(min: f64, max: f64) -> New {
        finite(&[min, max])?;
        increasing(min < max)?;
        checked(Kind::Uniform { min, max })
    }

    /// Triangular, `min ≤ mode ≤ max` and `min < max`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotIncreasing`].
    pub fn triangular(min: f64, mode: f64, max: f64) -> New {
        finite(&[min, mode, max])?;
        increasing(min <= mode && mode <= max && min < max)?;
        checked(Kind::Triangular { min, mode, max })
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
        checked(Kind::Beta { min, width, a, b })
    }

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
        checked(Kind::Beta { min: 0.0, width: 1.0, a, b })
    }

    /// Normal, `sd ≥ 0`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NegativeSpread`].
    pub fn normal(mean: f64, sd: f64) -> New {
        finite(&[mean, sd])?;
        spread(sd)?;
        checked(Kind::Normal { mean, sd })
    }

    /// Normal with one chance in ten below `p10` and one above `p90`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotIncreasing`].
    pub fn normal_from_p10_p90(p10: f64, p90: f64) -> New {
        finite(&[p10, p90])?;
        increasing(p10 < p90)?;
        let (mean, sd) = centre(p10, p90);
        checked(Kind::Normal { mean, sd })
    }

    /// Lognormal: the logarithm is normal with standard deviation `sigma ≥ 0`; `median > 0`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotPositive`], [`DistError::NegativeSpread`], [`DistError::Overflow`].
    pub fn lognormal(median: f64, sigma: f64) -> New {
        finite(&[median, sigma])?;
        positive(median > 0.0)?;
        spread(sigma)?;
        checked(Kind::LogNormal { mu: libm::log(median), sigma })
    }

    /// Lognormal with one chance in ten below `p10 > 0` and one above `p90`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::NotPositive`], [`DistError::NotIncreasing`], [`DistError::Overflow`].
    pub fn lognormal_from_p10_p90(p10: f64, p90: f64) -> New {
        finite(&[p10, p90])?;
        positive(p10 > 0.0)?;
        increasing(p10 < p90)?;
        let (mu, sigma) = centre(libm::log(p10), libm::log(p90));
        checked(Kind::LogNormal { mu, sigma })
    }

    /// Logit-normal, for a rate: one chance in ten below `p10`, one above `p90`, `0 < p10 < p90 < 1`.
    ///
    /// # Errors
    ///
    /// [`DistError::NotFinite`], [`DistError::OutsideUnit`], [`DistError::NotIncreasing`].
    pub fn logit_normal_from_p10_p90(p10: f64, p90: f64) -> New {
        finite(&[p10, p90])?;
        if !(p10 > 0.0 && p90 > 0.0 && p10 < 1.0 && p90 < 1.0) {
            return Err(DistError::OutsideUnit);
        }
        increasing(p10 < p90)?;
        let (mu, sigma) = centre(logistic::logit(p10), logistic::logit(p90));
        checked(Kind::LogitNormal { mu, sigma })
    }

    /// One of `values`, all equally likely; in any order, repeats count.
    ///
    /// # Errors
    ///
    /// [`DistError::Empty`], [`DistError::NotFinite`], [`DistError::Overflow`].
    pub fn empirical(values: &[f64]) -> New {
        if values.is_empty() {
            return Err(DistError::Empty);
        }
        finite(values)?;
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        checked(Kind::Empirical(sorted))
    }
}

/// The normal with these P10 and P90.
fn centre(p10: f64, p90: f64) -> (f64, f64) {
    (0.5 * p10 + 0.5 * p90, (p90 - p10) / (2.0 * Z90))
}

fn checked(kind: Kind) -> New {
    let dist = Dist(kind);
    let far = [dist.mean(), dist.sd(), dist.at_z(-FAR), dist.at_z(FAR)];
    if far.iter().all(|x| x.is_finite()) { Ok(dist) } else { Err(DistError::Overflow) }
}

fn finite(values: &[f64]) -> Result<(), DistError> {
    if values.iter().all(|x| x.is_finite()) { Ok(()) } else { Err(DistError::NotFinite) }
}

fn increasing(holds: bool) -> Result<(), DistError> {
    if holds { Ok(()) } else { Err(DistError::NotIncreasing) }
}

fn positive(holds: bool) -> Result<(), DistError> {
    if holds { Ok(()) } else { Err(DistError::NotPositive) }
}

fn spread(sd: f64) -> Result<(), DistError> {
    if sd >= 0.0 { Ok(()) } else { Err(DistError::NegativeSpread) }
}
