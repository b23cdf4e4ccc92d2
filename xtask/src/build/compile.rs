//! Cargo's part: Wasm modules, not yet bound to JavaScript.

use crate::cargo::{WASM, artifacts, cargo};
use crate::paths;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::{env, fs};

/// The app as a module, and the one that reads tables, with the `wasm` profile.
pub(crate) fn page() -> Result<[Vec<u8>; 2]> {
    packages(["funnel-page", "funnel-tables"], rustflags(&[SIMD, LOOPS]))
}

/// The program that computes the golden report's digest (`engine/bits`), compiled as the page is, with or without SIMD.
pub(crate) fn bits(has_simd: bool) -> Result<Vec<u8>> {
    // Cargo keeps what was compiled with other flags, but not where paths are remapped; here they need not be.
    let flags = if has_simd { [SIMD, LOOPS].join(" ") } else { String::new() };
    let [module] = packages(["funnel-bits"], flags)?;
    Ok(module)
}

/// It changes no result: LLVM neither reorders nor fuses IEEE operations. Relaxed SIMD may, so it stays off.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// Loops over the 32 replicates of a batch are not unrolled whole before LLVM makes vectors of loops: of 32 additions in a row
/// it makes none, for Wasm. With this the worked example takes 7 % less time in the page.
const LOOPS: &str = "-Cllvm-args=-unroll-full-max-count=16";

/// All by one command: the features of what they share are then the same in each, and it is compiled once.
fn packages<const N: usize>(names: [&str; N], flags: String) -> Result<[Vec<u8>; N]> {
    let mut command = cargo("build");
    command.args(["--profile", "wasm", "--target", WASM]).args(names.iter().flat_map(|name| ["--package", name]));
    let made = artifacts(command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags))?;
    let mut modules = [const { Vec::new() }; N];
    for (module, name) in modules.iter_mut().zip(names) {
        let mut files = made.iter().filter(|artifact| artifact.name == name).flat_map(|artifact| &artifact.files);
        let file = files.find(|path| path.extension().is_some_and(|ending| ending == "wasm"));
        let file = file.with_context(|| format!("{name} gave no Wasm module: it needs a src/main.rs"))?;
        *module = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    Ok(modules)
}

/// Panic messages contain paths of sources; with these remapped, the page is the same wherever it is built.
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
        // Flags are separated by spaces, so a path that contains one is not remapped.
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
