//! First-order Sobol indices of R1's difference in revenue, one core: the counterpart of `peers/salib/drivers.py`.
//!
//! `replicates` is the size of the one run that gives all of them.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "../../engine/benches/peers/line.rs"]
#[allow(dead_code, reason = "the line of figures is another benchmark's")]
mod line;

use std::collections::BTreeMap;
use std::time::Instant;

use funnel_decide::{Driver, Found, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::decode;
use line::Ask;

const R1: &str = include_str!("../../examples/r1.json");

/// Names of the peer's inputs.
fn name(key: &str) -> String {
    let parts: Vec<&str> = key.split('/').collect();
    match parts.as_slice() {
        ["channel", id, "cost_per_inquiry"] => format!("cost_{id}"),
        ["stage", id, "rate"] => format!("rate_{id}"),
        [.., last] => (*last).to_owned(),
        [] => String::new(),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ask = Ask::from_args()?;
    let replicates = u32::try_from(ask.replicates)?;
    let mut scenario = decode::from_json(R1).map_err(|problems| format!("{problems:?}"))?;
    scenario.seed = ask.seed;
    let question = Question::Drivers { metric: Metric::Revenue, total: false };
    let run = |replicates: u32| -> Result<Found, String> {
        let mut driver = Driver::new(question.study(&scenario, replicates));
        while driver.step().map_err(|problems| format!("{problems:?}"))? {}
        Ok(driver.found())
    };
    run(64)?;
    let start = Instant::now();
    let found = run(replicates)?;
    let seconds = start.elapsed().as_secs_f64();
    let Found::Drivers(drivers) = found else { return Err("another view's answer".into()) };
    let first: BTreeMap<String, [f64; 2]> = drivers
        .parts
        .iter()
        .filter_map(|part| Some((name(part.inputs.first()?), [part.first.value, part.first.se])))
        .collect();
    let line = serde_json::json!({ "peer": "engine", "replicates": replicates, "seconds": seconds, "first": first });
    println!("{line}");
    Ok(())
}
