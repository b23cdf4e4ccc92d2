//! What one block of replicates came to.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{LANES, Lane, Left, Model};
use crate::scenario::TargetMetric;

/// A figure recorded for every replicate and arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Bytes)]
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
    /// Spend on channels, stage costs and deal costs within the horizon, money.
    AcquisitionCost,
    /// Gross profit less acquisition cost, within the horizon, money.
    Profit,
    /// Net present value: margin on cash of every deal won within the horizon or after it, less costs, discounted
    /// weekly, money.
    Npv,
    /// Bookings that land after the horizon, money.
    BookingsAfter,
    /// Profit with what lands after the horizon counted, money.
    ProfitWithAfter,
    /// First week, counted from 1, from which the plan's cumulative profit stays at or above today's; infinite for
    /// never. 0 in today's arm.
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

/// Something measured every week beside people and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gauge {
    /// People who wait for a team when the week ends.
    Waiting {
        /// Index of the team.
        team: usize,
    },
    /// Hours worked over hours there are, 0 to 1.
    Utilisation {
        /// Index of the team.
        team: usize,
    },
    /// People who went stale in the week, waiting for a team; lost, or taken into nurture.
    Stale {
        /// Index of the team.
        team: usize,
    },
    /// Minutes to the first answer.
    Minutes,
    /// Share of the people answered who are reached.
    Reach,
    /// Inquiries since the first week.
    Inquiries,
    /// Deals won since the first week.
    Won,
}

/// One block's results: a row of figures for every arm and replicate, whole-number sums, and the weekly paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Replicates that count; the rest of the lanes are padding.
    pub lanes: usize,
    /// `metrics[arm][metric]`.
    pub metrics: Vec<Vec<Lane<f64>>>,
    /// `revenue[arm][week]`, money a week.
    pub revenue: Vec<Vec<Lane<f64>>>,
    /// `profit[arm][week]`, cumulative from the first week.
    pub profit: Vec<Vec<Lane<f64>>>,
    /// `bookings[arm][week]`, in cents.
    pub bookings: Vec<Vec<Lane<i64>>>,
    /// `customers[arm][week]`.
    pub customers: Vec<Vec<Lane<u32>>>,
    /// Costs of stages and deals, `cost[arm][week]`, in cents.
    pub cost: Vec<Vec<Lane<i64>>>,
    /// `entered[arm][stage][week]`, people, summed over replicates.
    pub entered: Vec<Vec<Vec<u64>>>,
    /// `gauges[arm][gauge][week]`, see [`super::Model::gauges`]; in the weeks in which people move.
    pub gauges: Vec<Vec<Vec<Lane<f64>>>>,
    /// `flows[arm][cell][stage]`, summed over replicates.
    pub flows: Vec<Vec<Vec<Flow>>>,
    /// `sales[arm][cell]`, summed over replicates.
    pub sales: Vec<Vec<Sales>>,
    /// `pools[arm][pool]`, summed over replicates.
    pub pools: Vec<Vec<PoolFlow>>,
    /// `[arm]`: what the last simulated week leaves unfinished, summed over replicates.
    pub left: Vec<Left>,
}

/// People at one stage over the whole run, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Bytes)]
pub struct Flow {
    /// Came in within the horizon, or were there at the start.
    pub entered: u64,
    /// Passed within the horizon.
    pub passed: u64,
    /// Left for good within the horizon.
    pub lost: u64,
    /// Of those lost, the ones who went stale waiting for a team.
    pub stale: u64,
    /// Left to be taken in by a later stage, within the horizon.
    pub recycled: u64,
    /// Left for nurture within the horizon.
    pub nurtured: u64,
    /// Hours that a team worked for them within the horizon, in thousandths.
    pub hours: u64,
    /// Passed after the horizon.
    pub passed_after: u64,
    /// Left after the horizon without passing, for whatever reason.
    pub left_after: u64,
    /// Entered after the horizon.
    pub entered_after: u64,
}

