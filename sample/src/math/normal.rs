//! The standard normal distribution.
#![expect(clippy::excessive_precision, reason = "AS 241's coefficients stand as published")]

/// 1/√(2π).
const INV_SQRT_2PI: f64 = 0.398_942_280_401_432_7;

/// Φ⁻¹(0.9): P10 and P90 lie this many standard deviations from the median.
pub const Z90: f64 = 1.281_551_565_544_600_4;

/// Density `φ(x)`.
///
/// ```
/// use funnel_sample::math::normal;
/// assert!((normal::pdf(0.0) - 0.398_942_280_401_432_7).abs() < 1e-16);
/// ```
#[must_use]
pub fn pdf(x: f64) -> f64 {
    INV_SQRT_2PI * libm::exp(-0.5 * x * x)
}

/// Distribution function `Φ(x)`, to full relative precision in the lower tail. For the upper tail's use `cdf(-x)`.
///
/// ```
/// use funnel_sample::math::normal;
/// assert_eq!(normal::cdf(0.0), 0.5);
/// assert!((normal::cdf(-8.0) / 6.220_960_574_271_785e-16 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2)
}

/// Quantile `Φ⁻¹(p)` by Wichura's PPND16 (1988, Algorithm AS 241, Applied Statistics 37), relative error about 1e-16.
///
/// `p ≤ 0` gives −∞, `p ≥ 1` +∞. Antisymmetric: `quantile(1 − p) == −quantile(p)` whenever `1 − p` is exact.
///
/// ```
/// use funnel_sample::math::normal;
/// assert!((normal::quantile(0.9) - 1.281_551_565_544_600_4).abs() < 1e-15);
/// ```
#[must_use]
#[inline]
pub fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= MIDDLE { middle(q) } else { tail(p, q) }
}

/// [`quantile`] of several, to the bit: the middle of the distribution in a loop that the compiler turns into vectors, for all of
/// them; the others by themselves.
///
/// ```
/// use funnel_sample::math::normal;
/// let p = [0.001, 0.3, 0.5, 0.99];
/// assert_eq!(normal::quantiles(&p), p.map(normal::quantile));
/// ```
#[must_use]
#[inline]
pub fn quantiles<const N: usize>(p: &[f64; N]) -> [f64; N] {
    let mut z = p.map(|p| middle(p - 0.5));
    for (z, p) in z.iter_mut().zip(p) {
        let q = p - 0.5;
        if q.abs() > MIDDLE {
            *z = tail(*p, q);
        }
    }
    z
}

/// Up to here from a half AS 241 needs no logarithm.
const MIDDLE: f64 = 0.425;

#[inline(always)]
fn middle(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * horner(&A, r) / horner(&B, r)
}

/// A function of its own because only 15 % of calls need it, and it takes a logarithm.
#[inline(never)]
fn tail(p: f64, q: f64) -> f64 {
    let small = if q < 0.0 { p } else { 1.0 - p };
    if small <= 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-libm::log(small)).sqrt();
    let z =
        if r <= 5.0 { horner(&C, r - 1.6) / horner(&D, r - 1.6) } else { horner(&E, r - 5.0) / horner(&F, r - 5.0) };
    if q < 0.0 { -z } else { z }
}

#[inline(always)]
fn horner(c: &[f64; 8], x: f64) -> f64 {
    // Two half-length chains in x²: half the latency of one chain.
    let s = x * x;
    let even = ((c[6] * s + c[4]) * s + c[2]) * s + c[0];
    let odd = ((c[7] * s + c[5]) * s + c[3]) * s + c[1];
    odd * x + even
}

const A: [f64; 8] = [
    3.387_132_872_796_366_608,
    133.141_667_891_784_377_45,
    1_971.590_950_306_551_442_7,
    13_731.693_765_509_461_125,
    45_921.953_931_549_871_457,
    67_265.770_927_008_700_853,
    33_430.575_583_588_128_105,
    2_509.080_928_730_122_672_7,
];
const B: [f64; 8] = [
    1.0,
    42.313_330_701_600_911_252,
    687.187_007_492_057_908_3,
    5_394.196_021_424_751_107_7,
    21_213.794_301_586_595_867,
    39_307.895_800_092_710_61,
    28_729.085_735_721_942_674,
    5_226.495_278_852_854_561,
];
const C: [f64; 8] = [
    1.423_437_110_749_683_577_34,
    4.630_337_846_156_545_295_9,
    5.769_497_221_460_691_405_5,
    3.647_848_324_763_204_605_04,
    1.270_458_252_452_368_382_58,
    0.241_780_725_177_450_611_77,
    0.022_723_844_989_269_184_583_5,
    7.745_450_142_783_414_076_4e-4,
];
const D: [f64; 8] = [
    1.0,
    2.053_191_626_637_758_821_87,
    1.676_384_830_183_803_849_4,
    0.689_767_334_985_100_004_55,
    0.148_103_976_427_480_074_59,
    0.015_198_666_563_616_457_196_6,
    5.475_938_084_995_344_946e-4,
    1.050_750_071_644_416_843_24e-9,
];
const E: [f64; 8] = [
    6.657_904_643_501_103_777_2,
    5.463_784_911_164_114_369_9,
    1.784_826_539_917_291_335_8,
    0.296_560_571_828_504_891_23,
    0.026_532_189_526_576_123_093,
    0.001_242_660_947_388_078_438_6,
    2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7,
];
const F: [f64; 8] = [
    1.0,
    0.599_832_206_555_887_937_69,
    0.136_929_880_922_735_805_31,
    0.014_875_361_290_850_615_025,
    7.868_691_311_456_132_591e-4,
    1.846_318_317_510_054_681_8e-5,
    1.421_511_758_316_445_888_7e-7,
    2.044_263_103_389_939_785_64e-15,
];
