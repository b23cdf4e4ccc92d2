//! What two years' books would show: the plan with one luck against today with another.

use super::summary::{chance, estimate, minus, relative, summary};
use super::tally::{SECOND, Samples, Tally};
use crate::process::Metric;
use crate::report::{Books, Estimate};
use crate::stats;

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
        let (revenue, base) = (first(arm, Metric::Revenue), second(0, 0));
        if revenue.is_empty() {
            return None;
        }
        let profit = minus(&first(arm, Metric::Profit), &second(0, 1));
        let here = minus(&first(arm, Metric::Profit), &first(0, Metric::Profit));
        let there = minus(&second(arm, 1), &second(0, 1));
        Some(Books {
            replicates: revenue.len() as u32,
            profit_rises: chance(profit.iter().map(|x| *x > 0.0)),
            revenue_rises: chance(revenue.iter().zip(&base).map(|(plan, today)| plan > today)),
            uplift: summary(relative(&revenue, &base)),
            knowledge_share: correlation(&here, &there),
        })
    }
}

/// The correlation of two runs with the same inputs and independent luck: the share of the variance that the inputs explain,
/// Var(E\[Y|θ\]) / Var(Y) = Cov(Y, Y′) / Var(Y).
fn correlation(a: &[f64], b: &[f64]) -> Estimate {
    let r = stats::covariance::correlation(a, b);
    let n = a.len() as f64;
    // Large-sample standard error of a correlation (Fisher 1915).
    estimate(r, (1.0 - r * r) / n.sqrt())
}
