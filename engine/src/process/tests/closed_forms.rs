//! Simple scenarios whose exact law is known.
//!
//! Each comparison allows 4.5 standard errors, a false alarm in 150,000 for each. The seeds are fixed, so what passes
//! once passes for ever.

use super::values;
use crate::process::Metric;
use crate::scenario::laws::Beta;
use crate::scenario::{Channel, DealSize, Delay, Frame, Input, Money, Plan, Scenario, SpendChange, Stage, Value};

/// Inquiries that come without spend and pass stages with these rates, all within one week.
fn chain(inquiries: f64, rates: &[Input], deal: DealSize) -> Scenario {
    let stages =
        rates.iter().enumerate().map(|(i, rate)| Stage { id: format!("s{i}"), rate: rate.clone(), ..Stage::default() });
    Scenario {
        seed: 20_260_000,
        frame: Frame { horizon_weeks: 1, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(inquiries), ..Channel::default() }],
        stages: stages.collect(),
        money: Money { deal, margin: Input::fixed(1.0), ..Money::default() },
        ..Scenario::default()
    }
}

fn beta(a: f64, b: f64) -> Input {
    Input::new(Value::Beta(Beta { a, b }))
}

fn one_dollar() -> DealSize {
    DealSize::Fixed { value: Input::fixed(1.0) }
}

struct Moments {
    n: f64,
    mean: f64,
    var: f64,
    /// Standard error of the variance.
    var_se: f64,
}

fn moments(x: &[f64]) -> Moments {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let central = |k: i32| x.iter().map(|v| (v - mean).powi(k)).sum::<f64>() / n;
    let var = central(2);
    Moments { n, mean, var, var_se: ((central(4) - var * var) / n).sqrt() }
}

#[track_caller]
fn agrees(what: &str, value: f64, exact: f64, se: f64) {
    assert!((value - exact).abs() <= 4.5 * se, "{what}: {value} against {exact}, {} SE", (value - exact) / se);
}

#[track_caller]
fn has_moments(x: &[f64], mean: f64, var: f64) {
    let m = moments(x);
    agrees("mean", m.mean, mean, (m.var / m.n).sqrt());
    agrees("variance", m.var, var, m.var_se);
}

/// Share of values at or below each cut against the exact probability.
#[track_caller]
fn has_quantiles(x: &[f64], quantiles: &[(f64, f64)]) {
    for (p, q) in quantiles {
        let below = x.iter().filter(|v| **v <= *q).count() as f64 / x.len() as f64;
        agrees("quantile", below, *p, (p * (1.0 - p) / x.len() as f64).sqrt());
    }
}

/// Poisson thinning: 1,200 leads at .25, .40, .50, .22 are Poisson(13.2) wins (probabilities from SciPy 1.17).
#[test]
fn thinned_poisson_is_poisson() {
    let rates = [0.25, 0.40, 0.50, 0.22].map(Input::fixed);
    let wins = values(&chain(1_200.0, &rates, one_dollar()), 1_500, 0, Metric::Customers);
    has_moments(&wins, 13.2, 13.2);
    let n = wins.len() as f64;
    let p = wins.iter().filter(|w| **w >= 20.0).count() as f64 / n;
    agrees("P(wins >= 20)", p, 0.048_355_904_542_359_586, (0.0484 * 0.9516 / n).sqrt());
}

/// The chain with beta rates and lognormal deals: moments from the reference (SciPy 1.17, R). If the rate were drawn
/// for each lead instead of once per replicate, the variance would be 13.2, and the test would fail.
#[test]
fn uncertain_rates_add_their_variance() {
    let rates = [beta(25.0, 75.0), beta(40.0, 60.0), beta(30.0, 30.0), beta(22.0, 78.0)];
    let median = Input::fixed(libm::exp(9.0));
    let scenario = chain(1_200.0, &rates, DealSize::Lognormal { median, sigma: 0.8 });
    has_moments(&values(&scenario, 3_000, 0, Metric::Customers), 13.200_000_000_000_001, 30.521_379_301_522_266);
    has_moments(&values(&scenario, 3_000, 0, Metric::Revenue), 147_298.560_464_992_45, 5_274_157_311.596_331);
}

/// Poisson(3) deals of Gamma(shape .8, scale 20,000): compound quantiles from the reference.
#[test]
fn compound_poisson_gamma_has_its_quantiles() {
    let deal = DealSize::Gamma { mean: Input::fixed(16_000.0), shape: 0.8 };
    let x = values(&chain(3.0, &[Input::fixed(1.0)], deal), 1_500, 0, Metric::Revenue);
    has_moments(&x, 48_000.0, 1_728_000_000.0);
    let none = x.iter().filter(|v| **v == 0.0).count() as f64 / x.len() as f64;
    agrees("P(0)", none, 0.049_787_068_367_863_944, (0.0498 * 0.9502 / x.len() as f64).sqrt());
    let exact = [
        (0.25, 16_233.223_101_778_418),
        (0.5, 38_344.843_709_849_69),
        (0.75, 69_212.436_039_488_53),
        (0.9, 104_512.023_143_074_64),
        (0.95, 129_054.120_999_162),
    ];
    has_quantiles(&x, &exact);
}

