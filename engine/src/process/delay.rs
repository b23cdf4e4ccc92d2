//! Waiting times in whole weeks.
//!
//! People arrive at any moment of a week: with U uniform on (0, 1) and a waiting time τ, they move on ⌊U + τ⌋ weeks
//! later. So P(D ≤ d) = ∫₀¹ F(d + 1 − u) du = C(d + 1) − C(d) with C(x) = E[(x − τ)⁺], and the mean is carried over
//! exactly: E[D] = E[τ].

use crate::math::{normal, within};
use crate::scenario::Delay;

/// The chance of each whole number of weeks, from 0 on. The last entry holds the tail beyond `longest`.
pub(super) fn weekly(delay: &Delay, cycle: f64, longest: usize) -> Vec<f64> {
    let smoothed: Vec<f64> = match delay {
        Delay::None => return vec![1.0],
        Delay::Lognormal { median_weeks, p90_weeks } => {
            let mu = libm::log(median_weeks * cycle);
            let sigma = libm::log(p90_weeks / median_weeks) / normal::quantile(0.9);
            (0..=longest).map(|x| lognormal_shortfall(whole(x), mu, sigma)).collect()
        }
        Delay::Empirical { weeks } => {
            let n = whole(weeks.len());
            (0..=longest).map(|x| weeks.iter().map(|t| (whole(x) - t * cycle).max(0.0)).sum::<f64>() / n).collect()
        }
    };
    let mut chances = Vec::with_capacity(longest + 1);
    let mut below = 0.0;
    for pair in smoothed.windows(2) {
        let upto = within(pair[1] - pair[0], below, 1.0);
        chances.push(upto - below);
        below = upto;
        if below >= 1.0 - 1e-12 {
            break;
        }
    }
    chances.push(1.0 - below);
    chances
}

/// E[(x − τ)⁺] of a lognormal τ; the put of Black & Scholes (1973) without interest.
fn lognormal_shortfall(x: f64, mu: f64, sigma: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let d = (libm::log(x) - mu) / sigma;
    x * normal::cdf(d) - libm::exp(mu + sigma * sigma / 2.0) * normal::cdf(d - sigma)
}

/// The time still to wait of someone found waiting: P(R = r) is proportional to P(D > r) (renewal theory's residual
/// life), for people already in a stage when the run begins.
pub(super) fn residual(chances: &[f64]) -> Vec<f64> {
    let mut beyond = 1.0;
    let tail: Vec<f64> = chances
        .iter()
        .map(|p| {
            beyond -= p;
            f64::max(beyond, 0.0)
        })
        .collect();
    let total: f64 = tail.iter().sum();
    // Nobody waits at all: whoever is found waiting leaves at once.
    if total <= 0.0 { vec![1.0] } else { tail.iter().map(|x| x / total).collect() }
}

/// Mean number of weeks.
pub(super) fn mean(chances: &[f64]) -> f64 {
    chances.iter().enumerate().map(|(d, p)| whole(d) * p).sum()
}

/// Weeks by which all but a thousandth have moved on.
pub(super) fn cleared(chances: &[f64]) -> usize {
    let mut below = 0.0;
    chances
        .iter()
        .position(|p| {
            below += p;
            below >= 0.999
        })
        .unwrap_or(chances.len())
}

/// A small count as a number.
#[expect(clippy::cast_precision_loss, reason = "list lengths and weeks are far below 2^53")]
fn whole(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_carried_over_exactly() {
        for (median, p90) in [(0.4_f64, 1.1_f64), (3.0, 8.0), (10.0, 11.0)] {
            let chances = weekly(&Delay::Lognormal { median_weeks: median, p90_weeks: p90 }, 1.0, 3_000);
            let sigma = (p90 / median).ln() / 1.281_551_565_544_600_4;
            let exact = median * (sigma * sigma / 2.0).exp();
            // The table ends where less than 1e-12 is left, some hundred weeks out: 1e-10 of a mean of some weeks.
            assert!((mean(&chances) / exact - 1.0).abs() < 1e-9, "{} {exact}", mean(&chances));
            assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn median_and_p90_are_met_within_a_week() {
        let chances = weekly(&Delay::Lognormal { median_weeks: 6.0, p90_weeks: 14.0 }, 1.0, 200);
        let upto = |d: usize| chances[..=d].iter().sum::<f64>();
        assert!(upto(5) > 0.42 && upto(5) < 0.5 && upto(6) > 0.5, "{} {}", upto(5), upto(6));
        assert!(upto(13) > 0.88 && upto(13) < 0.9 + 0.02, "{}", upto(13));
    }

    #[test]
    fn a_fixed_whole_wait_stays_whole_and_a_half_splits() {
        assert_eq!(weekly(&Delay::Empirical { weeks: vec![2.0] }, 1.0, 10), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(weekly(&Delay::Empirical { weeks: vec![0.5] }, 1.0, 10), [0.5, 0.5, 0.0]);
        assert_eq!(weekly(&Delay::Empirical { weeks: vec![0.5] }, 2.0, 10), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn residual_of_a_fixed_wait_is_uniform() {
        assert_eq!(residual(&[0.0, 0.0, 0.0, 0.0, 1.0]), [0.25, 0.25, 0.25, 0.25, 0.0]);
        assert_eq!(residual(&[1.0]), [1.0]);
    }
}
