//! The programs that are compared: how each is set up and started.
//!
//! Each takes `--replicates N --seed S` and prints one JSON line with `replicates`, `seconds` (the simulation alone)
//! and the figures of known.rs. It leaves out what it cannot compute.

use super::measure::Line;
use super::past;
use super::worked::{self, Case, SCENARIOS};
use crate::cargo::{Artifact, artifacts, cargo, program};
use crate::serve::Site;
use crate::{build, paths, process, setup};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEERS: &str = "engine/benches/peers";
/// The engine of 0.1.0, as a peer on R1 and on the worked example.
pub(crate) const PAST: &str = "engine 0.1.0";
/// The worked example's file, in this version and in 0.1.0.
const EXAMPLE: &str = "scenario/templates/sales-led-saas.json";
const BROWSER: &str = "tests/browser/bench.mjs";

pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// One round's work, about two seconds of it.
    replicates: u64,
    command: Vec<PathBuf>,
    environment: Vec<(&'static str, OsString)>,
}

/// A program that cannot run yet, and why.
pub(crate) type Skipped = (&'static str, &'static str);

impl Program {
    pub(super) fn new(name: &'static str, replicates: u64, command: &[&Path]) -> Self {
        let command = command.iter().map(|word| word.to_path_buf()).collect();
        Self { name, replicates, command, environment: Vec::new() }
    }

    /// One round's line.
    pub(crate) fn run(&self, seed: u64) -> Result<Line> {
        Line::parse(&self.output(seed)?).with_context(|| self.name)
    }

    /// One round; what it printed.
    pub(crate) fn output(&self, seed: u64) -> Result<String> {
        let (program, arguments) = self.command.split_first().context("an empty command")?;
        process::capture(
            Command::new(program)
                .args(arguments)
                .args(["--replicates", &self.replicates.to_string()])
                .args(["--seed", &seed.to_string()])
                // Whatever library NumPy is built on: one thread.
                .envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"].map(|name| (name, "1")))
                .envs(self.environment.iter().cloned())
                .current_dir(paths::root()),
        )
        .with_context(|| self.name)
    }
}

/// All that runs in one benchmark.
pub(crate) struct Prepared {
    /// On R1.
    pub(crate) programs: Vec<Program>,
    /// On the worked example: this engine, that of 0.1.0, and NumPy.
    pub(crate) worked: Vec<Case>,
    pub(crate) skipped: Vec<Skipped>,
}

/// Sets everything up and builds it.
pub(crate) fn prepare() -> Result<Prepared> {
    let (mut skipped, mut worked) = (Vec::new(), Vec::new());
    let peers = paths::root().join(PEERS);
    let python = setup::python("NumPy", "15 s", "venv", &peers.join("numpy"))?;
    // In its own folder, because the page and its tests have no use for it.
    setup::packages_of("Squiggle", "10 s", "squiggle", &peers.join("squiggle"))?;
    let benches = benches("funnel-engine")?;
    let naive = program(&benches, "peer_naive").context("the engine has no bench target peer_naive")?;

    let mut programs = vec![
        Program::new("numpy", 20_000, &[&python, &peers.join("numpy/r1.py")]),
        Program::new("numpy, algebra", 200_000, &[&python, &peers.join("numpy/algebra.py")]),
        Program::new("naive-rust", 20_000, &[&naive]),
        Program::new("squiggle", 500, &[Path::new("node"), &peers.join("squiggle/r1.mjs")]),
    ];
    let example = [&python, &peers.join("numpy/worked.py"), Path::new("--scenario"), &paths::root().join(EXAMPLE)];
    worked.push(Case::new(worked::NUMPY, SCENARIOS[0].1, Program::new(worked::NUMPY, 1_024, &example)));
    let past = past::Past::find()?;
    let past_benches = match &past {
        Ok(past) => Ok(past.benches()?),
        Err(reason) => Err(*reason),
    };
    for (name, benches) in [("engine", Ok(benches)), (PAST, past_benches)] {
        let found = benches.and_then(|benches| {
            let target = |target| program(&benches, target);
            target("r1").zip(target("worked")).ok_or("it has no bench targets r1 and worked")
        });
        match found {
            Ok((r1, example)) => {
                programs.push(Program::new(name, 50_000, &[&r1]));
                worked.extend(SCENARIOS.map(|(word, scenario)| {
                    let command = [&example, Path::new("--scenario"), Path::new(word)];
                    Case::new(name, scenario, Program::new(name, 1_024, &command))
                }));
            }
            Err(reason) => skipped.push((name, reason)),
        }
    }
    if paths::root().join(BROWSER).is_file() {
        setup::npm_packages()?;
        let (chromium, root) = (setup::chromium()?, paths::root());
        let page = Page::serve(&build::page()?, &chromium)?;
        programs.push(page.program("browser, 1 worker", 50_000, &["--workers", "1"].map(Path::new)));
        programs.push(page.program("browser, 2 workers", 100_000, &["--workers", "2"].map(Path::new)));
        worked.push(page.worked("engine", &root.join(EXAMPLE)));
        if let Ok(past) = &past {
            worked.push(Page::serve(&past.page()?, &chromium)?.worked(PAST, &past.file(EXAMPLE)));
        }
    } else {
        skipped.push(("browser", "page has no bench hook"));
    }
    // Both engines on one scenario, then both on the next: what is compared runs close together in time.
    worked.sort_by_key(Case::place);
    Ok(Prepared { programs, worked, skipped })
}

