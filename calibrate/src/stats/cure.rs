//! The rate in the end where many are still open: a mixture of people for whom each cause occurs after a lognormal
//! time, and of people for whom nothing ever occurs (Boag 1949; Farewell 1982).
//!
//! An age in days covers the whole day: densities are taken at its middle, and what has not occurred is counted from
//! its end.

use funnel_sample::math::normal;
use serde::{Deserialize, Serialize};

use super::minimise::{covariance, simplex};
use super::real;
use super::survival::{Curve, Spell};

/// One cause, in the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comes {
    /// Share for whom it occurs in the end.
    pub share: f64,
    /// Standard deviation of that share.
    pub error: f64,
    /// Median of its time, in days.
    pub median: f64,
    /// Standard deviation of the logarithm of the time.
    pub sigma: f64,
}

impl Comes {
    /// Of those for whom it occurs, the share for whom it has occurred by an age.
    #[must_use]
    pub fn by(&self, days: f64) -> f64 {
        if days <= 0.0 { 0.0 } else { normal::cdf(libm::log(days / self.median) / self.sigma) }
    }
}

/// The fitted mixture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cure {
    /// Each cause.
    pub causes: Vec<Comes>,
    /// Standard deviation of the share for whom nothing ever occurs.
    pub never_error: f64,
    /// Standard deviation of the logit of the first cause's share among those for whom anything occurs; 0 for a single
    /// cause.
    pub split_error: f64,
    /// Largest distance between the mixture and the curve, over the ages observed.
    pub misfit: f64,
}

/// Parameters: two shares, two medians, two spreads.
const N: usize = 6;
/// Centre of the prior of a spread, which allows a factor of e^±1: without the prior, a single lucky day would have no
/// spread at all.
const SIGMA: f64 = 0.9;

impl Cure {
    /// Fits the mixture to those observed; `None` with fewer than five events, or where the likelihood has no maximum.
    /// `causes` is one or two. The prior of the shares is uniform; that of a spread's logarithm is normal around ln .9
    /// with standard deviation 1.
    #[must_use]
    pub fn fit(spells: &[Spell], causes: usize, curve: &Curve) -> Option<Self> {
        let mut all: Vec<Spell> = spells.to_vec();
        all.sort_unstable();
        let groups: Vec<(Spell, f64)> =
            all.chunk_by(|a, b| a == b).filter_map(|g| Some((*g.first()?, real(g.len())))).collect();
        let mut start = [0.0; N];
        for cause in 0..2 {
            let times: Vec<f64> =
                all.iter().filter(|s| s.end == Some(cause)).map(|s| f64::from(s.days) + 0.5).collect();
            if cause < causes && times.len() < 5 {
                return None;
            }
            let logs: Vec<f64> = times.iter().map(|t| libm::log(*t)).collect();
            let mean = logs.iter().sum::<f64>() / real(logs.len().max(1));
            set(&mut start, 2 + cause, mean + 0.2);
        }
        let minus = |x: &[f64; N]| -log_posterior(x, &groups, causes);
        let at = simplex(minus, start, 0.4);
        let covariance = covariance(minus, &at, 1e-3)?;
        let shares = shares(&at, causes);
        let found = (0..causes).map(|i| {
            // The share's slope in both logits: p_i (1{i = j} − p_j).
            let slope = |j: usize| shares[i] * (f64::from(u8::from(i == j)) - shares[j]);
            let variance: f64 = pairs(causes, &covariance).map(|(j, k, c)| slope(j) * slope(k) * c).sum();
            let (mu, sigma) = law(&at, i);
            Comes { share: shares[i], error: variance.max(0.0).sqrt(), median: libm::exp(mu), sigma }
        });
        let never = 1.0 - shares[0] - shares[1];
        let slope = |j: usize| never * shares[j];
        let variance: f64 = pairs(causes, &covariance).map(|(j, k, c)| slope(j) * slope(k) * c).sum();
        let never_error = variance.max(0.0).sqrt();
        // That logit is the difference of the two shares' own logits.
        let sign = |j: usize| if j == 0 { 1.0 } else { -1.0 };
        let variance: f64 = pairs(causes, &covariance).map(|(j, k, c)| sign(j) * sign(k) * c).sum();
        let split_error = if causes > 1 { variance.max(0.0).sqrt() } else { 0.0 };
        let causes: Vec<Comes> = found.collect();
        let misfit = curve.steps.iter().flat_map(|step| {
            causes.iter().zip(&step.came).map(|(c, came)| (c.share * c.by(f64::from(step.days) + 1.0) - came).abs())
        });
        let misfit = misfit.fold(0.0, f64::max);
        let sound = causes.iter().all(|c| c.error.is_finite() && c.median.is_finite() && c.median < 1e6);
        sound.then_some(Self { causes, never_error, split_error, misfit })
    }

