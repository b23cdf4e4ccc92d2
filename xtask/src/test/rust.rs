//! The checks that cargo does.

use super::Outcome;
use crate::cargo::{WASM, cargo};
use crate::{paths, process, setup};
use anyhow::Result;
use std::fs;
use std::process::Command;

pub(super) fn fmt() -> Result<Outcome> {
    setup::components()?;
    process::run(cargo("fmt").args(["--all", "--check"]))?;
    // rustfmt goes from module to module, and does not see those that a macro declares: the levers.
    let levers = paths::root().join("scenario/src/levers");
    let files: Vec<_> = fs::read_dir(&levers)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    passes(Command::new("rustfmt").arg("--check").args(files).current_dir(paths::root()))
}

pub(super) fn clippy() -> Result<Outcome> {
    setup::components()?;
    passes(cargo("clippy").args(["--workspace", "--all-targets", "--", "-D", "warnings"]))
}

pub(super) fn clippy_wasm() -> Result<Outcome> {
    setup::components()?;
    setup::wasm_target()?;
    let page = ["--package", "funnel-simulator", "--target", WASM];
    passes(cargo("clippy").args(page).args(["--", "-D", "warnings"]))
}

pub(super) fn docs() -> Result<Outcome> {
    passes(cargo("doc").args(["--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn passes(command: &mut Command) -> Result<Outcome> {
    process::run(command)?;
    Ok(Outcome::Passed)
}
