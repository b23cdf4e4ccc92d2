//! Counts whose logarithm is linear in explanatory columns: quasi-Poisson regression (Wedderburn 1974).

use super::minimise::inverse;
use super::real;

/// A fitted regression with N coefficients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit<const N: usize> {
    /// The coefficients.
    pub coefficients: [f64; N],
    /// Their standard errors, widened by the spread.
    pub errors: [f64; N],
    /// Pearson's statistic over its degrees of freedom, at least 1: how much more the counts vary than a Poisson's.
    pub spread: f64,
    /// Twice the log-likelihood by which a perfect fit would be better.
    pub deviance: f64,
}

/// Fitted by iteratively reweighted least squares; `None` where there are too few rows or the columns are dependent. A
/// column of zeros has coefficient zero.
#[must_use]
#[expect(clippy::indexing_slicing, reason = "all indices are below N")]
pub fn fit<const N: usize>(rows: &[([f64; N], f64)]) -> Option<Fit<N>> {
    let used: Vec<bool> = (0..N).map(|i| rows.iter().any(|(x, _)| x[i] != 0.0)).collect();
    let free = rows.len().checked_sub(used.iter().filter(|used| **used).count()).filter(|free| *free >= 5)?;
    let mean = rows.iter().map(|(_, y)| y).sum::<f64>() / real(rows.len());
    if mean <= 0.0 {
        return None;
    }
    let mut b = [0.0; N];
    let mut covariance = [[0.0; N]; N];
    let predict = |b: &[f64; N], x: &[f64; N]| {
        let eta: f64 = b.iter().zip(x).map(|(b, x)| b * x).sum();
        libm::exp(eta.clamp(-30.0, 30.0))
    };
    let mut converged = false;
    for iteration in 0..60 {
        let (mut left, mut right) = ([[0.0; N]; N], [0.0; N]);
        for (x, y) in rows {
            // The first step starts from the counts themselves.
            let mu = if iteration == 0 { (y + mean) / 2.0 } else { predict(&b, x) };
            let z = libm::log(mu) + (y - mu) / mu;
            for i in 0..N {
                right[i] += x[i] * mu * z;
                for j in 0..N {
                    left[i][j] += x[i] * mu * x[j];
                }
            }
        }
        for i in 0..N {
            left[i][i] += if used[i] { 0.0 } else { 1.0 };
        }
        covariance = inverse(&left)?;
        let mut next = [0.0; N];
        for i in 0..N {
            next[i] = (0..N).map(|j| covariance[i][j] * right[j]).sum();
        }
        let moved = next.iter().zip(&b).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        b = next;
        if moved < 1e-10 {
            converged = true;
            break;
        }
    }
    if !converged || b.iter().any(|b| !b.is_finite()) {
        return None;
    }
    let (mut pearson, mut deviance) = (0.0, 0.0);
    for (x, y) in rows {
        let mu = predict(&b, x);
        pearson += (y - mu) * (y - mu) / mu;
        deviance += 2.0 * (if *y > 0.0 { y * libm::log(y / mu) } else { 0.0 } - (y - mu));
    }
    let spread = (pearson / real(free)).max(1.0);
    let mut errors = [0.0; N];
    for i in 0..N {
        errors[i] = if used[i] { (covariance[i][i] * spread).sqrt() } else { 0.0 };
    }
    Some(Fit { coefficients: b, errors, spread, deviance })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups: the coefficients are the logarithms of their means, and the errors 1 / √(sum), as for Poisson
    /// counts.
    #[test]
    fn two_groups_are_their_means() {
        let rows: Vec<([f64; 3], f64)> = [9.0, 10.0, 11.0, 10.0]
            .iter()
            .map(|y| ([1.0, 0.0, 0.0], *y))
            .chain([39.0, 41.0, 40.0, 40.0].iter().map(|y| ([1.0, 1.0, 0.0], *y)))
            .collect();
        let found = fit(&rows).unwrap();
        assert!(
            (found.coefficients[0] - 10_f64.ln()).abs() < 1e-9 && (found.coefficients[1] - 4_f64.ln()).abs() < 1e-9
        );
        assert_eq!((found.coefficients[2], found.spread), (0.0, 1.0));
        assert!((found.errors[1] - (1.0_f64 / 40.0 + 1.0 / 160.0).sqrt()).abs() < 1e-9);
        assert_eq!(fit(&rows[..4]), None);
    }
}
