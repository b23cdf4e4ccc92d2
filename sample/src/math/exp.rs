//! A faster exponential than libm's, for the count samplers: the same bits everywhere, within an ulp or so.

use core::f64::consts::LOG2_E;

/// `e^x` for `−700 ≤ x ≤ 700`; libm's beyond that, and for NaN.
#[inline]
pub fn exp(x: f64) -> f64 {
    if FAST.contains(&x) { fast(x) } else { libm::exp(x) }
}

/// [`exp`] of several, to the bit, in a loop that the compiler turns into vectors.
#[inline]
pub fn exps<const N: usize>(x: &[f64; N]) -> [f64; N] {
    if x.iter().fold(true, |all, x| all & FAST.contains(x)) { x.map(fast) } else { x.map(exp) }
}

/// Where the result and all on the way to it are ordinary numbers.
const FAST: core::ops::RangeInclusive<f64> = -700.0..=700.0;

#[inline(always)]
fn fast(x: f64) -> f64 {
    // Adding 1.5 · 2⁵² leaves x log₂ e, rounded to a whole number, in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    // ln 2 in two parts; the first ends in enough zeros that its product with k is exact.
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    let shifted = x * LOG2_E + ROUND;
    let k = shifted - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    // Taylor series; |r| ≤ ln 2 / 2, and the first term omitted, r¹⁴/14!, is below 5e-18. Grouped for short chains.
    let (r2, r4) = (r * r, (r * r) * (r * r));
    let pair = |i: usize| INVERSE_FACTORIAL[i] + r * INVERSE_FACTORIAL[i + 1];
    let quad = |i: usize| pair(i) + r2 * pair(i + 2);
    let rest = quad(2) + r4 * (quad(6) + r4 * quad(10));
    let value = 1.0 + (r + r2 * rest);
    // The low bits of `shifted` are k in two's complement; shifted up, they add k to the exponent.
    f64::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 52))
}

const INVERSE_FACTORIAL: [f64; 14] = {
    let mut table = [1.0; 14];
    let mut i = 1;
    while i < 14 {
        table[i] = table[i - 1] / i as f64;
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_libm_to_two_ulps() {
        for i in 0..2_000_000 {
            let x = -700.0 + f64::from(i) * 7.000_001e-4;
            let error = (exp(x) / libm::exp(x) - 1.0).abs();
            // libm's is within one ulp, and so is this; an ulp is at most 2⁻⁵².
            assert!(error <= 2.0 * f64::EPSILON, "{x}: {error:e}");
        }
    }

    #[test]
    fn several_at_once_are_each_to_the_bit() {
        let bits = |x: [f64; 8]| x.map(f64::to_bits);
        for i in 0..200_000 {
            let x = std::array::from_fn(|j| -710.0 + f64::from(8 * i + j as i32) * 8.9e-4);
            assert_eq!(bits(exps(&x)), bits(x.map(exp)), "{x:?}");
        }
        let odd = [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 700.0, -700.0, 700.000_000_1];
        assert_eq!(bits(exps(&odd)), bits(odd.map(exp)));
    }

    #[test]
    fn is_one_at_zero_and_leaves_the_ends_to_libm() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-0.0), 1.0);
        assert_eq!(exp(-1e9), 0.0);
        assert!(exp(f64::NAN).is_nan());
    }
}
