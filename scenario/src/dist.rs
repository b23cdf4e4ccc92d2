//! From what a person said about a number to its distribution.

use std::fmt;

use funnel_sample::sample::{Dist, DistError};

use super::{Domain, Value};

/// A distribution times a number: an elasticity's range lives on (0, slope).
#[derive(Clone, Debug)]
pub struct Scaled {
    /// The distribution.
    pub dist: Dist,
    /// What it is multiplied by.
    pub scale: f64,
}

/// Why there is no distribution. In words only when it is written: a run, whose scenario is valid, does without them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unfit {
    /// The range's ends stand the wrong way round.
    Range {
        /// The first.
        p10: f64,
        /// The second.
        p90: f64,
    },
    /// More than the whole, or less than nothing.
    Counts {
        /// How many did.
        successes: f64,
        /// Of so many.
        trials: f64,
    },
    /// The parameters make none.
    Parameters(DistError),
    /// It reaches beyond what the input may be.
    Beyond {
        /// From here.
        least: f64,
        /// To here.
        most: f64,
        /// What it may be.
        domain: Domain,
        /// Whether a range would keep inside.
        is_law: bool,
    },
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { p10, p90 } => {
                write!(f, "the range {p10} to {p90} must go from a smaller to a larger number")
            }
            Self::Counts { successes, trials } => {
                write!(f, "{successes} of {trials} is not a count: at least 0, and at most the whole")
            }
            Self::Parameters(error) => error.fmt(f),
            Self::Beyond { least, most, domain, is_law } => {
                let advice = if *is_law { "; a range keeps inside by itself" } else { "" };
                write!(f, "goes from {least} to {most}; must be {}{advice}", domain.words())
            }
        }
    }
}

impl std::error::Error for Unfit {}

impl Scaled {
    /// The only value, where there is only one.
    pub fn constant(&self) -> Option<f64> {
        let (low, high) = self.dist.support();
        (low == high).then_some(low * self.scale)
    }
}

/// The distribution of an input, checked against the values it may take.
///
/// # Errors
///
/// What is wrong; its words say what would do instead.
pub fn distribution(value: &Value, domain: Domain) -> Result<Scaled, Unfit> {
    let mut scale = 1.0;
    let dist = match *value {
        Value::Fixed(x) => Dist::fixed(x),
        Value::Range { p10, p90 } => {
            if p10 >= p90 {
                return Err(Unfit::Range { p10, p90 });
            }
            match domain {
                Domain::Rate | Domain::BelowOne => Dist::logit_normal_from_p10_p90(p10, p90),
                Domain::Below(top) => {
                    scale = top;
                    Dist::logit_normal_from_p10_p90(p10 / top, p90 / top)
                }
                Domain::Positive | Domain::NonNegative => Dist::lognormal_from_p10_p90(p10, p90),
                Domain::Real => Dist::normal_from_p10_p90(p10, p90),
            }
        }
        Value::Pert { min, mode, max } => Dist::pert(min, mode, max),
        Value::Beta { a, b } => Dist::beta(a, b),
        Value::Counts { successes, trials, prior } => {
            if !(successes >= 0.0 && trials >= successes) {
                return Err(Unfit::Counts { successes, trials });
            }
            Dist::beta(prior.a + successes, prior.b + (trials - successes))
        }
        Value::Lognormal { median, sigma } => Dist::lognormal(median, sigma),
        Value::Normal { mean, sd } => Dist::normal(mean, sd),
        Value::Empirical(ref values) => Dist::empirical(values),
    }
    .map_err(Unfit::Parameters)?;
    let ((low, low_in), (high, high_in)) = domain.bounds();
    let (least, most) = (dist.support().0 * scale, dist.support().1 * scale);
    // A continuous distribution that only touches an open bound never draws it; a fixed or listed value does.
    let touches = matches!(value, Value::Fixed(_) | Value::Empirical(_));
    let low_ok = least > low || (least == low && (low_in || !touches));
    let high_ok = most < high || (most == high && (high_in || !touches));
    if low_ok && high_ok {
        return Ok(Scaled { dist, scale });
    }
    let is_law = matches!(value, Value::Normal { .. } | Value::Lognormal { .. });
    Err(Unfit::Beyond { least, most, domain, is_law })
}
