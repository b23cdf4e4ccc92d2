//! Cuts the page's module in two: what is needed for the first answer, and what comes later.
//!
//! Where to cut is said by `later/src/lib.rs`; what belongs where follows from the linker's relocations.

use crate::paths;
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::process;
use wasm_split_cli_support::{Options, transform};

/// The two modules, neither of them bound nor optimised.
pub(crate) struct Split {
    pub(crate) first: Vec<u8>,
    pub(crate) later: Vec<u8>,
}

/// Cuts a module that was linked with `--emit-relocs`. The script that the tool writes beside the modules is for ES
/// modules and not used: `static/boot.js` does its work.
pub(crate) fn module(module: &[u8]) -> Result<Split> {
    // Two builds at once must not share files.
    let folder = paths::work().join(format!("split-{}", process::id()));
    fs::create_dir_all(&folder)?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(module);
    options.output_dir = &folder;
    options.main_out_path = &first;
    let result =
        transform(options).map_err(|error| anyhow!("the page cannot be cut in two: {error:?}")).and_then(|_| {
            let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("the cut gave no {name}"));
            Ok(Split { first: read("first.wasm")?, later: read("split_later.wasm")? })
        });
    fs::remove_dir_all(&folder).ok();
    result
}
