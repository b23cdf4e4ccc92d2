//! The table on the screen, and the line that is kept.

use super::measure::Measured;
use super::programs::{PAST, Skipped};
use crate::{paths, process};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::process::Command;
use std::thread;

const HISTORY: &str = "docs/benchmarks.jsonl";
/// What the speeds are divided by.
const YARDSTICKS: [&str; 5] = ["numpy", "numpy, algebra", "naive-rust", "squiggle", PAST];

/// Medians, ranges, ratios and agreement, one program per line.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut text = format!(
        "\n{:<20}{:>14}{:>20}{:>10}{:>12}{:>14}{:>12}{:>10}   figures against the known answers\n",
        "R1", "replicates/s", "min to max", "x NumPy", "x algebra", "x naive Rust", "x Squiggle", "x 0.1.0"
    );
    for program in measured {
        let [numpy, algebra, naive, squiggle, past] =
            ratios(program, measured).map(|ratio| ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.3}")));
        let range = format!("{:.0} to {:.0}", program.min, program.max);
        let (figure, distance) = program.worst;
        let verdict = if program.agrees() { "agrees" } else { "DIFFERS" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:<20}{:>14.0}{range:>20}{numpy:>10}{algebra:>12}{naive:>14}{squiggle:>12}{past:>10}   {verdict}: {} compared, at most {distance:.1} se ({figure})",
            program.name, program.median, program.compared,
        );
    }
    text
}

/// Adds one line to the history.
pub(crate) fn append(measured: &[Measured], worked: Value, skipped: &[Skipped], rounds: u64) -> Result<()> {
    let (date, commit) = now()?;
    let mut line = record(measured, skipped, rounds, date.trim(), commit.trim());
    line["worked"] = worked;
    write(&line)
}

/// Adds another benchmark: a line like [`append`]'s but without programs, its figures under its name.
pub(crate) fn append_figures(name: &str, figures: Value, rounds: u64) -> Result<()> {
    let (date, commit) = now()?;
    let mut line = record(&[], &[], rounds, date.trim(), commit.trim());
    line[name] = figures;
    write(&line)
}

/// Today's date, and the commit that is measured.
fn now() -> Result<(String, String)> {
    let mut git = Command::new("git");
    git.args(["describe", "--always", "--dirty", "--exclude=*"]).current_dir(paths::root());
    let commit = process::capture(&mut git)?;
    let date = process::capture(Command::new("date").args(["-u", "+%F"]))?;
    Ok((date, commit))
}

fn write(line: &Value) -> Result<()> {
    let path = paths::root().join(HISTORY);
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| writeln!(file, "{line}")).with_context(|| format!("cannot write {HISTORY}"))?;
    println!("\nappended to {HISTORY}");
    Ok(())
}

fn record(measured: &[Measured], skipped: &[Skipped], rounds: u64, date: &str, commit: &str) -> Value {
    let programs: Map<String, Value> = measured
        .iter()
        .map(|program| {
            let [numpy, algebra, naive, squiggle, past] = ratios(program, measured).map(|ratio| ratio.map(rounded));
            let figures = json!({
                "replicates_per_second": program.median.round(),
                "min": program.min.round(),
                "max": program.max.round(),
                "x_numpy": numpy,
                "x_numpy_algebra": algebra,
                "x_naive_rust": naive,
                "x_squiggle": squiggle,
                "x_0_1_0": past,
                "agrees": program.agrees(),
            });
            (program.name.to_owned(), figures)
        })
        .collect();
    let skipped: Vec<&str> = skipped.iter().map(|(name, _)| *name).collect();
    json!({
        "date": date,
        "commit": commit,
        "machine": { "cpu": cpu(), "cores": thread::available_parallelism().map_or(0, usize::from) },
        "rounds": rounds,
        "programs": programs,
        "skipped": skipped,
    })
}

/// The program's median speed over that of each yardstick that ran.
fn ratios(program: &Measured, measured: &[Measured]) -> [Option<f64>; YARDSTICKS.len()] {
    YARDSTICKS.map(|name| {
        let yardstick = measured.iter().find(|other| other.name == name)?;
        Some(program.median / yardstick.median)
    })
}

/// Three decimals, because the rounds differ by more than that.
fn rounded(ratio: f64) -> f64 {
    (ratio * 1000.0).round() / 1000.0
}

/// The processor's name, where the system reveals it.
fn cpu() -> String {
    let linux = fs::read_to_string("/proc/cpuinfo").ok();
    let name = linux.as_deref().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        line.split_once(": ").map(|(_, name)| name.to_owned())
    });
    name.unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(name: &'static str, median: f64) -> Measured {
        Measured { name, median, min: median - 1.0, max: median + 1.0, compared: 8, worst: ("sd_plan", 1.25) }
    }

    #[test]
    fn ratios_are_of_medians_and_absent_without_the_yardstick() {
        let programs = [measured("numpy", 8_000.0), measured("engine", 20_000.0), measured(PAST, 5_000.0)];
        assert_eq!(ratios(&programs[1], &programs), [Some(2.5), None, None, None, Some(4.0)]);
        let line = record(&programs, &[("browser", "no hook")], 5, "2030-01-31", "abc1234-dirty");
        assert_eq!(line["programs"]["engine"]["x_numpy"], 2.5);
        assert_eq!(line["programs"]["engine"]["x_0_1_0"], 4.0);
        assert!(line["programs"]["engine"]["x_naive_rust"].is_null());
        assert_eq!(line["skipped"], json!(["browser"]));
        assert!(table(&programs).contains("agrees: 8 compared, at most 1.2 se (sd_plan)"));
    }
}
