//! How many people come a week, how evenly, and how sure that is.

use serde::{Deserialize, Serialize};

use crate::column::date::Day;
use crate::stats::level::level;
use crate::stats::{quantile, real};

/// Number of weeks considered: the last year.
const YEAR: usize = 52;
/// Weeks in a block, within which the level is taken to be constant.
const BLOCK: usize = 4;

/// Arrivals of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Arrivals {
    /// First day of the first whole week counted.
    pub from: Day,
    /// Last day of the last week counted.
    pub to: Day,
    /// Number of arrivals, week by week.
    pub weeks: Vec<u32>,
    /// Mean a week: of all weeks to the extent that the level is constant, and of the last ones to the extent that it
    /// moves.
    pub mean: f64,
    /// Standard deviation of the logarithm of that mean: the uncertainty that the past leaves.
    pub sigma: f64,
    /// How far the level moves from one block of four weeks to the next, as a standard deviation of the logarithm,
    /// averaged over the possibility that it is constant and the variation is luck.
    pub moves: f64,
    /// Probability that the level moves at all.
    pub is_moving: f64,
    /// Over-dispersion k of weekly counts; `None` where they are as even as a Poisson's.
    pub dispersion: Option<f64>,
    /// Weeks in the middle or at the end without arrivals, too many to be chance: first day and number of weeks.
    pub gaps: Vec<(Day, usize)>,
}

impl Arrivals {
    /// Counts whole weeks, the last of which ends with the day of the export; `None` for fewer than four.
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
        let all = counts.iter().sum::<f64>() / n;
        // Within a block the level is taken to be constant.
        let blocks: Vec<f64> = counts.rchunks_exact(BLOCK).rev().map(|block| block.iter().sum()).collect();
        let squares: f64 = counts
            .rchunks_exact(BLOCK)
            .map(|block| {
                let middle = block.iter().sum::<f64>() / real(BLOCK);
                block.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>()
            })
            .sum();
        let within = squares / (real(blocks.len()) * real(BLOCK - 1));
        let spread = within / all.max(f64::MIN_POSITIVE);
        let moving = level(&blocks, spread);
        let (now, now_variance) = (moving.now / real(BLOCK), moving.variance / real(BLOCK * BLOCK));
        let sd = quantile::sd(&quantile::sorted(counts)).map_or(0.0, |sd| sd * sd);
        // Even a count of zero bounds the level: a flat prior on the square root adds a third of a person.
        let all_or = all.max(1.0 / (3.0 * n));
        let still_variance = sd.max(all_or) / n;
        let p = moving.moves;
        let mean = (1.0 - p) * all + p * now;
        let variance = (1.0 - p) * (still_variance + (all - mean).powi(2)) + p * (now_variance + (now - mean).powi(2));
        let mean_or = mean.max(all_or);
        let sigma = libm::log1p(variance / (mean_or * mean_or)).sqrt();
        let total = (1.0 - p) * sd + p * within;
        let dispersion = (total > mean * 1.0001).then(|| (mean * mean / (total - mean)).clamp(0.05, 1e6));
        let gaps = gaps(&weeks, mean, dispersion, from);
        Self { from, to, weeks, mean, sigma, moves: moving.step.sqrt(), is_moving: p, dispersion, gaps }
    }

    /// Mean of all weeks, for comparison with the money of the same time.
    #[must_use]
    pub fn average(&self) -> f64 {
        if self.weeks.is_empty() {
            return self.mean;
        }
        self.weeks.iter().map(|came| f64::from(*came)).sum::<f64>() / real(self.weeks.len())
    }

    /// Standard deviation of the logarithm of the weekly arrivals over the next weeks: the level is uncertain, and goes
    /// on moving. The mean of a random walk over t steps has a third of their variance; half a step comes before them,
    /// as the last block's level is that of its middle.
    #[must_use]
    pub fn over(&self, weeks: u32) -> f64 {
        let steps = 0.5 + f64::from(weeks) / real(BLOCK) / 3.0;
        (self.sigma * self.sigma + self.moves * self.moves * steps).sqrt()
    }
}

/// Runs of weeks without anybody whose chance is below one in a million.
fn gaps(weeks: &[u32], mean: f64, k: Option<f64>, from: Day) -> Vec<(Day, usize)> {
    // P(0) of a negative binomial, or of a Poisson where there is no k. As the level moves, half of the mean is used.
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
        assert_eq!((found.weeks.len(), found.gaps.len()), (52, 0));
        assert!((found.mean - 21.0).abs() < 0.1 && found.moves < 0.03 && found.is_moving < 0.3, "{found:?}");
        // The further ahead, the less is known.
        assert!(found.sigma < found.over(0) && found.over(4) < found.over(52) && found.over(52) < 0.1);
        days.retain(|d| !(10_140..10_161).contains(&d.0));
        let found = Arrivals::count(&days, Day(10_000), Day(10_363)).unwrap();
        assert_eq!(found.gaps, [(Day(10_140), 3)]);
        assert_eq!(Arrivals::count(&days, Day(10_000), Day(10_010)), None);
    }
}
