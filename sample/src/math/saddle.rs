//! Pieces of the saddle-point form of gamma and beta densities (Loader 2000, "Fast and accurate computation of
//! binomial probabilities").
//!
//! Computed from `lgamma` alone, a density near its mode is the exponential of a small difference of huge numbers, and
//! loses a digit for each factor of ten in its parameters. Split into a deviance and a Stirling error, it loses none.

/// ln √(2π).
pub(super) const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;

/// The error of Stirling's formula, `ln Γ(z) − [(z − ½) ln z − z + ln √(2π)]`, for `z > 0`.
pub(super) fn stirling_error(z: f64) -> f64 {
    if z < 8.0 {
        return libm::lgamma(z) - (z - 0.5) * libm::log(z) + z - LN_SQRT_2PI;
    }
    // Bernoulli series; the first term omitted, 3617/122400 z⁻¹⁵, is below 9e-16 from z = 8 on.
    const C: [f64; 7] =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    let inverse = 1.0 / z;
    let square = inverse * inverse;
    C.iter().rev().fold(0.0, |sum, c| sum * square + c) * inverse
}

/// The deviance `a ln(a/m) + m − a ≥ 0`, without cancellation where `a` and `m` are close.
pub(super) fn deviance(a: f64, m: f64) -> f64 {
    let difference = a - m;
    if difference.abs() >= 0.1 * (a + m) {
        return a * libm::log(a / m) - difference;
    }
    // With v = (a−m)/(a+m): ln(a/m) = 2 (v + v³/3 + v⁵/5 + …), and the first two terms of the deviance are cancelled by
    // hand.
    let v = difference / (a + m);
    let square = v * v;
    let mut sum = difference * v;
    let mut power = 2.0 * a * v;
    // |v| < 0.1: each term gains two digits, so nine reach the last bit.
    for j in 1..20 {
        power *= square;
        let next = sum + power / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath, 50 digits: `loggamma(z) - ((z-.5)*log(z) - z + log(2*pi)/2)`.
    #[test]
    fn stirling_error_agrees_with_mpmath() {
        for (z, exact) in STIRLING {
            let error = (stirling_error(z) - exact).abs();
            // Below 8 the subtracted terms are at most 15: a few of their ulps.
            assert!(error < 8e-15, "{z}: {error:e}");
        }
    }

    #[expect(clippy::excessive_precision, reason = "mpmath's digits")]
    const STIRLING: [(f64, f64); 6] = [
        (0.05, 0.75186114474776212),
        (1.0, 0.081061466795327258),
        (3.5, 0.023746163656297496),
        (7.99, 0.010424282145215025),
        (8.0, 0.010411265261972096),
        (1000.0, 8.3333330555556349e-5),
    ];

    #[test]
    fn deviance_is_continuous_where_the_formula_changes() {
        let a = 100.0;
        for m in [a * 0.9 / 1.1, a * 1.1 / 0.9] {
            let (below, above) = (deviance(a, m * (1.0 - 1e-9)), deviance(a, m * (1.0 + 1e-9)));
            // The slope in m is 1 − a/m, about 0.2, and the two values of m are 2e-9 m apart.
            assert!((below - above).abs() < 1e-7);
        }
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
