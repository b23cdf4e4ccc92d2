//! Calling cargo, and reading what it made.

use crate::{paths, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// The page's target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A cargo command in the workspace's root.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand).current_dir(paths::root());
    // `cargo run` describes xtask's own package in the environment; a build script of another package that watches such
    // a variable would otherwise run again each time cargo is called by hand after xtask, or the reverse.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Something that cargo made from a target.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Artifact {
    /// The target's name.
    pub(crate) name: String,
    /// Whether it is a test program.
    pub(crate) is_test: bool,
    /// Its package's folder.
    pub(crate) folder: PathBuf,
    /// The program, if it can be run.
    pub(crate) executable: Option<PathBuf>,
    pub(crate) files: Vec<PathBuf>,
}

/// Runs a cargo command that builds, with its output on the terminal; returns what it made, or found already made.
pub(crate) fn artifacts(command: &mut Command) -> Result<Vec<Artifact>> {
    read(&process::capture(command.arg("--message-format=json-render-diagnostics"))?)
}

/// The program of a target among those that were made, rather than its tests' program. A benchmark counts as a test.
pub(crate) fn program(artifacts: &[Artifact], name: &str) -> Option<PathBuf> {
    let named = artifacts.iter().filter(|artifact| artifact.name == name && artifact.executable.is_some());
    named.min_by_key(|artifact| artifact.is_test)?.executable.clone()
}

/// Cargo's messages, one JSON object per line.
fn read(messages: &str) -> Result<Vec<Artifact>> {
    let mut artifacts = Vec::new();
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line).context("cargo's messages are not what was expected")?;
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        let manifest = PathBuf::from(message["manifest_path"].as_str().context("cargo names no manifest")?);
        let files = message["filenames"].as_array().into_iter().flatten();
        artifacts.push(Artifact {
            name: message["target"]["name"].as_str().context("cargo names no target")?.to_owned(),
            is_test: message["profile"]["test"] == true,
            folder: manifest.parent().context("a manifest is in a folder")?.to_owned(),
            executable: message["executable"].as_str().map(PathBuf::from),
            files: files.filter_map(|file| file.as_str().map(PathBuf::from)).collect(),
        });
    }
    Ok(artifacts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_told_from_its_tests_and_from_libraries() {
        let messages = [
            r#"{"reason":"build-script-executed"}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"a"},"profile":{"test":true},"executable":"/t/a-0","filenames":["/t/a-0"]}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"a"},"profile":{"test":false},"executable":"/t/a","filenames":["/t/a"]}"#,
            r#"{"reason":"compiler-artifact","manifest_path":"/b/Cargo.toml","target":{"name":"b"},"profile":{"test":false},"executable":null,"filenames":["/t/libb.rlib","/t/b.wasm"]}"#,
            r#"{"reason":"build-finished","success":true}"#,
        ];
        let artifacts = read(&messages.join("\n")).unwrap();
        assert_eq!(artifacts.len(), 3);
        assert_eq!((artifacts[0].is_test, artifacts[0].folder.as_path()), (true, "/a".as_ref()));
        assert_eq!(program(&artifacts, "a"), Some("/t/a".into()));
        assert_eq!(program(&artifacts, "b"), None);
        assert_eq!(artifacts[2].files[1], PathBuf::from("/t/b.wasm"));
        assert!(read("no message").is_err());
    }
}
