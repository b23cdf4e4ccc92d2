//! How inquiries responded to money: elasticity and carry-over, where the history allows it.
//!
//! Counts of a period are log-linear in the carried-over spend, with a trend and, over more than a year, a season: ln μ
//! = c + e ln A + …, with A_t the geometric adstock of the spend (Jin et al. 2017). The slope e is the elasticity near
//! the spend observed. Carry-over is averaged over a grid, each value weighted by its likelihood.
//!
//! This is observation, not experiment: where spend followed demand, demand is mistaken for the effect of spend. The
//! result says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::deals::Deals;
use super::say;
use super::sums::Sums;
use crate::column::date::Day;
use crate::column::label::key;
use crate::stats::loglinear::{Fit, fit};
use crate::stats::real;

/// Carry-overs to try.
const CARRY: [f64; 9] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/// Fewer periods than this say nothing.
const PERIODS: usize = 20;
/// Standard deviation of the belief without data, PERT(.2, .5, .8): an estimate that is no surer adds nothing.
const BELIEVED: f64 = 0.113;
/// The response curve has slope 1 unless the scenario says otherwise, so elasticities lie below 1.
const MOST: f64 = 1.0;

/// What a channel's history says.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Response {
    /// The channel.
    pub channel: String,
    /// Periods that were compared.
    pub periods: usize,
    /// Days in each period.
    pub step: i32,
    /// Per cent more inquiries for one per cent more spend.
    pub elasticity: f64,
    /// Its standard error.
    pub error: f64,
    /// Share of a period's effect that carries over to the next, and its standard deviation.
    pub carry_over: (f64, f64),
    /// Why it cannot be used; `None` where it can.
    pub cannot: Option<String>,
}

/// Spend and inquiries of one channel, period by period.
#[derive(Clone, Debug, Default)]
struct Series {
    spend: Vec<f64>,
    came: Vec<f64>,
}

/// Every channel that has both spend and counts by period.
#[must_use]
pub(crate) fn learn(sums: &Sums, deals: Option<&Deals>) -> Vec<Response> {
    let step = sums.step();
    let Some((first, last)) = sums.span() else { return Vec::new() };
    let n = usize::try_from((last.0 - first.0 + 1) / step.max(1)).unwrap_or(0);
    if n == 0 || n > 5_000 {
        return Vec::new();
    }
    // By the middle of each period, as months differ in length.
    let at = |day: Day| {
        let place = usize::try_from((day.0 - first.0 + step / 2).div_euclid(step)).ok()?;
        (place < n).then_some(place)
    };
    let mut all: BTreeMap<String, (String, Series)> = BTreeMap::new();
    for row in &sums.rows {
        let (Some(place), Some(spend)) = (row.day.and_then(at), row.spend) else { continue };
        let empty = || (row.channel.clone(), Series { spend: vec![0.0; n], came: vec![0.0; n] });
        let (_, series) = all.entry(key(&row.channel)).or_insert_with(empty);
        add(&mut series.spend, place, spend);
        add(&mut series.came, place, row.counts.iter().flatten().next().copied().unwrap_or(0.0));
    }
    let counted = sums.rows.iter().any(|row| row.counts.iter().any(Option::is_some));
    if let (Some(deals), false) = (deals, counted) {
        for deal in &deals.rows {
            let name = deals.channels.get(deal.channel as usize).map_or(String::new(), |name| key(name));
            let begun = Day(deal.begins.0 - step / 2);
            if let (Some((_, series)), Some(place)) = (all.get_mut(&name), at(begun)) {
                add(&mut series.came, place, 1.0);
            }
        }
    }
    all.into_values()
        .filter(|(_, series)| series.came.iter().sum::<f64>() > 0.0)
        .map(|(name, s)| tell(name, &s, step))
        .collect()
}

fn add(list: &mut [f64], at: usize, more: f64) {
    if let Some(x) = list.get_mut(at) {
        *x += more;
    }
}

fn tell(channel: String, series: &Series, step: i32) -> Response {
    let mut found = Response {
        channel,
        periods: series.spend.len(),
        step,
        elasticity: 0.0,
        error: 0.0,
        carry_over: (0.0, 0.0),
        cannot: None,
    };
    let fits: Vec<(f64, Fit<5>)> = CARRY
        .iter()
        // Little of a month's effect is left in the next.
        .filter(|carry| step <= 8 || **carry == 0.0)
        .filter_map(|carry| Some((*carry, fit(&rows(series, *carry, step))?)))
        .collect();
    let least = fits.iter().map(|(_, fit)| fit.deviance).fold(f64::INFINITY, f64::min);
    let weight = |fit: &Fit<5>| libm::exp(-(fit.deviance - least) / (2.0 * fit.spread));
    let total: f64 = fits.iter().map(|(_, fit)| weight(fit)).sum();
    let mean = |of: &dyn Fn(f64, &Fit<5>) -> f64| {
        fits.iter().map(|(carry, fit)| weight(fit) * of(*carry, fit)).sum::<f64>() / total
    };
    if found.periods < PERIODS || fits.is_empty() {
        found.cannot = Some(format!(
            "{} with both spend and inquiries; {PERIODS} or more would tell",
            say::so_many(found.periods, "period")
        ));
        return found;
    }
    let e = |fit: &Fit<5>| fit.coefficients[1];
    let (elasticity, square) = (mean(&|_, f| e(f)), mean(&|_, f| e(f) * e(f) + f.errors[1] * f.errors[1]));
    let (carry, carry_square) = (mean(&|carry, _| carry), mean(&|carry, _| carry * carry));
    found.elasticity = elasticity;
    found.error = (square - elasticity * elasticity).max(0.0).sqrt();
    found.carry_over = (carry, (carry_square - carry * carry).max(0.0).sqrt());
    found.cannot = if found.error.is_nan() || found.error >= BELIEVED || found.error == 0.0 {
        Some("spend changed too little beside the ups and downs; a fifth more or less for some weeks, and back, would tell".to_owned())
    } else if elasticity - found.error < 0.0 {
        Some("more spend did not go with more inquiries: spend may have been raised when few came".to_owned())
    } else if elasticity + found.error > MOST {
        Some("inquiries rose faster than spend: spend may have followed demand".to_owned())
    } else {
        None
    };
    found
}

/// Columns: one, ln of the carried-over spend, trend and, where there is more than a year, the two halves of the
/// season.
fn rows(series: &Series, carry: f64, step: i32) -> Vec<([f64; 5], f64)> {
    let n = real(series.spend.len());
    let year = 365.25 / f64::from(step);
    let mean = series.spend.iter().sum::<f64>() / n;
    let mut stock = mean;
    let mut all = Vec::with_capacity(series.spend.len());
    for (t, (spend, came)) in series.spend.iter().zip(&series.came).enumerate() {
        stock = carry * stock + (1.0 - carry) * spend;
        // Where next to nothing was spent, the logarithm means nothing.
        if stock < mean / 100.0 {
            continue;
        }
        let angle = std::f64::consts::TAU * real(t) / year;
        let season = if n > year { [libm::cos(angle), libm::sin(angle)] } else { [0.0; 2] };
        all.push(([1.0, libm::log(stock / mean), real(t) / n - 0.5, season[0], season[1]], *came));
    }
    all
}
