//! How groups differ whose members go through the same steps: for each group there is one shift of the log odds of
//! every step, and the shifts are alike to an unknown degree.
//!
//! The data of a group are how many of those who came got through all steps; the chance of that is the product of the
//! steps' rates, each shifted. Shifts are normal around 0. Their spread τ is unknown, with half of the prior's weight
//! below .3 (τ/(τ + .3) uniform); it is summed over a grid, each value weighted by its likelihood, as in `pool`, so a
//! group with few counts borrows from the others. Within a group the posterior is summed around its mode; with a normal
//! prior it is log-concave, or very nearly so.

use serde::{Deserialize, Serialize};

use super::rate::Counts;
use super::real;

/// Half of the prior's weight is on spreads below this.
const USUAL: f64 = 0.3;
const WIDTHS: usize = 40;
/// Points of a sum on either side of the mode, and how many standard deviations they reach.
const POINTS: i32 = 20;
const REACH: f64 = 5.0;
/// No larger shift is looked for: e⁸ is 3,000.
const MOST: f64 = 8.0;

/// One group's shift, given all groups: mean and standard deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}

/// The shifts of groups whose members go through steps with these rates. `groups` are those who got through, out of
/// those who came. Where not everybody has had time to get through, all groups are taken to be equally far.
#[must_use]
pub fn shifts(steps: &[f64], groups: &[Counts]) -> Vec<Shift> {
    let steps: Vec<f64> = steps.iter().map(|p| logit(p.clamp(1e-6, 1.0 - 1e-6))).collect();
    // In order of counts, so that the order of groups changes no bit.
    let mut order: Vec<usize> = (0..groups.len()).collect();
    let size = |at: &usize| groups.get(*at).map_or((0.0, 0.0), |c| (c.trials, c.successes));
    order.sort_by(|x, y| size(x).0.total_cmp(&size(y).0).then(size(x).1.total_cmp(&size(y).1)));
    let (n, k) = order.iter().map(size).fold((0.0, 0.0), |(n, k), (trials, successes)| (n + trials, k + successes));
    if groups.len() < 2 || steps.is_empty() || n <= 0.0 {
        return vec![Shift::default(); groups.len()];
    }
    let chance = Chance { so_far: (k + 0.5) / (n + 1.0) / through(&steps, 0.0), steps };
    // Every group's posterior, for each width of the prior.
    let found: Vec<Vec<Posterior>> = (0..WIDTHS)
        .map(|i| {
            let share = (real(i) + 0.5) / real(WIDTHS);
            let width = USUAL * share / (1.0 - share);
            groups.iter().map(|counts| chance.posterior(*counts, width)).collect()
        })
        .collect();
    let logs: Vec<f64> =
        found.iter().map(|all| order.iter().filter_map(|at| all.get(*at)).map(|one| one.log).sum()).collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - most)).collect();
    let total: f64 = weights.iter().sum();
    let shift = |at: usize| {
        let (mut mean, mut square) = (0.0, 0.0);
        for (one, weight) in found.iter().filter_map(|all| all.get(at)).zip(&weights) {
            mean += weight / total * one.mean;
            square += weight / total * (one.variance + one.mean * one.mean);
        }
        Shift { mean, sd: (square - mean * mean).max(0.0).sqrt() }
    };
    (0..groups.len()).map(shift).collect()
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

/// Chance of getting through all steps, each shifted.
fn through(steps: &[f64], shift: f64) -> f64 {
    steps.iter().map(|logit| 1.0 / (1.0 + libm::exp(-(logit + shift)))).product()
}

struct Chance {
    /// Log odds of each step.
    steps: Vec<f64>,
    /// Of those who get through in the end, the share that already has.
    so_far: f64,
}

/// A group's posterior for one width of the prior.
struct Posterior {
    mean: f64,
    variance: f64,
    /// ln of the probability of the counts, up to what does not depend on the width.
    log: f64,
}

impl Chance {
    fn log(&self, counts: Counts, width: f64, shift: f64) -> f64 {
        let p = (self.so_far * through(&self.steps, shift)).clamp(1e-12, 1.0 - 1e-12);
        let misses = (counts.trials - counts.successes).max(0.0);
        counts.successes * libm::log(p) + misses * libm::log1p(-p) - 0.5 * (shift / width).powi(2)
    }

