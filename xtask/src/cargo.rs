//! Calling cargo, and what it knows of the dependencies.

use crate::{paths, process};
use anyhow::{Context, Result};
use serde_json::Value;
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

/// One package of the dependency graph, the workspace's own left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The SPDX expression its manifest declares.
    pub(crate) license: Option<String>,
}

/// Every package in Cargo.lock that comes from outside, for all targets and features.
pub(crate) fn dependencies() -> Result<Vec<Package>> {
    let text = process::capture(cargo("metadata").args(["--format-version", "1"]))?;
    external_packages(&serde_json::from_str(&text).context("cargo metadata wrote no JSON")?)
}

fn external_packages(metadata: &Value) -> Result<Vec<Package>> {
    let packages = metadata["packages"].as_array().context("cargo metadata without packages")?;
    let text = |package: &Value, key: &str| package[key].as_str().map(str::to_owned);
    packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .map(|package| {
            Ok(Package {
                name: text(package, "name").context("a package without name")?,
                version: text(package, "version").context("a package without version")?,
                license: text(package, "license"),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_packages_from_outside_count() {
        let metadata = json!({ "packages": [
            { "name": "ours", "version": "0.1.0", "source": null, "license": "MIT" },
            { "name": "theirs", "version": "2.0.0", "source": "registry", "license": null },
        ]});
        let theirs = Package { name: "theirs".into(), version: "2.0.0".into(), license: None };
        assert_eq!(external_packages(&metadata).unwrap(), [theirs]);
        assert!(external_packages(&json!({})).is_err());
    }
}
