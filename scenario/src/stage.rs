//! One step of the process.

use funnel_sample::math::normal::Z90;
use serde::{Deserialize, Serialize};

use super::{Input, Work, is_default};

/// A conversion: people enter, wait, and pass to the next stage or are lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Stage {
    /// Name that loss destinations refer to and that keys this stage's random draws; unique.
    pub id: String,
    /// What people are called who have passed it: `MQL`, `Opportunity`, `Won`.
    pub name: String,
    /// Who counts as having passed, in the reader's own words: no two people mean the same by "lead".
    #[serde(skip_serializing_if = "is_default")]
    pub definition: String,
    /// Chance of passing, 0 to 1.
    pub rate: Input,
    /// Time from entering to passing.
    #[serde(skip_serializing_if = "is_default")]
    pub delay: Delay,
    /// What happens to those who do not pass.
    #[serde(skip_serializing_if = "is_default")]
    pub loss: Loss,
    /// People waiting in this stage when the run begins.
    #[serde(skip_serializing_if = "is_default")]
    pub open_at_start: u32,
    /// Money spent on each person who enters, such as the time of whoever works the stage.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_person: f64,
    /// Who works it; when left out, nobody waits for a team.
    #[serde(skip_serializing_if = "is_default")]
    pub work: Option<Work>,
}

/// A waiting time, in weeks. People arrive at any moment of a week; the mean is preserved exactly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Delay {
    /// Within the week.
    #[default]
    None,
    /// Lognormal, from two numbers that a person can state.
    Lognormal {
        /// Half are through by then, in weeks, above 0.
        median_weeks: f64,
        /// Nine in ten are through by then, in weeks, above the median.
        p90_weeks: f64,
    },
    /// One of these times, in weeks, each equally likely.
    Empirical {
        /// Observed times, in weeks, none negative.
        weeks: Vec<f64>,
    },
}

impl Delay {
    /// Its mean, in weeks; for a lognormal median · e^{σ²/2}, with σ from its P90.
    ///
    /// ```
    /// use funnel_scenario::Delay;
    /// assert_eq!(Delay::Empirical { weeks: vec![1.0, 3.0] }.mean_weeks(), 2.0);
    /// let delay = Delay::Lognormal { median_weeks: 2.0, p90_weeks: 2.0 * 1.281_551_565_544_600_4_f64.exp() };
    /// assert!((delay.mean_weeks() - 2.0 * 0.5_f64.exp()).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn mean_weeks(&self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Lognormal { median_weeks, p90_weeks } => {
                let sigma = libm::log(p90_weeks / median_weeks) / Z90;
                median_weeks * libm::exp(sigma * sigma / 2.0)
            }
            Self::Empirical { weeks } => weeks.iter().sum::<f64>() / weeks.len().max(1) as f64,
        }
    }
}

/// Where people go who do not pass a stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Loss {
    /// Why they leave, in the reader's words.
    #[serde(skip_serializing_if = "is_default")]
    pub reason: String,
    /// Time from entering to leaving; when left out, as long as for those who pass.
    #[serde(skip_serializing_if = "is_default")]
    pub delay: Option<Delay>,
    /// Id of a later stage that takes some of them in; empty if all are lost.
    #[serde(skip_serializing_if = "is_default")]
    pub to: String,
    /// Share of them that is taken in there, 0 to 1.
    #[serde(skip_serializing_if = "is_default")]
    pub to_share: Input,
}
