//! Figures of a whole run, and figures of each of its weeks.

use serde::{Deserialize, Serialize};

use crate::scenario::TargetMetric;

/// A figure recorded for every replicate and arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Inquiries within the horizon, people.
    Inquiries,
    /// Deals won within the horizon.
    Customers,
    /// Revenue within the horizon, by the scenario's own definition, money.
    Revenue,
    /// Deals won within the horizon at full value, money.
    Bookings,
    /// Revenue recognised within the horizon, money.
    Recognised,
    /// Cash received within the horizon, money.
    Cash,
    /// Margin on revenue within the horizon, money.
    GrossProfit,
    /// Costs within the horizon: spend on channels, stage and deal costs, teams, nurture, content and other levers;
    /// money.
    AcquisitionCost,
    /// Gross profit less acquisition cost, within the horizon, money.
    Profit,
    /// Net present value: margin on the cash of every deal won within the horizon or after it, less costs, discounted
    /// weekly; money.
    Npv,
    /// Bookings that land after the horizon, money.
    BookingsAfter,
    /// Profit including what lands after the horizon, money.
    ProfitWithAfter,
    /// First week, counted from 1, from which the plan's cumulative profit stays at or above today's; infinite if there
    /// is none. 0 in today's arm.
    PaybackWeek,
}

impl Metric {
    /// All metrics, in storage order.
    pub const ALL: [Self; 13] = [
        Self::Inquiries,
        Self::Customers,
        Self::Revenue,
        Self::Bookings,
        Self::Recognised,
        Self::Cash,
        Self::GrossProfit,
        Self::AcquisitionCost,
        Self::Profit,
        Self::Npv,
        Self::BookingsAfter,
        Self::ProfitWithAfter,
        Self::PaybackWeek,
    ];

    /// What it is called within a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inquiries => "inquiries",
            Self::Customers => "customers",
            Self::Revenue => "revenue",
            Self::Bookings => "bookings",
            Self::Recognised => "recognised revenue",
            Self::Cash => "cash",
            Self::GrossProfit => "gross profit",
            Self::AcquisitionCost => "acquisition cost",
            Self::Profit => "profit",
            Self::Npv => "net present value",
            Self::BookingsAfter => "bookings after the horizon",
            Self::ProfitWithAfter => "profit including what comes after the horizon",
            Self::PaybackWeek => "payback week",
        }
    }
}

impl From<TargetMetric> for Metric {
    fn from(of: TargetMetric) -> Self {
        match of {
            TargetMetric::Revenue => Self::Revenue,
            TargetMetric::Profit => Self::Profit,
            TargetMetric::Customers => Self::Customers,
        }
    }
}

/// Something measured every week besides people and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeeklyMetric {
    /// People in the team's queue when the week ends.
    Waiting {
        /// Index of the team.
        team: usize,
    },
    /// Hours worked as a share of the hours available, 0 to 1.
    Utilisation {
        /// Index of the team.
        team: usize,
    },
    /// People who went stale in the team's queue during the week, whether lost or taken into nurture.
    Stale {
        /// Index of the team.
        team: usize,
    },
    /// Minutes to the first answer.
    Minutes,
    /// Of the people answered, the share who are reached.
    Reach,
    /// Inquiries since the first week.
    Inquiries,
    /// Deals won since the first week.
    Won,
}
