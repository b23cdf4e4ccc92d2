//! What decides R1 and what to learn about it, on one core: the counterpart of `peers/salib/drivers.py` and
//! `peers/numpy/evppi.py`. Prints one JSON line.
//!
//! `replicates` is the size of the single run behind everything. `anew` is the time of that run with the indices;
//! `drivers` and `learn` are the times that they take once the run exists, as it does for the page. `learn` uses a
//! margin at which the plan about breaks even, as there is nothing to learn about a clear case.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "../../engine/benches/peers/line.rs"]
#[allow(dead_code, reason = "the line of figures is another benchmark's")]
mod line;

use std::collections::BTreeMap;
use std::time::Instant;

use funnel_decide::{Driver, Finding, Lead, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Input, Scenario, decode};
use funnel_engine::simulate::{Simulator, Tally};
use line::Ask;

const R1: &str = include_str!("../../examples/r1.json");
/// The margin of `peers/numpy/evppi.py`.
const EVEN_MARGIN: f64 = 0.19;

/// The names that the peers give the inputs.
fn name(key: &str) -> String {
    let parts: Vec<&str> = key.split('/').collect();
    match parts.as_slice() {
        ["channel", id, "cost_per_inquiry"] => format!("cost_{id}"),
        ["stage", id, "rate"] => format!("rate_{id}"),
        [.., last] => (*last).to_owned(),
        [] => String::new(),
    }
}

fn run(scenario: &Scenario, replicates: u32) -> Result<Tally, String> {
    let mut simulator = Simulator::new(scenario).map_err(|problems| format!("{problems:?}"))?;
    let mut tally = simulator.tally();
    simulator.blocks(replicates).for_each(|block| simulator.step(block, replicates, &mut tally));
    Ok(tally)
}

/// The answer from a run at hand, and the seconds it took.
fn answer(question: &Question, scenario: &Scenario, tally: Tally) -> Result<(Finding, f64), String> {
    let start = Instant::now();
    let lead = Lead::at_hand(question, scenario, tally.replicates(), tally).ok_or("the run does not tell")?;
    let driver = Driver::of(lead);
    Ok((driver.found(), start.elapsed().as_secs_f64()))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ask = Ask::from_args()?;
    let replicates = u32::try_from(ask.replicates)?;
    let mut scenario = decode::from_json(R1).map_err(|problems| format!("{problems:?}"))?;
    scenario.seed = ask.seed;
    run(&scenario, 64)?;

    let question = Question::Drivers { metric: Metric::Revenue, total: false };
    let start = Instant::now();
    let tally = run(&scenario, replicates)?;
    let (found, drivers_seconds) = answer(&question, &scenario, tally)?;
    let anew = start.elapsed().as_secs_f64();
    let Finding::Drivers(drivers) = found else { return Err("another view's answer".into()) };
    let first: BTreeMap<String, [f64; 2]> = drivers
        .parts
        .iter()
        .filter_map(|part| Some((name(part.inputs.first()?), [part.first.value, part.first.se])))
        .collect();

    scenario.money.margin = Input::fixed(EVEN_MARGIN);
    let tally = run(&scenario, replicates)?;
    let question = Question::Learn { metric: Metric::Profit, pairs: false };
    let (found, learn_seconds) = answer(&question, &scenario, tally)?;
    let Finding::Learn(learn) = found else { return Err("another view's answer".into()) };
    let evppi: BTreeMap<String, [f64; 2]> = learn
        .inputs
        .iter()
        .map(|known| (name(&known.inputs.join(" + ")), [known.worth.estimate, known.worth.se]))
        .collect();

    let line = serde_json::json!({
        "peer": "engine", "replicates": replicates, "anew": anew, "drivers": drivers_seconds, "learn": learn_seconds,
        "first": first, "evppi": evppi,
    });
    println!("{line}");
    Ok(())
}
