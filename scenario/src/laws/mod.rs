//! The laws that an uncertain number may follow: each has a file, and a line in the list below.
//!
//! From the list follow the scenario's format with its schema, validation, the distribution that is drawn from, what
//! fields on the page read and write, and the table in docs/model.md. [Add a law](../../../docs/add-a-law.md) shows how
//! to add one.

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

/// What a law must provide.
pub trait Law: Sized {
    /// Its description in docs/model.md: "range \"a to b\"".
    const DESCRIPTION: &'static str;
    /// The distribution given for it there.
    const FORMULA: &'static str;
    /// How it is typed by name; `None` where it has wording of its own.
    const CALL: Option<&'static Call> = None;
    /// Whether single values have a positive probability. Such a law must not include a bound that the input may not
    /// take, whereas a continuous law never draws a bound.
    const DISCRETE: bool = false;

    /// An example of it, for a share if possible.
    fn example() -> Self;

    /// The distribution in a domain, or why its numbers give none. Whether it stays inside the domain is checked in one
    /// place for all laws.
    ///
    /// # Errors
    ///
    /// What is wrong with its numbers.
    fn distribution(&self, domain: Domain) -> Result<Scaled, DistributionError>;

    /// Every number in it, by its path in the JSON.
    fn numbers(&self) -> Vec<Number>;

    /// A number in the middle of it, where there is one.
    fn middle(&self) -> Option<f64>;

    /// The quantity times a factor above 0, where that follows the same law.
    fn times(&self, factor: f64) -> Option<Self>;

    /// How a person would say it.
    fn phrase(&self) -> Phrase<'_>;

    /// It in plain words, with numbers unformatted.
    fn words(&self) -> String;
}

/// What a number in a law is; its limits and the way to write it follow from this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value that may be drawn: inside the input's domain.
    Drawn,
    /// An end or the mode of a continuous law: it may lie on a bound that the input itself may not take.
    Edge,
    /// The centre of a law without bounds: any number, in the input's unit.
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
    /// What the number is.
    pub role: Role,
}

impl Number {
    /// A number at a path below the value.
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
    /// "lognormal(80; 0.15)": its parameters in order.
    Call(&'static Call, Vec<f64>),
}

/// A law that is typed by its name.
#[derive(Debug)]
pub struct Call {
    /// The name, in lower case only.
    pub name: &'static str,
    /// The parameters in the brackets.
    pub parameters: &'static [Parameter],
    /// Whether it only describes shares of people.
    pub for_rates: bool,
    /// The value with these parameters; `None` if their number is wrong.
    pub value: fn(&[f64]) -> Option<Value>,
}

/// Laws are equal if their names are.
impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A parameter in the brackets.
#[derive(Debug)]
pub struct Parameter {
    /// What the number is.
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

/// A law whose draws are the distribution's own, without scaling.
fn unscaled(
    dist: Result<funnel_sample::sample::Dist, funnel_sample::sample::DistError>,
) -> Result<Scaled, DistributionError> {
    Ok(Scaled { dist: dist.map_err(DistributionError::Parameters)?, scale: 1.0 })
}

#[cfg(test)]
mod tests;
