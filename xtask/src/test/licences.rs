//! The licence of every dependency, of Rust and of Node, against a list of those we may use.

use super::Outcome;
use crate::cargo::{Package, dependencies};
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, Licensee, ParseMode};
use std::fs;
use std::process::Command;

/// Licences that ask for no more than a notice.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A package that may have one further licence, and why.
const EXCEPTIONS: [(&str, &str, &str); 2] = [
    ("axe-core", "MPL-2.0", "runs unchanged in tests; no part of the page"),
    ("@axe-core/playwright", "MPL-2.0", "runs unchanged in tests; no part of the page"),
];

/// A version whose manifest states no licence that the lock could hold, the licence, and where it was read.
const READ_BY_HAND: [(&str, &str, &str, &str); 1] =
    [("jstat", "1.9.6", "MIT", "its LICENSE, and npm's former `licenses` field")];

pub(super) fn check() -> Result<Outcome> {
    let mut packages = dependencies()?;
    let crates = packages.len();
    let root = paths::root();
    for lock in
        process::capture(Command::new("git").args(["ls-files", "*package-lock.json"]).current_dir(&root))?.lines()
    {
        let text = fs::read_to_string(root.join(lock)).with_context(|| lock.to_owned())?;
        packages.extend(node_packages(&serde_json::from_str(&text)?).with_context(|| lock.to_owned())?);
    }
    for (name, licence, reason) in EXCEPTIONS {
        println!("exception: {name} under {licence} ({reason})");
    }
    for (name, version, licence, source) in READ_BY_HAND {
        println!("read by hand: {name} {version} is under {licence} ({source})");
    }
    let objections: Vec<_> = packages.iter().filter_map(objection).collect();
    if !objections.is_empty() {
        bail!("\n  {}", objections.join("\n  "));
    }
    println!("{crates} crates and {} npm packages, all allowed", packages.len() - crates);
    Ok(Outcome::Passed)
}

/// The packages of a package-lock.json, version 3.
fn node_packages(lock: &Value) -> Result<Vec<Package>> {
    let packages = lock["packages"].as_object().context("package-lock.json without packages")?;
    // The entry without a path is this project.
    let packages = packages.iter().filter(|(path, _)| !path.is_empty());
    packages
        .map(|(path, package)| {
            let name = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
            Ok(Package {
                name: name.to_owned(),
                version: package["version"].as_str().unwrap_or("?").to_owned(),
                license: package["license"].as_str().map(str::to_owned),
            })
        })
        .collect()
}

/// What is wrong with the package's licence, if anything.
fn objection(package: &Package) -> Option<String> {
    let Package { name, version, license } = package;
    let by_hand = || READ_BY_HAND.iter().find(|(read, at, ..)| read == name && at == version);
    let Some(license) = license.as_deref().or_else(|| by_hand().map(|(_, _, licence, _)| *licence)) else {
        return Some(format!("{name} {version} declares no licence"));
    };
    // Older manifests write "MIT/Apache-2.0" for OR, which LAX takes.
    let expression = match Expression::parse_mode(license, ParseMode::LAX) {
        Ok(expression) => expression,
        Err(error) => return Some(format!("{name} {version}: '{license}': {}", error.reason)),
    };
    let exceptions = EXCEPTIONS.iter().filter(|(package, ..)| package == name);
    let allowed: Vec<_> = ALLOWED
        .iter()
        .chain(exceptions.map(|(_, licence, _)| licence))
        .filter_map(|licence| Licensee::parse(licence).ok())
        .collect();
    let fits = expression.evaluate(|term| allowed.iter().any(|licence| licence.satisfies(term)));
    (!fits).then(|| format!("{name} {version}: '{license}' is not on the list of allowed licences"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, license: &str) -> Package {
        Package { name: name.into(), version: "1.0.0".into(), license: Some(license.into()) }
    }

    #[test]
    fn every_licence_on_the_lists_is_one() {
        let exceptions = EXCEPTIONS.iter().map(|(_, licence, _)| licence);
        for licence in ALLOWED.iter().chain(exceptions) {
            assert!(Licensee::parse(licence).is_ok(), "{licence}");
        }
    }

    #[test]
    fn expressions_are_evaluated() {
        for fine in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        ] {
            assert_eq!(objection(&package("p", fine)), None, "{fine}");
        }
        for refused in
            ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "MPL-2.0", "Custom", "", "Apache-2.0 WITH Swift-exception"]
        {
            assert!(objection(&package("p", refused)).is_some(), "{refused}");
        }
    }

    #[test]
    fn an_exception_holds_for_its_package_only() {
        assert_eq!(objection(&package("axe-core", "MPL-2.0")), None);
        assert!(objection(&package("axe-core", "GPL-3.0-only")).is_some());
    }

    #[test]
    fn a_package_without_licence_is_refused() {
        let mut silent = package("p", "MIT");
        silent.license = None;
        assert!(objection(&silent).is_some());
        (silent.name, silent.version) = ("jstat".into(), "1.9.6".into());
        assert_eq!(objection(&silent), None);
        silent.version = "1.9.7".into();
        assert!(objection(&silent).is_some());
    }

    #[test]
    fn node_packages_are_read_from_the_lock() {
        let lock = json!({ "packages": {
            "": { "license": "MIT" },
            "node_modules/@a/b": { "version": "1.0.0", "license": "MPL-2.0" },
            "node_modules/@a/b/node_modules/c": { "version": "2.0.0" },
        }});
        let mut c = package("c", "");
        (c.version, c.license) = ("2.0.0".into(), None);
        assert_eq!(node_packages(&lock).unwrap(), [package("@a/b", "MPL-2.0"), c]);
        assert!(node_packages(&json!({})).is_err());
    }
}
