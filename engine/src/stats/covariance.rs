//! How two numbers vary together.

/// The covariance of the pairs `(a[i], b[i])` with divisor n − 1, by two passes; NaN for fewer than two pairs. If one
/// list is longer, its surplus is ignored.
///
/// ```
/// use funnel_engine::stats::covariance::covariance;
/// assert_eq!(covariance(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), 2.0);
/// ```
#[must_use]
pub fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let Products { count, ab, .. } = Products::of(a, b);
    if count < 2.0 { f64::NAN } else { ab / (count - 1.0) }
}

/// Pearson's correlation of the pairs; NaN when either does not vary.
///
/// ```
/// use funnel_engine::stats::covariance::correlation;
/// assert!((correlation(&[1.0, 2.0, 3.0], &[6.0, 4.0, 2.0]) + 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let Products { aa, bb, ab, .. } = Products::of(a, b);
    // Two roots, as the product of the sums could overflow. Rounding may leave the result outside ±1.
    (ab / (aa.sqrt() * bb.sqrt())).clamp(-1.0, 1.0)
}

/// Means, and sums of products of deviations from them.
pub(super) struct Products {
    pub(super) count: f64,
    pub(super) means: (f64, f64),
    pub(super) aa: f64,
    pub(super) bb: f64,
    pub(super) ab: f64,
}

impl Products {
    pub(super) fn of(a: &[f64], b: &[f64]) -> Self {
        let pairs = || a.iter().zip(b);
        let count = pairs().count() as f64;
        // Relative to the first pair, so that a large common part costs no digits.
        let (a0, b0) = pairs().next().map_or((0.0, 0.0), |(a, b)| (*a, *b));
        let a1 = pairs().map(|(a, _)| a - a0).sum::<f64>() / count;
        let b1 = pairs().map(|(_, b)| b - b0).sum::<f64>() / count;
        let mut products = Self { count, means: (a0 + a1, b0 + b1), aa: 0.0, bb: 0.0, ab: 0.0 };
        for (a, b) in pairs() {
            let (a, b) = ((a - a0) - a1, (b - b0) - b1);
            products.aa += a * a;
            products.bb += b * b;
            products.ab += a * b;
        }
        products
    }
}
