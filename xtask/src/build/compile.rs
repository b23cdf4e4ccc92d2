//! Cargo's part: the app as a Wasm module, not yet bound to JavaScript.

use crate::cargo::{WASM, artifacts, cargo};
use crate::paths;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// The app as a module, by the `wasm` profile.
pub(crate) fn page() -> Result<Vec<u8>> {
    package(cargo("build").args(["--package", "funnel-simulator"]), "funnel-simulator", rustflags(&[SIMD]))
}

/// The program that knows the golden report's digest (`engine/bits`), as the page is compiled but for SIMD, which it has or
/// has not.
pub(crate) fn bits(has_simd: bool) -> Result<Vec<u8>> {
    // Cargo keeps what was compiled with other flags, but not where paths are remapped; here they need not be.
    let flags = if has_simd { SIMD } else { "" };
    package(cargo("build").args(["--package", "funnel-bits"]), "funnel-bits", flags.to_owned())
}

/// It changes no result: LLVM neither reorders nor fuses IEEE operations. Relaxed SIMD may, so it stays off.
const SIMD: &str = "-Ctarget-feature=+simd128";

fn package(command: &mut Command, name: &str, flags: String) -> Result<Vec<u8>> {
    let command = command.args(["--profile", "wasm", "--target", WASM]);
    let made = artifacts(command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags))?;
    let files = made.iter().filter(|artifact| artifact.name == name).flat_map(|artifact| &artifact.files);
    let module = files.clone().find(|path| path.extension().is_some_and(|ending| ending == "wasm"));
    let module = module.with_context(|| format!("{name} gave no Wasm module: it needs a src/main.rs"))?;
    fs::read(module).with_context(|| format!("cannot read {}", module.display()))
}

/// Panic messages hold paths of sources; remapped, the page is the same wherever it is built.
fn rustflags(more: &[&str]) -> String {
    let mut flags: Vec<String> = more.iter().map(|flag| (*flag).to_owned()).collect();
    let home = |name: &str, folder: &str| {
        let user = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
        env::var_os(name).map(PathBuf::from).or_else(|| user.map(|user| PathBuf::from(user).join(folder)))
    };
    let sources = [
        (home("CARGO_HOME", ".cargo"), "cargo"),
        (home("RUSTUP_HOME", ".rustup"), "rustup"),
        (Some(paths::root()), "."),
    ];
    for (from, to) in sources {
        // Flags are separated by spaces; a path with one is left as it is.
        let from = from.map(|path| path.display().to_string());
        if let Some(from) = from.filter(|path| !path.contains(' ')) {
            flags.push(format!("--remap-path-prefix={from}={to}"));
        }
    }
    flags.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relaxed_simd_is_never_asked_for() {
        assert!(!rustflags(&[SIMD]).contains("relaxed"));
    }
}
