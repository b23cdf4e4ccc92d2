//! The tests of every crate, on this machine's target.
//!
//! `cargo test` runs one test program after another, and each ends with its longest test alone on one core. Here as
//! many run at a time as there are cores, so that none is idle.

use super::Outcome;
use crate::cargo::{Artifact, artifacts, cargo};
use crate::{process, setup};
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

pub(super) fn check() -> Result<Outcome> {
    // One of xtask's own tests has esbuild minify a script.
    setup::npm_packages()?;
    let made = artifacts(cargo("test").args(["--workspace", "--no-run"]))?;
    let programs: VecDeque<_> = made.into_iter().filter(|artifact| artifact.is_test).collect();
    if programs.is_empty() {
        bail!("cargo named no tests");
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (queue, failed) = (Mutex::new(programs), Mutex::new(Vec::new()));
    let note = |result: Result<()>| {
        if let Err(error) = result {
            held(&failed).push(format!("{error:#}"));
        }
    };
    let work = || {
        loop {
            // A statement of its own: in the loop's head the queue would stay locked while the program runs.
            let next = held(&queue).pop_front();
            let Some(program) = next else { break };
            note(run(&program));
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores {
            scope.spawn(work);
        }
        // Examples in the documentation are compiled and run by rustdoc, one crate after another, at the same time as
        // the programs.
        note(process::run(cargo("test").args(["--workspace", "--doc"])));
        work();
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(Outcome::Passed)
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The seed of the cases that laws are tested on, unless it is set: a commit's result must not depend on luck.
/// `cargo test` draws other cases each time, and so keeps searching.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20261129");

/// Runs all tests of a program; its output appears all at once when it has ended.
fn run(program: &Artifact) -> Result<()> {
    let path = program.executable.as_deref().context("a program of tests cannot be run")?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut command = Command::new(path);
    if std::env::var_os(SEED.0).is_none() {
        command.env(SEED.0, SEED.1);
    }
    let output = command
        .current_dir(&program.folder)
        .env("CARGO_MANIFEST_DIR", &program.folder)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    println!("{name}\n{}", text.concat().trim());
    if !output.status.success() {
        bail!("tests of {name} failed ({})", output.status);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_fails_the_step() {
        let program = |path: &str| Artifact {
            name: "a".to_owned(),
            is_test: true,
            folder: "/".into(),
            executable: Some(path.into()),
            files: Vec::new(),
        };
        assert!(run(&program("false")).is_err_and(|error| error.to_string().contains("tests of false failed")));
        assert!(run(&program("/no/such/program")).is_err());
    }
}
