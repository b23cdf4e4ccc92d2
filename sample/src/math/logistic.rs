//! The logit and its inverse.

/// `ln(p / (1 − p))`: −∞ at 0, +∞ at 1.
///
/// ```
/// use funnel_sample::math::logistic;
/// assert_eq!(logistic::logit(0.5), 0.0);
/// ```
#[must_use]
pub fn logit(p: f64) -> f64 {
    if (0.3..=0.7).contains(&p) {
        // Near ½ the quotient's rounding would swamp the small logarithm, whereas 2p − 1 is exact there.
        let d = 2.0 * p - 1.0;
        return libm::log1p(d) - libm::log1p(-d);
    }
    libm::log(p) - libm::log1p(-p)
}

/// `1 / (1 + e^{−x})`, to full relative precision for any `x`: no overflow, no loss in the lower tail.
///
/// ```
/// use funnel_sample::math::logistic;
/// assert_eq!(logistic::expit(0.0), 0.5);
/// assert_eq!(logistic::expit(-800.0), 0.0);
/// assert_eq!(logistic::expit(800.0), 1.0);
/// ```
#[must_use]
pub fn expit(x: f64) -> f64 {
    let e = libm::exp(-x.abs());
    if x < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_invert_each_other() {
        for i in -700..=30 {
            let x = f64::from(i);
            // d logit = dp / (p (1−p)): near 1, one ulp of p is eps e^x on the logit scale.
            let tolerance = 4.0 * f64::EPSILON * (x.abs() + libm::exp(x.max(0.0)));
            assert!((logit(expit(x)) - x).abs() <= tolerance, "{x}");
        }
    }

    #[test]
    fn ends_are_infinite() {
        assert_eq!(logit(0.0), f64::NEG_INFINITY);
        assert_eq!(logit(1.0), f64::INFINITY);
    }
}
