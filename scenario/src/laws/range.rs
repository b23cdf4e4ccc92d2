//! "5 to 9": P10 and P90, with a shape that follows from the input's domain.

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Law, Number, Phrase, Role, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// The value lies between the ends eight times in ten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// One in ten lies below.
    pub p10: f64,
    /// One in ten lies above.
    pub p90: f64,
}

impl Law for Range {
    const DESCRIPTION: &'static str = "range \"a to b\"";
    const FORMULA: &'static str = "P10 = a, P90 = b; its shape follows from the input, see below";

    fn example() -> Self {
        Self { p10: 0.1, p90: 0.3 }
    }

    fn distribution(&self, domain: Domain) -> Result<Scaled, DistributionError> {
        let Self { p10, p90 } = *self;
        if p10 >= p90 {
            return Err(DistributionError::Range { p10, p90 });
        }
        match domain {
            Domain::Rate | Domain::BelowOne => unscaled(Dist::logit_normal_from_p10_p90(p10, p90)),
            Domain::Below(top) => {
                let dist = Dist::logit_normal_from_p10_p90(p10 / top, p90 / top);
                Ok(Scaled { dist: dist.map_err(DistributionError::Parameters)?, scale: top })
            }
            Domain::Positive | Domain::NonNegative => unscaled(Dist::lognormal_from_p10_p90(p10, p90)),
            Domain::Real => unscaled(Dist::normal_from_p10_p90(p10, p90)),
        }
    }

    fn numbers(&self) -> Vec<Number> {
        vec![Number::new("range.p10", self.p10, Role::Edge), Number::new("range.p90", self.p90, Role::Edge)]
    }

    fn middle(&self) -> Option<f64> {
        Some(f64::midpoint(self.p10, self.p90))
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(Self { p10: self.p10 * factor, p90: self.p90 * factor })
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Range(self.p10, self.p90)
    }

    fn words(&self) -> String {
        format!("{} to {}", self.p10, self.p90)
    }
}
