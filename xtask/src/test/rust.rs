//! The checks that cargo does.

use super::Outcome;
use crate::cargo::{WASM, cargo};
use crate::{process, setup};
use anyhow::Result;
use std::process::Command;

pub(super) fn fmt() -> Result<Outcome> {
    setup::components()?;
    passes(cargo("fmt").args(["--all", "--check"]))
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
