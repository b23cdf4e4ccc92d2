//! The joint law of uncertain inputs: correlation, the market, seasons and shares.

use super::run;
use crate::process::{BATCH, Model};
use crate::scenario::laws::Lognormal;
use crate::scenario::{Channel, Frame, Group, Input, Market, Scenario, SeasonUnit, Segment, Stage, Value};

/// Two channels with lognormal costs, whose logarithms are the normals behind them.
fn two_costs(correlation: f64, market: [f64; 2], group: &str) -> Scenario {
    let cost = |m| Input {
        group: group.into(),
        market: m,
        ..Input::new(Value::Lognormal(Lognormal { median: 100.0, sigma: 1.0 }))
    };
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

/// The standard error is (1 − r²)/√n; 4.5 of them are allowed, a false alarm in 150,000.
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
        let allowed = 4.5 * (1.0 - exact * exact) / f64::from(1_000 * BATCH as u32).sqrt();
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
    let n = (blocks as usize * BATCH) as f64;
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

/// What makes inquiries swing leaves their mean as typed: a market of any σ, and weeks that vary in how busy they are,
/// both with a season. The variance is exact, too: with f the market's factor, E[f²] = e^{σ²}, and G the factor of a
/// week, E[G²] = 1 + 1/k, it is Σ m_t + Σ m_t² e^{σ²}/k + (Σ m_t)² (e^{σ²} − 1). 4.5 standard errors of the mean, 7
/// cases: a false alarm in 20,000.
#[test]
fn what_swings_does_not_raise_the_mean() {
    let even: Vec<f64> = (0..12).map(|month| if month < 6 { 1.5 } else { 0.5 }).collect();
    let higher: Vec<f64> = even.iter().map(|x| x * 1.04).collect();
    let cases = [
        (0.5, None, vec![]),
        (0.15, None, vec![]),
        (1.0, None, vec![]),
        (0.0, Some(2.0), vec![]),
        (0.5, Some(0.5), vec![]),
        (0.5, None, even),
        (0.3, Some(4.0), higher),
    ];
    for (sigma, k, season) in cases {
        let mut scenario = two_costs(0.0, [0.0, 0.0], "");
        scenario.frame.horizon_weeks = 52;
        scenario.market = Market { sigma, season, season_unit: SeasonUnit::Weeks };
        if !scenario.market.season.is_empty() {
            scenario.market.season_unit = SeasonUnit::Months;
        }
        scenario.channels.truncate(1);
        scenario.channels[0].organic_per_week = Input::fixed(100.0);
        scenario.channels[0].dispersion = k.map(Input::fixed);
        let weeks: Vec<f64> = (0..52).map(|t| 100.0 * scenario.market.season_in(t)).collect();
        let (sum, squares) = (weeks.iter().sum::<f64>(), weeks.iter().map(|m| m * m).sum::<f64>());
        let market = (sigma * sigma).exp();
        let var = sum + squares * market * k.map_or(0.0, |k| 1.0 / k) + sum * sum * (market - 1.0);
        let x = super::values(&scenario, 200, 0, crate::process::Metric::Inquiries);
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let allowed = 4.5 * (var / n).sqrt();
        assert!((mean - sum).abs() <= allowed, "σ {sigma}, k {k:?}: {mean} ± {allowed}, not {sum}");
    }
}

/// How strongly an input follows the market or its group changes nothing about the input itself: its mean, P10, median
/// and P90 are those of a lognormal (μ = ln 100, σ = 1), within 4.5 standard errors.
#[test]
fn following_the_market_leaves_an_input_as_it_is() {
    for (rho, m, group) in [(0.0, 0.8, ""), (0.7, -0.5, "g"), (1.0, 1.0, "g"), (0.4, 0.0, "g")] {
        let scenario = two_costs(rho, [m, m], group);
        let id = Model::new(&scenario).unwrap().inputs.id("channels[0].cost_per_inquiry").unwrap();
        let mut x = Vec::new();
        run(&scenario, 1_000, |_, block| x.extend(block.theta.values[id]));
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let exact = 100.0 * 0.5_f64.exp();
        let se = exact * (1.0_f64.exp() - 1.0).sqrt() / n.sqrt();
        assert!((mean - exact).abs() <= 4.5 * se, "ρ {rho}, m {m}: {mean}, not {exact}");
        for (p, z) in [(0.1, -1.281_551_565_544_600_4), (0.5, 0.0), (0.9, 1.281_551_565_544_600_4_f64)] {
            let below = x.iter().filter(|x| **x <= 100.0 * z.exp()).count() as f64 / n;
            assert!((below - p).abs() <= 4.5 * (p * (1.0 - p) / n).sqrt(), "ρ {rho}, m {m}: {below} below P{p}");
        }
    }
}
