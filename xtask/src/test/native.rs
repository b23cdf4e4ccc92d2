//! The tests of every crate, on this machine's target.
//!
//! `cargo test` runs one program of tests after the other, and each ends with its longest test alone on one core. Here as
//! many run at a time as there are cores, so that none is idle.

use super::Outcome;
use crate::cargo::cargo;
use crate::process;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A program of tests, and its package's folder: tests run there.
#[derive(Debug, PartialEq, Eq)]
struct Program {
    path: PathBuf,
    folder: PathBuf,
}

pub(super) fn check() -> Result<Outcome> {
    let told = ["--no-run", "--message-format=json-render-diagnostics"];
    let programs = programs(&process::capture(cargo("test").arg("--workspace").args(told))?)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (queue, failed) = (Mutex::new(programs), Mutex::new(Vec::new()));
    let note = |result: Result<()>| {
        if let Err(error) = result {
            held(&failed).push(format!("{error:#}"));
        }
    };
    let work = || {
        loop {
            // By itself: in the loop's head the queue would be held while the program runs.
            let next = held(&queue).pop_front();
            let Some(program) = next else { break };
            note(run(&program));
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores {
            scope.spawn(work);
        }
        // Examples in the documentation are compiled and run by rustdoc, one crate after the other: beside the programs.
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

/// The programs that cargo's messages name.
fn programs(messages: &str) -> Result<VecDeque<Program>> {
    let mut all = VecDeque::new();
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line).context("cargo's messages are not what was expected")?;
        let Some(path) = message["executable"].as_str().filter(|_| message["profile"]["test"] == true) else {
            continue;
        };
        let manifest = PathBuf::from(message["manifest_path"].as_str().context("cargo names no manifest")?);
        let folder = manifest.parent().context("a manifest is in a folder")?.to_owned();
        all.push_back(Program { path: path.into(), folder });
    }
    if all.is_empty() {
        bail!("cargo named no tests");
    }
    Ok(all)
}

/// Runs all tests of a program; its output comes at once when it has ended.
fn run(program: &Program) -> Result<()> {
    let name = program.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let output = Command::new(&program.path)
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
    fn only_programs_of_tests_are_run() -> Result<()> {
        let messages = [
            r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","profile":{"test":true},"executable":"/t/a-1"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/b/Cargo.toml","profile":{"test":false},"executable":"/t/b"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/c/Cargo.toml","profile":{"test":true},"executable":null}"#,
            r#"{"reason":"build-finished","success":true}"#,
        ];
        let found = programs(&messages.join("\n"))?;
        assert_eq!(found, [Program { path: "/t/a-1".into(), folder: "/a".into() }]);
        assert!(programs(messages[3]).is_err(), "no tests are no success");
        assert!(programs("no message").is_err());
        Ok(())
    }

    #[test]
    fn a_program_that_fails_fails_the_step() {
        let program = |path: &str| Program { path: path.into(), folder: "/".into() };
        assert!(run(&program("false")).is_err_and(|error| error.to_string().contains("tests of false failed")));
        assert!(run(&program("/no/such/program")).is_err());
    }
}
