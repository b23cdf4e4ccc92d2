//! `cargo xtask test`: every check by name. All run, even after a failure; the last line counts them.

mod bits;
mod browser;
mod cluster;
mod dependencies;
mod native;
mod pages;
mod passed;
mod run;
mod rust;
mod tidy;

pub(crate) use run::{command, list};

use crate::build;
use anyhow::Result;

/// How a step ended, if not in an error.
pub(crate) enum Outcome {
    Passed,
    /// It could not be done here; the reason.
    Skipped(String),
    /// It passed before, and nothing that it reads has changed since.
    Unchanged,
}

/// One check.
struct Step {
    name: &'static str,
    /// What it checks.
    about: &'static str,
    run: fn() -> Result<Outcome>,
    /// Which files it reads, for a step that is not run again while they are unchanged.
    reads: Option<fn(&str) -> bool>,
}

impl Step {
    const fn new(name: &'static str, about: &'static str, run: fn() -> Result<Outcome>) -> Self {
        Self { name, about, run, reads: None }
    }

    const fn kept(self, reads: fn(&str) -> bool) -> Self {
        Self { reads: Some(reads), ..self }
    }
}

/// In the order in which they run: those that fail fast go first.
const STEPS: [Step; 15] = [
    Step::new("fmt", "the Rust sources are formatted", rust::fmt),
    Step::new("tidy", "short files, no path of a machine, no name of a file that is not there", tidy::check),
    Step::new("licences", "each dependency's licence is allowed", dependencies::licences),
    Step::new("advisories", "no dependency has a known vulnerability", dependencies::advisories),
    Step::new("clippy", "lints, on this machine's target", rust::clippy),
    Step::new("clippy-wasm", "lints of the page, on Wasm", rust::clippy_wasm),
    Step::new("docs", "the documentation builds without warnings", rust::docs),
    Step::new("pages", "the pages on adding a lever, law, view, study or chart work when followed", pages::check)
        .kept(passed::natively),
    Step::new("native", "the tests of every crate, on this machine's target", native::check).kept(passed::natively),
    Step::new("bits", "the same report with AVX2, and in Wasm with and without SIMD", bits::check)
        .kept(passed::natively),
    Step::new("cluster", "a run spread by Ray or Slurm, with mishaps, gives the bits of one process", cluster::check)
        .kept(passed::natively),
    Step::new("page", "the release page builds", page),
    Step::new(
        "budget",
        "the page and the page in one file are within their bytes, and their loops are vectors",
        budget,
    ),
    Step::new("browser", "the release page works in Chromium", browser::check),
    Step::new("firefox", "it works in Firefox, too", browser::firefox),
];

fn page() -> Result<Outcome> {
    build::page()?;
    Ok(Outcome::Passed)
}

fn budget() -> Result<Outcome> {
    let dist = build::page()?;
    print!("{}", build::size::table(&dist)?);
    build::size::check(&dist)?;
    build::vectors::check(&dist)?;
    Ok(Outcome::Passed)
}
