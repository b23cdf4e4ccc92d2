//! What two years' books would show: the plan with one luck against today with another.

use super::summary::{estimate, minus, relative, summary};
use super::tally::{SECOND, Samples, Tally};
use crate::process::Metric;
use crate::report::{Books, Chance, Estimate};
use crate::stats;
use crate::stats::proportion::Proportion;

impl Tally {
    /// The plan with the luck that all figures have against today with independent luck, and the split of knowledge and luck;
    /// nothing where none was simulated.
    #[must_use]
    pub fn books(&self, arm: usize) -> Option<Books> {
        let both: Vec<&Samples> = self.samples.values().filter(|b| !b.second.is_empty()).collect();
        let first = |arm: usize, m: Metric| -> Vec<f64> {
            let row = arm * Metric::ALL.len() + m as usize;
            both.iter().flat_map(|b| &b.metrics[row * b.lanes..(row + 1) * b.lanes]).copied().collect()
        };
        let second = |arm: usize, m: usize| -> Vec<f64> {
            let row = arm * SECOND.len() + m;
            both.iter().flat_map(|b| &b.second[row * b.lanes..(row + 1) * b.lanes]).copied().collect()
        };
        // By luck: the one that all figures have, and the independent one.
        let [revenue, base] = [arm, 0].map(|arm| [first(arm, Metric::Revenue), second(arm, 0)]);
        let [profit, today] = [arm, 0].map(|arm| [first(arm, Metric::Profit), second(arm, 1)]);
        if revenue[0].is_empty() {
            return None;
        }
        Some(Books {
            replicates: 2 * revenue[0].len() as u32,
            profit_rises: rises(&profit, &today),
            revenue_rises: rises(&revenue, &base),
            uplift: summary(relative(&revenue[0], &base[1])),
            knowledge_share: correlation(&minus(&profit[0], &today[0]), &minus(&profit[1], &today[1])),
        })
    }
}

/// How often the plan's year is above a year as today. Each future has two years of each, so two comparisons, of either
/// plan's year with the other luck's year as today: with hardly more work than one, they are nearly twice as many.
fn rises(plan: &[Vec<f64>; 2], today: &[Vec<f64>; 2]) -> Chance {
    let above = |plan: &[f64], today: &[f64]| -> Vec<f64> {
        plan.iter().zip(today).map(|(plan, today)| f64::from(u8::from(plan > today))).collect()
    };
    let ways = [above(&plan[0], &today[1]), above(&plan[1], &today[0])];
    // A future's two comparisons share its inputs, so the futures are what is independent.
    let shares: Vec<f64> = ways[0].iter().zip(&ways[1]).map(|(a, b)| f64::midpoint(*a, *b)).collect();
    let moments = stats::moments::Moments::of(&shares);
    let (p, se) = (moments.mean(), moments.mean_se());
    // As many independent comparisons as would have that error; where all came out alike, one for each future.
    let trials = if se > 0.0 { p * (1.0 - p) / (se * se) } else { shares.len() as f64 };
    let (low, high) = Proportion::new((p * trials).round() as u64, trials.round() as u64).wilson95();
    Chance { value: p, se, low, high }
}

/// The correlation of two runs with the same inputs and independent luck: the share of the variance that the inputs explain,
/// Var(E\[Y|θ\]) / Var(Y) = Cov(Y, Y′) / Var(Y).
fn correlation(a: &[f64], b: &[f64]) -> Estimate {
    let r = stats::covariance::correlation(a, b);
    let n = a.len() as f64;
    // Large-sample standard error of a correlation (Fisher 1915).
    estimate(r, (1.0 - r * r) / n.sqrt())
}
