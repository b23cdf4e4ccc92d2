//! Several counts at once against one by one: equal. And how far off single precision is.

use super::*;
use crate::math::normal;
use crate::sample::Key;

const N: usize = 32;

/// Means or trials from far below one to above a million, evenly on a logarithmic scale; a hundredth of them none at all.
fn size(key: Key, i: u64, most: f64) -> f64 {
    if key.uniform(2 * i) < 0.01 {
        0.0
    } else {
        (1e-3_f64).powf(1.0 - key.uniform(2 * i + 1)) * most.powf(key.uniform(2 * i + 1))
    }
}

/// Laws of all sizes beside each other in one batch: no count differs, and hardly any was drawn the other way.
#[test]
fn poisson_counts_are_those_of_one_by_one() {
    for (most, rounds) in [(30.0, 40_000), (3e3, 20_000), (1e7, 10_000)] {
        let mut unclear = 0;
        for round in 0..rounds {
            let key = Key::new(31).with(round);
            let means: [f64; N] = std::array::from_fn(|i| size(key, i as u64, most));
            let uniforms: [f64; N] = std::array::from_fn(|i| key.with(1).uniform(i as u64));
            let counts = poisson(&means, &uniforms);
            for i in 0..N {
                assert_eq!(counts[i], poisson::quantile(means[i], uniforms[i]), "mean {}, {}", means[i], uniforms[i]);
            }
            unclear += unclear_of(&means, &uniforms);
        }
        let share = unclear as f64 / (rounds * N as u64) as f64;
        assert!(share < if most > 1e6 { 0.2 } else { 0.01 }, "up to {most}: {share} are drawn the other way");
    }
}

fn unclear_of(means: &[f64; N], uniforms: &[f64; N]) -> usize {
    Laws::poisson(means).quantiles(uniforms).clear.iter().filter(|clear| !**clear).count()
}

#[test]
fn binomial_counts_are_those_of_one_by_one() {
    for (most, rounds) in [(40.0, 40_000), (3e3, 20_000), (4e9, 10_000)] {
        for round in 0..rounds {
            let key = Key::new(32).with(round);
            let trials: [u32; N] = std::array::from_fn(|i| size(key, i as u64, most) as u32);
            // Any chance, the ends and very small ones among them.
            let rates: [Rate; N] = std::array::from_fn(|i| {
                let x = key.with(2).uniform(i as u64);
                Rate::new([0.0, 1.0, 0.5, x, x, x, 1.0 - x * 1e-3, 1e-9 / x, x * 1e-2][(round as usize + i) % 9])
            });
            let uniforms: [f64; N] = std::array::from_fn(|i| key.with(1).uniform(i as u64));
            let counts = binomial(&trials, &rates, &uniforms);
            for i in 0..N {
                let expected = rates[i].quantile(trials[i], uniforms[i]);
                assert_eq!(counts[i], expected, "{} of {}, {}", rates[i].p(), trials[i], uniforms[i]);
            }
        }
    }
}

/// Uniforms as near to a step of the law as double precision goes, on both sides, and uniforms at all distances from it, some
/// of them where single precision is just enough to decide.
fn check_steps(key: Key, one_by_one: impl Fn(f64) -> u32, at_once: impl Fn(&[f64; N]) -> [u32; N]) {
    for i in 0..400 {
        // The least uniform that gives a larger count, by bisection.
        let (mut below, mut above) = (key.uniform(i), 1.0 - f64::EPSILON);
        let k = one_by_one(below);
        while above - below > 2.0 * f64::EPSILON {
            let middle = 0.5 * (below + above);
            if one_by_one(middle) > k { above = middle } else { below = middle }
        }
        let uniforms: [f64; N] = std::array::from_fn(|j| {
            let far = 10_f64.powf(-16.0 + 14.0 * (j / 2) as f64 / (N / 2) as f64);
            if j % 2 == 0 { (below - far).max(f64::EPSILON) } else { (above + far).min(1.0 - f64::EPSILON) }
        });
        for uniforms in [[below; N], [above; N], uniforms] {
            assert_eq!(at_once(&uniforms), uniforms.map(&one_by_one), "{uniforms:?}");
        }
    }
}

#[test]
fn a_step_is_never_missed() {
    for (case, mean) in (0..).zip([1e-3, 0.02, 0.7, 3.0, 9.99, 10.0, 35.0, 400.0, 1e5]) {
        let key = Key::new(33).with(case);
        check_steps(key, |u| poisson::quantile(mean, u), |uniforms| poisson(&[mean; N], uniforms));
    }
    let laws = [
        (2, 0.3),
        (7, 0.5),
        (7, 0.8),
        (24, 0.41),
        (24, 0.05),
        (300, 0.03),
        (300, 0.6),
        (90_000, 1e-4),
        (10_000_000, 7e-7),
    ];
    for (case, (n, p)) in (0..).zip(laws) {
        let (key, rate) = (Key::new(35).with(case), Rate::new(p));
        check_steps(key, |u| rate.quantile(n, u), |uniforms| binomial(&[n; N], &[rate; N], uniforms));
    }
}

/// The bounds are three times the largest error that single precision makes in these, as they say.
#[test]
fn the_bounds_are_wide_enough() {
    let (mut expansion, mut sums) = (0.0_f64, 0.0_f64);
    for round in 0..400_000_u64 {
        let key = Key::new(34).with(round);
        let (u, p) = (key.uniform(0), 0.5 * key.uniform(1));
        let mean = 10.0 * 1e5_f64.powf(key.uniform(2));
        let n = (mean / p).ceil().min(f64::from(EXACT));
        for p in [0.0, p] {
            let mean = if p > 0.0 { n * p } else { mean };
            let (double, scale) = expansion_of(u, mean, p);
            let error = (expansion_in_single(u, mean, p, n) - double).abs() / scale;
            expansion = expansion.max(error);
        }
        // P(X = 0) is what all probabilities of a search hang on, and the largest of its errors.
        let mean = 10.0 * key.uniform(3);
        let n = (mean / p).floor().min(f64::from(EXACT));
        let exact = (n * (-f64::from(p as f32)).ln_1p()).exp();
        sums = sums.max((f64::from(exp(n as f32 * ln_of_one_less(p as f32))) / exact - 1.0).abs());
    }
    assert!(expansion < f64::from(EXPANSION_OFF) / 3.0, "{expansion:e}");
    assert!(sums < f64::from(SUM_OFF) / 3.0, "{sums:e}");
}

fn expansion_of(u: f64, mean: f64, p: f64) -> (f64, f64) {
    let (pq, skew, sd, w) = (p * (1.0 - p), 1.0 - 2.0 * p, (mean * (1.0 - p)).sqrt(), normal::quantile(u));
    let x = mean
        + sd * w
        + ((1.0 + p) / 3.0 + skew / 6.0 * w * w)
        + w / sd * ((7.0 * pq - 1.0) / 36.0 - (1.0 + 2.0 * pq) / 72.0 * w * w)
        + ((3.0 * w * w + 7.0) * w * w - 16.0) * skew * (2.0 + pq) / 1620.0 / (sd * sd);
    (x, mean + 8.0 * sd + 1.0)
}

fn expansion_in_single(u: f64, mean: f64, p: f64, n: f64) -> f64 {
    let q = 1.0 - p as f32;
    let mean = if p > 0.0 { n as f32 * p as f32 } else { mean as f32 };
    f64::from(expansion(mean, p as f32, (mean * q).sqrt(), normal_quantiles(&[u])[0]).0)
}
