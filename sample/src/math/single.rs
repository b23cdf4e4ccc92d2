//! Functions in single precision and without branches, for loops over many numbers; the same bits everywhere.

/// `e^x` for `−80 ≤ x ≤ 0`, relative error about 1e-7.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    // Adding 1.5 · 2²³ leaves x log₂ e, rounded to a whole number, in the low bits.
    const ROUND: f32 = 12_582_912.0;
    // ln 2 in two parts; the first has zeros enough at its end that its product with k is exact.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let shifted = x * core::f32::consts::LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    // Taylor; |r| ≤ ln 2 / 2, and the first term left out, r⁸/8!, is below 6e-9.
    let rest = (1.0 / 2.0)
        + r * ((1.0 / 6.0) + r * ((1.0 / 24.0) + r * ((1.0 / 120.0) + r * ((1.0 / 720.0) + r * (1.0 / 5040.0)))));
    let value = 1.0 + (r + r * r * rest);
    // The low bits of `shifted` are k in two's complement; moved up they add k to the exponent.
    f32::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// `ln x` for a positive normal number; the error is about 1e-7 times the larger of 1 and the result.
#[inline(always)]
pub(crate) fn ln(x: f32) -> f32 {
    // The exponent is chosen so that the rest lies between √½ and √2.
    let exponent = (x.to_bits() as i32).wrapping_sub(0x3f35_04f3) >> 23;
    let rest = f32::from_bits((x.to_bits() as i32).wrapping_sub(exponent << 23) as u32);
    exponent as f32 * core::f32::consts::LN_2 + ln_1p(rest - 1.0)
}

/// `ln(1 + x)` for `√½ ≤ 1 + x ≤ √2`, relative error about 1e-7 (the polynomial of Cephes' `logf`).
#[inline(always)]
pub(crate) fn ln_1p(x: f32) -> f32 {
    const C: [f32; 9] = [
        7.037_683_6e-2,
        -1.151_461e-1,
        1.167_699_9e-1,
        -1.242_014_1e-1,
        1.424_932_3e-1,
        -1.666_805_8e-1,
        2.000_071_5e-1,
        -2.499_999_4e-1,
        3.333_333e-1,
    ];
    let x2 = x * x;
    let polynomial = C.iter().fold(0.0, |sum, c| sum * x + c);
    (x2 * x * polynomial - 0.5 * x2) + x
}

/// Standard normal quantiles for `1e-10 ≤ u ≤ 1 − 1e-10`, by Wichura's PPND7 (1988, Algorithm AS 241, Applied
/// Statistics 37); the error is about 1e-6.
#[inline(always)]
pub(crate) fn normal_quantiles<const N: usize>(uniforms: &[f64; N]) -> [f32; N] {
    // Several short loops, because the compiler does not vectorise one long loop.
    let (mut q, mut small) = ([0.0; N], [0.0; N]);
    for ((u, q), small) in uniforms.iter().zip(&mut q).zip(&mut small) {
        let centred = u - 0.5;
        *q = centred as f32;
        *small = (0.5 - centred.abs()) as f32;
    }
    let mut z = [0.0; N];
    for i in 0..N {
        let r = 0.180_625 - q[i] * q[i];
        let centre = q[i] * (((A[3] * r + A[2]) * r + A[1]) * r + A[0]) / (((B[2] * r + B[1]) * r + B[0]) * r + 1.0);
        let r = (-ln(small[i])).sqrt() - 1.6;
        let tail = (((C[3] * r + C[2]) * r + C[1]) * r + C[0]) / ((D[1] * r + D[0]) * r + 1.0);
        z[i] = if q[i].abs() <= 0.425 { centre } else { tail.copysign(q[i]) };
    }
    z
}

const A: [f32; 4] = [3.387_132_7, 50.434_27, 159.291_13, 59.109_375];
const B: [f32; 3] = [17.895_17, 78.757_76, 67.187_56];
const C: [f32; 4] = [1.423_437_3, 2.756_815_4, 1.306_728_5, 1.702_382_1e-1];
const D: [f32; 2] = [7.370_016_4e-1, 1.202_113_3e-1];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;

    /// Numbers between two ends, evenly.
    fn between(from: f64, to: f64) -> impl Iterator<Item = f64> {
        (0..1_000_000).map(move |i| from + (to - from) * f64::from(i) / 1e6)
    }

    #[test]
    fn exp_is_precise_to_two_ulps() {
        for x in between(-80.0, 0.0).chain(between(-1e-3, 0.0)) {
            let x = x as f32;
            let error = f64::from(exp(x)) / f64::from(x).exp() - 1.0;
            assert!(error.abs() < 2.4e-7, "{x}: {error:e}");
        }
    }

    #[test]
    fn ln_is_precise_to_two_ulps_of_the_larger_of_one_and_itself() {
        for x in between(-60.0, 60.0).map(|x| x.exp2() as f32).chain(between(0.7, 1.4).map(|x| x as f32)) {
            let exact = f64::from(x).ln();
            let error = (f64::from(ln(x)) - exact) / exact.abs().max(1.0);
            assert!(error.abs() < 2.4e-7, "{x}: {error:e}");
        }
        for x in between(-0.292, 0.414).map(|x| x as f32) {
            let exact = f64::from(x).ln_1p();
            assert!((f64::from(ln_1p(x)) - exact).abs() <= 2.4e-7 * exact.abs(), "{x}");
        }
    }

    #[test]
    fn normal_quantiles_are_those_of_double_precision() {
        let tails = between(-10.0, -0.302).map(|x| 10f64.powf(x));
        for u in between(1e-6, 1.0 - 1e-6).chain(tails.flat_map(|u| [u, 1.0 - u])) {
            let exact = normal::quantile(u);
            let error = f64::from(normal_quantiles(&[u])[0]) - exact;
            assert!(error.abs() < 1e-6 * exact.abs().max(1.0), "{u}: {error:e}");
        }
    }
}
