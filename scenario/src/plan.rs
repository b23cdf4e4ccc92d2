//! What is done differently, and what it should achieve.

use serde::{Deserialize, Serialize};

use super::{is_default, is_one};

/// A what-if plan: today's scenario with these changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// What it is called on the page; if empty, the page composes a name from the changes.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// Changes of spend, applied in order.
    #[serde(skip_serializing_if = "is_default")]
    pub spend: Vec<SpendChange>,
    /// Changes of stage rates.
    #[serde(skip_serializing_if = "is_default")]
    pub rates: Vec<RateChange>,
    /// Settings that differ from today's.
    #[serde(skip_serializing_if = "is_default")]
    pub settings: Vec<SettingChange>,
}

impl Plan {
    /// Spend on a channel by week: today's, with the plan's changes applied in order.
    ///
    /// ```
    /// use funnel_scenario::{Plan, SpendChange};
    /// let half_more = SpendChange { scale: 1.5, from_week: 2, ..SpendChange::default() };
    /// let plan = Plan { spend: vec![half_more], ..Plan::default() };
    /// assert_eq!(plan.spend_on("search", &[100.0; 3]), [100.0, 150.0, 150.0]);
    /// ```
    #[must_use]
    pub fn spend_on(&self, channel: &str, today: &[f64]) -> Vec<f64> {
        let mut spend = today.to_vec();
        for change in &self.spend {
            if change.channels.is_empty() || change.channels.iter().any(|id| id == channel) {
                let from = change.from_week.saturating_sub(1) as usize;
                let weeks = change.weeks.map_or(usize::MAX, |w| w as usize);
                for x in spend.iter_mut().skip(from).take(weeks) {
                    *x = (*x * change.scale + change.add_per_week).max(0.0);
                }
            }
        }
        spend
    }
}

/// A value for a setting of [`super::Scenario::settings`] that differs from today's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SettingChange {
    /// The setting's key, such as `attempts/attempts`.
    pub setting: String,
    /// What the plan sets it to.
    pub value: f64,
}

/// More or less money on some channels for some weeks: `spend · scale + add_per_week`, never below 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SpendChange {
    /// Ids of the channels changed; all channels when empty.
    #[serde(skip_serializing_if = "is_default")]
    pub channels: Vec<String>,
    /// Today's spend times this.
    #[serde(skip_serializing_if = "is_one")]
    pub scale: f64,
    /// Money a week added to each of the channels.
    #[serde(skip_serializing_if = "is_default")]
    pub add_per_week: f64,
    /// First week of the change, counted from 1.
    #[serde(skip_serializing_if = "is_first")]
    pub from_week: u32,
    /// How many weeks it lasts; to the end of the horizon when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub weeks: Option<u32>,
}

fn is_first(week: &u32) -> bool {
    *week == 1
}

impl Default for SpendChange {
    fn default() -> Self {
        Self { channels: Vec::new(), scale: 1.0, add_per_week: 0.0, from_week: 1, weeks: None }
    }
}

/// A better or worse stage, on the logit scale, so that the rate stays inside (0, 1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RateChange {
    /// Id of the stage.
    pub stage: String,
    /// Added to logit(rate) in every segment and channel.
    pub logit: f64,
}

/// What the reader wants to reach within the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// The figure that it is about.
    #[serde(skip_serializing_if = "is_default")]
    pub metric: TargetMetric,
    /// The amount: money, or people. A profit of 0 means breaking even, less than 0 a loss that can be borne. No target
    /// if left out.
    #[serde(skip_serializing_if = "is_default")]
    pub value: Option<f64>,
    /// How sure the reader wants to be, above 0 and below 1.
    pub confidence: f64,
}

impl Default for Target {
    fn default() -> Self {
        Self { metric: TargetMetric::Revenue, value: None, confidence: 0.8 }
    }
}

/// The figure that a target is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetMetric {
    /// Revenue within the horizon.
    #[default]
    Revenue,
    /// Profit after spend within the horizon.
    Profit,
    /// Customers won within the horizon.
    Customers,
}
