//! Discrete draws, multinomial allocation and gamma factors against their laws. Each test has a false-alarm chance of
//! 1e-6.

use funnel_sample::math::gamma as special;
use funnel_sample::sample::{DelayTable, Key, gamma};

const WEIGHTS: [f64; 7] = [0.5, 2.0, 0.0, 4.0, 1.0, 2.5, 0.0];

/// The chance of a chi-square at least this large.
fn chance(seen: &[f64], expected: &[f64]) -> f64 {
    let terms = || seen.iter().zip(expected).filter(|(_, expected)| **expected > 0.0);
    let statistic: f64 = terms().map(|(seen, expected)| (seen - expected).powi(2) / expected).sum();
    special::regularised((terms().count() as f64 - 1.0) / 2.0, statistic / 2.0).1
}

/// The table of a delay with these weights, over the given number of weeks.
fn table(weights: &[f64], weeks: usize) -> DelayTable {
    let left = |week: usize| weights[week + 1..].iter().sum::<f64>() / weights.iter().sum::<f64>();
    let beyond: Vec<f64> = (0..weeks).map(left).collect();
    DelayTable::new(&beyond, weights.len())
}

/// The 64 bits that give this uniform.
fn bits(u: f64) -> u64 {
    (u * (1_u64 << 53) as f64) as u64 * (1 << 11)
}

/// Draws a delay for each person.
fn one_by_one(n: u32, table: &DelayTable, key: Key, mut out: impl FnMut(usize, u32)) {
    for person in 0..n {
        out(table.week(key.bits(u64::from(person))), 1);
    }
}

/// Sends off a group as a run does: each person separately, or all of them week by week.
fn allocate(n: u32, table: &DelayTable, key: Key, out: impl FnMut(usize, u32)) {
    if table.is_few(n) { one_by_one(n, table, key, out) } else { table.spread(n, key, out) }
}

/// On a fine grid of uniforms each week's share is its weight, to within the grid's step, and a larger uniform never
/// gives an earlier week.
#[test]
fn a_delay_is_the_quantile_of_its_uniform() {
    let weights: Vec<f64> = (0..50).map(|i| f64::from(i * i % 17)).collect();
    let (table, sum) = (table(&weights, 50), weights.iter().sum::<f64>());
    let grid = 1_000_000;
    let (mut seen, mut before) = (vec![0_u32; weights.len()], 0);
    for i in 0..grid {
        let week = table.week(bits((f64::from(i) + 0.5) / f64::from(grid)));
        assert!(week >= before);
        seen[week] += 1;
        before = week;
    }
    for (weight, count) in weights.iter().zip(seen) {
        assert!((f64::from(count) - weight / sum * f64::from(grid)).abs() <= 1.0, "{count} of weight {weight}");
    }
}

/// The smallest and the largest uniform, and those at a step of the guide, give the right week.
#[test]
fn the_ends_and_the_steps_are_found() {
    let halves = table(&[0.0, 1.0, 1.0, 0.0], 4);
    let tiny = f64::EPSILON / 2.0;
    for (u, week) in [(tiny, 1), (0.25, 1), (0.5 - tiny, 1), (0.5, 2), (0.5 + tiny, 2), (0.75, 2), (1.0 - tiny, 2)] {
        assert_eq!(halves.week(bits(u)), week, "{u}");
    }
    assert_eq!(DelayTable::new(&[], 0).week(bits(0.5)), 0, "later than a table without weeks");
    let odd = DelayTable::new(&[0.5, f64::NAN, 0.7, 0.0], 4);
    assert_eq!([0.4, 0.6, 0.9].map(|u| odd.week(bits(u))), [0, 3, 3], "what is no chance is the chance before");
}

/// What is drawn for a week is the same whatever the table's length, in both ways of drawing; the rest is later.
#[test]
fn a_longer_table_only_tells_the_later_ones_apart() {
    let weights: Vec<f64> = (0..40).map(|i| f64::from(1 + i * 7 % 11) / f64::from(1 + i)).collect();
    let whole = table(&weights, 40);
    for weeks in [0, 1, 2, 7, 39] {
        let cut = table(&weights, weeks);
        for n in [1, 5, 300, 321, 100_000] {
            let key = Key::new(6).with(n);
            let (mut a, mut b) = (Vec::new(), Vec::new());
            allocate(n as u32, &whole, key, |week, count| a.push((week, count)));
            allocate(n as u32, &cut, key, |week, count| b.push((week, count)));
            let early = |parts: &[(usize, u32)]| -> Vec<(usize, u32)> {
                parts.iter().copied().filter(|(week, _)| *week < weeks).collect()
            };
            assert_eq!(early(&a), early(&b), "{weeks} weeks, {n} people");
            assert_eq!(b.iter().map(|(_, count)| u64::from(*count)).sum::<u64>(), n);
            assert!(b.iter().all(|(week, _)| *week <= weeks));
        }
    }
}

