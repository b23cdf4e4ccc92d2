//! Known vulnerabilities of our dependencies, from the RustSec database in its OSV form.
//!
//! Where the database cannot be reached the step says so and is skipped: an unreachable host is no finding, and no
//! clean bill either.

use super::Outcome;
use crate::cargo::{Package, dependencies};
use crate::fingerprint::files_under;
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use semver::Version;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

const DATABASE: &str = "https://github.com/rustsec/advisory-db.git";
const PATIENCE: Duration = Duration::from_secs(30);

/// Advisories that do not concern us, and why.
const EXCEPTIONS: [(&str, &str); 0] = [];

pub(super) fn check() -> Result<Outcome> {
    let folder = paths::work().join("advisories");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the last copy of the database")?;
    }
    let database = env::var("ADVISORY_DB").unwrap_or_else(|_| DATABASE.to_owned());
    let clone = process::run_within(
        Command::new("git")
            .args(["clone", "--quiet", "--depth=1", "--branch=osv", &database])
            .arg(&folder)
            .env("GIT_TERMINAL_PROMPT", "0"),
        PATIENCE,
    );
    if let Err(error) = clone {
        return Ok(Outcome::Skipped(format!("the RustSec database cannot be reached: {error:#}")));
    }
    let packages = dependencies()?;
    let (mut read, mut findings) = (0, Vec::new());
    for name in files_under(&folder, "crates")? {
        findings.extend(read_file(&folder, &name, &packages)?);
        read += 1;
    }
    if read == 0 {
        bail!("the RustSec database holds no advisory: its layout has changed");
    }
    println!("{} crates against {read} advisories", packages.len());
    for finding in &findings {
        println!("{}: {}", if finding.blocks { "vulnerable" } else { "note" }, finding.text);
    }
    let vulnerable = findings.iter().filter(|finding| finding.blocks).count();
    if vulnerable > 0 {
        bail!("{vulnerable} known vulnerabilities");
    }
    Ok(Outcome::Passed)
}

fn read_file(folder: &Path, name: &str, packages: &[Package]) -> Result<Vec<Finding>> {
    let text = fs::read_to_string(folder.join(name))?;
    let advisory = serde_json::from_str(&text).with_context(|| name.to_owned())?;
    matches(&advisory, packages).with_context(|| name.to_owned())
}

/// An advisory that applies to a dependency.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// A vulnerability; a crate that is merely unmaintained only deserves a note.
    blocks: bool,
    text: String,
}

fn matches(advisory: &Value, packages: &[Package]) -> Result<Vec<Finding>> {
    let id = advisory["id"].as_str().context("no id")?;
    let excepted = EXCEPTIONS.iter().any(|(exception, _)| *exception == id);
    if excepted || !advisory["withdrawn"].is_null() {
        return Ok(Vec::new());
    }
    let summary = advisory["summary"].as_str().unwrap_or_default();
    let mut findings = Vec::new();
    for affected in advisory["affected"].as_array().into_iter().flatten() {
        let name = affected["package"]["name"].as_str().context("no package")?;
        for package in packages.iter().filter(|package| package.name == name) {
            let version = Version::parse(&package.version)?;
            if is_affected(&version, &affected["ranges"])? {
                findings.push(Finding {
                    blocks: affected["database_specific"]["informational"].is_null(),
                    text: format!("{name} {version}: {id}: {summary}"),
                });
            }
        }
    }
    Ok(findings)
}

/// OSV's rule: within a range's events in order, the last one not after the version decides.
fn is_affected(version: &Version, ranges: &Value) -> Result<bool> {
    for range in ranges.as_array().into_iter().flatten() {
        let mut affected = false;
        for event in range["events"].as_array().into_iter().flatten() {
            for (kind, bound) in event.as_object().into_iter().flatten() {
                let bound = Version::parse(bound.as_str().context("an event without version")?)?;
                match kind.as_str() {
                    "introduced" if *version >= bound => affected = true,
                    "fixed" if *version >= bound => affected = false,
                    "introduced" | "fixed" => {}
                    other => bail!("an event of unknown kind '{other}'"),
                }
            }
        }
        if affected {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(version: &str) -> [Package; 1] {
        [Package { name: "time".into(), version: version.into(), license: None }]
    }

    /// RUSTSEC-2020-0071, shortened: time from 0.1.0 was vulnerable, 0.2.0 was not, and 0.2.1 to 0.2.22 were.
    fn advisory() -> Value {
        json!({
            "id": "RUSTSEC-2020-0071",
            "summary": "Potential segfault in the time crate",
            "affected": [{
                "package": { "ecosystem": "crates.io", "name": "time" },
                "database_specific": { "informational": null },
                "ranges": [{ "type": "SEMVER", "events": [
                    { "introduced": "0.1.0" }, { "fixed": "0.2.0" },
                    { "introduced": "0.2.1-0" }, { "fixed": "0.2.23" },
                ]}],
            }],
        })
    }

    #[test]
    fn versions_within_a_range_are_found() {
        for (version, found) in [("0.0.9", 0), ("0.1.44", 1), ("0.2.0", 0), ("0.2.22", 1), ("0.2.23", 0), ("0.3.36", 0)]
        {
            let findings = matches(&advisory(), &package(version)).unwrap();
            assert_eq!(findings.len(), found, "{version}");
            assert!(findings.iter().all(|finding| finding.blocks));
        }
    }

    #[test]
    fn what_is_withdrawn_or_of_another_crate_is_not_ours() {
        let mut withdrawn = advisory();
        withdrawn["withdrawn"] = json!("2021-01-01T00:00:00Z");
        assert_eq!(matches(&withdrawn, &package("0.1.44")).unwrap(), []);
        let mut other = advisory();
        other["affected"][0]["package"]["name"] = json!("chrono");
        assert_eq!(matches(&other, &package("0.1.44")).unwrap(), []);
    }

    #[test]
    fn an_unmaintained_crate_is_a_note() {
        let mut note = advisory();
        note["affected"][0]["database_specific"]["informational"] = json!("unmaintained");
        let findings = matches(&note, &package("0.1.44")).unwrap();
        assert!(!findings[0].blocks);
    }

    #[test]
    fn a_format_we_do_not_know_is_an_error() {
        let mut odd = advisory();
        odd["affected"][0]["ranges"][0]["events"][0] = json!({ "limit": "1.0.0" });
        assert!(matches(&odd, &package("0.1.44")).is_err());
        assert!(matches(&json!({}), &package("0.1.44")).is_err());
    }
}
