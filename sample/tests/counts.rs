//! The count samplers against laws added up from their mode by the tests' own code, and against SciPy 1.17 and R
//! (figures copied).

mod law;

use funnel_sample::sample::{Key, binomial, binomial::Rate, hypergeometric, poisson, poisson::Poisson};
use law::Law;

/// Small means, both sides of the switch at 10, and large ones.
const MEANS: [f64; 14] = [1e-3, 0.2, 0.9, 2.9, 3.5, 7.3, 9.999, 10.0, 10.001, 12.5, 42.0, 100.0, 2500.0, 250_000.0];

/// Small, both sides of the switch at np = 10 and of the flip at ½, and large.
const TRIALS: [(u32, f64); 20] = [
    (1, 0.3),
    (10, 0.3),
    (10, 0.97),
    (40, 0.05),
    (19, 0.5),
    (20, 0.5),
    (21, 0.5),
    (30, 0.333),
    (30, 0.334),
    (69, 0.35),
    (69, 0.65),
    (100, 0.0999),
    (100, 0.1001),
    (100, 0.9001),
    (433, 0.1247),
    (8000, 0.10525),
    (1_000_000, 0.0001),
    (1000, 0.5),
    (1000, 0.500_001),
    (1_000_000, 0.5),
];

const DRAWS: u64 = 1_000_000;

/// A mismatch through rounding alone has a chance near 1e-13 per draw, so near 3e-6 for all of these tests together.
#[test]
fn a_million_poisson_counts_of_each_mean_are_the_exact_quantiles() {
    for (case, mean) in (0..).zip(MEANS) {
        let (law, exact, key) = (Poisson::new(mean), Law::poisson(mean), Key::new(1).with(case));
        let wrong = (0..DRAWS).filter(|i| law.quantile(key.uniform(*i)) != exact.quantile(key.uniform(*i))).count();
        assert_eq!(wrong, 0, "mean {mean}");
    }
}

#[test]
fn a_million_binomial_counts_of_each_kind_are_the_exact_quantiles() {
    for (case, (n, p)) in (0..).zip(TRIALS) {
        let (rate, exact, key) = (Rate::new(p), Law::binomial(n, p), Key::new(2).with(case));
        let wrong = (0..DRAWS).filter(|i| rate.quantile(n, key.uniform(*i)) != exact.quantile(key.uniform(*i))).count();
        assert_eq!(wrong, 0, "n {n}, p {p}");
    }
}

/// Random uniforms would miss the narrow bands where a sampler could go wrong; these do not.
#[test]
fn counts_change_exactly_at_the_steps_of_the_distribution_function() {
    for mean in MEANS {
        let steps = Law::poisson(mean).steps();
        assert!(steps.len() >= 2, "mean {mean}");
        for (u, k) in steps {
            assert_eq!(poisson::quantile(mean, u), k, "mean {mean}, u {u:e}");
        }
    }
    for (n, p) in TRIALS {
        let steps = Law::binomial(n, p).steps();
        assert!(steps.len() >= 2, "n {n}, p {p}");
        for (u, k) in steps {
            assert_eq!(binomial::quantile(n, p, u), k, "n {n}, p {p}, u {u:e}");
        }
    }
}

/// Chi-square over a million draws: an error in the law that these tests' own reference shared would still show against
/// the closed-form probabilities. False alarms: 1e-6 per case, 6e-6 together.
#[test]
fn frequencies_fit_the_law() {
    type Draw = fn(f64) -> u32;
    let cases: [(Law, Draw); 6] = [
        (Law::poisson(2.9), |u| poisson::quantile(2.9, u)),
        (Law::poisson(9.99), |u| poisson::quantile(9.99, u)),
        (Law::poisson(100.0), |u| poisson::quantile(100.0, u)),
        (Law::binomial(69, 0.35), |u| binomial::quantile(69, 0.35, u)),
        (Law::binomial(12, 0.8), |u| binomial::quantile(12, 0.8, u)),
        (Law::binomial(433, 0.1247), |u| binomial::quantile(433, 0.1247, u)),
    ];
    for (case, (law, draw)) in (0..).zip(cases) {
        let key = Key::new(3).with(case);
        let mut seen = law.nothing_seen();
        for i in 0..DRAWS {
            seen[(draw(key.uniform(i)) - law.first) as usize] += 1.0;
        }
        let chance = law.chi_square(&seen);
        assert!(chance > 1e-6, "case {case}: chance {chance:e}");
    }
}

