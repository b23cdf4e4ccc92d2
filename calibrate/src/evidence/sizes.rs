//! What a won deal is worth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::deals::Deals;
use super::say;
use crate::shape::Outcome;
use crate::stats::lognormal::Lognormal;
use crate::stats::{quantile, real};

/// Sizes kept of all deals.
const SIZES: usize = 400;
/// Fewer deals than these are described by a lognormal, if one fits: as a list, the largest would be the largest ever.
const FEW: usize = 40;
/// Share of the variance of logarithms between segments from which on they have sizes of their own.
const EXPLAINS: f64 = 0.25;
/// Segments of which so many were won have a list of their own.
const ENOUGH: usize = 10;

/// How sizes go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// As they were.
    Empirical,
    /// Lognormal.
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
    /// In order, each as likely: slices of all, each replaced by its mean.
    pub list: Vec<f64>,
    /// The lognormal of greatest likelihood, with its misfit.
    pub lognormal: Option<Lognormal>,
    /// What is taken.
    pub law: Law,
    /// Share of the variance of logarithms that segments explain; 0 without any.
    pub explained: f64,
    /// Sizes by segment, where segments explain them.
    pub segments: BTreeMap<String, Segment>,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// Sizes in one segment.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Segment {
    /// Of all who came, how many were of this segment.
    pub came: usize,
    /// Deals won with a size.
    pub deals: usize,
    /// Mean.
    pub mean: f64,
    /// In order, each as likely; all deals' sizes where there are few.
    pub list: Vec<f64>,
}

fn list(sorted: &[f64], most: usize) -> Vec<f64> {
    let weighted: Vec<(f64, f64)> = sorted.iter().map(|x| (*x, 1.0)).collect();
    let cut = quantile::slices(&weighted, most.min(sorted.len()));
    cut.into_iter().map(|x| libm::round(x * 100.0) / 100.0).filter(|x| *x > 0.0).collect()
}

/// Sizes of the deals won; nothing without any.
#[must_use]
pub(crate) fn learn(deals: &Deals, period: &str) -> Option<Sizes> {
    let won = || deals.rows.iter().filter(|deal| deal.outcome == Outcome::Won);
    let worth = |x: &f64| *x > 0.0 && x.is_finite();
    let sorted = quantile::sorted(won().filter_map(|deal| deal.amount.filter(worth)).collect());
    let (mean, median) = (quantile::mean(&sorted)?, quantile::quantile(&sorted, 0.5)?);
    let lognormal = Lognormal::fit(&sorted);
    let few = sorted.len() < FEW && lognormal.as_ref().is_some_and(Lognormal::fits);
    let mut by: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    let mut came: BTreeMap<u32, usize> = BTreeMap::new();
    for deal in &deals.rows {
        *came.entry(deal.segment).or_default() += 1;
        if let (Outcome::Won, Some(x)) = (deal.outcome, deal.amount.filter(worth)) {
            by.entry(deal.segment).or_default().push(x);
        }
    }
    let by: BTreeMap<u32, Vec<f64>> = by.into_iter().map(|(s, list)| (s, quantile::sorted(list))).collect();
    let explained = if by.len() > 1 { explained(&sorted, by.values()) } else { 0.0 };
    let mut segments = BTreeMap::new();
    if explained >= EXPLAINS && came.len() <= funnel_scenario::limits::SEGMENTS {
        for (s, came) in came {
            let own = by.get(&s).filter(|own| own.len() >= ENOUGH).unwrap_or(&sorted);
            let name = deals.segments.get(s as usize).filter(|name| !name.is_empty()).cloned();
            let segment = Segment {
                came,
                deals: by.get(&s).map_or(0, Vec::len),
                mean: quantile::mean(own).unwrap_or(0.0),
                list: list(own, SIZES / 4),
            };
            segments.insert(name.unwrap_or_else(|| "Other".to_owned()), segment);
        }
    }
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
        segments,
        sentence: format!("{} deals won, {period}", say::count(real(sorted.len()))),
    })
}

/// Of the variance of logarithms, the share between groups.
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
    if total > 0.0 { quantile::sorted(between).iter().sum::<f64>() / total } else { 0.0 }
}
