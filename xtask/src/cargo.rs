//! Calling cargo.

use crate::paths;
use std::env;
use std::process::Command;

/// The page's target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A cargo command in the workspace's root.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand).current_dir(paths::root());
    // `cargo run` describes xtask's own package to us; a build script of another package that watches such a
    // variable would otherwise run again on each change between a call by hand and a call by xtask.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}
