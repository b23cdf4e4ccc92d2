//! From what a person said about a number to its distribution.

use super::{Domain, Value};
use crate::sample::Dist;

/// A distribution times a number: an elasticity's range lives on (0, slope).
#[derive(Clone, Debug)]
pub struct Scaled {
    /// The distribution.
    pub dist: Dist,
    /// What it is multiplied by.
    pub scale: f64,
}

impl Scaled {
    /// The only value, where there is only one.
    pub(crate) fn constant(&self) -> Option<f64> {
        let (low, high) = self.dist.support();
        (low == high).then_some(low * self.scale)
    }
}

/// The distribution of an input, checked against the values it may take.
///
/// # Errors
///
/// A sentence that says what is wrong and what would do instead.
pub fn distribution(value: &Value, domain: Domain) -> Result<Scaled, String> {
    let mut scale = 1.0;
    let dist = match *value {
        Value::Fixed(x) => Dist::fixed(x),
        Value::Range { p10, p90 } => {
            if p10 >= p90 {
                return Err(format!("the range {p10} to {p90} must go from a smaller to a larger number"));
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
                return Err(format!("{successes} of {trials} is not a count: at least 0, and at most the whole"));
            }
            Dist::beta(prior.a + successes, prior.b + (trials - successes))
        }
        Value::Lognormal { median, sigma } => Dist::lognormal(median, sigma),
        Value::Normal { mean, sd } => Dist::normal(mean, sd),
        Value::Empirical(ref values) => Dist::empirical(values),
    }
    .map_err(|e| e.to_string())?;
    let ((low, low_in), (high, high_in)) = domain.bounds();
    let (least, most) = (dist.support().0 * scale, dist.support().1 * scale);
    // A continuous distribution that only touches an open bound never draws it; a fixed or listed value does.
    let touches = matches!(value, Value::Fixed(_) | Value::Empirical(_));
    let low_ok = least > low || (least == low && (low_in || !touches));
    let high_ok = most < high || (most == high && (high_in || !touches));
    if low_ok && high_ok {
        return Ok(Scaled { dist, scale });
    }
    let advice = match value {
        Value::Normal { .. } | Value::Lognormal { .. } => "; a range keeps inside by itself",
        _ => "",
    };
    Err(format!("goes from {least} to {most}; must be {}{advice}", domain.words()))
}
