//! The engine on R1 for `cargo xtask bench`: one core, the report included.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "peers/line.rs"]
mod line;

use std::time::Instant;

use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Summary};
use funnel_engine::scenario::decode;
use funnel_engine::simulate::Simulator;
use line::{Ask, Line};

const R1: &str = include_str!("../../examples/r1.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ask = Ask::from_args()?;
    let replicates = u32::try_from(ask.replicates)?;
    let mut scenario = decode::from_json(R1).map_err(|problems| format!("{problems:?}"))?;
    scenario.seed = ask.seed;
    let mut simulator = Simulator::new(&scenario).map_err(|problems| format!("{problems:?}"))?;
    let mut tally = simulator.tally();
    simulator.step(0, 64, &mut simulator.tally());

    let start = Instant::now();
    for block in simulator.blocks(replicates) {
        simulator.step(block, replicates, &mut tally);
    }
    let report = tally.report(simulator.model());
    let seconds = start.elapsed().as_secs_f64();

    let figure = |e: Estimate| e.value.ok_or("a figure is missing");
    let revenue = |arm: usize| report.arms[arm].figures.get(&Metric::Revenue).copied().unwrap_or_default();
    let (today, plan): (Summary, Summary) = (revenue(0), revenue(1));
    // The peers' arms have independent luck, and so have the two years' books.
    let books = report.comparisons.first().and_then(|c| c.books).ok_or("no second world")?;
    let line = Line {
        peer: "engine",
        replicates: ask.replicates,
        joint_replicates: Some(books.replicates),
        seconds,
        mean_today: figure(today.mean)?,
        mean_plan: figure(plan.mean)?,
        sd_today: figure(today.sd)?,
        sd_plan: figure(plan.sd)?,
        uplift_p10: figure(books.uplift.p10)?,
        uplift_p50: figure(books.uplift.p50)?,
        uplift_p90: figure(books.uplift.p90)?,
        p_profit_rises: books.profit_rises.value,
    };
    println!("{}", serde_json::to_string(&line)?);
    Ok(())
}
