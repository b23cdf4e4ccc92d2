//! From what a person says about a number to its distribution.

use std::fmt;

use funnel_sample::sample::{Dist, DistError};

use super::{Domain, Value};

/// A distribution times a number: an elasticity's range lives on (0, slope).
#[derive(Clone, Debug)]
pub struct Scaled {
    /// The distribution.
    pub dist: Dist,
    /// The factor by which its values are multiplied.
    pub scale: f64,
}

/// Why there is no distribution. It becomes words only when displayed, so that a run, whose scenario is valid, needs
/// none of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DistributionError {
    /// The ends of the range are in the wrong order.
    Range {
        /// The first end.
        p10: f64,
        /// The second end.
        p90: f64,
    },
    /// More successes than trials, or fewer than none.
    Counts {
        /// The successes.
        successes: f64,
        /// The trials.
        trials: f64,
    },
    /// The parameters are invalid.
    Parameters(DistError),
    /// It reaches beyond the values that the input may take.
    Beyond {
        /// Its smallest value.
        least: f64,
        /// Its largest value.
        most: f64,
        /// The values that the input may take.
        domain: Domain,
    },
}

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { p10, p90 } => {
                write!(f, "the range {p10} to {p90} must go from a smaller to a larger number")
            }
            Self::Counts { successes, trials } => {
                write!(f, "{successes} of {trials} is not a count: at least 0, and at most the whole")
            }
            Self::Parameters(error) => error.fmt(f),
            Self::Beyond { least, most, domain } => {
                let bounded = least.is_finite() && most.is_finite();
                let advice = if bounded { "" } else { "; a range keeps inside by itself" };
                write!(f, "goes from {least} to {most}; must be {}{advice}", domain.words())
            }
        }
    }
}

impl std::error::Error for DistributionError {}

impl Scaled {
    /// The only possible value, where there is just one.
    pub fn constant(&self) -> Option<f64> {
        let (low, high) = self.dist.support();
        (low == high).then_some(low * self.scale)
    }
}

/// The distribution of an input, checked against the values that it may take.
///
/// # Errors
///
/// What is wrong; its message says what would be right.
pub fn distribution(value: &Value, domain: Domain) -> Result<Scaled, DistributionError> {
    let Scaled { dist, scale } = value.law(domain)?;
    let ((low, low_in), (high, high_in)) = domain.bounds();
    let (least, most) = (dist.support().0 * scale, dist.support().1 * scale);
    // A continuous distribution that only touches an open bound never draws it; a fixed or listed value would.
    let touches = value.is_discrete();
    let low_ok = least > low || (least == low && (low_in || !touches));
    let high_ok = most < high || (most == high && (high_in || !touches));
    if low_ok && high_ok {
        return Ok(Scaled { dist, scale });
    }
    Err(DistributionError::Beyond { least, most, domain })
}
