//! What many blocks came to.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::shape::Shape;
use crate::process::{BATCH, Flow, Left, Metric, Model, Outcome, PoolFlow, Sales, sum_of_cents};

/// Replicates whose weekly paths are kept for the bands: a band's edge is then within 2 percentage points of the
/// chance it is named after (one standard error of a proportion of .1 among 1,024 is .0094).
pub(super) const PATH_REPLICATES: u32 = 1_024;

/// Figures with independent luck that are kept for each arm.
pub(super) const SECOND: [Metric; 2] = [Metric::Revenue, Metric::Profit];

/// Results so far: figures of every replicate in their order, and whole-number sums.
///
/// Merging is associative and commutative to the last bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    pub(super) shape: Shape,
    /// Keyed by the first replicate of each.
    pub(super) samples: BTreeMap<u32, Samples>,
    pub(super) sums: Sums,
}

/// The figures of consecutive replicates of one block, or of a part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Samples {
    pub(super) lanes: usize,
    /// `[arm][metric][lane]`, flat.
    pub(super) metrics: Vec<f64>,
    /// `[arm][SECOND][lane]`, flat; empty where independent luck was not simulated.
    pub(super) second: Vec<f64>,
    /// `[arm][revenue, cumulative profit, gauges][week][lane]`, flat, see [`Shape::path`]; empty beyond
    /// [`PATH_REPLICATES`].
    pub(super) paths: Vec<f32>,
}

/// Sums over replicates, all whole numbers: exact, so their order does not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    /// `[arm][week]`.
    pub(super) customers: Vec<u64>,
    /// `[arm][week]`, cents.
    pub(super) bookings: Vec<i128>,
    /// `[arm][week]`, cents.
    pub(super) revenue: Vec<i128>,
    /// `[arm][week]`, cumulative, cents.
    pub(super) profit: Vec<i128>,
    /// `[arm][stage][week]`, people.
    pub(super) entered: Vec<u64>,
    /// `[arm][gauge][week]`, in thousandths.
    pub(super) gauges: Vec<i128>,
    /// `[arm][cell][stage]`.
    pub(super) flows: Vec<Flow>,
    /// `[arm][cell]`.
    pub(super) sales: Vec<Sales>,
    /// `[arm][pool]`.
    pub(super) pools: Vec<PoolFlow>,
    /// `[arm]`.
    pub(super) left: Vec<Left>,
}

/// Why two tallies cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MergeError {
    /// They come from different scenarios.
    Shape,
    /// Both hold this block.
    Twice(u32),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("the results come from different scenarios"),
            Self::Twice(block) => write!(f, "block {block} is in both: the same part was given twice"),
        }
    }
}

impl std::error::Error for MergeError {}

/// The figures with independent luck that are kept.
pub(super) fn with_independent_luck(outcome: &Outcome) -> Vec<f64> {
    let rows = outcome.metrics.iter().flat_map(|arm| SECOND.map(|m| &arm[m as usize][..outcome.lanes]));
    rows.flatten().copied().collect()
}

