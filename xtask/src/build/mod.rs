//! The release page: compile, bind, optimise, lay out in `dist/`, compress.
//!
//! Cargo decides whether the sources changed; the later steps are skipped when cargo's output, the page's shell and
//! these tools are what they were.

mod bind;
mod compile;
pub(crate) mod file;
pub(crate) mod layout;
pub(crate) mod minify;
mod optimise;
mod packages;
mod prerender;
pub(crate) mod publish;
pub(crate) mod size;
pub(crate) mod vectors;

pub(crate) use compile::bits;

use bind::Bound;

use crate::fingerprint::{Fingerprint, files_under};
use crate::{paths, setup, store};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Builds the page into `dist/` and returns that folder.
pub(crate) fn page() -> Result<PathBuf> {
    const STAMP: &str = "page.stamp";
    setup::wasm_target()?;
    setup::npm_packages()?;
    let start = Instant::now();
    let dist = paths::dist();
    println!("page: compile (about 4 min the first time) ...");
    // The end of each is one core's work alone.
    let (modules, renderer) = rayon::join(compile::page, prerender::compile);
    let modules = modules?;
    renderer?;
    let inputs = inputs(&modules)?;
    // The page's own hash is part of the stamp as well: a dist/ that was changed or half deleted is built again.
    let stamp = |dist: &PathBuf| -> Result<String> {
        Ok(Fingerprint::new().part("inputs", inputs.as_bytes()).folder(dist, "")?.finish())
    };
    if store::is_done(STAMP, &stamp(&dist)?) {
        println!("page: up to date");
        return Ok(dist);
    }
    let first = prerender::first_screen()?;
    let root = paths::root();
    let statics = layout::statics(&root)?;
    let style = minify::style(&layout::style(&statics)?)?;
    let mut others = statics;
    others.extend(packages::libraries(&root)?);
    let shell = fs::read_to_string(root.join("index.html")).context("cannot read index.html")?;
    println!("page: bind and optimise ...");
    let [page, tables] = modules;
    let (page, tables) = rayon::join(|| bound(page), || bound(tables));
    let built = layout::Built { page: page?, tables: tables? };
    let file = file::build(&shell, &built, &style, &others, |name| first.text(name))?;
    println!("page: compress ...");
    let files = layout::lay_out(&shell, built, &first, style, file, others)?;
    publish::publish(&dist, files)?;
    store::done(STAMP, &stamp(&dist)?)?;
    println!("page: done in {:.1} s\n", start.elapsed().as_secs_f64());
    print!("{}", size::table(&dist)?);
    Ok(dist)
}

/// `cargo xtask pack`: builds the page, and writes the single file that is part of it to where it is wanted.
pub(crate) fn pack(out: &Path, scenario: Option<&Path>) -> Result<()> {
    let dist = page()?;
    let name = files_under(&dist, "")?.into_iter().find(|name| size::is_file(name)).context("dist/ holds no file")?;
    let mut file = fs::read(dist.join(name))?;
    if let Some(scenario) = scenario {
        let json = fs::read_to_string(scenario).with_context(|| format!("cannot read {}", scenario.display()))?;
        let json = json.trim_start_matches('\u{feff}').trim();
        serde_json::from_str::<serde_json::Value>(json)
            .with_context(|| format!("{} is no JSON", scenario.display()))?;
        file = file::with_scenario(&file, json)?;
    }
    store::write(out, &file)?;
    println!("\nthe page in one file: {} ({} bytes)", out.display(), file.len());
    Ok(())
}

/// What a host sends.
fn bound(module: Vec<u8>) -> Result<Bound> {
    let Bound { script, wasm } = bind::module(module)?;
    Ok(Bound { script, wasm: optimise::module(&wasm)? })
}

fn inputs([page, tables]: &[Vec<u8>; 2]) -> Result<String> {
    let root = paths::root();
    Ok(Fingerprint::new()
        .part("module", page)
        .part("tables", tables)
        .file(&root, "index.html")?
        .folder(&root, "static")?
        .folder(&root, "export/office")?
        .folder(&root, "offline")?
        .file(&root, "Cargo.lock")?
        .file(&root, "package-lock.json")?
        .folder(&root, "xtask/src")?
        .finish())
}
