//! A list of observed values.

use funnel_sample::sample::Dist;

use super::{Law, Number, Phrase, Role, unscaled};
use crate::{DistributionError, Domain, Scaled};

/// The values.
pub type Empirical = Vec<f64>;

/// Most entries of a list that are written out.
const FEW: usize = 6;

impl Law for Empirical {
    const DESCRIPTION: &'static str = "list";
    const FORMULA: &'static str = "each value equally likely";
    const DISCRETE: bool = true;

    fn example() -> Self {
        vec![0.1, 0.15, 0.4]
    }

    fn distribution(&self, _: Domain) -> Result<Scaled, DistributionError> {
        unscaled(Dist::empirical(self))
    }

    fn numbers(&self) -> Vec<Number> {
        self.iter().enumerate().map(|(i, x)| Number::new(format!("empirical[{i}]"), *x, Role::Drawn)).collect()
    }

    fn middle(&self) -> Option<f64> {
        self.get(self.len() / 2).copied()
    }

    fn times(&self, factor: f64) -> Option<Self> {
        Some(self.iter().map(|x| x * factor).collect())
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::List(self)
    }

    fn words(&self) -> String {
        let mut text = self.iter().take(FEW).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        if self.len() > FEW {
            text += &format!(", … ({} in all)", self.len());
        }
        text
    }
}
