//! What people find of us, and when: content, and the schedule of the money.

use std::collections::BTreeMap;

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::super::Grade::C;
use super::super::{Input, is_default};
use super::pert;

/// A stock of content: K' = (1 − d) K + spend. Relevance φ = K/(K + K0), with K0 what the reference spend keeps up.
///
/// It shifts logit(rate) of the capturing stage, and nurture's share of those who become ready, by 2β (φ − φ today):
/// without any content, today's rate falls by β on the logit scale; endless content would raise it by as much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Content {
    /// Id of the stage in which people leave their name.
    pub stage: String,
    /// Money a week spent on content today; part of the acquisition cost.
    pub spend_per_week: f64,
    /// The spend a week that keeps up K0; today's when left out. Needed when nothing is spent today.
    #[serde(skip_serializing_if = "is_default")]
    pub reference_spend_per_week: Option<f64>,
    /// Stock when the run begins, as a multiple of K0; what today's spend keeps up when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub stock_at_start: Option<f64>,
    /// d: share of the stock that ages away in a week, 0 to below 1.
    pub decay_per_week: Input,
    /// β: shift on the logit scale, 0 or more.
    pub effect: Input,
    /// How much the content is about a segment, by its id: β times this; 1 where left out.
    #[serde(skip_serializing_if = "is_default")]
    pub relevance: BTreeMap<String, f64>,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            stage: String::new(),
            spend_per_week: 0.0,
            reference_spend_per_week: None,
            stock_at_start: None,
            decay_per_week: pert(0.005, 0.012, 0.025, "Guess: 2 to 10 % of it is out of date within a month", C),
            effect: pert(0.0, 0.2, 0.5, "Guess: no study separates content from the people who look for it", C),
            relevance: BTreeMap::new(),
        }
    }
}

impl Content {
    /// The spend a week that keeps up K0.
    #[must_use]
    pub fn reference_spend(&self) -> f64 {
        self.reference_spend_per_week.unwrap_or(self.spend_per_week)
    }
}

/// When the money is spent: so many weeks on, so many off, and over again; the same money in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Schedule {
    /// Weeks with spend, whole and at least 1.
    pub on_weeks: f64,
    /// Weeks without, whole; 0: always on. As long as the horizon: one campaign.
    pub off_weeks: f64,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { on_weeks: 4.0, off_weeks: 0.0 }
    }
}