    /// Share for whom nothing has occurred by the end of a day.
    #[must_use]
    pub fn none(&self, days: i32) -> f64 {
        1.0 - self.causes.iter().map(|c| c.share * c.by(f64::from(days) + 1.0)).sum::<f64>()
    }
}

/// Every pair of the shares' logits, with their covariance.
fn pairs(causes: usize, covariance: &[[f64; N]; N]) -> impl Iterator<Item = (usize, usize, f64)> {
    let rows = covariance.iter().take(causes).enumerate();
    rows.flat_map(move |(j, row)| row.iter().take(causes).enumerate().map(move |(k, c)| (j, k, *c)))
}

fn set(x: &mut [f64; N], at: usize, value: f64) {
    if let Some(x) = x.get_mut(at) {
        *x = value;
    }
}

/// Shares of both causes; the second is 0 if there is only one.
fn shares(x: &[f64; N], causes: usize) -> [f64; 2] {
    let odds = [libm::exp(x[0].min(30.0)), if causes > 1 { libm::exp(x[1].min(30.0)) } else { 0.0 }];
    let all = 1.0 + odds[0] + odds[1];
    [odds[0] / all, odds[1] / all]
}

fn law(x: &[f64; N], cause: usize) -> (f64, f64) {
    match cause {
        0 => (x[2], SIGMA * libm::exp(x[4].clamp(-6.0, 6.0))),
        _ => (x[3], SIGMA * libm::exp(x[5].clamp(-6.0, 6.0))),
    }
}

fn log_posterior(x: &[f64; N], groups: &[(Spell, f64)], causes: usize) -> f64 {
    let shares = shares(x, causes);
    let laws = [law(x, 0), law(x, 1)];
    let none = |days: i32| {
        if days < 0 {
            return 1.0;
        }
        let log = libm::log(f64::from(days) + 1.0);
        let came: f64 = shares.iter().zip(&laws).map(|(p, (mu, sigma))| p * normal::cdf((log - mu) / sigma)).sum();
        (1.0 - came).max(1e-300)
    };
    // Uniform over the shares; unused parameters stay where they are.
    let never = 1.0 - shares[0] - shares[1];
    let mut log: f64 = libm::log(never.max(1e-300));
    for (i, p) in shares.iter().enumerate() {
        log += if i < causes { libm::log(p.max(1e-300)) } else { 0.0 } - x.get(4 + i).map_or(0.0, |s| s * s / 2.0);
    }
    if causes == 1 {
        log -= (x[1] * x[1] + x[3] * x[3]) / 2.0;
    }
    for (spell, count) in groups {
        let seen = if spell.unseen < 0 { 0.0 } else { libm::log(none(spell.unseen)) };
        let own = match spell.end.and_then(|cause| Some((*shares.get(cause)?, *laws.get(cause)?))) {
            Some((p, (mu, sigma))) => {
                let t = libm::log(f64::from(spell.days) + 0.5);
                let u = (t - mu) / sigma;
                libm::log(p.max(1e-300)) - u * u / 2.0 - libm::log(sigma) - t
            }
            None => libm::log(none(spell.days)),
        };
        log += count * (own - seen);
    }
    log
}