impl Flow {
    /// Adds another's people.
    pub fn add(&mut self, other: &Self) {
        self.entered += other.entered;
        self.passed += other.passed;
        self.lost += other.lost;
        self.stale += other.stale;
        self.recycled += other.recycled;
        self.nurtured += other.nurtured;
        self.hours += other.hours;
        self.passed_after += other.passed_after;
        self.left_after += other.left_after;
        self.entered_after += other.entered_after;
    }

    /// Still in the stage when the horizon ends.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.entered.saturating_sub(self.passed + self.lost + self.recycled + self.nurtured)
    }
}

/// Deals and customers of one cell within the horizon, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Bytes)]
pub struct Sales {
    /// Deals won.
    pub customers: u64,
    /// Their value, in cents.
    pub bookings: i128,
    /// Renewals made.
    pub renewed: u64,
    /// Customers who did not renew.
    pub churned: u64,
    /// New customers who were paid back.
    pub refunded: u64,
    /// What they were paid back, in cents.
    pub refunds: i128,
    /// Value of the renewals at the price before, in cents.
    pub renewals: i128,
    /// What they are worth beyond that, in cents.
    pub expansion: i128,
    /// Margin on all that was booked, in cents.
    pub gross: i128,
    /// Costs of the deals won, in cents.
    pub deal_cost: i128,
}

impl Sales {
    /// Adds another's deals.
    pub fn add(&mut self, other: &Self) {
        self.customers += other.customers;
        self.bookings += other.bookings;
        self.renewed += other.renewed;
        self.churned += other.churned;
        self.refunded += other.refunded;
        self.refunds += other.refunds;
        self.renewals += other.renewals;
        self.expansion += other.expansion;
        self.gross += other.gross;
        self.deal_cost += other.deal_cost;
    }
}

/// People in one pool over the horizon, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Bytes)]
pub struct PoolFlow {
    /// Came in, or were there at the start.
    pub entered: u64,
    /// Became ready and came back.
    pub ready: u64,
    /// Dropped out for good.
    pub dropped: u64,
}

impl PoolFlow {
    /// Adds another's people.
    pub fn add(&mut self, other: &Self) {
        self.entered += other.entered;
        self.ready += other.ready;
        self.dropped += other.dropped;
    }

    /// Still in the pool when the horizon ends.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.entered.saturating_sub(self.ready + self.dropped)
    }
}

impl Outcome {
    pub(super) fn new(model: &Model) -> Self {
        let (arms, cells, weeks) = (model.arms(), model.cells.len(), model.weeks);
        let stages = model.works.len();
        Self {
            lanes: LANES,
            metrics: vec![vec![[0.0; LANES]; Metric::ALL.len()]; arms],
            revenue: vec![vec![[0.0; LANES]; weeks]; arms],
            profit: vec![vec![[0.0; LANES]; weeks]; arms],
            bookings: vec![vec![[0; LANES]; weeks]; arms],
            customers: vec![vec![[0; LANES]; weeks]; arms],
            cost: vec![vec![[0; LANES]; weeks]; arms],
            entered: vec![vec![vec![0; weeks]; stages]; arms],
            gauges: vec![vec![vec![[0.0; LANES]; model.people_weeks]; model.gauges().len()]; arms],
            flows: vec![vec![vec![Flow::default(); stages]; cells]; arms],
            sales: vec![vec![Sales::default(); cells]; arms],
            pools: vec![vec![PoolFlow::default(); model.pools()]; arms],
            left: vec![Left::default(); arms],
        }
    }

    pub(super) fn clear(&mut self, lanes: usize) {
        self.lanes = lanes;
        for arm in 0..self.metrics.len() {
            self.metrics[arm][Metric::Inquiries as usize].fill(0.0);
            self.bookings[arm].fill([0; LANES]);
            self.customers[arm].fill([0; LANES]);
            self.cost[arm].fill([0; LANES]);
            for weeks in &mut self.entered[arm] {
                weeks.fill(0);
            }
            for stages in &mut self.flows[arm] {
                stages.fill(Flow::default());
            }
            self.sales[arm].fill(Sales::default());
            self.pools[arm].fill(PoolFlow::default());
        }
    }
}
