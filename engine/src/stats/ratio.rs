//! Ratios of means.

use super::covariance::Products;

/// A ratio of two means with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// `mean(a) / mean(b)`.
    pub value: f64,
    /// Its standard error, by the delta method.
    pub se: f64,
}

/// The ratio of means `ā / b̄` of the pairs `(a[i], b[i])`: cost per customer is total cost over total customers, never
/// the mean of ratios.
///
/// Its standard error by the delta method (Cochran 1977, §2.11) is `√((s²_a − 2 R s_ab + R² s²_b)/n) / |b̄|`. It is
/// good while b̄ is many standard errors from zero, and not finite when b̄ is zero.
///
/// ```
/// use funnel_engine::stats::ratio::of_means;
/// let ratio = of_means(&[2.0, 4.0, 8.0], &[1.0, 2.0, 4.0]);
/// assert_eq!(ratio.value, 2.0);
/// assert!(ratio.se < 1e-8); // a is exactly 2 b
/// ```
#[must_use]
pub fn of_means(a: &[f64], b: &[f64]) -> Ratio {
    let Products { count, means, aa, bb, ab } = Products::of(a, b);
    let value = means.0 / means.1;
    // A sum of squares, which rounding may leave below zero where a is proportional to b.
    let residual = (aa - 2.0 * value * ab + value * value * bb).max(0.0);
    Ratio { value, se: (residual / (count - 1.0) / count).sqrt() / means.1.abs() }
}