#[test]
fn everybody_is_allocated_once_and_never_to_a_week_without_weight() {
    let table = table(&WEIGHTS, WEIGHTS.len());
    for n in (0..200).chain([100_000, u32::MAX]) {
        let mut weeks = [0u64; 7];
        allocate(n, &table, Key::new(2).with(u64::from(n)), |week, count| weeks[week] += u64::from(count));
        assert_eq!(weeks.iter().sum::<u64>(), u64::from(n));
        assert_eq!((weeks[2], weeks[6]), (0, 0));
    }
}

/// Both ways of allocating nine people: the means of each week, and the joint law of two weeks, which fits only if
/// their dependence is right.
#[test]
fn both_ways_of_allocating_have_the_multinomial_law() {
    const PEOPLE: u32 = 9;
    const TRIALS: u64 = 300_000;
    let table = table(&WEIGHTS, WEIGHTS.len());
    // P(j in week 1, k in week 3) with chances .2 and .4, and .4 for all other weeks.
    let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
    let joint = |j: u32, k: u32| {
        let rest = PEOPLE - j - k;
        factorial(PEOPLE) / (factorial(j) * factorial(k) * factorial(rest))
            * 0.2f64.powi(j as i32)
            * 0.4f64.powi(k as i32)
            * 0.4f64.powi(rest as i32)
    };
    let side = PEOPLE as usize + 1;
    for way in 0..2 {
        let (mut means, mut pairs) = ([0.0; 7], vec![0.0; side * side]);
        for trial in 0..TRIALS {
            let key = Key::new(3).with(way).with(trial);
            let mut weeks = [0u32; 7];
            let out = |week: usize, count: u32| weeks[week] += count;
            if way == 0 {
                one_by_one(PEOPLE, &table, key, out);
            } else {
                table.spread(PEOPLE, key, out);
            }
            for (mean, count) in means.iter_mut().zip(weeks) {
                *mean += f64::from(count);
            }
            pairs[weeks[1] as usize * side + weeks[3] as usize] += 1.0;
        }
        let expected = WEIGHTS.map(|weight| weight * f64::from(PEOPLE) * TRIALS as f64 / 10.0);
        assert!(chance(&means, &expected) > 1e-6, "way {way}: {means:?}");

        // Cells with an expectation below ten are pooled.
        let (mut seen, mut expected) = (vec![0.0], vec![0.0]);
        for j in 0..=PEOPLE {
            for k in 0..=PEOPLE - j {
                let (count, mean) = (pairs[j as usize * side + k as usize], joint(j, k) * TRIALS as f64);
                if mean < 10.0 {
                    seen[0] += count;
                    expected[0] += mean;
                } else {
                    seen.push(count);
                    expected.push(mean);
                }
            }
        }
        assert!((expected.iter().sum::<f64>() / TRIALS as f64 - 1.0).abs() < 1e-12);
        assert!(chance(&seen, &expected) > 1e-6, "way {way}");
    }
}

/// Kolmogorov–Smirnov at 2e5 draws: √n D exceeds 2.7 with a chance of 2 e^{−2 · 2.7²} = 9e-7.
#[test]
fn gamma_factors_have_mean_one_and_the_law_of_their_shape() {
    for (case, shape) in (0..).zip([0.3, 1.0, 3.0, 10.0, 50.0]) {
        let mut rng = Key::new(4).with(case).rng();
        let mut draws: Vec<f64> = (0..200_000).map(|_| gamma::unit_mean(shape, &mut rng)).collect();
        draws.sort_by(f64::total_cmp);
        let n = draws.len() as f64;
        let distance = draws
            .iter()
            .zip(0..)
            .map(|(x, i)| {
                let cdf = special::regularised(shape, shape * x).0;
                (cdf - f64::from(i) / n).max(f64::from(i + 1) / n - cdf)
            })
            .fold(0.0, f64::max);
        assert!(distance * n.sqrt() < 2.7, "shape {shape}: {}", distance * n.sqrt());
        let mean = draws.iter().sum::<f64>() / n;
        // Five standard errors: 6e-7.
        assert!((mean - 1.0).abs() < 5.0 / (shape * n).sqrt(), "shape {shape}: mean {mean}");
    }
    let mut rng = Key::new(5).rng();
    for none in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(gamma::unit_mean(none, &mut rng), 1.0);
    }
}

/// Golden draws: a release that changes one of these changes every figure that anybody has noted down.
#[test]
fn golden_draws() {
    let mut rng = Key::new(20_240_601).with(3).rng();
    let draws = [0; 3].map(|_| gamma::unit_mean(3.0, &mut rng));
    assert_eq!(draws, [0.511_469_902_190_244_2, 0.373_660_625_065_723_5, 1.390_410_067_452_290_1]);
    let table = table(&WEIGHTS, WEIGHTS.len());
    let mut weeks = [0; 7];
    allocate(1000, &table, Key::new(20_240_601), |week, count| weeks[week] += count);
    assert_eq!(weeks, [37, 207, 0, 416, 81, 259, 0]);
}
