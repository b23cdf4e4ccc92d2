//! Imports between the engine's rooms keep their direction: no module imports, directly or through others, one that
//! imports it; a room knows only those before it; and no lever knows another. docs/engine.md says what the rooms are.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms, each of which may import itself and those before it.
const ROOMS: [&str; 10] =
    ["stats", "people", "inputs", "ledger", "funnel", "levers", "pipeline", "process", "report", "simulate"];

/// Modules in the levers' room that are not levers.
const NO_LEVERS: [&str; 4] = ["levers", "levers::lever", "levers::list", "levers::signals"];

/// Where one lever imports another all the same, and why: nurture's pools move with how relevant content is for a
/// segment.
const ACQUAINTED: [(&str, &str); 1] = [("levers::nurture", "levers::content")];

type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_module_imports_one_that_imports_it() {
    let imports = imports();
    assert!(imports.len() > 60, "the sources were not found");
    let mut path = Vec::new();
    let mut done = BTreeSet::new();
    let circles: Vec<_> = imports.keys().filter_map(|module| circle(&imports, module, &mut path, &mut done)).collect();
    assert!(circles.is_empty(), "{circles:?}");
}

#[test]
fn a_room_knows_only_those_before_it() {
    for (module, others) in &imports() {
        let place = |module: &str| ROOMS.iter().position(|room| module.split("::").next() == Some(room));
        let Some(here) = place(module) else { continue };
        for other in others {
            assert!(place(other).is_some_and(|there| there <= here), "{module} imports {other}");
        }
    }
}

#[test]
fn a_lever_knows_no_other_lever() {
    // A lever that is a folder counts as one.
    let lever = |module: &str| {
        let own = module.split("::").take(2).collect::<Vec<_>>().join("::");
        (own.starts_with("levers") && !NO_LEVERS.contains(&own.as_str())).then_some(own)
    };
    for (module, others) in &imports() {
        let Some(here) = lever(module) else { continue };
        for there in others.iter().filter_map(|other| lever(other)) {
            let known = here == there || ACQUAINTED.contains(&(here.as_str(), there.as_str()));
            assert!(known, "{module} imports {there}");
        }
        assert!(!others.contains("levers"), "{module} imports the list of levers");
    }
}

/// A cycle that can be reached from a module, as the modules along it.
fn circle(imports: &Imports, module: &str, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<Vec<String>> {
    if let Some(at) = path.iter().position(|x| x == module) {
        return Some(path[at..].to_vec());
    }
    if done.contains(module) {
        return None;
    }
    path.push(module.to_owned());
    let found = imports[module].iter().find_map(|other| circle(imports, other, path, done));
    path.pop();
    done.insert(module.to_owned());
    found
}

/// What each module imports from this crate. Tests are left out, as they import what they test.
fn imports() -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    collect(&root, &[], &mut sources);
    let modules: BTreeSet<String> = sources.keys().cloned().collect();
    let of = |(module, text): (&String, &String)| {
        let found = paths(text).into_iter().filter_map(|path| resolve(module, &path, &modules));
        (module.clone(), found.filter(|other| other != module).collect())
    };
    sources.iter().map(of).collect()
}

/// Reads the sources of a folder, by module.
fn collect(folder: &Path, prefix: &[String], into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name == "tests" || name == "lib" {
            continue;
        }
        let mut module = prefix.to_vec();
        if name != "mod" {
            module.push(name);
        }
        if path.is_dir() {
            collect(&path, &module, into);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
            let lines = code.lines().map(|line| line.split("//").next().unwrap());
            into.insert(module.join("::"), lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// All paths in a source, with groups in braces written out.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for statement in text.split("use ").skip(1) {
        expand(&statement.split(';').next().unwrap().replace(char::is_whitespace, " "), &[], &mut all);
    }
    // Paths where they are used, outside imports.
    for root in ["crate::", "super::"] {
        for (at, _) in text.match_indices(root).filter(|(at, _)| !text[..*at].ends_with("::")) {
            let end = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let path = &text[at..end.map_or(text.len(), |end| at + end)];
            // A path with this ending begins a group, which is an import.
            if !path.ends_with("::") {
                expand(path, &[], &mut all);
            }
        }
    }
    all
}

fn expand(tree: &str, prefix: &[String], into: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let words = |text: &str| {
        let words = text.split("::").map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
        prefix.iter().cloned().chain(words).collect::<Vec<_>>()
    };
    let Some((head, rest)) = tree.split_once('{') else {
        into.push(words(tree.split(" as ").next().unwrap()));
        return;
    };
    let (prefix, mut depth, mut from) = (words(head), 0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !rest[from..at].trim().is_empty() {
                    expand(&rest[from..at], &prefix, into);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// The module of this crate into which a path leads; `None` for paths out of the crate.
fn resolve(module: &str, path: &[String], modules: &BTreeSet<String>) -> Option<String> {
    let mut at: Vec<&str> = module.split("::").filter(|x| !x.is_empty()).collect();
    let mut words = path.iter().map(String::as_str).peekable();
    match *words.peek()? {
        "crate" => {
            at.clear();
            words.next();
        }
        "self" => {
            words.next();
        }
        "super" => {
            while words.next_if_eq(&"super").is_some() {
                at.pop();
            }
        }
        // A path without a root leads into a child module, or out of the crate.
        child => {
            let child: Vec<&str> = at.iter().copied().chain([child]).collect();
            if !modules.contains(&child.join("::")) {
                return None;
            }
        }
    }
    at.extend(words);
    // The longest beginning of the path that is a module.
    (0..=at.len()).rev().map(|n| at[..n].join("::")).find(|name| modules.contains(name))
}
