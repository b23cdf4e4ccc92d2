//! Counts over a grid of laws, from hardly ever anybody to millions: each draw is the exact quantile of its uniform,
//! and all draws together have the law.
//!
//! The exact quantile comes from probability ratios (`law/mod.rs`). Its distribution function has rounding errors of up
//! to 1e-13 for a law of thousands of values, so that one uniform in 10¹⁰ may fall between its step and the true one.
//! Over a million draws that would be a false alarm in about 1e-4 of cases for each of the widest laws; but the
//! uniforms are always the same.

mod law;

use funnel_sample::sample::{DelayTable, Key, binomial::Rate, hypergeometric, poisson::Poisson};
use law::Law;

/// Draws of each law.
const DRAWS: u64 = 1_000_000;

/// Chi-square and Kolmogorov–Smirnov each: 5e-6 over the 500 tests of the grid. √n D is above 3.1 with a chance below 2
/// e^{−2 · 3.1²} = 9e-9; for counts the chance is smaller than for continuous laws.
const LEVEL: f64 = 1e-8;
const FARTHEST: f64 = 3.1;

/// `DRAWS` draws of a law: each is the exact quantile, and their frequencies fit.
fn check(what: &str, law: &Law, key: Key, draw: impl Fn(f64) -> u32) {
    let mut seen = law.nothing_seen();
    for i in 0..DRAWS {
        let u = key.uniform(i);
        let k = draw(u);
        assert!(law.is_quantile(k, u), "{what}: {k} at {u:e}, not {}", law.quantile(u));
        seen[(k - law.first) as usize] += 1.0;
    }
    let (chance, farthest) = (law.chi_square(&seen), law.kolmogorov_smirnov(&seen));
    assert!(chance > LEVEL, "{what}: chi-square of a chance of {chance:e}");
    assert!(farthest < FARTHEST, "{what}: Kolmogorov and Smirnov's {farthest}");
}

#[test]
fn poisson_counts_of_means_from_a_hundredth_to_a_million() {
    let steps = [1.0, 1.5, 2.2, 3.3, 4.7, 6.8];
    let means = (-2..6).flat_map(|power| steps.map(|step| step * 10f64.powi(power))).chain([1e6]);
    for (case, mean) in (0..).zip(means) {
        let poisson = Poisson::new(mean);
        check(&format!("mean {mean}"), &Law::poisson(mean), Key::new(11).with(case), |u| poisson.quantile(u));
    }
}

const TRIALS: [u32; 12] = [1, 2, 3, 8, 24, 25, 100, 700, 10_000, 100_000, 1_000_000, 10_000_000];

/// Chances up to a half; the upper half is covered by complements.
const CHANCES: [f64; 7] = [1e-9, 1e-5, 1e-3, 0.02, 0.13, 0.37, 0.5];

fn check_binomials(chances: [f64; 7], key: Key) {
    for (case, n) in (0..).zip(TRIALS) {
        for (i, p) in (0..).zip(chances) {
            let (rate, key) = (Rate::new(p), key.with(case).with(i));
            check(&format!("n {n}, p {p}"), &Law::binomial(n, p), key, |u| rate.quantile(n, u));
        }
    }
}

#[test]
fn binomial_counts_of_rates_up_to_half() {
    check_binomials(CHANCES, Key::new(12));
}

#[test]
fn binomial_counts_of_rates_from_half_on() {
    check_binomials(CHANCES.map(|p| 1.0 - p), Key::new(13));
}

/// The two ways of adding up: for up to 24 people, and around the mode. The second takes time in proportion to the
/// law's width, so the widest laws are only tested just below and above each step.
#[test]
fn hypergeometric_counts_of_few_and_many_people() {
    let cases = [
        (1, 2, 1),
        (1, 1_000_000, 1000),
        (3, 10, 9),
        (20, 1000, 900),
        (24, 48, 24),
        (40, 80, 45),
        (300, 4000, 200),
        (990, 1000, 500),
        (5_000_000, 10_000_000, 30),
    ];
    for (case, (successes, population, draws)) in (0..).zip(cases) {
        let law = Law::hypergeometric(successes, population, draws);
        let what = format!("{successes} of {population}, {draws} drawn");
        check(&what, &law, Key::new(14).with(case), |u| hypergeometric::quantile(successes, population, draws, u));
    }
    for (successes, population, draws) in cases.into_iter().chain([(5_000, 20_000, 6_000), (90_000, 100_000, 40_000)]) {
        for (u, k) in Law::hypergeometric(successes, population, draws).steps() {
            let ours = hypergeometric::quantile(successes, population, draws, u);
            assert_eq!(ours, k, "{successes} of {population}, {draws} drawn, at {u:e}");
        }
    }
}

