//! The checks that cargo does.

use super::Outcome;
use crate::cargo::{WASM, cargo};
use crate::{paths, process, setup};
use anyhow::Result;
use std::fs;
use std::process::Command;

/// Folders with modules that a registry's macro declares. rustfmt follows `mod` declarations, and does not see those.
const DECLARED_BY_MACROS: [&str; 4] =
    ["scenario/src/levers", "scenario/src/laws", "sample/src/sample/dist", "charts/src"];

pub(super) fn fmt() -> Result<Outcome> {
    setup::components()?;
    process::run(cargo("fmt").args(["--all", "--check"]))?;
    let mut files = Vec::new();
    for folder in DECLARED_BY_MACROS {
        for entry in fs::read_dir(paths::root().join(folder))? {
            let path = entry?.path();
            files.push(if path.is_dir() { path.join("mod.rs") } else { path });
        }
    }
    passes(Command::new("rustfmt").arg("--check").args(files).current_dir(paths::root()))
}

pub(super) fn clippy() -> Result<Outcome> {
    setup::components()?;
    passes(cargo("clippy").args(["--workspace", "--all-targets", "--", "-D", "warnings"]))
}

pub(super) fn clippy_wasm() -> Result<Outcome> {
    setup::components()?;
    setup::wasm_target()?;
    let page =
        ["--package", "funnel-simulator", "--package", "funnel-page", "--package", "funnel-tables", "--target", WASM];
    passes(cargo("clippy").args(page).args(["--", "-D", "warnings"]))
}

pub(super) fn docs() -> Result<Outcome> {
    passes(cargo("doc").args(["--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn passes(command: &mut Command) -> Result<Outcome> {
    process::run(command)?;
    Ok(Outcome::Passed)
}
