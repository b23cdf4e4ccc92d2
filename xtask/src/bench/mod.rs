//! `cargo xtask bench`: the engine and its peers on reference funnel R1, and the engine, its version 0.1.0 and NumPy on
//! the worked example.
//!
//! The programs take turns (A B C, A B C, ...), so that a machine that slows down slows all of them. A fast wrong
//! answer is no answer: each program's figures are compared with R1's known ones. docs/benchmarks.md says how to read
//! the result.

mod drivers;
mod history;
mod known;
mod law;
mod measure;
mod past;
mod programs;
mod worked;

use crate::cli::Bench;
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use measure::{Line, Measured};
use programs::Prepared;
use std::process::Command;

/// Rounds when no number is given, and the fewest that give a median worth the name.
pub(crate) const ROUNDS: u64 = 5;

/// Measures one thing. False when the result is not as it must be.
pub(crate) fn command(of: Bench, rounds: u64) -> Result<bool> {
    if rounds < ROUNDS {
        bail!("a median needs {ROUNDS} rounds or more");
    }
    match of {
        Bench::R1 => r1(rounds),
        Bench::Levers => levers(rounds),
        Bench::Drivers => drivers::command(rounds),
        Bench::Page => page(rounds),
    }
}

/// Runs every program `rounds` times after a warm-up, prints medians and ratios and appends them to the history.
/// False when a program's figures are not those of R1, or NumPy's not those of the worked example.
fn r1(rounds: u64) -> Result<bool> {
    let Prepared { programs, mut worked, skipped } = programs::prepare()?;
    for (name, reason) in &skipped {
        println!("{name}: skipped ({reason})");
    }
    let mut lines: Vec<Vec<Line>> = vec![Vec::new(); programs.len()];
    for round in 0..=rounds {
        match round {
            0 => println!("warm-up"),
            _ => println!("round {round} of {rounds}"),
        }
        for (program, lines) in programs.iter().zip(&mut lines) {
            // The round is the seed: no two rounds repeat a draw, and round 0 is the warm-up.
            let line = program.run(round)?;
            if round > 0 {
                lines.push(line);
            }
        }
        worked.iter_mut().try_for_each(|case| case.run(round))?;
    }
    let measured: Vec<Measured> =
        programs.iter().zip(&lines).map(|(program, lines)| Measured::new(program.name, lines)).collect();
    print!("{}{}", history::table(&measured), worked::table(&worked));
    history::append(&measured, worked::figures(&worked), &skipped, rounds)?;
    Ok(measured.iter().all(Measured::agrees) && worked::agrees(&worked))
}

/// What measures the page, with the name of its figures in the history: how long it takes to open, in both browsers,
/// and what a person waits for once it is open.
const PAGE: [(&str, &str); 2] = [("opens", "tests/browser/opens.mjs"), ("page", "tests/browser/waits.mjs")];

/// What a person waits for on the page: prints each script's table and appends its figures to the history.
fn page(rounds: u64) -> Result<bool> {
    crate::build::page()?;
    let chromium = crate::setup::chromium()?;
    let firefox = crate::setup::firefox()?;
    if firefox.is_none() {
        println!("Firefox: skipped (there is none)");
    }
    for (name, script) in PAGE {
        let mut node = crate::setup::node()?;
        node.arg(paths::root().join(script)).args(["--rounds", &rounds.to_string()]).env("CHROME", &chromium);
        if let Some(firefox) = &firefox {
            node.env("FIREFOX", firefox);
        }
        let output = process::capture(&mut node)?;
        let figures = measured(&output)?;
        print!("{output}");
        history::append_figures(name, figures, rounds)?;
    }
    Ok(true)
}

/// The figures that a script's last line holds.
fn measured(output: &str) -> Result<serde_json::Value> {
    let line = output.lines().last().context("it printed nothing")?;
    serde_json::from_str(line).context("its last line is no JSON")
}

/// The most that the worked example may cost with all levers on, relative to all off.
const MOST: f64 = 3.0;

/// Runs the engine with levers on and off, prints its tables and appends the medians to the history. False when all
/// levers together cost more than they may.
fn levers(rounds: u64) -> Result<bool> {
    let program = programs::levers()?;
    let output =
        process::capture(Command::new(program).args(["--rounds", &rounds.to_string()]).current_dir(paths::root()))?;
    print!("{output}");
    let figures = measured(&output)?;
    let cost = figures["x_off"].as_f64().context("its line has no x_off")?;
    history::append_figures("levers", figures, rounds)?;
    Ok(cost <= MOST)
}
