//! What becomes of those who are not ready yet: nurture.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::super::Grade::{B, C};
use super::super::{Input, is_default};
use super::pert;

/// A pool of people who are written to until they are ready for sales, or drop out.
///
/// Each week a person becomes ready with chance h and drops out with chance o. The programme's quality moves the share
/// h/(h + o) of those who become ready, on the logit scale, and leaves the pace h + o as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Nurture {
    /// Which stages' losses are taken in, and how many of them.
    pub feeds: Vec<Feed>,
    /// Id of the stage that people enter once they are ready.
    pub returns_to: String,
    /// Quality of the programme today, from 0 (none) to 1 (the best there could be).
    pub quality: f64,
    /// Shift of logit(h/(h + o)) from quality 0 to 1, 0 or more.
    pub effect: Input,
    /// h: chance to become ready in a week, with today's programme.
    pub ready_per_week: Input,
    /// o: chance to drop out in a week, with today's programme.
    pub drop_out_per_week: Input,
    /// o is so many times as large in a week without any spend on channels, at least 1.
    pub dark_factor: Input,
    /// Money a week for a programme of quality 1; one of quality q costs q times this while it has anybody. Left out where
    /// nobody said: it counts as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_week: Option<f64>,
    /// People in the pool when the run begins.
    #[serde(skip_serializing_if = "is_default")]
    pub open_at_start: u32,
}

/// A stage whose losses go to nurture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Feed {
    /// Id of the stage.
    pub stage: String,
    /// r: share of its losses taken in today, 0 to 1; the rest is lost for good.
    pub share: f64,
}

impl Default for Feed {
    fn default() -> Self {
        Self { stage: String::new(), share: 0.3 }
    }
}

impl Default for Nurture {
    fn default() -> Self {
        Self {
            feeds: Vec::new(),
            returns_to: String::new(),
            quality: 0.4,
            effect: pert(0.0, 0.6, 1.5, "Guess: no study separates the programme from the people in it", C),
            ready_per_week: pert(
                0.004,
                0.012,
                0.03,
                "Practitioners: about 5 % of nurtured leads a month become ready, 1.9 % of cold accounts; widened",
                B,
            ),
            drop_out_per_week: pert(0.005, 0.02, 0.05, "Guess: half are gone within three months to two years", C),
            dark_factor: pert(1.0, 1.5, 3.0, "Guess: whoever hears nothing else forgets us sooner", C),
            cost_per_week: None,
            open_at_start: 0,
        }
    }
}