impl Tally {
    /// An empty tally.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let shape = Shape::of(model);
        let Shape { arms, cells, stages, weeks, people_weeks, gauges, pools } = shape;
        let sums = Sums {
            customers: vec![0; arms * weeks],
            bookings: vec![0; arms * weeks],
            revenue: vec![0; arms * weeks],
            profit: vec![0; arms * weeks],
            entered: vec![0; arms * stages * weeks],
            gauges: vec![0; arms * gauges * people_weeks],
            flows: vec![Flow::default(); arms * cells * stages],
            sales: vec![Sales::default(); arms * cells],
            pools: vec![PoolFlow::default(); arms * pools],
            left: vec![Left::default(); arms],
        };
        Self { shape, samples: BTreeMap::new(), sums }
    }

    /// Replicates so far.
    #[must_use]
    pub fn replicates(&self) -> u32 {
        self.samples.values().map(|b| b.lanes as u32).sum()
    }

    /// True when the tally holds this block, from its first replicate on.
    #[must_use]
    pub fn holds(&self, block: u32) -> bool {
        block.checked_mul(BATCH as u32).is_some_and(|first| self.samples.contains_key(&first))
    }

    /// A block of which both tallies hold the same replicates.
    fn shares(&self, other: &Self) -> Option<u32> {
        let shared = other.samples.iter().find(|(first, theirs)| {
            let before = self.samples.range(..first.saturating_add(theirs.lanes as u32)).next_back();
            before.is_some_and(|(mine, b)| mine.saturating_add(b.lanes as u32) > **first)
        });
        shared.map(|(first, _)| first / BATCH as u32)
    }

    /// Adds the outcome of consecutive replicates; the weekly paths of the first ones only if they are wanted.
    pub(super) fn add(&mut self, first: u32, out: &Outcome, second: Vec<f64>, with_paths: bool) {
        let n = out.lanes;
        let metrics = out.metrics.iter().flatten().flat_map(|lanes| &lanes[..n]).copied().collect();
        let mut paths = Vec::new();
        if with_paths && first < PATH_REPLICATES {
            for ((revenue, profit), gauges) in out.revenue.iter().zip(&out.profit).zip(&out.gauges) {
                let weeks = revenue.iter().chain(profit).chain(gauges.iter().flatten());
                #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough for a drawn band")]
                paths.extend(weeks.flat_map(|lanes| lanes[..n].iter().map(|x| *x as f32)));
            }
        }
        self.samples.insert(first, Samples { lanes: n, metrics, second, paths });
        let sums = &mut self.sums;
        let weekly = |x: &[Vec<[f64; BATCH]>]| -> Vec<i128> {
            x.iter().flatten().map(|lanes| lanes[..n].iter().map(|x| sum_of_cents(*x)).sum()).collect()
        };
        add_all(&mut sums.revenue, &weekly(&out.revenue));
        add_all(&mut sums.profit, &weekly(&out.profit));
        for (sum, lanes) in sums.bookings.iter_mut().zip(out.bookings.iter().flatten()) {
            *sum += lanes[..n].iter().map(|x| i128::from(*x)).sum::<i128>();
        }
        for (sum, lanes) in sums.customers.iter_mut().zip(out.customers.iter().flatten()) {
            *sum += lanes[..n].iter().map(|x| u64::from(*x)).sum::<u64>();
        }
        for (sum, x) in sums.entered.iter_mut().zip(out.entered.iter().flatten().flatten()) {
            *sum += x;
        }
        for (sum, lanes) in sums.gauges.iter_mut().zip(out.gauges.iter().flatten().flatten()) {
            *sum += lanes[..n].iter().map(|x| thousandths(*x)).sum::<i128>();
        }
        for (sum, x) in sums.flows.iter_mut().zip(out.flows.iter().flatten().flatten()) {
            sum.add(x);
        }
        for (sum, x) in sums.sales.iter_mut().zip(out.sales.iter().flatten()) {
            sum.add(x);
        }
        for (sum, x) in sums.pools.iter_mut().zip(out.pools.iter().flatten()) {
            sum.add(x);
        }
        sums.left.iter_mut().zip(&out.left).for_each(|(sum, x)| sum.add(x));
    }

    /// Takes in another part of the same run.
    ///
    /// # Errors
    ///
    /// When the parts do not belong together, or overlap; nothing is changed then.
    pub fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.shape != other.shape || !other.is_sound() {
            return Err(MergeError::Shape);
        }
        if let Some(block) = self.shares(&other) {
            return Err(MergeError::Twice(block));
        }
        self.samples.extend(other.samples);
        let (mine, theirs) = (&mut self.sums, &other.sums);
        add_all(&mut mine.bookings, &theirs.bookings);
        add_all(&mut mine.revenue, &theirs.revenue);
        add_all(&mut mine.profit, &theirs.profit);
        add_all(&mut mine.customers, &theirs.customers);
        add_all(&mut mine.entered, &theirs.entered);
        add_all(&mut mine.gauges, &theirs.gauges);
        mine.flows.iter_mut().zip(&theirs.flows).for_each(|(a, b)| a.add(b));
        mine.sales.iter_mut().zip(&theirs.sales).for_each(|(a, b)| a.add(b));
        mine.pools.iter_mut().zip(&theirs.pools).for_each(|(a, b)| a.add(b));
        mine.left.iter_mut().zip(&theirs.left).for_each(|(a, b)| a.add(b));
        Ok(())
    }

    /// True when every list has the length its shape asks for; a part read from a file or message may lie.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let Shape { arms, cells, stages, weeks, people_weeks, gauges, pools } = self.shape;
        let s = &self.sums;
        let weekly = [s.bookings.len(), s.revenue.len(), s.profit.len(), s.customers.len()];
        weekly.iter().all(|n| *n == arms * weeks)
            && s.entered.len() == arms * stages * weeks
            && s.gauges.len() == arms * gauges * people_weeks
            && s.flows.len() == arms * cells * stages
            && s.sales.len() == arms * cells
            && s.pools.len() == arms * pools
            && s.left.len() == arms
            && self.samples.values().all(|b| {
                (1..=BATCH).contains(&b.lanes)
                    && b.metrics.len() == arms * Metric::ALL.len() * b.lanes
                    && (b.second.is_empty() || b.second.len() == arms * SECOND.len() * b.lanes)
                    && (b.paths.is_empty() || b.paths.len() == arms * self.shape.paths() * b.lanes)
            })
    }

    /// Drops the weekly paths, most of its size: a report of it has no bands.
    pub fn forget_paths(&mut self) {
        self.samples.values_mut().for_each(|b| b.paths = Vec::new());
    }

    /// True when this can be a run of `model` from its first replicate on; a message may hold anything.
    #[must_use]
    pub fn is_of(&self, model: &Model) -> bool {
        let mut next = 0_u32;
        let in_a_row =
            |(first, b): (&u32, &Samples)| *first == std::mem::replace(&mut next, first.saturating_add(b.lanes as u32));
        self.shape == Shape::of(model) && self.is_sound() && self.samples.iter().all(in_a_row)
    }

    /// Mean people who came into a stage of an arm, week by week; those there at the start are not among them.
    #[must_use]
    pub fn entered(&self, arm: usize, stage: usize) -> Vec<f64> {
        let from = (arm * self.shape.stages + stage) * self.shape.weeks;
        self.people(self.sums.entered.get(from..from + self.shape.weeks))
    }

    /// Mean deals won in an arm, week by week.
    #[must_use]
    pub fn won(&self, arm: usize) -> Vec<f64> {
        let from = arm * self.shape.weeks;
        self.people(self.sums.customers.get(from..from + self.shape.weeks))
    }

    fn people(&self, sums: Option<&[u64]>) -> Vec<f64> {
        let n = f64::from(self.replicates().max(1));
        sums.unwrap_or(&[]).iter().map(|x| whole(*x) / n).collect()
    }

    /// One figure of one arm in every replicate, in the order of replicates.
    #[must_use]
    pub fn values(&self, arm: usize, metric: Metric) -> Vec<f64> {
        let row = arm * Metric::ALL.len() + metric as usize;
        let of = |b: &Samples| b.metrics.get(row * b.lanes..(row + 1) * b.lanes).unwrap_or(&[]).to_vec();
        self.samples.values().flat_map(of).collect()
    }
}

/// A gauge in whole thousandths, so that sums are exact in any order.
#[expect(clippy::cast_possible_truncation, reason = "the cast cuts and saturates; gauges are far below 2^63")]
fn thousandths(x: f64) -> i128 {
    i128::from((x * 1000.0 + 0.5) as i64)
}

fn add_all<T: Copy + std::ops::AddAssign>(to: &mut [T], from: &[T]) {
    for (x, y) in to.iter_mut().zip(from) {
        *x += *y;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^53")]
pub(super) fn whole(people: u64) -> f64 {
    people as f64
}
