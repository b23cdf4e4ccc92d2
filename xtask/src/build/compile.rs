//! Cargo's part: the app as a Wasm module, not yet bound to JavaScript.

use crate::cargo::{WASM, cargo};
use crate::paths;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};
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
    let output = command
        .args(["--profile", "wasm", "--target", WASM])
        .arg("--message-format=json-render-diagnostics")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("{name} does not compile");
    }
    let messages = String::from_utf8(output.stdout).context("cargo wrote no UTF-8")?;
    let module = module_path(&messages, name)
        .with_context(|| format!("{name} gave no Wasm module: it needs a src/main.rs, or crate-type cdylib"))?;
    fs::read(&module).with_context(|| format!("cannot read {}", module.display()))
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

/// The `.wasm` among the artifacts that cargo reports, one JSON object a line.
fn module_path(messages: &str, name: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == name)
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.extension().is_some_and(|ending| ending == "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_among_the_artifacts() {
        let messages = r#"
            {"reason":"compiler-artifact","target":{"name":"app"},"filenames":["a/liblibrary.rlib"]}
            {"reason":"compiler-artifact","target":{"name":"other"},"filenames":["a/other.wasm"]}
            {"reason":"build-script-executed"}
            {"reason":"compiler-artifact","target":{"name":"app"},"filenames":["a/app.wasm"]}
            {"reason":"build-finished","success":true}"#;
        assert_eq!(module_path(messages, "app"), Some("a/app.wasm".into()));
        assert_eq!(module_path(r#"{"reason":"build-finished"}"#, "app"), None);
    }

    #[test]
    fn relaxed_simd_is_never_asked_for() {
        assert!(!rustflags(&[SIMD]).contains("relaxed"));
    }
}
