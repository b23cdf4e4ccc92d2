//! Lognormal, given by its median.

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Call, Law, Number, Parameter, Phrase, Role, Value, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// Its logarithm is normal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Lognormal {
    /// Half lie below.
    pub median: f64,
    /// Standard deviation of the natural logarithm.
    pub sigma: f64,
}

const CALL: Call = Call {
    name: "lognormal",
    parameters: &[Parameter { role: Role::Drawn, positive: true }, Parameter { role: Role::Shape, positive: true }],
    for_rates: false,
    value: |x| match *x {
        [median, sigma] => Some(Value::Lognormal(Lognormal { median, sigma })),
        _ => None,
    },
};

impl Law for Lognormal {
    const DESCRIPTION: &'static str = "lognormal(median; σ)";
    const FORMULA: &'static str = "as named, σ of the natural logarithm";
    const CALL: Option<&'static Call> = Some(&CALL);

    fn example() -> Self {
        Self { median: 80.0, sigma: 0.15 }
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::lognormal(self.median, self.sigma))
    }

    fn numbers(&self) -> Vec<Number> {
        vec![
            Number::new("lognormal.median", self.median, Role::Drawn),
            Number::new("lognormal.sigma", self.sigma, Role::Shape),
        ]
    }

    fn middle(&self) -> Option<f64> {
        Some(self.median)
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(Self { median: self.median * factor, sigma: self.sigma })
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Call(&CALL, vec![self.median, self.sigma])
    }

    fn words(&self) -> String {
        CALL.words(&[("median", self.median), ("sigma", self.sigma)])
    }
}
