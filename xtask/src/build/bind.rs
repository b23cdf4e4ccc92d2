//! wasm-bindgen's part, through its library, so there is no tool to install.
//!
//! The crate and the library speak a private format and must be of exactly the same version. Cargo makes sure of that:
//! both depend on exactly one wasm-bindgen-shared, and Cargo refuses to have two of it.

use super::minify;
use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// A module and the script that starts it.
pub(crate) struct Bound {
    pub(crate) script: String,
    pub(crate) wasm: Vec<u8>,
}

/// Binds `module` as a classic script ("no-modules"): the same script runs in the page and, when the page is opened as
/// a file, in a worker made from a Blob, where module workers cannot start. The script defines
/// `wasm_bindgen({ module_or_path })` and knows no address of the module, because the module's name carries a hash.
pub(crate) fn module(module: Vec<u8>) -> Result<Bound> {
    let mut output = Bindgen::new()
        .input_bytes("funnel", module)
        .no_modules(true)?
        .typescript(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate_output()
        .context("wasm-bindgen cannot bind the page")?;
    Ok(Bound { script: minify::script(output.js())?, wasm: output.wasm_mut().emit_wasm() })
}
