//! Rates of several groups that are alike to an unknown degree: a group with few counts borrows from the others.
//!
//! Each group's rate is Beta(m s, (1 − m) s), with m the rate of a typical group and s how alike they are, in counts.
//! Both are uncertain: m is uniform, and so is s/(100 + s), so that few and many imagined observations are equally
//! likely (a weak prior; Gelman et al. 2013, §5.3). They are summed over a grid, and each group's posterior, a mixture
//! of betas, is given as the beta with the same mean and variance.

use serde::{Deserialize, Serialize};

use super::rate::Counts;
use super::real;

/// One group's rate, pooled with the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The group's own counts.
    pub counts: Counts,
    /// First parameter of its beta.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
}

impl Pooled {
    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }
}

const MEANS: usize = 60;
const STRENGTHS: usize = 40;

/// The pooled rates of groups; a single group has the uniform prior.
#[must_use]
pub fn pool(groups: &[Counts]) -> Vec<Pooled> {
    if groups.len() < 2 {
        let alone = |counts: &Counts| Pooled {
            counts: *counts,
            a: 1.0 + counts.successes,
            b: 1.0 + (counts.trials - counts.successes).max(0.0),
        };
        return groups.iter().map(alone).collect();
    }
    // In order of counts, so that the order of groups changes no bit.
    let mut order: Vec<Counts> = groups.to_vec();
    order.sort_by(|x, y| x.trials.total_cmp(&y.trials).then(x.successes.total_cmp(&y.successes)));
    let (k, n) = order.iter().fold((0.0, 0.0), |(k, n), c| (k + c.successes, n + c.trials));
    // Means within five standard deviations of the widest possible: that of a single group.
    let centre = (k + 1.0) / (n + 2.0);
    let mut grid: Vec<(f64, f64, f64)> = Vec::with_capacity(MEANS * STRENGTHS);
    for i in 0..MEANS {
        // Evenly spaced on the logit scale around the middle, each weighted by the width of its cell.
        let u = (real(i) + 0.5) / real(MEANS) * 8.0 - 4.0;
        let width = (centre * (1.0 - centre) * real(order.len()) / n.max(1.0)).sqrt().max(0.02)
            / (centre * (1.0 - centre)).max(1e-9);
        let logit = libm::log(centre / (1.0 - centre)) + u * (0.15 + width.min(1.0)) / 2.0;
        let m = 1.0 / (1.0 + libm::exp(-logit));
        for j in 0..STRENGTHS {
            let share = (real(j) + 0.5) / real(STRENGTHS);
            // s/(100 + s) runs up to s of ten thousand, which is as good as equal rates.
            let s = (100.0 * share / (1.0 - share)).max(0.5);
            let log = order.iter().map(|c| marginal(*c, m * s, (1.0 - m) * s)).sum::<f64>() + libm::log(m * (1.0 - m));
            grid.push((m, s, log));
        }
    }
    let most = grid.iter().map(|(.., log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = grid.iter().map(|(.., log)| libm::exp(log - most)).collect();
    let total: f64 = weights.iter().sum();
    let posterior = |counts: &Counts| {
        let (mut mean, mut square) = (0.0, 0.0);
        for ((m, s, _), w) in grid.iter().zip(&weights) {
            let (a, b) = (m * s + counts.successes, (1.0 - m) * s + counts.trials - counts.successes);
            let (p, sum) = (a / (a + b), a + b);
            mean += w / total * p;
            square += w / total * (p * (1.0 - p) / (sum + 1.0) + p * p);
        }
        let variance = (square - mean * mean).max(1e-15);
        let strength = (mean * (1.0 - mean) / variance - 1.0).max(1e-3);
        Pooled { counts: *counts, a: mean * strength, b: (1.0 - mean) * strength }
    };
    groups.iter().map(posterior).collect()
}

/// ln of the probability of counts under Beta(a, b), up to a constant.
fn marginal(c: Counts, a: f64, b: f64) -> f64 {
    let misses = (c.trials - c.successes).max(0.0);
    ln_beta(a + c.successes, b + misses) - ln_beta(a, b)
}

fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of four, next to groups of one in fifty, is not a quarter; and a large group keeps its own rate.
    #[test]
    fn few_counts_lean_on_the_others() {
        let counts = |k: u32, n: u32| Counts { successes: f64::from(k), trials: f64::from(n) };
        let groups = [counts(1, 4), counts(20, 1000), counts(24, 1000), counts(18, 1000)];
        let pooled = pool(&groups);
        assert!(pooled[0].mean() < 0.08, "{:?}", pooled[0]);
        assert!((pooled[1].mean() - 0.02).abs() < 0.003);
        // Groups that clearly differ are left alone.
        let apart = pool(&[counts(100, 1000), counts(800, 1000), counts(1, 4)]);
        assert!((apart[0].mean() - 0.1).abs() < 0.01 && (apart[1].mean() - 0.8).abs() < 0.01);
        // Order changes no bit.
        let back: Vec<Counts> = groups.iter().rev().copied().collect();
        let back: Vec<Pooled> = pool(&back).into_iter().rev().collect();
        assert_eq!(back, pooled);
    }
}
