//! Time, and what moves everything together.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::is_default;

/// How long is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Frame {
    /// Weeks in which money is spent and results count, 1 to 260.
    pub horizon_weeks: u32,
    /// Most weeks simulated after the horizon, without spend, to let the pipeline clear; 0 to 260. People stop moving
    /// sooner when the delays allow; the report says what is unfinished then. Recognised revenue is booked to its end.
    pub run_off_weeks: u32,
}

impl Default for Frame {
    fn default() -> Self {
        Self { horizon_weeks: 52, run_off_weeks: 52 }
    }
}

/// Season and market, acting on the inquiries that come without spend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Market {
    /// Multipliers week by week, repeated when shorter than the horizon; empty for no season.
    #[serde(skip_serializing_if = "is_default")]
    pub season: Vec<f64>,
    /// Standard deviation of the logarithm of organic demand that the market factor explains.
    #[serde(skip_serializing_if = "is_default")]
    pub sigma: f64,
}

/// Inputs that are uncertain together: a Gaussian copula with one correlation for every pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// Name that inputs refer to.
    pub id: String,
    /// Correlation of each pair on the normal scale, 0 to 1. At 1, inputs with the same distribution are the same
    /// number.
    pub correlation: f64,
}
