//! Who does the work.

use serde::{Deserialize, Serialize};

use super::laws::Pert;
use super::{Input, Value, is_default};

/// People with a certain number of hours a week, who work one or more stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Name that stages and plans refer to; unique.
    pub id: String,
    /// What it is called on the page.
    pub name: String,
    /// People today, full-time equivalents; above 0.
    pub people: f64,
    /// Hours a week that each of them has for leads, above 0, without meetings and reporting.
    pub hours_per_week: f64,
    /// Weeks until somebody hired by a plan is fully productive, rising evenly from 0.
    #[serde(skip_serializing_if = "is_default")]
    pub ramp_weeks: f64,
    /// Money that one person costs a week. Where it is left out it counts as nothing, and no advice rests on it; 0 says
    /// that one more person costs nothing.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_week: Option<f64>,
}

impl Default for Team {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            people: 2.0,
            hours_per_week: 25.0,
            ramp_weeks: 0.0,
            cost_per_week: None,
        }
    }
}

/// What a stage takes from a team. Whoever enters waits until the team has hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Work {
    /// Id of the team.
    pub team: String,
    /// Hours for each person who enters, above 0.
    pub hours: Input,
    /// Chance, each week, that somebody still waiting goes stale: lost, unless nurture takes them in.
    pub stale_per_week: Input,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            team: String::new(),
            hours: Input::fixed(1.0),
            stale_per_week: Input {
                source: "Guess: a lead nobody answers goes elsewhere within weeks".to_owned(),
                grade: Some(super::Grade::C),
                ..Input::new(Value::Pert(Pert { min: 0.05, mode: 0.2, max: 0.5 }))
            },
        }
    }
}
