//! Counts never decrease in the uniform, the mean, the trials, the rate or the population drawn: this is what pairs two
//! arms.

use funnel_sample::sample::{binomial, hypergeometric, poisson};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Uniforms as the streams make them, with the extremes as likely as the middle.
fn uniform() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(funnel_sample::sample::stream::open_unit),
        (1u32..53).prop_map(|bits| 2f64.powi(-(bits as i32))),
        (1u32..53).prop_map(|bits| 1.0 - 2f64.powi(-(bits as i32))),
    ]
}

/// Covers the search, the switch at 10 and the expansion.
fn mean() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..30.0, 9.9..10.1, (0.0f64..14.0).prop_map(f64::exp)]
}

fn trials() -> impl Strategy<Value = u32> {
    prop_oneof![0u32..200, (0.0f64..14.0).prop_map(|x| x.exp() as u32)]
}

/// A second value that is not below the first, and often close to it.
fn above(x: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(x), (-30.0f64..0.0).prop_map(move |e| x * (1.0 + e.exp())), (0.0..5.0).prop_map(move |d| x + d)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn poisson_in_the_uniform(mean in mean(), u in uniform(), v in uniform()) {
        let (u, v) = (u.min(v), u.max(v));
        prop_assert!(poisson::quantile(mean, u) <= poisson::quantile(mean, v));
    }

    #[test]
    fn poisson_in_the_mean((a, b) in mean().prop_flat_map(|a| (Just(a), above(a))), u in uniform()) {
        prop_assert!(poisson::quantile(a, u) <= poisson::quantile(b, u));
    }

    #[test]
    fn binomial_in_the_uniform(n in trials(), p in 0.0..=1.0, u in uniform(), v in uniform()) {
        let (u, v) = (u.min(v), u.max(v));
        let (low, high) = (binomial::quantile(n, p, u), binomial::quantile(n, p, v));
        prop_assert!(low <= high && high <= n);
    }

    /// One more trial adds at most one success: the quantile rises by 0 or 1.
    #[test]
    fn binomial_in_the_trials(n in trials(), p in 0.0..=1.0, u in uniform()) {
        let (few, more) = (binomial::quantile(n, p, u), binomial::quantile(n + 1, p, u));
        prop_assert!(few <= more && more <= few + 1);
    }

    #[test]
    fn binomial_in_the_rate(n in trials(), (p, q) in (0.0..=1.0).prop_flat_map(|p: f64| (Just(p), above(p))), u in uniform()) {
        prop_assert!(binomial::quantile(n, p, u) <= binomial::quantile(n, q, u));
    }

    /// One more person drawn adds at most one success.
    #[test]
    fn hypergeometric_in_the_draws(population in 1u32..3000, s in 0.0..=1.0, d in 0.0..1.0, u in uniform()) {
        let successes = (f64::from(population) * s) as u32;
        let draws = (f64::from(population) * d) as u32;
        let few = hypergeometric::quantile(successes, population, draws, u);
        let more = hypergeometric::quantile(successes, population, draws + 1, u);
        prop_assert!(few <= more && more <= few + 1, "{few} {more}");
        prop_assert!(few <= draws.min(successes) && few + population >= draws + successes);
    }
}
