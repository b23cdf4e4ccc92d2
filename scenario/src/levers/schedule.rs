//! Campaigns or always on: when the money is spent.

use serde::{Deserialize, Serialize};

use crate::lever::{Lever, LeverFields, Outline};

/// When the money is spent: some weeks on, some weeks off, over and over; the total is the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Schedule,
    "Campaigns or always on?",
    "The same money, spread evenly or in bursts. In weeks without any, those being nurtured forget us sooner."
)]
pub struct Schedule {
    /// Weeks with spend, a whole number of at least 1.
    #[setting(label = "Weeks with spend", unit = Weeks, range(1.0, 260.0))]
    pub on_weeks: f64,
    /// Weeks without spend, a whole number; 0 means always on. If it is as long as the horizon, there is one campaign.
    #[setting(label = "Weeks without, in between", unit = Weeks, range(0.0, 260.0))]
    pub off_weeks: f64,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { on_weeks: 4.0, off_weeks: 0.0 }
    }
}

impl Lever for Schedule {
    fn taken_up(_: &Outline) -> Self {
        Self::default()
    }
}