/// The engine's benchmark of levers, built.
pub(crate) fn levers() -> Result<PathBuf> {
    let benches = benches("funnel-engine")?;
    program(&benches, "levers").context("the engine has no bench target levers")
}

/// The drivers of the engine, SALib and NumPy, each with this many replicates.
pub(crate) fn drivers(replicates: u64) -> Result<[Program; 3]> {
    let peers = paths::root().join(PEERS);
    let python = setup::python("SALib", "15 s", "venv-salib", &peers.join("salib"))?;
    let benches = benches("funnel-decide")?;
    let engine = program(&benches, "drivers").context("decide has no bench target drivers")?;
    Ok([
        Program::new("engine", replicates, &[&engine]),
        Program::new("salib", replicates, &[&python, &peers.join("salib/drivers.py")]),
        Program::new("numpy", replicates, &[&python, &peers.join("numpy/evppi.py")]),
    ])
}

/// A served page, and the browser that opens it: `BROWSER --workers W`, told where they are by BASE_URL and CHROME, as
/// the browser tests are.
struct Page<'a> {
    origin: String,
    chromium: &'a Path,
}

impl<'a> Page<'a> {
    fn serve(dist: &Path, chromium: &'a Path) -> Result<Self> {
        Ok(Self { origin: Site::bind(0)?.run_aside(dist), chromium })
    }

    fn program(&self, name: &'static str, replicates: u64, arguments: &[&Path]) -> Program {
        let command = [&["node", BROWSER].map(Path::new), arguments].concat();
        let environment = vec![("BASE_URL", self.origin.clone().into()), ("CHROME", self.chromium.into())];
        Program { environment, ..Program::new(name, replicates, &command) }
    }

    /// An engine's page with one worker on its worked example.
    fn worked(&self, engine: &'static str, example: &Path) -> Case {
        let arguments = [Path::new("--workers"), Path::new("1"), Path::new("--scenario"), example];
        Case::new(engine, worked::BROWSER, self.program(engine, 2_048, &arguments))
    }
}

/// Builds a crate's bench targets.
fn benches(package: &str) -> Result<Vec<Artifact>> {
    artifacts(cargo("bench").args(["--package", package, "--bench=*", "--no-run"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The NumPy peer refuses what it does not know, and a field that is new in the example would only be noticed at
    /// the next benchmark.
    #[test]
    fn the_peer_knows_every_field_of_the_example() -> Result<()> {
        let read = |path: &str| std::fs::read_to_string(paths::root().join(path));
        let (peer, example) = (read(&format!("{PEERS}/numpy/worked.py"))?, read(EXAMPLE)?);
        let example: serde_json::Value = serde_json::from_str(&example)?;
        let known = |place: &str| peer.lines().find(|line| line.trim_start().starts_with(&format!("\"{place}\": {{")));
        for (place, fields) in [("", &example), ("levers", &example["levers"])] {
            let known = known(place).context("the peer has no such list")?;
            for field in fields.as_object().context("not an object")?.keys() {
                assert!(known.contains(&format!("\"{field}\"")), "{place}: {field}");
            }
        }
        Ok(())
    }
}
