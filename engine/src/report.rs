//! The results as data: everything that the page, the command line and an embedding host read.
//!
//! Every estimate carries its Monte Carlo standard error. Figures that do not exist (the cost of a customer when none
//! was won, a payback that never comes) are `null` in JSON.

mod estimate;
mod flows;
mod left;
mod named;

pub use estimate::Estimate;
pub use flows::{Booked, CellFlow, PassRate, PoolOf, StageFlow};
pub use left::Left;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::scenario::TargetMetric;

/// How a figure is distributed over the replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Mean.
    pub mean: Estimate,
    /// Standard deviation between replicates.
    pub sd: Estimate,
    /// Quantiles: one replicate in twenty lies below.
    pub p5: Estimate,
    /// One in ten lies below.
    pub p10: Estimate,
    /// One in four lies below.
    pub p25: Estimate,
    /// Median.
    pub p50: Estimate,
    /// One in four lies above.
    pub p75: Estimate,
    /// One in ten lies above.
    pub p90: Estimate,
    /// One in twenty lies above.
    pub p95: Estimate,
}

/// The chance of something, counted over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chance {
    /// Share of replicates.
    pub value: f64,
    /// Standard error of the share.
    pub se: f64,
    /// Lower end of the 95 % Wilson interval.
    pub low: f64,
    /// Upper end of the 95 % Wilson interval.
    pub high: f64,
}

/// A weekly band. All lists have one entry for each week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Band {
    /// One replicate in ten lies below.
    pub p10: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// One in ten lies above.
    pub p90: Vec<f64>,
    /// Mean of all replicates.
    pub mean: Vec<f64>,
}

/// Everything about one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// Version of the engine that computed it.
    pub engine: String,
    /// The scenario's name.
    pub scenario: String,
    /// Currency of all money.
    pub currency: String,
    /// Seed.
    pub seed: u64,
    /// Replicates.
    pub replicates: u32,
    /// Replicates behind the weekly bands' quantiles.
    pub band_replicates: u32,
    /// Weeks in which money is spent and results count.
    pub horizon_weeks: u32,
    /// Weeks simulated: the horizon, the run-off, and until all revenue of deals won is booked.
    pub weeks: u32,
    /// Weeks of those in which people move: the horizon and the run-off. An arm's `left` says what is unfinished after
    /// the last of them.
    pub people_weeks: u32,
    /// Today, then each plan.
    pub arms: Vec<Arm>,
    /// Each plan against today.
    pub comparisons: Vec<Comparison>,
}

/// One arm: today's plan or a what-if.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arm {
    /// Its name; empty for today, and for a plan without one.
    pub name: String,
    /// Money spent on channels within the horizon.
    pub spend: f64,
    /// Figures within the horizon, by metric.
    pub figures: BTreeMap<Metric, Summary>,
    /// Cost to win a customer: acquisition cost over customers. The mean is the ratio of the two means.
    pub cac: Summary,
    /// Chance of reaching the scenario's target; `null` without one.
    pub target: Option<Chance>,
    /// Week by week.
    pub weekly: Weekly,
    /// The process, in order, all channels and segments together; people are means a replicate.
    pub stages: Vec<StageFlow>,
    /// The same for each channel and segment.
    pub flows: Vec<CellFlow>,
    /// Where the value booked within the horizon comes from.
    pub booked: Booked,
    /// Queues, utilisation and answer times; empty without teams.
    pub work: Vec<Work>,
    /// Which figures are the first to tell that the goal will be missed.
    pub signs: Signs,
    /// What is unfinished when the run ends.
    pub left: Left,
}

/// Early signs: which week's figures tell that the goal for the horizon will be missed, judged on the replicates behind
/// the bands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signs {
    /// The figure that the goal is about: revenue, unless the target has another.
    pub metric: TargetMetric,
    /// The goal: the target, where reaching it is open, else this arm's median revenue.
    pub goal: f64,
    /// Whether the goal is the target.
    pub is_target: bool,
    /// Share of replicates that miss it.
    pub missed: f64,
    /// By week, the best first within each.
    pub signs: Vec<Sign>,
}

