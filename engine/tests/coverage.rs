//! Calibration: intervals of ±1.96 reported standard errors cover the exact value 19 times in 20.
//!
//! 200 opportunities are won with one rate ~ Beta(10, 30) and bring Gamma(2, 5,000) each: mean, spread and quantiles
//! are known (SciPy 1.17: compound beta-binomial gamma). There are 400 runs with different seeds. The number of runs
//! that cover is Binomial(400, .95), and 4.5 of its standard errors, .049, are allowed: a false alarm in 150,000 for
//! each figure.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Report};
use funnel_engine::scenario::decode;
use funnel_engine::simulate::Simulator;

const SCENARIO: &str = r#"{
  "frame": {"horizon_weeks": 1, "run_off_weeks": 0},
  "channels": [{"id": "none"}],
  "stages": [{"id": "won", "rate": {"value": {"beta": {"a": 10, "b": 30}}}, "open_at_start": 200}],
  "money": {"deal": {"gamma": {"mean": 10000, "shape": 2}}, "margin": 1},
  "plans": [{"rates": [{"stage": "won", "logit": 0.3}]}],
  "target": {"value": 600392.4696606976}
}"#;

const RUNS: u64 = 400;
const REPLICATES: u32 = 512;

fn report(seed: u64) -> Report {
    let mut scenario = decode::from_json(SCENARIO).unwrap();
    scenario.seed = seed;
    let mut simulator = Simulator::new(&scenario).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(REPLICATES) {
        simulator.step(block, REPLICATES, &mut tally);
    }
    tally.report(simulator.model())
}

#[test]
fn reported_errors_cover_at_their_nominal_rate() {
    let mut covered = [("mean", 0), ("sd", 0), ("p10", 0), ("p50", 0), ("p90", 0), ("chance", 0), ("wilson", 0)];
    for seed in 0..RUNS {
        let report = report(seed);
        let revenue = report.arms[0].figures[&Metric::Revenue];
        let target = report.arms[0].target.unwrap();
        let within = |e: Estimate, exact: f64| (e.value.unwrap() - exact).abs() <= 1.96 * e.se.unwrap();
        let chance = Estimate { value: Some(target.value), se: Some(target.se) };
        let hits = [
            within(revenue.mean, 500_000.0),
            within(revenue.sd, 24_451_219_512.195_12_f64.sqrt()),
            within(revenue.p10, 306_376.743_553_512_5),
            within(revenue.p50, 489_270.909_358_131_47),
            within(revenue.p90, 707_673.277_747_280_9),
            within(chance, 0.25),
            target.low <= 0.25 && 0.25 <= target.high,
        ];
        for ((_, count), hit) in covered.iter_mut().zip(hits) {
            *count += u64::from(hit);
        }
    }
    for (figure, count) in covered {
        let rate = count as f64 / RUNS as f64;
        assert!((rate - 0.95).abs() <= 0.049, "{figure} covers in {rate} of runs");
    }
}

/// The error reported for a paired difference covers as it should, too. The mean over all runs stands in for the truth,
/// which it misses by at most a twentieth of one run's error.
#[test]
fn errors_of_differences_cover_as_well() {
    let reports: Vec<Report> = (1_000..1_000 + RUNS).map(report).collect();
    let of = |r: &Report| r.comparisons[0].difference[&Metric::Profit].mean;
    let truth = reports.iter().map(|r| of(r).value.unwrap()).sum::<f64>() / RUNS as f64;
    let hits = reports.iter().filter(|r| (of(r).value.unwrap() - truth).abs() <= 1.96 * of(r).se.unwrap()).count();
    let rate = hits as f64 / RUNS as f64;
    assert!((rate - 0.95).abs() <= 0.049, "covers in {rate} of runs");
}