/// scipy.stats 1.17.1, `poisson.ppf`, `binom.ppf`, `hypergeom.ppf`; the first four rows of each also by R.
#[test]
fn quantiles_agree_with_scipy_and_r() {
    const P: [f64; 11] = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
    const POISSON: [(f64, [u32; 11]); 4] = [
        (0.2, [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3]),
        (3.5, [0, 0, 1, 1, 2, 3, 5, 6, 7, 8, 11]),
        (42.0, [23, 28, 32, 34, 38, 42, 46, 50, 53, 58, 63]),
        (2500.0, [2347, 2384, 2418, 2436, 2466, 2500, 2534, 2564, 2583, 2617, 2656]),
    ];
    const BINOMIAL: [(u32, f64, [u32; 11]); 4] = [
        (10, 0.3, [0, 0, 1, 1, 2, 3, 4, 5, 5, 7, 8]),
        (433, 0.1247, [34, 39, 43, 45, 49, 54, 59, 63, 66, 71, 76]),
        (8000, 0.10525, [758, 779, 797, 807, 823, 842, 860, 877, 887, 906, 928]),
        (1_000_000, 0.0001, [71, 77, 84, 87, 93, 100, 107, 113, 117, 124, 132]),
    ];
    for (mean, quantiles) in POISSON {
        assert_eq!(P.map(|p| poisson::quantile(mean, p)), quantiles, "mean {mean}");
    }
    for (n, rate, quantiles) in BINOMIAL {
        assert_eq!(P.map(|p| binomial::quantile(n, rate, p)), quantiles, "n {n}, p {rate}");
    }
}

/// scipy.stats 1.17.1, except for two cases in the farthest tail where mpmath with 40 digits shows SciPy to be one too
/// low: Poisson 1,000,189,673 (the continuous quantile is …673.640) and hypergeometric 500,082,128 (P(X > …127) =
/// 1.00038e-9).
#[test]
fn far_tails_and_huge_counts_agree_with_scipy() {
    const P: [f64; 8] = [1e-12, 1e-6, 0.001, 0.25, 0.5, 0.9, 0.999, 1.0 - 1e-9];
    const POISSON: [(f64, [u32; 8]); 3] = [
        (1e4, [9305, 9528, 9692, 9932, 10_000, 10_128, 10_310, 10_606]),
        (1e6, [992_974, 995_250, 996_911, 999_325, 1_000_000, 1_001_282, 1_003_092, 1_006_004]),
        (
            1e9,
            [
                999_777_558,
                999_849_687,
                999_902_280,
                999_978_671,
                1_000_000_000,
                1_000_040_526,
                1_000_097_723,
                1_000_189_673,
            ],
        ),
    ];
    const BINOMIAL: [(u32, f64, [u32; 8]); 4] = [
        (1_000_000, 0.5, [496_483, 497_623, 498_455, 499_663, 500_000, 500_641, 501_545, 502_999]),
        (2_000_000, 0.9, [1_797_009, 1_797_980, 1_798_688, 1_799_714, 1_800_000, 1_800_544, 1_801_310, 1_802_540]),
        (4_000_000_000, 2.5e-9, [0, 0, 2, 8, 10, 14, 21, 34]),
        (
            4_000_000_000,
            0.3,
            [
                1_199_796_125,
                1_199_862_234,
                1_199_910_437,
                1_199_980_451,
                1_200_000_000,
                1_200_037_143,
                1_200_089_564,
                1_200_173_835,
            ],
        ),
    ];
    const HYPERGEOMETRIC: [((u32, u32, u32), [u32; 8]); 4] = [
        ((50, 200, 60), [0, 3, 7, 13, 15, 19, 24, 32]),
        ((3000, 10_000, 500), [83, 104, 120, 143, 150, 163, 181, 212]),
        ((10, 20, 10), [0, 0, 2, 4, 5, 6, 8, 10]),
        (
            (1_000_000_000, 4_000_000_000, 2_000_000_000),
            [499_903_676, 499_934_911, 499_957_685, 499_990_764, 500_000_000, 500_017_548, 500_042_315, 500_082_128],
        ),
    ];
    for (mean, quantiles) in POISSON {
        assert_eq!(P.map(|p| poisson::quantile(mean, p)), quantiles, "mean {mean}");
    }
    for (n, rate, quantiles) in BINOMIAL {
        assert_eq!(P.map(|p| binomial::quantile(n, rate, p)), quantiles, "n {n}, p {rate}");
    }
    for ((successes, population, draws), quantiles) in HYPERGEOMETRIC {
        let ours = P.map(|p| hypergeometric::quantile(successes, population, draws, p));
        assert_eq!(ours, quantiles, "{successes} of {population}, {draws} drawn");
    }
}

