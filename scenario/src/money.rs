//! What a won deal is worth, and when.

use serde::{Deserialize, Serialize};

use super::{Input, is_default};

/// The money side of the process, shared by all segments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Money {
    /// Size of one deal.
    pub deal: DealSize,
    /// Gross margin: share of revenue left after delivering, at most 1.
    pub margin: Input,
    /// Money spent on each deal won, besides the stages' own costs: commission, onboarding.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_deal: Input,
    /// Discount rate a year, for the net present value.
    pub discount_rate: f64,
    /// Which series is called revenue.
    #[serde(skip_serializing_if = "is_default")]
    pub revenue_counts: Timing,
    /// Weeks over which a deal's value is recognised, evenly from the week it is won; 0 or 1 for at once.
    #[serde(skip_serializing_if = "is_default")]
    pub recognised_over_weeks: u32,
    /// Weeks from winning to the first payment.
    #[serde(skip_serializing_if = "is_default")]
    pub paid_after_weeks: u32,
    /// Weeks over which it is paid, evenly; 0 or 1 for at once.
    #[serde(skip_serializing_if = "is_default")]
    pub paid_over_weeks: u32,
    /// Whether renewals are left out of bookings, and so of revenue, cash, profit and present value; they are reported
    /// separately either way.
    #[serde(skip_serializing_if = "is_default")]
    pub new_business_only: bool,
}

impl Default for Money {
    fn default() -> Self {
        Self {
            deal: DealSize::default(),
            margin: Input::fixed(0.7),
            cost_per_deal: Input::default(),
            discount_rate: 0.1,
            revenue_counts: Timing::default(),
            recognised_over_weeks: 0,
            paid_after_weeks: 0,
            paid_over_weeks: 0,
            new_business_only: false,
        }
    }
}

/// When a deal counts as revenue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// In full, in the week it is won (bookings).
    #[default]
    WhenWon,
    /// Week by week, as it is recognised.
    WhenRecognised,
}

/// The size of a deal; each deal is drawn independently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DealSize {
    /// Every deal the same.
    Fixed {
        /// Money.
        value: Input,
    },
    /// Lognormal: many small, few large.
    Lognormal {
        /// Half are smaller, in money.
        median: Input,
        /// Standard deviation of the natural logarithm.
        sigma: f64,
    },
    /// Gamma.
    Gamma {
        /// Mean, in money.
        mean: Input,
        /// Shape; variance is mean²/shape.
        shape: f64,
    },
    /// One of these, each equally likely.
    Empirical {
        /// Observed deals, in money.
        values: Vec<f64>,
    },
}

impl Default for DealSize {
    fn default() -> Self {
        Self::Lognormal { median: Input::fixed(10_000.0), sigma: 0.5 }
    }
}
