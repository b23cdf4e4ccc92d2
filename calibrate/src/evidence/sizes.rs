//! What a won deal is worth.

use serde::{Deserialize, Serialize};

use super::deals::{Deal, Deals};
use super::say;
use super::segments::Segments;
use crate::shape::Outcome;
use crate::stats::lognormal::Lognormal;
use crate::stats::{quantile, real};

/// Number of sizes kept for all deals.
const SIZES: usize = 400;
/// Fewer deals than this are described by a lognormal, if one fits: with a list, no deal could ever exceed the largest
/// so far.
const FEW: usize = 40;
/// If segments explain at least this share of the variance of logarithms, they have sizes of their own.
const EXPLAINS: f64 = 0.25;
/// Segments with this many deals won have a list of their own.
const ENOUGH: usize = 10;

/// How deal sizes are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// From those observed.
    Empirical,
    /// From a lognormal.
    Lognormal,
}

/// Sizes of deals.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Sizes {
    /// Number of deals won with a size above zero.
    pub deals: usize,
    /// Sum.
    pub sum: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Median.
    pub median: f64,
    /// Ascending, each equally likely: all sizes cut into slices, each replaced by its mean.
    pub list: Vec<f64>,
    /// The lognormal of maximum likelihood, with its misfit.
    pub lognormal: Option<Lognormal>,
    /// The law used.
    pub law: Law,
    /// Share of the variance of logarithms that segments explain; 0 without segments.
    pub explained: f64,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// Sizes in one segment.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct SegmentSizes {
    /// Deals won with a size.
    pub deals: usize,
    /// Mean.
    pub mean: f64,
    /// Ascending, each equally likely; all deals' sizes where the segment has few.
    pub list: Vec<f64>,
}

fn list(sorted: &[f64], most: usize) -> Vec<f64> {
    let weighted: Vec<(f64, f64)> = sorted.iter().map(|x| (*x, 1.0)).collect();
    let cut = quantile::slices(&weighted, most.min(sorted.len()));
    cut.into_iter().map(|x| libm::round(x * 100.0) / 100.0).filter(|x| *x > 0.0).collect()
}

fn worth(deal: &Deal) -> Option<f64> {
    deal.amount.filter(|x| deal.outcome == Outcome::Won && *x > 0.0 && x.is_finite())
}

fn sorted(deals: &Deals) -> Vec<f64> {
    quantile::sorted(deals.rows.iter().filter_map(worth).collect())
}

/// Sizes of the deals won; `None` without any. `explained` is the share of the variance of logarithms that segments
/// explain.
#[must_use]
pub(crate) fn learn(deals: &Deals, explained: f64, period: &str) -> Option<Sizes> {
    let sorted = sorted(deals);
    let (mean, median) = (quantile::mean(&sorted)?, quantile::quantile(&sorted, 0.5)?);
    let lognormal = Lognormal::fit(&sorted);
    let few = sorted.len() < FEW && lognormal.as_ref().is_some_and(Lognormal::fits);
    Some(Sizes {
        deals: sorted.len(),
        sum: sorted.iter().sum(),
        mean,
        sd: quantile::sd(&sorted).unwrap_or(0.0),
        median,
        list: list(&sorted, SIZES),
        lognormal,
        law: if few { Law::Lognormal } else { Law::Empirical },
        explained,
        sentence: format!("{} won, {period}", say::so_many(sorted.len(), "deal")),
    })
}

/// The share of the variance of logarithms that segments explain, and the sizes of each where that is enough.
pub(super) fn by_segment(deals: &Deals, segments: &Segments) -> (f64, Vec<Option<SegmentSizes>>) {
    let mut by: Vec<Vec<f64>> = vec![Vec::new(); segments.names.len()];
    for deal in &deals.rows {
        if let (Some(size), Some(own)) = (worth(deal), by.get_mut(segments.at(deal.segment))) {
            own.push(size);
        }
    }
    let by: Vec<Vec<f64>> = by.into_iter().map(quantile::sorted).collect();
    let (all, some) = (sorted(deals), by.iter().filter(|own| !own.is_empty()));
    let explained = if some.clone().count() > 1 { explained(&all, some) } else { 0.0 };
    let of = |own: &Vec<f64>| {
        let taken = if own.len() >= ENOUGH { own } else { &all };
        let mean = quantile::mean(taken).unwrap_or(0.0);
        SegmentSizes { deals: own.len(), mean, list: list(taken, SIZES / 4) }
    };
    (explained, by.iter().map(|own| (explained >= EXPLAINS).then(|| of(own))).collect())
}

/// The share of the variance of logarithms that lies between groups.
fn explained<'a>(all: &[f64], groups: impl Iterator<Item = &'a Vec<f64>>) -> f64 {
    let logs = |list: &[f64]| -> Vec<f64> { list.iter().map(|x| libm::log(*x)).collect() };
    let all = logs(all);
    let Some(mean) = quantile::mean(&all) else { return 0.0 };
    let total: f64 = all.iter().map(|x| (x - mean) * (x - mean)).sum();
    let mut between = Vec::new();
    for group in groups {
        let m = quantile::mean(&logs(group)).unwrap_or(mean);
        between.push(real(group.len()) * (m - mean) * (m - mean));
    }
    // Sizes that are all equal differ through rounding alone.
    if total > 1e-12 * real(all.len()) { quantile::sorted(between).iter().sum::<f64>() / total } else { 0.0 }
}
