//! Several scenarios in one question: how they are carried, and when they cannot be compared.

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::scenario::{Scenario, decode};

/// Most scenarios in one question, including the reader's own.
pub const SCENARIOS: usize = 4;

/// The figures reported for each scenario, by any of which one may choose: for all of them more is better.
pub const FIGURES: [Metric; 4] = [Metric::Revenue, Metric::Profit, Metric::Npv, Metric::Customers];

/// A scenario inside a question. It travels as its JSON text: a scenario's own serialisation leaves out defaults, which
/// only a self-describing format can read back.
///
/// ```
/// use funnel_decide::sides::Carried;
/// use funnel_engine::scenario::templates;
///
/// let carried = Carried(templates::load("blank").unwrap());
/// let text = String::from(carried.clone());
/// assert_eq!(Carried::try_from(text), Ok(carried));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Carried(pub Scenario);

impl From<Carried> for String {
    fn from(carried: Carried) -> Self {
        carried.0.to_json().to_string()
    }
}

impl TryFrom<String> for Carried {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let lines = |problems: Vec<crate::scenario::Problem>| {
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        decode::from_json(&text).map(Self).map_err(lines)
    }
}

/// A scenario as its text, for serde's `with`; see [`Carried`].
pub(crate) mod text {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Carried, Scenario};

    pub(crate) fn serialize<S: Serializer>(scenario: &Scenario, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&scenario.to_json().to_string())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Scenario, D::Error> {
        Carried::try_from(String::deserialize(from)?).map(|carried| carried.0).map_err(D::Error::custom)
    }
}

/// Why scenarios cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Which scenario: 0 is the reader's own, followed by the others in order.
    pub scenario: u32,
    /// Path in its JSON, such as `frame.horizon_weeks`; empty for the question as a whole.
    pub path: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// All reasons why the scenarios cannot be run in the same futures and compared; empty when they can be. At least
/// `fewest` scenarios are needed.
///
/// Figures can only be compared if they are about the same money over the same weeks: currency and horizon must agree.
pub(super) fn refusals(scenarios: &[Scenario], metric: Metric, fewest: usize) -> Vec<Refusal> {
    let mut all = Vec::new();
    let mut refuse = |i: usize, path: &str, message: String| {
        all.push(Refusal { scenario: u32::try_from(i).unwrap_or(u32::MAX), path: path.to_owned(), message });
    };
    if !(fewest..=SCENARIOS).contains(&scenarios.len()) {
        refuse(0, "", format!("{} scenarios were given; from {fewest} to {SCENARIOS} are needed", scenarios.len()));
    }
    if !FIGURES.contains(&metric) {
        let known = FIGURES.map(Metric::name).join(", ");
        refuse(0, "", format!("{} is not a figure of which more is better: choose one of {known}", metric.name()));
    }
    let Some(first) = scenarios.first() else { return all };
    for (i, s) in scenarios.iter().enumerate() {
        for problem in s.problems() {
            refuse(i, &problem.path, problem.message);
        }
        let (here, there) = (s.frame.horizon_weeks, first.frame.horizon_weeks);
        if here != there {
            let message = format!("is {here}, but {there} in the first scenario; both must cover the same weeks");
            refuse(i, "frame.horizon_weeks", message);
        }
        if s.currency != first.currency {
            let message = format!("is {}, but {} in the first scenario; convert one", s.currency, first.currency);
            refuse(i, "currency", message);
        }
    }
    all
}

/// The reader's scenario and the others, all with the first one's seed: things with the same id have the same luck.
pub(super) fn same_futures(first: &Scenario, others: &[Carried]) -> Vec<Scenario> {
    let others = others.iter().map(|o| Scenario { seed: first.seed, ..o.0.clone() });
    std::iter::once(first.clone()).chain(others).collect()
}
