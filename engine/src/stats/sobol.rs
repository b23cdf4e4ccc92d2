//! Sobol indices: the share of a figure's variance that an input accounts for.
//!
//! With independent inputs, `S = Var(E[Y | X]) / Var(Y)` is the first-order index of X, and
//! `T = E[Var(Y | all but X)] / Var(Y)` its total index (Sobol 1993; Homma & Saltelli 1996). X may consist of several
//! numbers.

use super::covariance::covariance;
use super::moments::Moments;
use super::order;
use super::ratio::{self, Ratio};

/// A first-order index with its error.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    /// The estimate; within its error it may lie below 0 or above 1.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// The influence of each pair on the estimate, from which the covariance of two indices of the same figure is
    /// computed.
    influence: Vec<f64>,
}

/// How many neighbours to give [`rank`] for a number of pairs: `√n / 8`, at least one. The noise falls with the number
/// of neighbours; the bias is of order (neighbours/n)².
#[must_use]
pub fn neighbours(pairs: usize) -> usize {
    ((pairs as f64).sqrt() / 8.0).max(1.0) as usize
}

/// The first-order index of one number, from the pairs that any run gives, by ranks.
///
/// Neighbours in the order of x have almost the same E\[Y | X\] and nothing else in common, so the mean product of
/// their deviations estimates its variance (Chatterjee 2021; Gamboa, Gremaud, Klein & Lagnoux 2022). Each deviation is
/// multiplied by the mean of its next `neighbours` (Lin & Han 2023; with 1 this is the estimator of Gamboa et al.);
/// beyond the end of the order, the neighbours on the other side take their place. Ties in x keep the order of the
/// pairs, which is random.
///
/// The standard error is that of the asymptotic law. Given all x, the summands `y·(mean of next) − S·y²` in their order
/// are m-dependent. With γ(h) their autocovariances, n·Var = γ(0) + 2 Σ (γ(h) − γ∞) over h ≤ m, where γ∞, the mean over
/// the lags beyond m, is the part that varies with x alone. A bootstrap would be wrong here: drawn with replacement,
/// many pairs would have a copy of themselves as neighbour, and the index would come out far too large.
///
/// `None` where y does not vary or there are fewer than 16 pairs.
///
/// ```
/// use funnel_engine::stats::sobol::rank;
/// let x: Vec<f64> = (0..1_000).map(|i| f64::from(i * 619 % 1_000)).collect();
/// let all = rank(&x, &x, 1).unwrap();
/// assert!((all.value - 1.0).abs() < 1e-4);
/// ```
#[must_use]
pub fn rank(x: &[f64], y: &[f64], neighbours: usize) -> Option<First> {
    let (y, variance) = centred(y)?;
    let n = y.len().min(x.len());
    let m = neighbours.clamp(1, (n / 16).max(1));
    let order = order::rising(&x[..n]);
    let y: Vec<f64> = order.iter().map(|i| y[*i]).collect();
    let near = |k: usize, up: bool| -> f64 {
        let at = |d: usize| match (up, k >= d, k + d < n) {
            (true, _, true) | (false, false, _) => y[k + d],
            _ => y[k - d],
        };
        (1..=m).map(at).sum::<f64>() / m as f64
    };
    let next: Vec<f64> = (0..n).map(|k| near(k, true)).collect();
    let value = y.iter().zip(&next).map(|(y, z)| y * z).sum::<f64>() / n as f64 / variance;
    let terms: Vec<f64> = y.iter().zip(&next).map(|(y, z)| y * z - value * y * y).collect();
    let mut influence = vec![0.0; n];
    for (k, place) in order.iter().enumerate() {
        let (up, down) = (next[k], near(k, false));
        influence[*place] = (y[k] * (up + down) - up * down - value * y[k] * y[k]) / variance;
    }
    let se = (dependent(&terms, m) / n as f64).sqrt() / variance;
    Some(First { value, se, influence })
}

