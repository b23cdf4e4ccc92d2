//! What no other tool checks: that files can be read in one go, contain nothing that holds on one machine only, and name only
//! files that there are.

use super::Outcome;
use crate::{paths, process};
use anyhow::{Result, bail};
use std::{env, fs};

/// A longer file says why in its first lines, after these words.
const REASON: &str = "Long because";
const MOST_LINES: usize = 300;
const HEADER_LINES: usize = 12;
const SOURCES: [&str; 9] = [".rs", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".toml", ".ci/run"];

pub(super) fn check() -> Result<Outcome> {
    let root = paths::root();
    let tracked = process::tracked(&root)?;
    let machine = machine_paths();
    let (mut read, mut problems) = (0, Vec::new());
    let names: Vec<&str> = tracked.iter().map(String::as_str).collect();
    for name in names.iter().copied() {
        // A picture is not text, and a file that was deleted but not yet committed is not there.
        let Ok(text) = fs::read_to_string(root.join(name)) else {
            continue;
        };
        read += 1;
        problems.extend(too_long(name, &text));
        problems.extend(
            named(name, &text)
                .filter(|path| !is_there(path, &names))
                .map(|path| format!("{name} names {path}, which is not there")),
        );
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

/// The sources that a page names, as far as they have a folder. A page on adding something names what is to be added, and the
/// changelog what there was.
fn named<'a>(name: &str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let is_page = name.ends_with(".md") && !name.starts_with("docs/add-a-") && name != "CHANGELOG.md";
    let quoted = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let is_source = |path: &&str| {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
        path.contains('/') && path.chars().all(plain) && SOURCES.iter().any(|ending| path.ends_with(ending))
    };
    quoted.filter(move |path| is_page && is_source(path) && !path.contains("NAME") && !path.starts_with("target/"))
}

/// Whether a file ends in this path: a page about a crate leaves out what all its paths begin with, and `src`; on a host the
/// path begins with a slash.
fn is_there(path: &str, names: &[&str]) -> bool {
    let path = path.trim_start_matches('/');
    let ends = |name: &str| name.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    names.iter().any(|name| ends(name) || ends(&name.replacen("/src/", "/", 1)))
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
    fn what_a_page_names_is_there() {
        let text = "See `people/split.rs`, `a b/c.rs`, `NAME/d.rs` and `split.rs`.";
        let paths: Vec<&str> = named("docs/a.md", text).collect();
        assert_eq!(paths, ["people/split.rs"]);
        assert!(named("docs/add-a-lever.md", text).chain(named("a.rs", text)).next().is_none());
        assert!(is_there("people/split.rs", &["engine/src/people/split.rs"]) && is_there("a/b.rs", &["a/b.rs"]));
        assert!(is_there("decide/cut.rs", &["decide/src/cut.rs"]) && is_there("/static/a.html", &["static/a.html"]));
        assert!(!is_there("people/split.rs", &["more-people/split.rs", "split.rs"]));
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
