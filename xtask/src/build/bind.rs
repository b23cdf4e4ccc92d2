//! wasm-bindgen's part, through its library: no tool to install, and the version is the one in Cargo.lock.

use crate::cargo::dependencies;
use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// A module and the script that starts it.
pub(crate) struct Bound {
    pub(crate) script: String,
    pub(crate) wasm: Vec<u8>,
}

/// Binds `module` as a classic script ("no-modules"): the same script runs in the page, and in a worker that is
/// made from a Blob on a page opened as a file, where module workers cannot start. The script defines
/// `wasm_bindgen({ module_or_path })`, and knows no address of the module: its name carries a hash.
pub(crate) fn module(module: Vec<u8>) -> Result<Bound> {
    check_versions()?;
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
    Ok(Bound {
        script: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

/// The crate and the tool speak a private format: a difference in the last digit breaks the page.
fn check_versions() -> Result<()> {
    let packages = dependencies()?;
    let version = |name: &str| {
        let package = packages.iter().find(|package| package.name == name);
        package.map(|package| package.version.as_str())
    };
    let tool = version("wasm-bindgen-cli-support");
    match version("wasm-bindgen") {
        None => bail!("the app does not depend on wasm-bindgen"),
        library if library == tool => Ok(()),
        Some(library) => bail!(
            "Cargo.lock has wasm-bindgen {library} but wasm-bindgen-cli-support {}: set both to one \
             version, in the app's Cargo.toml and in xtask/Cargo.toml",
            tool.unwrap_or("(none)")
        ),
    }
}
