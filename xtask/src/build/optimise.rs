//! wasm-opt, from the npm package binaryen, because the versions in Linux distributions cannot read current rustc
//! output.

use crate::{paths, process, setup};
use anyhow::{Context, Result};
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// wasm-opt takes the allowed features from the module's own target_features section; `--all-features` would let it
/// write instructions that browsers refuse.
const STRIP: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// What is done. From `-O2` on, what comes out is smaller by 3 % and the engine in it a tenth slower (docs/decisions.md).
const LEVEL: &str = "-O1";

/// The module without what nothing calls.
pub(crate) fn module(wasm: &[u8]) -> Result<Vec<u8>> {
    let work = paths::work();
    fs::create_dir_all(&work)?;
    // Two builds at the same time must not share files.
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = |stage: &str| work.join(format!("{stage}-{}-{number}.wasm", std::process::id()));
    let (from, to) = (file("bound"), file("optimised"));
    fs::write(&from, wasm).with_context(|| format!("cannot write {}", from.display()))?;
    let result = process::run(
        setup::node()?.arg("node_modules/binaryen/bin/wasm-opt").arg(LEVEL).args(STRIP).arg(&from).arg("-o").arg(&to),
    )
    .and_then(|()| fs::read(&to).context("wasm-opt wrote nothing"));
    fs::remove_file(&from).ok();
    fs::remove_file(&to).ok();
    result
}
