//! How many come a week, how evenly, and how sure that is.

use funnel_sample::math::gamma;
use serde::{Deserialize, Serialize};

use crate::column::date::Day;
use crate::stats::{quantile, real};

/// Weeks that are looked at: the last year.
const YEAR: usize = 52;
/// Weeks of a block: within one the level is taken to stand still.
const BLOCK: usize = 4;

/// Arrivals of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Arrivals {
    /// First day of the first whole week counted.
    pub from: Day,
    /// Last day of the last week.
    pub to: Day,
    /// How many came, week by week.
    pub weeks: Vec<u32>,
    /// Mean a week.
    pub mean: f64,
    /// Standard deviation of the logarithm of the mean: what counting leaves open, and how far its level moves where it does.
    pub sigma: f64,
    /// Of that, how far the level moves between blocks of four weeks, as a share of the mean; 0 where luck explains it.
    pub moves: f64,
    /// Over-dispersion k of weekly counts; nothing where they are as even as Poisson's.
    pub dispersion: Option<f64>,
    /// Weeks in the middle or at the end that lack arrivals, as luck would not have it: first day and number of weeks.
    pub gaps: Vec<(Day, usize)>,
}

impl Arrivals {
    /// Counts whole weeks that end with the day of the export; nothing from less than four.
    #[must_use]
    pub fn count(days: &[Day], first: Day, as_of: Day) -> Option<Self> {
        let whole = usize::try_from((as_of.0 - first.0 + 1) / 7).ok()?;
        let n = whole.min(YEAR);
        if n < BLOCK {
            return None;
        }
        let span = i32::try_from(n * 7).ok()?;
        let from = Day(as_of.0 - span + 1);
        let mut weeks = vec![0_u32; n];
        for day in days.iter().filter(|day| **day >= from && **day <= as_of) {
            let week = usize::try_from((day.0 - from.0) / 7).unwrap_or(0);
            if let Some(count) = weeks.get_mut(week) {
                *count += 1;
            }
        }
        Some(Self::of_weeks(weeks, from, as_of))
    }

    fn of_weeks(weeks: Vec<u32>, from: Day, to: Day) -> Self {
        let counts: Vec<f64> = weeks.iter().map(|n| f64::from(*n)).collect();
        let n = real(counts.len());
        let mean = counts.iter().sum::<f64>() / n;
        // Variance within blocks, pooled, and between their means.
        let blocks: Vec<&[f64]> = counts.rchunks_exact(BLOCK).collect();
        let means: Vec<f64> = blocks.iter().map(|b| b.iter().sum::<f64>() / real(BLOCK)).collect();
        let squares: f64 = blocks.iter().zip(&means).flat_map(|(b, m)| b.iter().map(move |x| (x - m) * (x - m))).sum();
        let within = squares / (real(blocks.len()) * real(BLOCK - 1));
        let b = real(means.len());
        let middle = means.iter().sum::<f64>() / b;
        let between = means.iter().map(|m| (m - middle) * (m - middle)).sum::<f64>() / (b - 1.0).max(1.0);
        // Luck gives a block's mean a quarter of a week's variance, and at least Poisson's.
        let luck = within.max(mean) / real(BLOCK);
        let chance = gamma::regularised((b - 1.0) / 2.0, (b - 1.0) * between / luck.max(f64::MIN_POSITIVE) / 2.0).1;
        let moves = if means.len() >= 3 && chance < 0.05 { (between - luck).max(0.0) } else { 0.0 };
        let total = if moves > 0.0 {
            within
        } else {
            quantile::sd(&quantile::sorted(counts.clone())).map_or(0.0, |sd| sd * sd)
        };
        // Counts of no one are known to be few: the third of a person that a flat prior of the square root adds.
        let mean_or = mean.max(1.0 / (3.0 * n));
        let variance = total.max(mean_or) / n + moves * (1.0 + 1.0 / b);
        let sigma = libm::log1p(variance / (mean_or * mean_or)).sqrt();
        let dispersion = (total > mean * 1.0001).then(|| (mean * mean / (total - mean)).clamp(0.05, 1e6));
        let gaps = gaps(&weeks, mean, dispersion, from);
        let moves = if mean > 0.0 { moves.sqrt() / mean } else { 0.0 };
        Self { from, to, weeks, mean, sigma, moves, dispersion, gaps }
    }
}

/// Runs of weeks without anybody whose chance is below one in a million.
fn gaps(weeks: &[u32], mean: f64, k: Option<f64>, from: Day) -> Vec<(Day, usize)> {
    // P(0) of a negative binomial, of a Poisson without k; the level moves, so half of the mean is taken.
    let level = mean / 2.0;
    let none = k.map_or(-level, |k| -k * libm::log1p(level / k));
    let mut gaps = Vec::new();
    let mut at = 0;
    for run in weeks.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
        if run.first() == Some(&0) && at > 0 && real(run.len()) * none < -13.8 {
            let day = from.0 + i32::try_from(at * 7).unwrap_or(0);
            gaps.push((Day(day), run.len()));
        }
        at += run.len();
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_counts_are_counted_and_gaps_are_found() {
        let mut days: Vec<Day> = (0..364).flat_map(|d| [Day(10_000 + d); 3]).collect();
        let found = Arrivals::count(&days, Day(10_000), Day(10_363)).unwrap();
        assert_eq!((found.weeks.len(), found.mean, found.moves, found.gaps.len()), (52, 21.0, 0.0, 0));
        days.retain(|d| !(10_140..10_161).contains(&d.0));
        let found = Arrivals::count(&days, Day(10_000), Day(10_363)).unwrap();
        assert_eq!(found.gaps, [(Day(10_140), 3)]);
        assert_eq!(Arrivals::count(&days, Day(10_000), Day(10_010)), None);
    }
}
