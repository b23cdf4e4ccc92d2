//! The laws of counts, added up from their mode: the reference for the tests of all count samplers.

#![allow(dead_code, reason = "each test uses some of it")]
#![allow(unreachable_pub, reason = "a module of each test, not a crate")]

use funnel_sample::math::gamma;

/// A law on the whole numbers from `first` on, computed from probability ratios alone: no logarithm, no special
/// function. The relative error of a probability is below (terms + 2) ulps, some 1e-13 for the widest law here.
pub struct Law {
    pub first: u32,
    /// P(X ≤ first + i), accurate near 0, and P(X > first + i), accurate near 0.
    below: Vec<f64>,
    above: Vec<f64>,
}

impl Law {
    /// `ratio(k) = P(k)/P(k−1)`, never increasing in k.
    pub fn new(mode: u32, last: u32, ratio: impl Fn(f64) -> f64) -> Self {
        let mut down = vec![];
        let mut weight = 1.0;
        let mut k = mode;
        while k > 0 && weight > 1e-40 {
            weight /= ratio(f64::from(k));
            k -= 1;
            down.push(weight);
        }
        let first = k;
        let mut weights: Vec<f64> = down.into_iter().rev().chain([1.0]).collect();
        let (mut k, mut weight) = (mode, 1.0);
        while k < last && weight > 1e-40 {
            k += 1;
            weight *= ratio(f64::from(k));
            weights.push(weight);
        }
        let below = running_sums(weights.iter());
        let mut above = running_sums(weights.iter().rev());
        let total = below.last().copied().unwrap_or(1.0);
        above.reverse();
        Self {
            first,
            below: below.iter().map(|s| s / total).collect(),
            // P(X > k) is the tail from k + 1 on.
            above: above.iter().skip(1).chain([&0.0]).map(|s| s / total).collect(),
        }
    }

    pub fn poisson(mean: f64) -> Self {
        Self::new(mean as u32, u32::MAX, |k| mean / k)
    }

    /// Successes among `draws` people of a `population`.
    pub fn hypergeometric(successes: u32, population: u32, draws: u32) -> Self {
        let failures = population - successes;
        let (s, f, d) = (f64::from(successes), f64::from(failures), f64::from(draws));
        let first = u32::saturating_sub(draws, failures);
        // Shifted so that it starts at the smallest value of the support.
        let mode = ((d + 1.0) * (s + 1.0) / (s + f + 2.0)) as u32;
        let law = Self::new(mode - first, draws.min(successes) - first, |k| {
            let k = k + f64::from(first);
            (s - k + 1.0) / k * (d - k + 1.0) / (f - d + k)
        });
        Self { first: law.first + first, ..law }
    }

    pub fn binomial(n: u32, p: f64) -> Self {
        let odds = p / (1.0 - p);
        Self::new((f64::from(n) * p) as u32, n, |k| (f64::from(n) - k + 1.0) / k * odds)
    }

    pub fn quantile(&self, u: f64) -> u32 {
        let i = if u <= 0.5 {
            self.below.partition_point(|below| *below < u)
        } else {
            self.above.partition_point(|above| *above > 1.0 - u)
        };
        self.first + i as u32
    }

    /// Whether `k` is the quantile: as [`Law::quantile`] would find it, but without a search.
    pub fn is_quantile(&self, k: u32, u: f64) -> bool {
        let Some(i) = k.checked_sub(self.first).map(|i| i as usize).filter(|i| *i < self.below.len()) else {
            return false;
        };
        if u <= 0.5 {
            self.below[i] >= u && (i == 0 || self.below[i - 1] < u)
        } else {
            self.above[i] <= 1.0 - u && (i == 0 || self.above[i - 1] > 1.0 - u)
        }
    }

    fn probability(&self, i: usize) -> f64 {
        if i == 0 { self.below[0] } else { self.above[i - 1].min(1.0) - self.above[i] }
    }

    /// Uniforms 1e-12 below and above each step of the distribution function: far inside the bands in which the
    /// samplers are in doubt, yet more than the error of the steps. (Rounding 1 − p moves a step by 0.4 √(n/pq) ulps,
    /// here up to 2e-13.)
    pub fn steps(&self) -> Vec<(f64, u32)> {
        const GAP: f64 = 1e-12;
        let mut steps = vec![];
        for (i, (below, above)) in self.below.iter().zip(&self.above).enumerate() {
            let k = self.first + i as u32;
            if *below > 1e-10 && *above > 1e-10 {
                let step = if *below < 0.5 { *below } else { 1.0 - above };
                steps.extend([(step - GAP, k), (step + GAP, k + 1)]);
            }
        }
        steps
    }

    /// Zero draws so far, for each value.
    pub fn nothing_seen(&self) -> Vec<f64> {
        vec![0.0; self.below.len()]
    }

    /// The chance of a chi-square as large as that of these counts of values. Cells with an expectation below ten are
    /// pooled.
    pub fn chi_square(&self, seen: &[f64]) -> f64 {
        let draws: f64 = seen.iter().sum();
        let (mut statistic, mut cells, mut rare) = (0.0, 0.0, (0.0, 0.0));
        for (i, count) in seen.iter().enumerate() {
            let expected = self.probability(i) * draws;
            if expected < 10.0 {
                rare = (rare.0 + count, rare.1 + expected);
            } else {
                statistic += (count - expected) * (count - expected) / expected;
                cells += 1.0;
            }
        }
        if rare.1 > 1.0 {
            statistic += (rare.0 - rare.1) * (rare.0 - rare.1) / rare.1;
            cells += 1.0;
        }
        // Everything is in one cell, so there is nothing to compare.
        if cells < 2.0 { 1.0 } else { gamma::regularised((cells - 1.0) / 2.0, statistic / 2.0).1 }
    }

    /// The Kolmogorov–Smirnov statistic √n D of these counts of values.
    pub fn kolmogorov_smirnov(&self, seen: &[f64]) -> f64 {
        let draws: f64 = seen.iter().sum();
        let mut sum = 0.0;
        let gaps = seen.iter().zip(&self.below).map(|(count, below)| {
            sum += count;
            (sum / draws - below).abs()
        });
        gaps.fold(0.0, f64::max) * draws.sqrt()
    }
}

fn running_sums<'a>(weights: impl Iterator<Item = &'a f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}
