//! "Most likely 20, at least 10, at most 60".

use funnel_sample::sample::Dist;
use serde::{Deserialize, Serialize};

use super::{Law, Number, Phrase, Role, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// A beta between two ends, with shape 4 around its mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(deny_unknown_fields)]
pub struct Pert {
    /// Smallest possible.
    pub min: f64,
    /// Most likely.
    pub mode: f64,
    /// Largest possible.
    pub max: f64,
}

impl Law for Pert {
    const DESCRIPTION: &'static str = "PERT(min, mode, max)";
    const FORMULA: &'static str =
        "min + (max − min) · Beta(1 + 4 (mode − min)/(max − min), 1 + 4 (max − mode)/(max − min))";

    fn example() -> Self {
        Self { min: 0.1, mode: 0.2, max: 0.5 }
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::pert(self.min, self.mode, self.max))
    }

    fn numbers(&self) -> Vec<Number> {
        let all = [("pert.min", self.min), ("pert.mode", self.mode), ("pert.max", self.max)];
        all.into_iter().map(|(below, x)| Number::new(below, x, Role::Edge)).collect()
    }

    fn middle(&self) -> Option<f64> {
        Some(self.mode)
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(Self { min: self.min * factor, mode: self.mode * factor, max: self.max * factor })
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Likely { min: self.min, mode: self.mode, max: self.max }
    }

    fn words(&self) -> String {
        format!("{} to {}, most likely {}", self.min, self.max, self.mode)
    }
}
