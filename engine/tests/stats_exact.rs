//! Statistics against certified and closed-form answers.

use funnel_engine::math::normal;
use funnel_engine::sample::Key;
use funnel_engine::stats::covariance::{correlation, covariance};
use funnel_engine::stats::dots;
use funnel_engine::stats::moments::{Moments, lag_one};
use funnel_engine::stats::proportion::Proportion;
use funnel_engine::stats::quantile::Sorted;
use funnel_engine::stats::ratio::of_means;

/// NIST StRD univariate sets NumAcc1–4, generated as NIST specifies: 1,001 numbers, the first once and then two others
/// in turn, with the certified mean, standard deviation and lag-1 autocorrelation.
///
/// Decimal data near 1e7 are known to half an ulp, 9e-10: divided by the deviation of 0.1, that limits NumAcc4 to 8
/// digits; the others allow more. The tolerances are 2 · ulp(data) / sd.
#[test]
fn moments_agree_with_nist() {
    let turns = |first: f64, low: f64, high: f64| -> Vec<f64> {
        [first].into_iter().chain((0..1000).map(|i| if i % 2 == 0 { low } else { high })).collect()
    };
    let sets = [
        ("NumAcc1", vec![10_000_001.0, 10_000_003.0, 10_000_002.0], 10_000_002.0, 1.0, -0.5),
        ("NumAcc2", turns(1.2, 1.1, 1.3), 1.2, 0.1, -0.999),
        ("NumAcc3", turns(1_000_000.2, 1_000_000.1, 1_000_000.3), 1_000_000.2, 0.1, -0.999),
        ("NumAcc4", turns(10_000_000.2, 10_000_000.1, 10_000_000.3), 10_000_000.2, 0.1, -0.999),
    ];
    for (name, numbers, mean, sd, lag) in sets {
        let moments = Moments::of(&numbers);
        let tolerance = 2.0 * mean * f64::EPSILON / sd + 1e-14;
        assert!((moments.mean() / mean - 1.0).abs() <= 2.0 * f64::EPSILON, "{name}: mean {}", moments.mean());
        assert!((moments.sd() / sd - 1.0).abs() <= tolerance, "{name}: sd {}", moments.sd());
        assert!((lag_one(&numbers) - lag).abs() <= tolerance, "{name}: lag {}", lag_one(&numbers));
    }
}

/// A stream of standard normals.
fn normals(case: u64, n: u64) -> Vec<f64> {
    let key = Key::new(11).with(case);
    (0..n).map(|i| normal::quantile(key.uniform(i))).collect()
}

/// Over 2,000 samples of 400, each reported standard error is close to the spread of its statistic. The spread of 2,000
/// values is known to 1/√4000 = 1.6 %, and five times that is 8 % (6e-7 each). The errors' own large-sample bias at n =
/// 400 is below 2 %; for quantiles it is larger by 1/√n of the interval's width: 5 %.
#[test]
fn standard_errors_are_the_spread_of_their_statistics() {
    let mut values: [Vec<f64>; 5] = Default::default();
    let mut errors: [Vec<f64>; 5] = Default::default();
    for case in 0..2000 {
        let x = normals(2 * case, 400);
        let y: Vec<f64> = normals(2 * case + 1, 400).iter().zip(&x).map(|(e, x)| 5.0 + 0.5 * x + e).collect();
        let denominators: Vec<f64> = x.iter().map(|x| 10.0 + x).collect();
        let (moments, sorted) = (Moments::of(&x), Sorted::new(x.clone()));
        let ratio = of_means(&y, &denominators);
        let found = [
            (moments.mean(), moments.mean_se()),
            (moments.sd(), moments.sd_se()),
            sorted.quantile_with_se(0.5),
            sorted.quantile_with_se(0.9),
            (ratio.value, ratio.se),
        ];
        for ((values, errors), (value, error)) in values.iter_mut().zip(&mut errors).zip(found) {
            values.push(value);
            errors.push(error);
        }
    }
    for (i, (values, errors)) in values.iter().zip(&errors).enumerate() {
        let (spread, reported) = (Moments::of(values).sd(), Moments::of(errors).mean());
        let bias = if i == 2 || i == 3 { 0.05 } else { 0.02 };
        assert!((reported / spread - 1.0).abs() < 0.08 + bias, "statistic {i}: spread {spread}, reported {reported}");
    }
}

