//! "54 of 433": a rate learned from counts.

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Law, Number, Phrase, Role, unscaled};
use crate::{DistributionError, Domain, Scaled, is_default};

/// How many of how many, and what was believed before counting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Number of successes.
    pub successes: f64,
    /// Number of trials.
    pub trials: f64,
    /// What was believed before counting; uniform when left out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prior: Prior,
}

/// The beta prior behind [`Counts`]; (1, 1) is uniform, (0.5, 0.5) Jeffreys.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Imagined successes, above 0.
    pub a: f64,
    /// Imagined failures, above 0.
    pub b: f64,
}

impl Default for Prior {
    fn default() -> Self {
        Self { a: 1.0, b: 1.0 }
    }
}

impl Law for Counts {
    const DESCRIPTION: &'static str = "counts k of n";
    const FORMULA: &'static str = "Beta(a + k, b + n − k), prior a = b = 1 unless given";

    fn example() -> Self {
        Self { successes: 54.0, trials: 433.0, prior: Prior::default() }
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        let Self { successes, trials, prior } = *self;
        if !(successes >= 0.0 && trials >= successes) {
            return Err(DistributionError::Counts { successes, trials });
        }
        unscaled(Dist::beta(prior.a + successes, prior.b + (trials - successes)))
    }

    fn numbers(&self) -> Vec<Number> {
        let all = [
            ("counts.successes", self.successes),
            ("counts.trials", self.trials),
            ("counts.prior.a", self.prior.a),
            ("counts.prior.b", self.prior.b),
        ];
        all.into_iter().map(|(below, x)| Number::new(below, x, Role::Shape)).collect()
    }

    fn middle(&self) -> Option<f64> {
        Some(self.successes / self.trials)
    }

    fn times(&self, _: f64) -> Option<Self> {
        None
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Counts(self.successes, self.trials)
    }

    fn words(&self) -> String {
        format!("{} of {}, prior {}, {}", self.successes, self.trials, self.prior.a, self.prior.b)
    }
}