    fn posterior(&self, counts: Counts, width: f64) -> Posterior {
        let log = |shift| self.log(counts, width, shift);
        // Golden-section search: the mode is within the prior's reach.
        let (mut low, mut high) = (-MOST, MOST);
        let part = (5.0_f64.sqrt() - 1.0) / 2.0;
        while high - low > 1e-6 {
            let (a, b) = (high - part * (high - low), low + part * (high - low));
            if log(a) >= log(b) { high = b } else { low = a }
        }
        let mode = f64::midpoint(low, high);
        let peak = log(mode);
        // Its width, from the curvature over a step that is not drowned by rounding.
        let step = 1e-3 * width.min(1.0);
        let bend = (2.0 * peak - log(mode - step) - log(mode + step)) / (step * step);
        let sd = if bend > 0.0 { (1.0 / bend).sqrt().min(width) } else { width };
        let (mut sum, mut mean, mut square) = (0.0, 0.0, 0.0);
        let each = REACH * sd / f64::from(POINTS);
        for i in -POINTS..=POINTS {
            let at = mode + f64::from(i) * each;
            let weight = libm::exp(log(at) - peak);
            sum += weight;
            mean += weight * at;
            square += weight * at * at;
        }
        let mean = mean / sum;
        let variance = (square / sum - mean * mean).max(0.0);
        Posterior { mean, variance, log: peak + libm::log(sum * each) - libm::log(width) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(k: u32, n: u32) -> Counts {
        Counts { successes: f64::from(k), trials: f64::from(n) }
    }

    /// The same sums by brute force: every shift from -8 to 8 in steps of .002, and every width of the grid.
    #[test]
    fn it_is_the_posterior() {
        let (steps, groups) = ([0.6, 0.3], [counts(1, 4), counts(20, 100), counts(60, 200), counts(0, 3)]);
        let found = shifts(&steps, &groups);
        let so_far = 81.5 / 308.0 / 0.18;
        let chance = Chance { steps: steps.iter().map(|p| logit(*p)).collect(), so_far };
        let grid: Vec<f64> = (-4_000..=4_000).map(|i| f64::from(i) * 0.002).collect();
        let mut sums = [[0.0_f64; 3]; 4];
        let mut weights = Vec::new();
        let mut moments = Vec::new();
        for i in 0..WIDTHS {
            let share = (real(i) + 0.5) / real(WIDTHS);
            let width = USUAL * share / (1.0 - share);
            let mut log = 0.0;
            let mut all = Vec::new();
            for group in groups {
                let (mut sum, mut mean, mut square) = (0.0, 0.0, 0.0);
                for at in &grid {
                    let weight = libm::exp(chance.log(group, width, *at) + 120.0);
                    sum += weight;
                    mean += weight * at;
                    square += weight * at * at;
                }
                log += libm::log(sum / width);
                all.push((mean / sum, square / sum));
            }
            weights.push(log);
            moments.push(all);
        }
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (log, all) in weights.iter().zip(&moments) {
            let weight = libm::exp(log - most);
            for (sum, (mean, square)) in sums.iter_mut().zip(all) {
                sum[0] += weight;
                sum[1] += weight * mean;
                sum[2] += weight * square;
            }
        }
        for (found, [sum, mean, square]) in found.iter().zip(sums) {
            let (mean, square) = (mean / sum, square / sum);
            let sd = (square - mean * mean).sqrt();
            assert!(
                (found.mean - mean).abs() < 0.01 * sd && (found.sd / sd - 1.0).abs() < 0.02,
                "{found:?} {mean} {sd}"
            );
        }
    }

    #[test]
    fn few_counts_lean_on_the_others() {
        // One of four, next to groups of one in fifty: its own log odds would be 2.8 above.
        let groups = [counts(1, 4), counts(20, 1_000), counts(24, 1_000), counts(18, 1_000)];
        let found = shifts(&[0.02], &groups);
        assert!(found[0].mean < 1.0 && found[0].mean > 0.0, "{found:?}");
        // Groups that clearly differ are left alone: with a single step, their shifts are those of their log odds.
        let groups = [counts(2_000, 10_000), counts(4_000, 10_000)];
        let found = shifts(&[0.3], &groups);
        for (found, p) in found.iter().zip([0.2, 0.4]) {
            assert!((found.mean - (logit(p) - logit(0.3))).abs() < 0.02, "{found:?}");
        }
        // Order changes no bit.
        let groups = [counts(1, 4), counts(20, 1_000), counts(7, 90)];
        let back: Vec<Counts> = groups.iter().rev().copied().collect();
        let back: Vec<Shift> = shifts(&[0.4, 0.1], &back).into_iter().rev().collect();
        assert_eq!(back, shifts(&[0.4, 0.1], &groups));
        for (steps, groups) in [
            (&[0.5][..], &[][..]),
            (&[], &[counts(1, 2), counts(1, 2)]),
            (&[0.5], &[counts(1, 2)]),
            (&[0.0], &[counts(0, 0), counts(0, 0)]),
            (&[1.0], &[counts(5, 5), counts(0, 1_000_000)]),
        ] {
            let found = shifts(steps, groups);
            assert!(found.len() == groups.len() && found.iter().all(|s| s.mean.is_finite() && s.sd.is_finite()));
        }
    }
}