/// Two million draws; each has a chance of a mismatch through rounding near 1e-15 times the number of terms.
#[test]
fn hypergeometric_counts_are_the_exact_quantiles() {
    let key = Key::new(4);
    for (case, (successes, population, draws)) in (0..).zip([(50, 200, 60), (3, 40, 20), (700, 1000, 640), (9, 10, 5)])
    {
        let law = Law::hypergeometric(successes, population, draws);
        for i in 0..500_000 {
            let u = key.with(case).uniform(i);
            assert_eq!(hypergeometric::quantile(successes, population, draws, u), law.quantile(u));
        }
    }
}

#[test]
fn ends_are_exact() {
    for u in [2f64.powi(-53), 0.3, 1.0 - 2f64.powi(-53)] {
        for nothing in [0.0, -0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(poisson::quantile(nothing, u), 0);
            assert_eq!(binomial::quantile(1000, nothing, u), 0);
        }
        for certain in [1.0, 1.5, f64::INFINITY] {
            assert_eq!(binomial::quantile(1000, certain, u), 1000);
            assert_eq!(binomial::quantile(u32::MAX, certain, u), u32::MAX);
        }
        for (p, n) in [(0.5, 0), (0.9, 0), (1.0, 0)] {
            assert_eq!(binomial::quantile(n, p, u), 0);
        }
        for huge in [4.4e9, 1e10, 1e300, f64::INFINITY] {
            assert_eq!(poisson::quantile(huge, u), u32::MAX);
        }
        assert_eq!(hypergeometric::quantile(0, 10, 5, u), 0);
        assert_eq!(hypergeometric::quantile(10, 10, 5, u), 5);
        assert_eq!(hypergeometric::quantile(99, 10, 99, u), 10);
        assert_eq!(hypergeometric::quantile(7, 0, 3, u), 0);
    }
    // The smallest and the largest uniform give values within the support, for every kind of law.
    for mean in MEANS {
        assert!(poisson::quantile(mean, 2f64.powi(-53)) <= poisson::quantile(mean, 1.0 - 2f64.powi(-53)));
    }
}

/// Golden draws: a release that changes one of these changes every figure that anybody has noted down.
#[test]
fn golden_draws() {
    let key = Key::new(20_240_601).with(3);
    let uniforms = [0, 1, 2, 3, 4, 5].map(|i| key.uniform(i));
    assert_eq!(uniforms.map(|u| poisson::quantile(3.5, u)), [2, 2, 1, 2, 5, 6]);
    assert_eq!(uniforms.map(|u| poisson::quantile(115.0, u)), [106, 105, 102, 108, 123, 128]);
    assert_eq!(uniforms.map(|u| binomial::quantile(69, 0.35, u)), [21, 20, 19, 22, 27, 29]);
    assert_eq!(uniforms.map(|u| binomial::quantile(24, 0.82, u)), [18, 18, 17, 19, 21, 22]);
}
