//! A known number.

use funnel_sample::sample::Dist;

use super::{Law, Number, Phrase, Role, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// A known number.
pub type Fixed = f64;

impl Law for Fixed {
    const DESCRIPTION: &'static str = "fixed";
    const FORMULA: &'static str = "itself";
    const DISCRETE: bool = true;

    fn example() -> Self {
        0.2
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::fixed(*self))
    }

    fn numbers(&self) -> Vec<Number> {
        vec![Number::new("", *self, Role::Drawn)]
    }

    fn middle(&self) -> Option<f64> {
        Some(*self)
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(self * factor)
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::Number(*self)
    }

    fn words(&self) -> String {
        self.to_string()
    }
}