/// n times the variance of the mean of terms that are m-dependent around a slowly moving mean; see [`rank`].
fn dependent(terms: &[f64], m: usize) -> f64 {
    let n = terms.len();
    let mean = terms.iter().sum::<f64>() / n as f64;
    let lagged = |h: usize| {
        terms.iter().zip(terms.iter().skip(h)).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / (n - h) as f64
    };
    let slow = (m + 1..=3 * m + 1).map(&lagged).sum::<f64>() / (2 * m + 1) as f64;
    let own = lagged(0);
    // The sum is at least the part that varies with x, although its estimate may by chance come out lower.
    (own + 2.0 * (1..=m).map(|h| lagged(h) - slow).sum::<f64>()).max(slow).max(0.25 * own)
}

/// The first-order index of several numbers together, from predictions of y by them in which no row is predicted from
/// itself ([`super::least_squares::out_of_fold`]).
///
/// For deviations from the mean, `E[2 Y g − g²] = Var(E[Y | X]) − E[(g − E[Y | X])²]` whatever the prediction g: what a
/// fit misses counts by its square, and always lowers the index. The standard error is that of a mean. `None` where y
/// does not vary.
#[must_use]
pub fn regression(predicted: &[f64], y: &[f64]) -> Option<First> {
    let mean = Moments::of(y).mean();
    let (y, variance) = centred(y)?;
    let term = |(y, g): (&f64, &f64)| (2.0 * y - (g - mean)) * (g - mean);
    let terms: Vec<f64> = y.iter().zip(predicted).map(term).collect();
    let value = Moments::of(&terms).mean() / variance;
    let influence: Vec<f64> = terms.iter().zip(&y).map(|(t, y)| (t - value * y * y) / variance).collect();
    let se = Moments::of(&influence).mean_se();
    Some(First { value, se, influence })
}

/// The sum of first-order indices of independent inputs for the same figure, with its standard error: covariances are
/// those of the influences (two inputs do not share the noise of their neighbours).
#[must_use]
pub fn sum(indices: &[First]) -> (f64, f64) {
    let n = indices.first().map_or(0, |i| i.influence.len());
    let together: Vec<f64> = (0..n).map(|j| indices.iter().filter_map(|i| i.influence.get(j)).sum()).collect();
    let variance = |x: &[f64]| covariance(x, x);
    let own: f64 = indices.iter().map(|i| i.se * i.se).sum();
    let shared = variance(&together) - indices.iter().map(|i| variance(&i.influence)).sum::<f64>();
    let value = indices.iter().map(|i| i.value).sum();
    // Far below the sum of its parts only by chance.
    let all = if n == 0 { 0.0 } else { (own + shared / n as f64).max(0.25 * own) };
    (value, all.sqrt())
}

/// The total index from pairs of runs that differ in X alone, drawn anew in the second: `E[(Y − Y′)²] / (2 Var(Y))`
/// (Jansen 1999), with the standard error of a ratio of means. NaN where nothing varies.
///
/// ```
/// use funnel_engine::stats::sobol::total;
/// assert_eq!(total(&[1.0, 2.0, 4.0], &[1.0, 2.0, 4.0]).value, 0.0);
/// ```
#[must_use]
pub fn total(y: &[f64], redrawn: &[f64]) -> Ratio {
    let (a, b) = (Moments::of(y).mean(), Moments::of(redrawn).mean());
    let half = |x: f64| 0.5 * x * x;
    let moved: Vec<f64> = y.iter().zip(redrawn).map(|(y, z)| half(y - z)).collect();
    let spread: Vec<f64> = y.iter().zip(redrawn).map(|(y, z)| half(y - a) + half(z - b)).collect();
    ratio::of_means(&moved, &spread)
}

/// Deviations from the mean, and the mean of their squares.
fn centred(y: &[f64]) -> Option<(Vec<f64>, f64)> {
    let mean = Moments::of(y).mean();
    let y: Vec<f64> = y.iter().map(|y| y - mean).collect();
    let variance = y.iter().map(|y| y * y).sum::<f64>() / y.len() as f64;
    (y.len() >= 16 && variance > 0.0 && variance.is_finite()).then_some((y, variance))
}

#[cfg(test)]
mod tests;
