//! A number with its error, and when it is told from 0.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A number and its Monte Carlo standard error, in the number's own unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Estimate {
    /// The estimate; `null` where it is infinite or does not exist.
    pub value: Option<f64>,
    /// Its standard error; `null` where it cannot be estimated.
    pub se: Option<f64>,
}

impl Estimate {
    /// Half of a 95 % interval in standard errors. Whatever is written after "±" is that half, and whatever is said to be
    /// clear exceeds it: there is no other rule, so no two sentences can differ about one figure.
    pub const HALF: f64 = 1.96;

    /// A number with a known error.
    #[must_use]
    pub const fn known(value: f64, se: f64) -> Self {
        Self { value: Some(value), se: Some(se) }
    }

    /// Half of its 95 % interval; infinite where its error is not known.
    #[must_use]
    pub fn half(&self) -> f64 {
        Self::HALF * self.se.unwrap_or(f64::INFINITY)
    }

    /// On which side of 0 it is; `Equal` where its error does not tell.
    ///
    /// ```
    /// use core::cmp::Ordering;
    /// use funnel_engine::report::Estimate;
    /// assert_eq!(Estimate::known(-2.0, 1.0).side(), Ordering::Less);
    /// assert_eq!(Estimate::known(1.9, 1.0).side(), Ordering::Equal);
    /// assert_eq!(Estimate { value: Some(1.9), se: None }.side(), Ordering::Equal);
    /// assert_eq!(Estimate::known(1.9, 0.0).side(), Ordering::Greater);
    /// ```
    #[must_use]
    pub fn side(&self) -> Ordering {
        let x = self.value.unwrap_or(0.0);
        if x.abs() > self.half() { x.total_cmp(&0.0) } else { Ordering::Equal }
    }

    /// Whether its error tells it from 0.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.side() != Ordering::Equal
    }

    /// Whether it is clearly above 0.
    #[must_use]
    pub fn is_gain(&self) -> bool {
        self.side() == Ordering::Greater
    }

    /// Whether it is clearly below 0.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.side() == Ordering::Less
    }

    /// Whether it is 0 in every replicate.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.value == Some(0.0) && self.se == Some(0.0)
    }

    /// The estimate in another unit, or with the other sign.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { value: self.value.map(|x| x * factor), se: self.se.map(|x| x * factor.abs()) }
    }

    /// How far it is above another whose error has nothing to do with its own.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        Self {
            value: self.value.zip(other.value).map(|(a, b)| a - b),
            se: self.se.zip(other.se).map(|(a, b)| libm::hypot(a, b)),
        }
    }
}
