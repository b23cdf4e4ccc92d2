//! The budget curve: what each total budget from nothing to three times today's brings, in the same futures.
//!
//! All channels are scaled by the same factor, with the first plan's settings, today's budget among them: that is what the
//! others are compared with. A coarse grid is refined around the best budgets and where the curve bends, and the budgets
//! chosen are scored again in futures of a fresh seed. Then a few budgets are kept up for twice the horizon. See
//! `docs/decide.md`.

mod grid;
mod longer;
mod read;
mod reversal;
mod sweep;

use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};

pub use self::longer::Longer;
pub(super) use self::sweep::CurveStudy;

use super::ladder::PerDollar;
use super::plan_outcome::Falls;

/// The shortfall is about this share of the futures, the worst ones.
pub const TAIL: f64 = 0.1;
/// λ, unless the question names another.
pub const LAMBDA: f64 = 0.5;

/// A figure over the futures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// Mean.
    pub mean: Estimate,
    /// One future in ten lies below.
    pub p10: Estimate,
    /// One in ten lies above.
    pub p90: Estimate,
}

/// What one budget brings within the horizon, in money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Spend on channels.
    pub budget: f64,
    /// Revenue.
    pub revenue: Spread,
    /// Profit.
    pub profit: Spread,
    /// Mean profit − λ · shortfall, where the shortfall is the mean less the mean of the worst tenth.
    pub careful: Estimate,
    /// Mean revenue less that at today's budget, with the standard error of pairs.
    pub revenue_less_today: Estimate,
    /// Mean profit less that at today's budget, with the standard error of pairs.
    pub profit_less_today: Estimate,
    /// What each dollar added since the next smaller budget tried brought; `None` for the smallest budget, for today
    /// and for the plan.
    pub marginal: Option<PerDollar>,
}

/// The best of the budgets tried, by one criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Optimum {
    /// Spend on channels within the horizon.
    pub budget: f64,
    /// As a multiple of today's.
    pub multiple: f64,
    /// The value of the criterion there, in money.
    pub value: Estimate,
    /// The criterion there less its value at today's budget, with the standard error of pairs.
    pub less_today: Estimate,
    /// The flat zone: budgets around the best at which the criterion is within 1 % of its best value, with straight
    /// lines drawn between the budgets tried. It takes the means as they are, ignoring their errors.
    pub flat: [f64; 2],
    /// The smallest and the largest of the neighbouring budgets tried that cannot be told from the best: the difference
    /// is within its paired error ([`Estimate::side`]).
    pub undecided: [f64; 2],
    /// Whether it is the smallest or the largest budget tried, so that the true optimum may lie beyond.
    pub at_end: bool,
}

/// A budget that was chosen, scored again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rescored {
    /// Spend on channels within the horizon.
    pub budget: f64,
    /// Mean profit less that at today's budget, in the futures in which it was chosen.
    pub first: Estimate,
    /// Mean profit less that at today's budget in the futures of the fresh seed.
    pub fresh: Estimate,
    /// Mean profit in the futures of the fresh seed.
    pub profit: Estimate,
    /// Share of the fresh futures in which its profit is above that at today's budget.
    pub better: Chance,
}

/// The curve scored again in futures of a fresh seed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fresh {
    /// The seed.
    pub seed: u64,
    /// Mean profit at today's budget in these futures.
    pub today: Estimate,
    /// The best by mean profit.
    pub best: Rescored,
    /// The best by the careful criterion.
    pub careful: Rescored,
    /// The first plan, where there is one.
    pub plan: Option<Rescored>,
}

/// The budget curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Curve {
    /// λ, the weight of the shortfall.
    pub lambda: f64,
    /// The budgets tried so far, ascending; empty where nothing is spent today.
    pub points: Vec<Point>,
    /// Today.
    pub today: Option<Point>,
    /// The first plan, where there is one.
    pub plan: Option<Point>,
    /// The best by mean profit.
    pub best: Option<Optimum>,
    /// The best by mean profit − λ · shortfall.
    pub careful: Option<Optimum>,
    /// The best by mean profit with what lands after the horizon, where nothing more is spent.
    pub best_after: Option<Optimum>,
    /// Where more budget lowers revenue; `None` where it does not, or where the error is too large to tell.
    pub falls: Option<Falls>,
    /// The budgets chosen, scored again.
    pub fresh: Option<Fresh>,
    /// The curve over twice the horizon, which is known last; `None` where a scenario cannot be that long.
    pub longer: Option<Longer>,
}
