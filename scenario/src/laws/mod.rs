//! The laws an uncertain number may follow: a file each, and a line in the list below.
//!
//! From the list follow the scenario's format with its schema, validation, the distribution that is drawn from, what fields
//! on the page read and write, and the table in docs/model.md. [Add a law](../../../docs/add-a-law.md) goes through it.

mod list;

use std::borrow::Cow;

use list::laws;
use serde::{Deserialize, Serialize};

use super::{DistributionError, Domain, Scaled};

laws! {
    fixed::Fixed, "Known: the same in every replicate.";
    range::Range, "\"P10 to P90\": eight times in ten it lies between.";
    pert::Pert, "PERT (a beta distribution on `[min, max]` with shape 4 around the mode; Vose 2008).";
    beta::Beta, "Beta with both shape parameters, on (0, 1).";
    counts::Counts, "\"54 of 433\": a rate learned from counts. The posterior is Beta(prior.a + successes, prior.b + misses).";
    lognormal::Lognormal, "Lognormal with its median and the standard deviation of its logarithm.";
    normal::Normal, "Normal.";
    empirical::Empirical, "One of these values, each equally likely.";
}

pub use counts::Prior;

/// What a law says of itself.
pub trait Law: Sized {
    /// The description in docs/model.md: "range \"a to b\"".
    const DESCRIPTION: &'static str;
    /// The distribution behind it, there.
    const FORMULA: &'static str;
    /// How it is typed by its name; none where it has words of its own.
    const CALL: Option<&'static Call> = None;
    /// Whether single values have a positive chance: such a law must not touch a bound that the input may not take, which a
    /// continuous one never draws.
    const DISCRETE: bool = false;

    /// One of its kind: for a share where that can be.
    fn example() -> Self;

    /// The distribution in a domain, or why its numbers make none. Whether it stays inside is checked for all laws alike.
    ///
    /// # Errors
    ///
    /// What is wrong with its numbers.
    fn distribution(&self, domain: Domain) -> Result<Scaled, DistributionError>;

    /// Every number in it, by its path in the JSON.
    fn numbers(&self) -> Vec<Number>;

    /// A number in its middle, where there is one.
    fn middle(&self) -> Option<f64>;

    /// The quantity times a factor above 0, where that is of the same law.
    fn times(&self, factor: f64) -> Option<Self>;

    /// How a person says it.
    fn phrase(&self) -> Phrase<'_>;

    /// It in plain words, with numbers as they are.
    fn words(&self) -> String;
}

/// What a number of a law is, from which follows what it may be and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value that may be drawn: inside the input's domain.
    Drawn,
    /// An end or the mode of a continuous law: it may lie on a bound that the input does not take.
    Edge,
    /// The centre of a law without bounds: any number in the input's unit.
    Centre,
    /// A distance in the input's unit.
    Spread,
    /// A plain number: a shape, a count, the spread of a logarithm.
    Shape,
}

/// A number of a law.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its path below the value, such as `pert.mode`.
    pub below: Cow<'static, str>,
    /// The number.
    pub value: f64,
    /// What it is.
    pub role: Role,
}

impl Number {
    /// A number that stands at a path below the value.
    #[must_use]
    pub fn new(below: impl Into<Cow<'static, str>>, value: f64, role: Role) -> Self {
        Self { below: below.into(), value, role }
    }
}

/// How a person says a law.
#[derive(Clone, Debug, PartialEq)]
pub enum Phrase<'a> {
    /// "7".
    Number(f64),
    /// "5 to 9".
    Range(f64, f64),
    /// "10 to 42, likely 26".
    Likely {
        /// Smallest.
        min: f64,
        /// Most likely.
        mode: f64,
        /// Largest.
        max: f64,
    },
    /// "54 of 433".
    Counts(f64, f64),
    /// "one of 3; 4; 5".
    List(&'a [f64]),
    /// "lognormal(80; 0.15)": its parameters in their order.
    Call(&'static Call, Vec<f64>),
}

/// A law typed by its name.
#[derive(Debug)]
pub struct Call {
    /// The name: small letters only.
    pub name: &'static str,
    /// What stands in the brackets.
    pub parameters: &'static [Parameter],
    /// Whether it describes shares of people only.
    pub for_rates: bool,
    /// The value with these parameters; none unless there are as many as it has.
    pub value: fn(&[f64]) -> Option<Value>,
}

/// Laws have different names.
impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A parameter in brackets.
#[derive(Debug)]
pub struct Parameter {
    /// What it is.
    pub role: Role,
    /// Whether it must be above 0.
    pub positive: bool,
}

impl Call {
    /// The law with these parameters, for messages and differences: `lognormal, median 80, sigma 0.15`.
    fn words(&self, parameters: &[(&str, f64)]) -> String {
        let each = parameters.iter().map(|(name, x)| format!(", {name} {x}"));
        format!("{}{}", self.name, each.collect::<String>())
    }
}

/// A law whose draws are the distribution's own.
fn unscaled(
    dist: Result<funnel_sample::sample::Dist, funnel_sample::sample::DistError>,
) -> Result<Scaled, DistributionError> {
    Ok(Scaled { dist: dist.map_err(DistributionError::Parameters)?, scale: 1.0 })
}

#[cfg(test)]
mod tests;
