//! The Rust toolchain's parts: the Wasm target, rustfmt and clippy.

use super::announced;
use crate::cargo::{WASM, cargo};
use crate::paths;
use crate::process::{capture, run};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// Adds the Wasm target through rustup when it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib");
    if libraries.is_dir() {
        return Ok(());
    }
    rustup("target", WASM, "20 s")
}

/// Adds rustfmt and clippy, which a minimal toolchain leaves out.
pub(crate) fn components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let probe = cargo(subcommand).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if !probe.success() {
            rustup("component", component, "20 s")?;
        }
    }
    Ok(())
}

fn rustup(kind: &str, name: &str, about: &str) -> Result<()> {
    if paths::on_path("rustup").is_none() {
        bail!(
            "the Rust {kind} {name} is missing, and there is no rustup to add it with: install rustup \
             (https://rustup.rs), or the {kind} by the way this Rust was installed"
        );
    }
    announced(&format!("Rust {kind} {name}"), about, || {
        // The workspace's root, so that rustup picks the toolchain that builds it.
        run(Command::new("rustup").args([kind, "add", name]).current_dir(paths::root()))
    })
}
