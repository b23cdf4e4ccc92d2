//! Normal.

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Call, Law, Number, Parameter, Phrase, Role, Value, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// For inputs that may be any number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}

const CALL: Call = Call {
    name: "normal",
    parameters: &[Parameter { role: Role::Centre, positive: false }, Parameter { role: Role::Spread, positive: true }],
    for_rates: false,
    value: |x| match *x {
        [mean, sd] => Some(Value::Normal(Normal { mean, sd })),
        _ => None,
    },
};

impl Law for Normal {
    const DESCRIPTION: &'static str = "normal(mean; sd)";
    const FORMULA: &'static str = "as named";
    const CALL: Option<&'static Call> = Some(&CALL);

    fn example() -> Self {
        Self { mean: 0.2, sd: 0.05 }
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::normal(self.mean, self.sd))
    }

    fn numbers(&self) -> Vec<Number> {
        vec![Number::new("normal.mean", self.mean, Role::Centre), Number::new("normal.sd", self.sd, Role::Spread)]
    }

    fn middle(&self) -> Option<f64> {
        Some(self.mean)
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(Self { mean: self.mean * factor, sd: self.sd * factor })
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Call(&CALL, vec![self.mean, self.sd])
    }

    fn words(&self) -> String {
        CALL.words(&[("mean", self.mean), ("sd", self.sd)])
    }
}
