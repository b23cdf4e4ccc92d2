//! Where inquiries come from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Input, is_default, is_one};

/// A source of inquiries: paid, organic, or both.
///
/// Expected inquiries in week *t* are `organic · season_t · e^{σM − σ²/2} + L0 · H(A_t)/H(A0)` with `L0 = reference
/// spend / cost per inquiry`, `A_t` the carried-over spend and `H` the Hill curve fixed by its elasticity at the
/// reference spend (Jin et al. 2017).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Channel {
    /// Name that plans refer to and that keys this channel's random draws; unique.
    pub id: String,
    /// What it is called on the page.
    pub name: String,
    /// Today's spend, in money a week, in every week of the horizon.
    pub spend_per_week: f64,
    /// Spend a week before the run, which carries over into it; today's when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub past_spend_per_week: Option<f64>,
    /// The spend a week at which `cost_per_inquiry` and `elasticity` hold; today's when left out. Needed for a channel
    /// that has no spend today.
    #[serde(skip_serializing_if = "is_default")]
    pub reference_spend_per_week: Option<f64>,
    /// Money for one inquiry at the reference spend, above 0.
    pub cost_per_inquiry: Input,
    /// Per cent more inquiries for one per cent more spend, at the reference spend; above 0, below `slope`.
    pub elasticity: Input,
    /// Slope `s` of the Hill curve; 1 is concave everywhere, more makes it S-shaped.
    #[serde(skip_serializing_if = "is_one")]
    pub slope: f64,
    /// Share of this week's effect that carries over to the next (geometric adstock), 0 to below 1.
    #[serde(skip_serializing_if = "is_default")]
    pub carry_over: Input,
    /// Lead time: whole weeks from spending to the first inquiries it brings.
    #[serde(skip_serializing_if = "is_default")]
    pub lead_weeks: u32,
    /// Inquiries a week that come without spend.
    #[serde(skip_serializing_if = "is_default")]
    pub organic_per_week: Input,
    /// Over-dispersion `k` of weekly counts, above 0: variance = mean + mean²/k. Poisson if left out.
    #[serde(skip_serializing_if = "is_default")]
    pub dispersion: Option<Input>,
    /// Shift of the last stage's rate on the logit scale: a referral closes better than a trade-show badge.
    #[serde(skip_serializing_if = "is_default")]
    pub close_shift: Input,
    /// Weights of the segments that this channel reaches, by segment id; the segments' own shares when empty.
    #[serde(skip_serializing_if = "is_default")]
    pub segment_shares: BTreeMap<String, f64>,
}

impl Default for Channel {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            spend_per_week: 0.0,
            past_spend_per_week: None,
            reference_spend_per_week: None,
            cost_per_inquiry: Input::fixed(100.0),
            elasticity: Input::fixed(0.5),
            slope: 1.0,
            carry_over: Input::default(),
            lead_weeks: 0,
            organic_per_week: Input::default(),
            dispersion: None,
            close_shift: Input::default(),
            segment_shares: BTreeMap::new(),
        }
    }
}

impl Channel {
    /// The spend a week at which the response is described.
    #[must_use]
    pub fn reference_spend(&self) -> f64 {
        self.reference_spend_per_week.unwrap_or(self.spend_per_week)
    }

    /// The spend a week before the run.
    #[must_use]
    pub fn past_spend(&self) -> f64 {
        self.past_spend_per_week.unwrap_or(self.spend_per_week)
    }
}
