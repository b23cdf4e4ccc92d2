//! Beta on (0, 1).

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Call, Law, Number, Parameter, Phrase, Role, Value, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// Beta with both shape parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Beta {
    /// First shape parameter, above 0.
    pub a: f64,
    /// Second shape parameter, above 0.
    pub b: f64,
}

const SHAPE: Parameter = Parameter { role: Role::Shape, positive: true };
const CALL: Call = Call {
    name: "beta",
    parameters: &[SHAPE, SHAPE],
    for_rates: true,
    value: |x| match *x {
        [a, b] => Some(Value::Beta(Beta { a, b })),
        _ => None,
    },
};

impl Law for Beta {
    const DESCRIPTION: &'static str = "beta(a; b)";
    const FORMULA: &'static str = "as named, with both shapes";
    const CALL: Option<&'static Call> = Some(&CALL);

    fn example() -> Self {
        Self { a: 60.0, b: 40.0 }
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::beta(self.a, self.b))
    }

    fn numbers(&self) -> Vec<Number> {
        vec![Number::new("beta.a", self.a, Role::Shape), Number::new("beta.b", self.b, Role::Shape)]
    }

    fn middle(&self) -> Option<f64> {
        Some(self.a / (self.a + self.b))
    }

    fn times(&self, _: f64) -> Option<Self> {
        None
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Call(&CALL, vec![self.a, self.b])
    }

    fn words(&self) -> String {
        format!("beta {}, {}", self.a, self.b)
    }
}