/// 200 opportunities, won with a chance ~ Beta(10, 30), bring Gamma(2, 5,000) deals. The opportunities wait in the
/// stage at the start.
#[test]
fn compound_beta_binomial_gamma_from_an_open_pipeline() {
    let deal = DealSize::Gamma { mean: Input::fixed(10_000.0), shape: 2.0 };
    let mut scenario = chain(0.0, &[beta(10.0, 30.0)], deal);
    scenario.stages[0].open_at_start = 200;
    let x = values(&scenario, 2_000, 0, Metric::Revenue);
    has_moments(&x, 500_000.0, 24_451_219_512.195_12);
    let exact = [
        (0.05, 262_032.652_963_966_54),
        (0.25, 388_052.594_096_790_07),
        (0.5, 489_270.909_358_131_47),
        (0.75, 600_392.469_660_697_6),
        (0.95, 774_649.091_117_546_9),
    ];
    has_quantiles(&x, &exact);
}

/// Over-dispersion: counts with k = 5 and mean 35/3 are negative binomial with variance mean + mean²/k.
#[test]
fn over_dispersed_counts_have_their_variance() {
    let mean = 35.0 / 3.0;
    let mut scenario = chain(mean, &[Input::fixed(1.0)], one_dollar());
    scenario.channels[0].dispersion = Some(Input::fixed(5.0));
    has_moments(&values(&scenario, 1_500, 0, Metric::Inquiries), mean, mean + mean * mean / 5.0);
}

/// Branching: of 100 leads a week 30 % pass A; 40 % of A's losses skip to C; B passes half; C passes 20 %. The
/// absorbing chain's B = NR gives .3·.5·.2 + .7·.4·.2 = .086 wins a lead.
#[test]
fn a_branching_chain_meets_its_absorption_probability() {
    let rates = [0.3, 0.5, 0.2].map(Input::fixed);
    let mut scenario = chain(100.0, &rates, one_dollar());
    scenario.frame.horizon_weeks = 10;
    scenario.stages[0].loss.to = "s2".into();
    scenario.stages[0].loss.to_share = Input::fixed(0.4);
    // Sums of independent Poisson streams: Poisson with the summed mean.
    has_moments(&values(&scenario, 400, 0, Metric::Customers), 86.0, 86.0);
}

/// With delays and a run-off nobody is lost on the way: total wins are Poisson, and the share that lands within the
/// horizon follows from the delay's law.
#[test]
fn delays_move_wins_but_keep_them() {
    let mut scenario = chain(50.0, &[Input::fixed(0.4)], one_dollar());
    scenario.frame = Frame { horizon_weeks: 8, run_off_weeks: 200 };
    scenario.stages[0].delay = Delay::Empirical { weeks: vec![1.0, 3.0, 12.0] };
    let within = values(&scenario, 400, 0, Metric::Bookings);
    let after = values(&scenario, 400, 0, Metric::BookingsAfter);
    let all: Vec<f64> = within.iter().zip(&after).map(|(a, b)| a + b).collect();
    has_moments(&all, 160.0, 160.0);
    // Weeks 0 to 7: with a wait of 1 week the arrivals of 7 weeks land, with 3 weeks those of 5, with 12 those of none.
    let landed = 20.0 * (7.0 + 5.0) / 3.0;
    has_moments(&within, landed, landed);
}

/// Twice the spend at elasticity e and slope 1 brings 2/(2(1 − e) + e) times the inquiries; half brings .5/(.5(1 − e) +
/// e). Each arm by itself is Poisson, and the difference between the arms is the luck of the extra people alone.
#[test]
fn arms_are_poisson_and_differ_by_the_extra_people_only() {
    let e = 0.6;
    let mut scenario = chain(0.0, &[Input::fixed(1.0)], one_dollar());
    scenario.channels[0] = Channel {
        id: "c".into(),
        spend_per_week: 6_000.0,
        cost_per_inquiry: Input::fixed(100.0),
        elasticity: Input::fixed(e),
        ..Channel::default()
    };
    let plan = |scale| Plan { spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() };
    scenario.plans = vec![plan(2.0), plan(0.5), plan(0.0)];
    let today = values(&scenario, 1_000, 0, Metric::Inquiries);
    has_moments(&today, 60.0, 60.0);
    for (arm, m) in [(1, 2.0), (2, 0.5)] {
        let mean = 60.0 * m / (m * (1.0 - e) + e);
        let x = values(&scenario, 1_000, arm, Metric::Inquiries);
        has_moments(&x, mean, mean);
        let difference: Vec<f64> = x.iter().zip(&today).map(|(a, b)| a - b).collect();
        has_moments(&difference, mean - 60.0, (mean - 60.0).abs());
    }
    assert!(values(&scenario, 10, 3, Metric::Inquiries).iter().all(|x| *x == 0.0), "no spend, no paid inquiries");
}

/// Carry-over: after spend stops at week 4, what still comes is the geometric tail of the steady state.
#[test]
fn carry_over_decays_geometrically() {
    let (alpha, e) = (0.5, 0.999);
    let mut scenario = chain(0.0, &[Input::fixed(1.0)], one_dollar());
    scenario.frame = Frame { horizon_weeks: 10, run_off_weeks: 0 };
    scenario.channels[0] = Channel {
        id: "c".into(),
        spend_per_week: 10_000.0,
        cost_per_inquiry: Input::fixed(100.0),
        elasticity: Input::fixed(e),
        carry_over: Input::fixed(alpha),
        ..Channel::default()
    };
    let stop = SpendChange { scale: 0.0, from_week: 5, ..SpendChange::default() };
    scenario.plans = vec![Plan { spend: vec![stop], ..Plan::default() }];
    let x = values(&scenario, 300, 1, Metric::Inquiries);
    // m = 1 for four weeks, then α, α², …; response m/((1 − e)m + e).
    let response = |m: f64| m / ((1.0 - e) * m + e);
    let exact = 100.0 * (4.0 + (1..=6).map(|l| response(f64::powi(alpha, l))).sum::<f64>());
    has_moments(&x, exact, exact);
}