/// One figure in one week, as a sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sign {
    /// The figure.
    pub measure: Measure,
    /// Id of the team it belongs to; empty for most.
    pub team: String,
    /// The week at whose end it is read, counted from 1.
    pub week: u32,
    /// How well it tells: given a replicate that misses and one that does not, the chance that it puts them in the
    /// right order (the area under the ROC curve).
    pub tells: Estimate,
    /// The value beyond which it warns, on the side that `warns_below` gives.
    pub threshold: f64,
    /// Whether it warns below the threshold, rather than above it.
    pub warns_below: bool,
    /// Of the replicates that miss, the share for which it warns.
    pub warned: f64,
    /// Of the others, the share for which it warns in vain.
    pub false_alarms: f64,
}

/// Something measured week by week about the people who do the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Work {
    /// What is measured.
    pub measure: Measure,
    /// Id of the team; empty for the answer time and the share reached.
    pub team: String,
    /// Week by week, as long as people move.
    pub band: Band,
    /// For utilisation: the chance that the team has no hours left in at least half of the horizon's weeks, among the
    /// replicates behind the bands; `null` for other measures.
    pub full: Option<Chance>,
}

/// What [`Work`] and [`Sign`] measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// People in the team's queue when the week ends.
    Waiting,
    /// Hours worked as a share of the hours available, 0 to 1.
    Utilisation,
    /// People who went stale in the team's queue during the week, including those whom nurture then took in.
    Stale,
    /// Minutes to the first answer.
    Minutes,
    /// Of the people answered, the share who are reached.
    Reach,
    /// Inquiries since the first week.
    Inquiries,
    /// Deals won since the first week.
    Won,
}

/// Weekly series of one arm, with one entry for each simulated week, and more where a series says that it goes on for
/// longer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Weekly {
    /// Money spent on channels.
    pub spend: Vec<f64>,
    /// Mean inquiries.
    pub inquiries: Vec<f64>,
    /// Mean deals won.
    pub customers: Vec<f64>,
    /// Mean value of deals won.
    pub bookings: Vec<f64>,
    /// Mean revenue recognised, until all of it is.
    pub recognised: Vec<f64>,
    /// Mean cash received, until all of it is.
    pub cash: Vec<f64>,
    /// Revenue in each week.
    pub revenue: Band,
    /// Revenue from the first week on.
    pub cumulative_revenue: Band,
    /// Cumulative profit, costs deducted, from the first week on.
    pub cumulative_profit: Band,
}

/// A plan against today, in the same world: leads that would have come anyway convert as they would have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Index of the plan's arm.
    pub arm: usize,
    /// Spend on channels within the horizon, plan less today.
    pub spend: f64,
    /// Differences, plan less today, by metric. `payback_week` is the week itself.
    pub difference: BTreeMap<Metric, Summary>,
    /// Cost to win one more customer: difference of the mean acquisition costs over difference of the mean customers.
    pub marginal_cac: Estimate,
    /// Relative change of revenue, `plan / today − 1`; replicates without revenue today are left out.
    pub uplift: Summary,
    /// Relative change of the mean revenue.
    pub mean_uplift: Estimate,
    /// Chance that profit within the horizon is above today's.
    pub pays_back: Chance,
    /// The same, counting what lands after the horizon.
    pub pays_back_after: Chance,
    /// Chance that revenue within the horizon is above today's.
    pub revenue_rises: Chance,
    /// 50 equally likely changes of profit: quantiles at .01, .03, …, .99.
    pub dots: Vec<f64>,
    /// Change of cumulative revenue, week by week.
    pub cumulative_revenue: Band,
    /// Change of cumulative profit, week by week.
    pub cumulative_profit: Band,
    /// Two years' books: the plan in one world, today in another with independent luck.
    pub books: Option<Books>,
}

/// What comparing two years' books would show, from two worlds with the same inputs and independent luck.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Books {
    /// Number of comparisons behind it: two for each future that was simulated with both kinds of luck.
    pub replicates: u32,
    /// Chance that the plan's year shows more profit.
    pub profit_rises: Chance,
    /// Chance that the plan's year shows more revenue.
    pub revenue_rises: Chance,
    /// Relative change of revenue between the two years' books, from one comparison for each future.
    pub uplift: Summary,
    /// Share of the variance of the change in profit that comes from uncertain inputs; the rest is luck.
    pub knowledge_share: Estimate,
}
