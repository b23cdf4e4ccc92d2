//! One of the scenarios that measure what levers cost, for `cargo xtask bench`: one core, the report included.
//!
//! It is built both with this engine and with that of 0.1.0, so that one stopwatch times both.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "shared/clock.rs"]
mod clock;
#[path = "shared/scenarios.rs"]
mod scenarios;

use clock::Clock;
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::simulate::Simulator;
use scenarios::{Failure, all_off, all_on, all_set, told, worked_example};
use serde_json::{Map, Value, json};

/// Figures whose distribution is printed.
const FIGURES: [(Metric, &str); 3] =
    [(Metric::Revenue, "revenue"), (Metric::Profit, "profit"), (Metric::ProfitWithAfter, "profit_with_after")];

fn main() -> Result<(), Failure> {
    let (mut which, mut replicates, mut seed) = ("example".to_owned(), 1_024, 1);
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        let value = args.next().ok_or_else(|| format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--scenario" => which = value,
            "--replicates" => replicates = value.parse()?,
            "--seed" => seed = value.parse()?,
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    let mut scenario = match which.as_str() {
        "example" => worked_example()?,
        "off" => all_off()?,
        "on" => all_on()?,
        "set" => all_set()?,
        other => return Err(format!("no scenario {other}: example, off, on or set").into()),
    };
    scenario.seed = seed;
    let mut simulator = Simulator::new(&scenario).map_err(told)?;
    // An uncounted block, to warm the caches and the allocator.
    simulator.step(0, 64, &mut simulator.tally());

    let clock = Clock::new();
    let mut tally = simulator.tally();
    for block in simulator.blocks(replicates) {
        simulator.step(block, replicates, &mut tally);
    }
    let report = tally.report(simulator.model());
    let seconds = clock.seconds();

    // What another program's figures are compared with, each with its standard error.
    let law = |arm: usize, metric: Metric| -> Result<Value, Failure> {
        let figure = report.arms.get(arm).and_then(|arm| arm.figures.get(&metric)).ok_or("a figure is missing")?;
        let told = |e: &Estimate| (e.value, e.se);
        Ok(json!({ "mean": told(&figure.mean), "sd": told(&figure.sd), "p10": told(&figure.p10),
            "p50": told(&figure.p50), "p90": told(&figure.p90) }))
    };
    let mut laws = Map::new();
    for (arm, called) in [(0, "today"), (1, "plan")] {
        for (metric, name) in FIGURES {
            laws.insert(format!("{called}_{name}"), law(arm, metric)?);
        }
    }
    let mean = |arm: &str| laws[&format!("{arm}_revenue")]["mean"][0].clone();
    println!(
        "{}",
        json!({ "replicates": report.replicates, "seconds": seconds,
            "mean_today": mean("today"), "mean_plan": mean("plan"), "law": laws })
    );
    Ok(())
}
