//! wasm-opt, from the npm package binaryen: the versions that distributions carry cannot read current rustc output.

use crate::{paths, process, setup};
use anyhow::{Context, Result};
use std::fs;

/// wasm-opt takes the allowed features from the module's own target_features section; `--all-features` would let
/// it write instructions that browsers refuse.
const ARGUMENTS: [&str; 3] = ["-Oz", "--strip-producers", "--strip-target-features"];

/// The optimised module.
pub(crate) fn module(wasm: &[u8]) -> Result<Vec<u8>> {
    let work = paths::work();
    fs::create_dir_all(&work)?;
    // Two builds at once must not share files.
    let file = |stage: &str| work.join(format!("{stage}-{}.wasm", std::process::id()));
    let (from, to) = (file("bound"), file("optimised"));
    fs::write(&from, wasm).with_context(|| format!("cannot write {}", from.display()))?;
    let result = process::run(
        setup::node()?.arg("node_modules/binaryen/bin/wasm-opt").args(ARGUMENTS).arg(&from).arg("-o").arg(&to),
    )
    .and_then(|()| fs::read(&to).context("wasm-opt wrote nothing"));
    fs::remove_file(&from).ok();
    fs::remove_file(&to).ok();
    result
}
