//! The value of information: what it is worth to know a number before deciding.
//!
//! Options have net benefits that depend on what is known; one option is worth 0, and the others are measured against
//! it.

use super::moments::Moments;
use crate::math;

/// What it is worth to decide after learning something, in the unit of the benefits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// The estimate; within its error it may lie below 0.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Share of the rows in which learning changes the choice of option; where it is 0, `value` and `se` are exactly 0.
    pub changes: f64,
}

/// The option that is best on average: `None` for the one worth 0, which wins ties.
#[must_use]
pub fn best(benefits: &[Vec<f64>]) -> Option<usize> {
    choose(benefits.iter().map(|b| Moments::of(b).mean()))
}

/// The option with the largest number, if that is above 0.
fn choose(figures: impl Iterator<Item = f64>) -> Option<usize> {
    let mut best = (None, 0.0);
    for (option, figure) in figures.enumerate() {
        if figure > best.1 {
            best = (Some(option), figure);
        }
    }
    best.0
}

/// The expected value of the information from which `predicted` was made: of perfect information on some inputs
/// (EVPPI), or on all (EVPI). Both arguments are `[option][row]`.
///
/// EVPPI is `E[max_d E(NB_d | x)] − max_d E(NB_d)`. The inner means come from a regression (Strong, Oakley & Brennan
/// 2014), here one that has not seen its own row ([`super::least_squares::out_of_fold`]). Each row then takes the
/// option with the best prediction, and is counted with the benefit that it really had. So neither the luck in a
/// benefit nor the error of the regression can pass for value: the result is what someone who learns x would earn by
/// this rule, a little less than by the best rule where the fit misses something. (The mean of the largest prediction
/// would instead be too large near 0.) The standard error is that of a mean of pairs. Without learning, one takes the
/// option that is best over these rows; where two are equal, this lowers the value by at most .4 standard errors of
/// their difference.
///
/// ```
/// use funnel_engine::stats::voi::worth;
/// // Knowing tells apart a gain of 3 from a loss of 1: half of the time one is saved 1.
/// let benefit: Vec<f64> = (0..100).map(|i| if i % 2 == 0 { 3.0 } else { -1.0 }).collect();
/// let known = worth(&[benefit.clone()], &[benefit]);
/// assert_eq!((known.value, known.changes), (0.5, 0.5));
/// ```
#[must_use]
pub fn worth(benefits: &[Vec<f64>], predicted: &[Vec<f64>]) -> Worth {
    let default = best(benefits);
    let rows = benefits.first().map_or(0, Vec::len);
    let benefit = |option: Option<usize>, row: usize| option.map_or(0.0, |d| benefits[d][row]);
    let mut changes = 0.0;
    let gain = |row: usize| {
        let chosen = choose(predicted.iter().map(|p| p.get(row).copied().unwrap_or(0.0)));
        changes += f64::from(u8::from(chosen != default));
        if chosen == default { 0.0 } else { benefit(chosen, row) - benefit(default, row) }
    };
    let gains: Vec<f64> = (0..rows).map(gain).collect();
    if changes == 0.0 {
        return Worth { value: 0.0, se: 0.0, changes: 0.0 };
    }
    let moments = Moments::of(&gains);
    Worth { value: moments.mean(), se: moments.mean_se(), changes: changes / rows as f64 }
}

/// The expected value of sample information (EVSI; Raiffa & Schlaifer 1961) on one number x, by exact preposterior
/// analysis over equally likely values of x.
///
/// `means[option]` holds E(NB | x) at each of the values. `likelihood` is called for outcome 0, 1, … and fills in
/// P(outcome | x) at each of them; it returns false after the last. Then E(NB | outcome)·P(outcome) is a sum over the
/// values, and EVSI = Σ_outcome max_d of it − max_d E(NB_d). As nothing is sampled, more data is never worth less
/// (Blackwell 1953), no data is worth 0, and with ever more data the value approaches [`perfect`].
#[must_use]
pub fn sample(means: &[Vec<f64>], mut likelihood: impl FnMut(u32, &mut [f64]) -> bool) -> f64 {
    let values = means.first().map_or(0, Vec::len);
    let mut chances = vec![0.0; values];
    let mut informed = 0.0;
    let mut outcome = 0;
    while likelihood(outcome, &mut chances) {
        let weighed = |m: &Vec<f64>| m.iter().zip(&chances).map(|(m, p)| m * p).sum::<f64>();
        informed += means.iter().map(weighed).fold(0.0, f64::max);
        outcome += 1;
    }
    let prior = means.iter().map(|m| m.iter().sum::<f64>()).fold(0.0, f64::max);
    ((informed - prior) / values.max(1) as f64).max(0.0)
}

/// The limit of [`sample`]: x itself becomes known.
#[must_use]
pub fn perfect(means: &[Vec<f64>]) -> f64 {
    let values = means.first().map_or(0, Vec::len);
    sample(means, |outcome, chances| {
        for (value, chance) in chances.iter_mut().enumerate() {
            *chance = f64::from(u8::from(value == outcome as usize));
        }
        (outcome as usize) < values
    })
}

/// The expected value of perfect information on a normal benefit, where `sd` counts what can be known and leaves out
/// luck: `σ L(|μ|/σ)` with the unit normal loss integral `L(u) = φ(u) − u Φ(−u)` (Raiffa & Schlaifer 1961). 0 where σ
/// is 0.
///
/// ```
/// use funnel_engine::stats::voi::normal;
/// assert!((normal(0.0, 1.0) - 0.398_942_280_401_432_7).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal(mean: f64, sd: f64) -> f64 {
    if sd > 0.0 {
        let u = (mean / sd).abs();
        sd * (math::normal::pdf(u) - u * math::normal::cdf(-u)).max(0.0)
    } else {
        0.0
    }
}

/// The likelihood, for [`sample`], of the number of successes in `trials`, each with chance x.
///
/// ```
/// use funnel_engine::stats::voi::{binomial, sample};
/// let (x, benefit) = ([0.0, 1.0], vec![-1.0, 1.0]);
/// assert_eq!(sample(&[benefit.clone()], binomial(0, &x)), 0.0);
/// assert_eq!(sample(&[benefit], binomial(1, &x)), 0.5);
/// ```
pub fn binomial(trials: u32, x: &[f64]) -> impl FnMut(u32, &mut [f64]) -> bool {
    let n = f64::from(trials);
    let logs: Vec<(f64, f64)> = x.iter().map(|x| (libm::log(*x), libm::log1p(-x))).collect();
    let times = |k: f64, log: f64| if k == 0.0 { 0.0 } else { k * log };
    let all = libm::lgamma(n + 1.0);
    move |outcome, chances| {
        if outcome > trials {
            return false;
        }
        let k = f64::from(outcome);
        let ways = all - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
        for (chance, (yes, no)) in chances.iter_mut().zip(&logs) {
            *chance = libm::exp(ways + times(k, *yes) + times(n - k, *no));
        }
        true
    }
}

#[cfg(test)]
mod tests;
