//! What one batch of replicates came to.

use super::flows::{Flow, PoolFlow};
use super::left::Left;
use super::metric::{Metric, WeeklyMetric};
use super::sales::Sales;
use crate::people::batch::{BATCH, Batch};

/// The dimensions of everything that is recorded.
pub(crate) struct Sizes {
    pub(crate) arms: usize,
    pub(crate) cells: usize,
    pub(crate) stages: usize,
    pub(crate) pools: usize,
    /// Weeks in which money moves.
    pub(crate) weeks: usize,
    /// Weeks in which people move.
    pub(crate) people_weeks: usize,
    /// What is measured every week.
    pub(crate) gauges: Vec<WeeklyMetric>,
}

/// One batch's results: a row of figures for every arm and replicate, whole-number sums, and the weekly paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Replicates that count; the rest of the lanes are padding.
    pub lanes: usize,
    /// `metrics[arm][metric]`.
    pub metrics: Vec<Vec<Batch<f64>>>,
    /// `revenue[arm][week]`, money a week.
    pub revenue: Vec<Vec<Batch<f64>>>,
    /// `profit[arm][week]`, cumulative from the first week.
    pub profit: Vec<Vec<Batch<f64>>>,
    /// `bookings[arm][week]`, in cents.
    pub bookings: Vec<Vec<Batch<i64>>>,
    /// `customers[arm][week]`.
    pub customers: Vec<Vec<Batch<u32>>>,
    /// Costs of stages and deals, `cost[arm][week]`, in cents.
    pub cost: Vec<Vec<Batch<i64>>>,
    /// `entered[arm][stage][week]`, people, summed over replicates.
    pub entered: Vec<Vec<Vec<u64>>>,
    /// `gauges[arm][gauge][week]`, see [`Model::gauges`](crate::process::Model::gauges); only for the weeks in which
    /// people move.
    pub gauges: Vec<Vec<Vec<Batch<f64>>>>,
    /// `flows[arm][cell][stage]`, summed over replicates.
    pub flows: Vec<Vec<Vec<Flow>>>,
    /// `sales[arm][cell]`, summed over replicates.
    pub sales: Vec<Vec<Sales>>,
    /// `pools[arm][pool]`, summed over replicates.
    pub pools: Vec<Vec<PoolFlow>>,
    /// `[arm]`: what the last simulated week leaves unfinished, summed over replicates.
    pub left: Vec<Left>,
    /// What `gauges` holds, in the same order.
    measured: Vec<WeeklyMetric>,
}

impl Outcome {
    /// Allocates the results of a batch.
    pub(crate) fn new(sizes: &Sizes) -> Self {
        let Sizes { arms, cells, stages, weeks, people_weeks, pools, .. } = *sizes;
        Self {
            lanes: BATCH,
            metrics: vec![vec![[0.0; BATCH]; Metric::ALL.len()]; arms],
            revenue: vec![vec![[0.0; BATCH]; weeks]; arms],
            profit: vec![vec![[0.0; BATCH]; weeks]; arms],
            bookings: vec![vec![[0; BATCH]; weeks]; arms],
            customers: vec![vec![[0; BATCH]; weeks]; arms],
            cost: vec![vec![[0; BATCH]; weeks]; arms],
            entered: vec![vec![vec![0; weeks]; stages]; arms],
            gauges: vec![vec![vec![[0.0; BATCH]; people_weeks]; sizes.gauges.len()]; arms],
            flows: vec![vec![vec![Flow::default(); stages]; cells]; arms],
            sales: vec![vec![Sales::default(); cells]; arms],
            pools: vec![vec![PoolFlow::default(); pools]; arms],
            left: vec![Left::default(); arms],
            measured: sizes.gauges.clone(),
        }
    }

    /// Begins a batch of the given number of replicates.
    pub(crate) fn clear(&mut self, lanes: usize) {
        self.lanes = lanes;
        for arm in 0..self.metrics.len() {
            self.metrics[arm][Metric::Inquiries as usize].fill(0.0);
            self.bookings[arm].fill([0; BATCH]);
            self.customers[arm].fill([0; BATCH]);
            self.cost[arm].fill([0; BATCH]);
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

    /// The weekly values of a gauge in an arm, if it is measured.
    pub(crate) fn weekly(&mut self, arm: usize, wanted: WeeklyMetric) -> Option<&mut Vec<Batch<f64>>> {
        let at = self.measured.iter().position(|gauge| *gauge == wanted)?;
        self.gauges[arm].get_mut(at)
    }

    /// Adds money spent in a week, in cents.
    pub(crate) fn spend(&mut self, arm: usize, week: usize, cents: &Batch<i64>) {
        for (sum, cents) in self.cost[arm][week].iter_mut().zip(cents) {
            *sum = sum.saturating_add(*cents);
        }
    }
}
