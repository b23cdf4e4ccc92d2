//! What no other tool checks: that files can be read in one go, and contain nothing that holds on one machine only.

use super::Outcome;
use crate::{paths, process};
use anyhow::{Result, bail};
use std::process::Command;
use std::{env, fs};

/// A longer file says why in its first lines, after these words.
const REASON: &str = "Long because";
const MOST_LINES: usize = 300;
const HEADER_LINES: usize = 12;
const SOURCES: [&str; 9] = [".rs", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".toml", ".ci/run"];

pub(super) fn check() -> Result<Outcome> {
    let root = paths::root();
    let listed = process::capture(Command::new("git").args(["ls-files", "-z"]).current_dir(&root))?;
    let machine = machine_paths();
    let (mut read, mut problems) = (0, Vec::new());
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        // A picture is not text, and a file that was deleted but not yet committed is not there.
        let Ok(text) = fs::read_to_string(root.join(name)) else {
            continue;
        };
        read += 1;
        problems.extend(too_long(name, &text));
        problems.extend(machine.iter().filter_map(|path| names_machine(name, &text, path)));
        if name.ends_with("package-lock.json") && text.contains("\"resolved\"") {
            problems.push(format!("{name} names a registry's host; .npmrc keeps npm from that"));
        }
    }
    if !problems.is_empty() {
        bail!("\n  {}", problems.join("\n  "));
    }
    println!("{read} files are tidy");
    Ok(Outcome::Passed)
}

/// Folders of users, of temporary files, and this very checkout.
fn machine_paths() -> Vec<String> {
    // In pieces, or this file would be the first one found.
    let mut paths = vec![
        concat!("/ho", "me/").to_owned(),
        concat!("/ro", "ot/").to_owned(),
        concat!("/Us", "ers/").to_owned(),
        concat!("C:\\Us", "ers\\").to_owned(),
        concat!("/tm", "p/").to_owned(),
        concat!("/var/fol", "ders/").to_owned(),
    ];
    let here = [Some(paths::root()), env::home_dir(), Some(env::temp_dir())];
    // A checkout at / or /x would match by chance.
    let deep = here.into_iter().flatten().filter(|path| path.components().count() > 2);
    paths.extend(deep.map(|path| path.display().to_string()));
    paths
}

fn too_long(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let is_source = SOURCES.iter().any(|ending| name.ends_with(ending));
    let has_reason = || text.lines().take(HEADER_LINES).any(|line| line.contains(REASON));
    (is_source && lines > MOST_LINES && !has_reason())
        .then(|| format!("{name} has {lines} lines: split it, or say '{REASON} ...' in its first {HEADER_LINES}"))
}

/// `path` where it starts a path: after a letter or digit it is the middle of another path, or of a URL.
fn names_machine(name: &str, text: &str, path: &str) -> Option<String> {
    let line = text.lines().position(|line| {
        line.match_indices(path).any(|(at, _)| {
            let before = line.get(..at).and_then(|start| start.chars().next_back());
            !before.is_some_and(|letter| letter.is_alphanumeric() || "-_.".contains(letter))
        })
    })?;
    Some(format!("{name}:{}: a path of one machine, {path}", line + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sources_need_a_reason() {
        let long = "x\n".repeat(301);
        assert!(too_long("src/a.rs", &long).is_some());
        assert!(too_long("src/a.rs", &long[2..]).is_none());
        assert!(too_long("golden.svg", &long).is_none());
        assert!(too_long("src/a.rs", &format!("//! Long because of a table.\n{long}")).is_none());
        let late = format!("{}// Long because\n{long}", "x\n".repeat(12));
        assert!(too_long("src/a.rs", &late).is_some());
    }

    #[test]
    fn paths_of_machines_are_found_where_they_start() {
        let path = concat!("/ho", "me/");
        let found = names_machine("a.md", &format!("one\ntwo {path}me/project"), path);
        assert!(found.is_some_and(|problem| problem.starts_with("a.md:2:")));
        assert_eq!(names_machine("a.md", &format!("https://example.org{path}page"), path), None);
        assert!(names_machine("a.toml", &format!("x = \"{path}me\""), path).is_some());
    }
}