/// How many of up to 24 people succeed when each has a number of their own, as in the engine: chi-square of 300,000
/// groups, with a false-alarm chance of 1e-8 each.
#[test]
fn people_looked_at_one_by_one_have_the_binomial_law() {
    for (case, n) in (0..).zip([1, 2, 5, 12, 24]) {
        for (i, p) in (0..).zip([0.0, 1e-4, 0.02, 0.3, 0.5, 0.77, 0.999, 1.0]) {
            let (rate, key) = (Rate::new(p), Key::new(15).with(case).with(i));
            let hit = |group: u64, person: u32| rate.hits(key.bits(group << 24 | u64::from(person)));
            let hits = |group: u64| (0..n).filter(|person| hit(group, *person)).count();
            if p == 0.0 || p == 1.0 {
                assert!((0..10_000).all(|group| hits(group) == n as usize * usize::from(p == 1.0)));
                continue;
            }
            let law = Law::binomial(n, p);
            let mut seen = law.nothing_seen();
            (0..300_000).for_each(|group| seen[hits(group) - law.first as usize] += 1.0);
            let chance = law.chi_square(&seen);
            assert!(chance > LEVEL, "n {n}, p {p}: chi-square of a chance of {chance:e}");
        }
    }
}

/// Of the 2⁵³ numbers that the upper bits give, the lowest p · 2⁵³ are successes, to within one; the lower bits have no
/// effect.
#[test]
fn a_trial_succeeds_on_the_lowest_numbers() {
    let key = Key::new(16);
    for i in 0..100_000 {
        let p = key.uniform(i) * 10f64.powi(-((i % 17) as i32));
        let (rate, exact) = (Rate::new(p), p * 2f64.powi(53));
        let [sure, never] = [(exact - 1.0).floor(), (exact + 1.0).ceil()];
        if sure >= 1.0 {
            assert!(rate.hits((sure as u64 - 1) << 11 | 0x7ff), "{p:e}");
        }
        assert!(!rate.hits((never as u64) << 11), "{p:e}");
    }
}

/// At the ends of every step of the guide, and at and around every boundary between two weeks, the week is the first
/// one whose limit is above the number: found here by a search from week 0, with limits from a rate for each week.
#[test]
fn a_delay_found_by_its_guide_is_the_first_week_from_the_front() {
    let mut looked_at = 0;
    for case in 0..60 {
        let key = Key::new(17).with(case);
        // All at once, in leaps, in tiny steps, with weeks in which nobody leaves, and with some that end within the
        // table.
        let weeks = [0, 1, 3, 20, 400][(case % 5) as usize];
        let power = [1.0, 0.1, 0.002][(case % 3) as usize];
        let mut left = 1.0;
        let beyond: Vec<f64> = (0..weeks)
            .map(|week| {
                let leaves = key.uniform(2 * week) > 0.3;
                left *= if leaves { key.uniform(2 * week + 1).powf(power) } else { 1.0 };
                if case % 7 == 6 && week + 1 == weeks { 0.0 } else { left }
            })
            .collect();
        let table = DelayTable::new(&beyond, 10);
        let rates: Vec<Rate> = beyond.iter().map(|beyond| Rate::new(1.0 - beyond)).collect();
        let plain = |bits: u64| rates.iter().position(|rate| rate.hits(bits)).unwrap_or(rates.len());
        let guide = (0..1024_u64).map(|step| step << 54);
        let steps = beyond.iter().map(|beyond| ((1.0 - beyond) * 2f64.powi(64)) as u64);
        for at in guide.chain(steps).chain((0..2_000).map(|i| key.bits(1_000 + i))) {
            for bits in (0..6).flat_map(|i| [at.wrapping_add(i << 10), at.wrapping_sub(i << 10), at.wrapping_sub(i)]) {
                assert_eq!(table.week(bits), plain(bits), "case {case}, {bits:#x}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 3_000_000, "{looked_at}");
}
