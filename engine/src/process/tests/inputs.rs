//! Uncertain inputs together: correlation, the market, seasons and shares.

use super::run;
use crate::process::{LANES, Model};
use crate::scenario::{Channel, Frame, Group, Input, Scenario, Segment, Stage, Value};

/// Two channels whose costs are lognormal: their logarithms are the normals behind them.
fn two_costs(correlation: f64, market: [f64; 2], group: &str) -> Scenario {
    let cost =
        |m| Input { group: group.into(), market: m, ..Input::new(Value::Lognormal { median: 100.0, sigma: 1.0 }) };
    let channel = |id: &str, m| Channel { id: id.into(), cost_per_inquiry: cost(m), ..Channel::default() };
    Scenario {
        frame: Frame { horizon_weeks: 1, run_off_weeks: 0 },
        groups: vec![Group { id: "g".into(), correlation }],
        channels: vec![channel("a", market[0]), channel("b", market[1])],
        stages: vec![Stage { id: "s".into(), ..Stage::default() }],
        ..Scenario::default()
    }
}

/// Pearson correlation of the two inputs' normals over 64,000 replicates.
fn correlation(scenario: &Scenario) -> f64 {
    let model = Model::new(scenario).unwrap();
    let id = |path: &str| model.inputs.id(path).unwrap();
    let (a, b) = (id("channels[0].cost_per_inquiry"), id("channels[1].cost_per_inquiry"));
    let (mut x, mut y) = (Vec::new(), Vec::new());
    run(scenario, 1_000, |_, block| {
        x.extend(block.theta.values[a].map(f64::ln));
        y.extend(block.theta.values[b].map(f64::ln));
    });
    crate::stats::covariance::correlation(&x, &y)
}

/// Standard error (1 − r²)/√n; 4.5 of them are allowed, a false alarm in 150,000.
#[test]
fn groups_and_the_market_correlate_as_stated() {
    let cases = [
        (two_costs(0.6, [0.0, 0.0], "g"), 0.6),
        (two_costs(0.6, [0.0, 0.0], ""), 0.0),
        (two_costs(0.0, [0.8, -0.5], ""), -0.4),
        // m·m′ + √(1 − m²)√(1 − m′²)·ρ
        (two_costs(0.5, [0.6, 0.6], "g"), 0.36 + 0.64 * 0.5),
    ];
    for (scenario, exact) in cases {
        let r = correlation(&scenario);
        let allowed = 4.5 * (1.0 - exact * exact) / f64::from(1_000 * LANES as u32).sqrt();
        assert!((r - exact).abs() <= allowed, "{r}, not {exact}");
    }
}

#[test]
fn a_correlation_of_one_is_one_number() {
    let scenario = two_costs(1.0, [0.0, 0.0], "g");
    let model = Model::new(&scenario).unwrap();
    let id = |path: &str| model.inputs.id(path).unwrap();
    let (a, b) = (id("channels[0].cost_per_inquiry"), id("channels[1].cost_per_inquiry"));
    run(&scenario, 10, |_, block| assert_eq!(block.theta.values[a], block.theta.values[b]));
}

/// Seasons multiply organic demand week by week, and segments take their shares: all counts are Poisson.
#[test]
fn seasons_and_shares_divide_the_inquiries() {
    let mut scenario = two_costs(0.0, [0.0, 0.0], "");
    scenario.frame.horizon_weeks = 5;
    scenario.market.season = vec![1.0, 0.0, 2.0];
    scenario.channels.truncate(1);
    scenario.channels[0].organic_per_week = Input::fixed(40.0);
    let segment = |id: &str, share| Segment { id: id.into(), share, ..Segment::default() };
    scenario.segments = vec![segment("large", 1.0), segment("small", 3.0)];
    let blocks = 200;
    let (mut weeks, mut cells) = (vec![0; 5], vec![0; 2]);
    run(&scenario, blocks, |_, block| {
        for (sum, x) in weeks.iter_mut().zip(&block.outcome.entered[0][0]) {
            *sum += x;
        }
        for (sum, flows) in cells.iter_mut().zip(&block.outcome.flows[0]) {
            *sum += flows[0].entered;
        }
    });
    let n = (blocks as usize * LANES) as f64;
    let agrees = |count: u64, mean: f64| {
        let exact = mean * n;
        assert!((count as f64 - exact).abs() <= 4.5 * exact.sqrt(), "{count}, not {exact}");
    };
    for (week, factor) in [1.0, 0.0, 2.0, 1.0, 0.0].into_iter().enumerate() {
        agrees(weeks[week], 40.0 * factor);
    }
    agrees(cells[0], 40.0);
    agrees(cells[1], 120.0);
}

/// The market factor multiplies organic demand by e^{σM}: over replicates, its mean grows by e^{σ²/2}.
#[test]
fn the_market_swings_organic_demand() {
    let mut scenario = two_costs(0.0, [0.0, 0.0], "");
    scenario.market.sigma = 0.3;
    scenario.channels.truncate(1);
    scenario.channels[0].organic_per_week = Input::fixed(1_000.0);
    let x = super::values(&scenario, 300, 0, crate::process::Metric::Inquiries);
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let exact = 1_000.0 * (0.3_f64 * 0.3 / 2.0).exp();
    let var = exact + exact * exact * ((0.3_f64 * 0.3).exp() - 1.0);
    assert!((mean - exact).abs() <= 4.5 * (var / n).sqrt(), "{mean}, not {exact}");
}