/// By hand: position p (n − 1) among 1, 2, 4, 8, 16, interpolated linearly.
#[test]
fn quantiles_are_of_type_seven() {
    let sorted = Sorted::new(vec![16.0, 1.0, 4.0, 8.0, 2.0]);
    for (p, exact) in
        [(0.0, 1.0), (0.1, 1.4), (0.25, 2.0), (0.6, 5.6), (0.9, 12.8), (1.0, 16.0), (-1.0, 1.0), (2.0, 16.0)]
    {
        assert!((sorted.quantile(p) - exact).abs() < 1e-14, "{p}");
    }
    assert!(Sorted::new(vec![]).quantile(0.5).is_nan());
    assert_eq!(Sorted::new(vec![7.0]).quantile(0.3), 7.0);
    assert!(Sorted::new(vec![7.0]).quantile_with_se(0.3).1.is_nan());
}

#[test]
fn infinities_are_the_largest_values() {
    let sorted = Sorted::new(vec![f64::INFINITY, 1.0, f64::INFINITY, 2.0, f64::NEG_INFINITY]);
    let at = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0].map(|p| sorted.quantile(p));
    let inf = f64::INFINITY;
    assert_eq!(at, [-inf, -inf, 1.0, 2.0, inf, inf, inf]);
    assert_eq!(sorted.quantile(0.375), 1.5);
}

/// The order-statistic interval holds the true quantile in 95 of 100 samples, whatever the law: 4,000 samples allow
/// five standard errors of √(.95·.05/4000) = .0034; the discreteness of 200 numbers adds less than .01.
#[test]
fn order_statistic_intervals_cover() {
    for p in [0.1, 0.5] {
        let truth = normal::quantile(p);
        let held = (0..4000)
            .filter(|case| {
                let (low, high) = Sorted::new(normals(10_000 + case, 200)).confidence_interval(p, 0.95);
                low <= truth && truth <= high
            })
            .count();
        let share = held as f64 / 4000.0;
        assert!((share - 0.95).abs() < 0.0172 + 0.01, "{p}: {share}");
    }
}

/// Wilson's formula by mpmath with 30 digits (as R's `prop.test(54, 433, correct = FALSE)`), and the closed forms `n/(n + z²)` at the ends.
#[test]
fn wilson_intervals() {
    let (low, high) = Proportion::new(54, 433).wilson95();
    assert!((low - 0.096_853_850_601_85).abs() < 1e-12 && (high - 0.159_169_144_840_532).abs() < 1e-12, "{low} {high}");
    let z2 = 1.959_963_984_540_054f64.powi(2);
    let (low, high) = Proportion::new(0, 20).wilson95();
    assert!(low == 0.0 && (high - z2 / (20.0 + z2)).abs() < 1e-15);
    let (low, high) = Proportion::new(20, 20).wilson95();
    assert!((low - 20.0 / (20.0 + z2)).abs() < 1e-15 && high == 1.0);
    assert_eq!(Proportion::new(0, 0).wilson95(), (0.0, 1.0));
    assert_eq!(Proportion::new(1, 4).se(), (0.1875f64 / 4.0).sqrt());
}

#[test]
fn covariance_by_hand() {
    let (a, b) = ([1e9 + 1.0, 1e9 + 2.0, 1e9 + 4.0], [3.0, 5.0, 4.0]);
    // Deviations −4/3, −1/3, 5/3 and −1, 1, 0: sum of products 1, of squares 14/3 and 2.
    assert!((covariance(&a, &b) - 0.5).abs() < 1e-15);
    assert!((correlation(&a, &b) - 1.0 / (28f64 / 3.0).sqrt()).abs() < 1e-15);
    assert!(covariance(&a[..1], &b).is_nan());
    assert!(correlation(&a, &[1.0; 3]).is_nan());
}

#[test]
fn dots_stack_in_their_columns_and_none_is_lost() {
    let sorted = Sorted::new(normals(1, 10_000));
    let values = dots::quantiles(&sorted, 50);
    let plot = dots::stack(&values, -1.0, 1.0, 9);
    assert_eq!(plot.len(), 50);
    for bin in 0..9 {
        let mut levels: Vec<u32> = plot.iter().filter(|dot| dot.bin == bin).map(|dot| dot.level).collect();
        levels.sort_unstable();
        assert_eq!(levels, (0..levels.len() as u32).collect::<Vec<_>>());
    }
    // 16 % lie beyond each end: eight dots, in addition to the column's own.
    assert!(plot.iter().filter(|dot| dot.bin == 0).count() > 8);
    assert!(dots::stack(&values, 0.0, 1.0, 0).is_empty());
    assert_eq!(dots::stack(&values, 1.0, 1.0, 3).len(), 50);
    assert!(dots::quantiles(&Sorted::new(vec![]), 50).is_empty());
}
