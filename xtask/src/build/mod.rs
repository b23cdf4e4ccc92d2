//! The release page: compile, bind, optimise, lay out in `dist/`, compress.
//!
//! Cargo decides whether the sources changed; what follows is skipped when cargo's output, the page's shell and
//! these tools are what they were.

mod bind;
mod compile;
mod layout;
mod optimise;
mod packages;
mod publish;
mod shorten;
pub(crate) mod size;
mod split;

use crate::fingerprint::Fingerprint;
use crate::{paths, setup, store};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// Builds the page into `dist/` and returns that folder.
pub(crate) fn page() -> Result<PathBuf> {
    const STAMP: &str = "page.stamp";
    setup::wasm_target()?;
    setup::npm_packages()?;
    let start = Instant::now();
    let dist = paths::dist();
    println!("page: compile (about 1 min the first time) ...");
    let module = compile::page()?;
    let inputs = inputs(&module)?;
    // The page's own hash is in the stamp as well: a dist/ that was changed or half deleted is built again.
    let stamp = |dist: &PathBuf| -> Result<String> {
        Ok(Fingerprint::new().part("inputs", inputs.as_bytes()).folder(dist, "")?.finish())
    };
    if store::is_done(STAMP, &stamp(&dist)?) {
        println!("page: up to date");
        return Ok(dist);
    }
    println!("page: split ...");
    let split = split::module(&module)?;
    println!("page: bind ...");
    let bound = bind::module(split.first)?;
    println!("page: optimise ...");
    let wasm = optimise::module(&bound.wasm)?;
    let later = optimise::module(&split.later)?;
    println!("page: compress ...");
    let root = paths::root();
    let shell = fs::read_to_string(root.join("index.html")).context("cannot read index.html")?;
    let built = layout::Built { script: bound.script, wasm, later };
    let mut others = layout::statics(&root)?;
    others.extend(packages::libraries(&root)?);
    let files = layout::lay_out(&shell, built, others)?;
    publish::publish(&dist, files)?;
    store::done(STAMP, &stamp(&dist)?)?;
    println!("page: done in {:.1} s\n", start.elapsed().as_secs_f64());
    print!("{}", size::table(&dist)?);
    Ok(dist)
}

fn inputs(module: &[u8]) -> Result<String> {
    let root = paths::root();
    Ok(Fingerprint::new()
        .part("module", module)
        .file(&root, "index.html")?
        .folder(&root, "static")?
        .file(&root, "Cargo.lock")?
        .file(&root, "package-lock.json")?
        .folder(&root, "xtask/src")?
        .finish())
}
