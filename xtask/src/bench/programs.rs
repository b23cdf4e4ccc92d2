//! The programs that are compared: how each is set up and started.
//!
//! Each takes `--replicates N --seed S` and prints one JSON line with `replicates`, `seconds` (the simulation alone) and
//! the figures of known.rs. What it cannot tell it leaves out.

use super::measure::Line;
use crate::cargo::cargo;
use crate::fingerprint::Fingerprint;
use crate::serve::Site;
use crate::setup::announced;
use crate::{build, paths, process, setup, store};
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEERS: &str = "engine/benches/peers";
const BROWSER: &str = "tests/browser/bench.mjs";

pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// A round's work, about two seconds of it.
    replicates: u64,
    command: Vec<PathBuf>,
    environment: Vec<(&'static str, OsString)>,
}

/// A program that cannot run yet, and why.
pub(crate) type Skipped = (&'static str, &'static str);

impl Program {
    fn new(name: &'static str, replicates: u64, command: &[&Path]) -> Self {
        let command = command.iter().map(|word| word.to_path_buf()).collect();
        Self { name, replicates, command, environment: Vec::new() }
    }

    /// One round's line.
    pub(crate) fn run(&self, seed: u64) -> Result<Line> {
        Line::parse(&self.output(seed)?).with_context(|| self.name)
    }

    /// One round, what it printed.
    pub(crate) fn output(&self, seed: u64) -> Result<String> {
        let (program, arguments) = self.command.split_first().context("an empty command")?;
        process::capture(
            Command::new(program)
                .args(arguments)
                .args(["--replicates", &self.replicates.to_string()])
                .args(["--seed", &seed.to_string()])
                // Whatever library is below NumPy: one thread.
                .envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"].map(|name| (name, "1")))
                .envs(self.environment.iter().cloned())
                .current_dir(paths::root()),
        )
        .with_context(|| self.name)
    }
}

/// Sets everything up and builds it.
pub(crate) fn prepare() -> Result<(Vec<Program>, Vec<Skipped>)> {
    let mut skipped = Vec::new();
    let peers = paths::root().join(PEERS);
    let python = setup::python("NumPy", "15 s", "venv", &peers.join("numpy"))?;
    squiggle(&peers.join("squiggle"))?;
    let benches = benches("funnel-engine")?;
    let naive = find(&benches, "peer_naive").context("the engine has no bench target peer_naive")?;

    let mut programs = vec![
        Program::new("numpy", 20_000, &[&python, &peers.join("numpy/r1.py")]),
        Program::new("naive-rust", 20_000, &[naive]),
        Program::new("squiggle", 500, &[Path::new("node"), &peers.join("squiggle/r1.mjs")]),
    ];
    match find(&benches, "r1") {
        Some(engine) => programs.push(Program::new("engine", 50_000, &[engine])),
        None => skipped.push(("engine", "it has no bench target r1")),
    }
    match browser()? {
        Some(browser) => programs.extend(browser),
        None => skipped.push(("browser", "page has no bench hook")),
    }
    Ok((programs, skipped))
}

/// The engine's benchmark of levers, built.
pub(crate) fn levers() -> Result<PathBuf> {
    let benches = benches("funnel-engine")?;
    find(&benches, "levers").map(Path::to_path_buf).context("the engine has no bench target levers")
}

/// The engine's drivers, SALib's and NumPy's, each with so many replicates.
pub(crate) fn drivers(replicates: u64) -> Result<[Program; 3]> {
    let peers = paths::root().join(PEERS);
    let python = setup::python("SALib", "15 s", "venv-salib", &peers.join("salib"))?;
    let benches = benches("funnel-decide")?;
    let engine = find(&benches, "drivers").context("decide has no bench target drivers")?;
    Ok([
        Program::new("engine", replicates, &[engine]),
        Program::new("salib", replicates, &[&python, &peers.join("salib/drivers.py")]),
        Program::new("numpy", replicates, &[&python, &peers.join("numpy/evppi.py")]),
    ])
}

/// The page in Chromium with one worker and with two: `BROWSER --workers W`, told by BASE_URL and CHROME where the page
/// and the browser are, as the browser tests are. None until there is such a script.
fn browser() -> Result<Option<[Program; 2]>> {
    if !paths::root().join(BROWSER).is_file() {
        return Ok(None);
    }
    setup::npm_packages()?;
    let chromium = setup::chromium()?;
    let dist = build::page()?;
    let origin = Site::bind(0)?.run_aside(&dist);
    let program = |name, replicates, workers| {
        let command = ["node", BROWSER, "--workers", workers].map(Path::new);
        let environment = vec![("BASE_URL", origin.clone().into()), ("CHROME", chromium.clone().into())];
        Program { environment, ..Program::new(name, replicates, &command) }
    };
    let one = program("browser, 1 worker", 50_000, "1");
    let two = program("browser, 2 workers", 100_000, "2");
    Ok(Some([one, two]))
}

/// The packages of the Squiggle peer, in its own folder: the page and its tests have no part in them.
fn squiggle(folder: &Path) -> Result<()> {
    const STAMP: &str = "squiggle.stamp";
    setup::node()?;
    let inputs = Fingerprint::new().file(folder, "package.json")?.file(folder, "package-lock.json")?.finish();
    if folder.join("node_modules/.package-lock.json").is_file() && store::is_done(STAMP, &inputs) {
        return Ok(());
    }
    announced("Squiggle", "10 s", || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        process::run(Command::new(npm).args(quietly).current_dir(folder))?;
        store::done(STAMP, &inputs)
    })
}

/// Builds a crate's bench targets: names and executables.
fn benches(package: &str) -> Result<Vec<(String, PathBuf)>> {
    let messages = process::capture(cargo("bench").args([
        "--package",
        package,
        "--bench=*",
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]))?;
    Ok(executables(&messages))
}

fn executables(messages: &str) -> Vec<(String, PathBuf)> {
    messages
        .lines()
        .filter_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            let executable = message["executable"].as_str()?;
            let name = message["target"]["name"].as_str()?;
            Some((name.to_owned(), executable.into()))
        })
        .collect()
}

fn find<'a>(benches: &'a [(String, PathBuf)], name: &str) -> Option<&'a Path> {
    let mut named = benches.iter().filter(|(bench, _)| bench == name);
    named.next().map(|(_, executable)| executable.as_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executables_are_those_cargo_names() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"libm"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"r1"},"executable":"/target/release/deps/r1-0"}
{"reason":"build-finished","success":true}"#;
        let benches = executables(messages);
        assert_eq!(find(&benches, "r1"), Some(Path::new("/target/release/deps/r1-0")));
        assert_eq!(find(&benches, "libm"), None);
    }
}
