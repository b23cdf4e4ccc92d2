//! The pages on adding things (`docs/add-a-*.md`) work when followed: what they say to type is typed into a copy of the
//! sources, all pages together, and the copy is compiled, its tests with it.
//!
//! What to do stands in comments that a reader of the page does not see:
//!
//! | comment                             | what is done                                               |
//! |-------------------------------------|------------------------------------------------------------|
//! | `<!-- file: PATH -->`               | the block of code that follows is a new file               |
//! | `<!-- in: PATH, before: TEXT -->`   | it goes into a file, before the one line that has the text |
//! | `<!-- in: PATH, after: TEXT -->`    | the same, after it                                         |
//! | `<!-- in: PATH, TEXT ==> TEXT -->`  | a text that is there once is replaced by another           |

use super::Outcome;
use crate::cargo::cargo;
use crate::fingerprint::files_under;
use crate::{paths, process};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files that pages change or add, with their new text.
type Changed = BTreeMap<String, String>;

pub(super) fn check() -> Result<Outcome> {
    let root = paths::root();
    let mut changed = Changed::new();
    let pages: Vec<String> =
        files_under(&root, "docs")?.into_iter().filter(|name| name.starts_with("docs/add-a-")).collect();
    ensure!(!pages.is_empty(), "there are no pages docs/add-a-*.md");
    for page in &pages {
        let text = fs::read_to_string(root.join(page))?;
        follow(&text, &mut changed, |path| fs::read_to_string(root.join(path)).ok()).with_context(|| page.clone())?;
    }
    let copy = paths::work().join("pages");
    println!("{} files changed or added as {} pages say", changed.len(), pages.len());
    for (name, own) in [("Cargo.toml", of_workspace as fn(&str) -> Result<String>), ("Cargo.lock", of_lock)] {
        let text = changed.get(name).cloned().map_or_else(|| fs::read_to_string(root.join(name)), Ok)?;
        changed.insert(name.to_owned(), own(&text).with_context(|| name.to_owned())?);
    }
    lay_out(&root, &copy, &changed)?;
    // What others have written is compiled already: the copy shares the folder of this workspace.
    let target = paths::work().parent().map(Path::to_path_buf).context("no target folder")?;
    let mut check = cargo("check");
    check.current_dir(&copy).env("CARGO_TARGET_DIR", target);
    process::run(check.args(["--quiet", "--workspace", "--exclude", "xtask", "--all-targets"]))?;
    Ok(Outcome::Passed)
}

/// The version of the copy's crates. In a folder that two workspaces share, cargo tells a crate of one from the same crate of the
/// other by nothing else: it took the copy's for ours, and our own changes did not reach what was compiled after it.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "-pages");

/// The workspace's file, with that version.
fn of_workspace(text: &str) -> Result<String> {
    edited(text, &[version(env!("CARGO_PKG_VERSION")), version(VERSION)].join(" ==> "), "")
}

/// The lock file, with that version for what comes from nowhere else.
fn of_lock(text: &str) -> Result<String> {
    let own = |package: &str| package.replacen(&version(env!("CARGO_PKG_VERSION")), &version(VERSION), 1);
    let is_ours = |package: &str| package.starts_with("[[package]]") && !package.contains("\nsource = ");
    let packages = text.split("\n\n").map(|package| if is_ours(package) { own(package) } else { package.to_owned() });
    Ok(packages.collect::<Vec<_>>().join("\n\n"))
}

fn version(number: &str) -> String {
    format!("version = \"{number}\"")
}

/// Does what a page says. `read` gives the text of a file of the repository.
fn follow(page: &str, changed: &mut Changed, read: impl Fn(&str) -> Option<String>) -> Result<()> {
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<!-- ") {
        let (what, after) = after.split_once(" -->").context("a comment without an end")?;
        rest = after;
        if let Some(path) = what.strip_prefix("file: ") {
            ensure!(read(path).is_none() && !changed.contains_key(path), "{path} is there already");
            changed.insert(path.to_owned(), block(after)?.to_owned());
        } else if let Some(what) = what.strip_prefix("in: ") {
            let (path, what) = what.split_once(", ").context("in what, and where?")?;
            let text = changed.get(path).cloned().or_else(|| read(path)).with_context(|| format!("no file {path}"))?;
            changed.insert(path.to_owned(), edited(&text, what, after).with_context(|| path.to_owned())?);
        }
    }
    Ok(())
}

/// The text with one change.
fn edited(text: &str, what: &str, after: &str) -> Result<String> {
    let once = |part: &str| match text.matches(part).count() {
        1 => text.find(part).context("not found"),
        n => bail!("`{part}` is there {n} times"),
    };
    let put = |at: usize| Ok([&text[..at], block(after)?, &text[at..]].concat());
    if let Some(anchor) = what.strip_prefix("before: ") {
        let at = once(anchor)?;
        return put(text[..at].rfind('\n').map_or(0, |end| end + 1));
    }
    if let Some(anchor) = what.strip_prefix("after: ") {
        let at = once(anchor)?;
        return put(text[at..].find('\n').map_or(text.len(), |end| at + end + 1));
    }
    let (old, new) = what.split_once(" ==> ").context("what instead of what?")?;
    let [old, new] = [old, new].map(|text| text.replace("\\n", "\n"));
    once(&old)?;
    Ok(text.replacen(&old, &new, 1))
}

/// The block of code that comes next.
fn block(after: &str) -> Result<&str> {
    let (_, code) = after.split_once("```rust\n").context("no block of Rust follows")?;
    Ok(code.split_once("```").context("a block without an end")?.0)
}

/// Copies the repository's files, changed ones as they are then. Files that are the same already are left alone, as cargo
/// goes by their times.
fn lay_out(root: &Path, copy: &Path, changed: &Changed) -> Result<()> {
    let tracked = process::tracked(root)?;
    let names: BTreeSet<&str> = tracked.iter().chain(changed.keys()).map(String::as_str).collect();
    for gone in files_under(copy, "")?.iter().filter(|name| !names.contains(name.as_str())) {
        fs::remove_file(copy.join(gone))?;
    }
    for name in names {
        // A file that was deleted but not yet committed is not there.
        let bytes = match changed.get(name) {
            Some(text) => text.clone().into_bytes(),
            None => match fs::read(root.join(name)) {
                Ok(bytes) => bytes,
                Err(_) => continue,
            },
        };
        let to = copy.join(name);
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::create_dir_all(to.parent().context("no folder")?)?;
        fs::write(to, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Write <!-- file: b.rs -->\n\n```rust\nfn b() {}\n```\nand\n<!-- in: a.rs, before: mod c; -->\n```rust\n\
        mod b;\n```\n`b` too. <!-- in: a.rs, [c] ==> [b, c] -->\n<!-- a remark -->";

    fn followed(page: &str, a: &str) -> Result<Changed> {
        let mut changed = Changed::new();
        follow(page, &mut changed, |path| (path == "a.rs").then(|| a.to_owned()))?;
        Ok(changed)
    }

    #[test]
    fn what_a_page_says_is_done() {
        let changed = followed(PAGE, "mod a;\nmod c;\nx![c];\n").unwrap();
        assert_eq!(changed["b.rs"], "fn b() {}\n");
        assert_eq!(changed["a.rs"], "mod a;\nmod b;\nmod c;\nx![b, c];\n");
    }

    #[test]
    fn the_copys_crates_are_no_crates_of_ours() {
        let ours = version(env!("CARGO_PKG_VERSION"));
        let lock = format!(
            "version = 4\n\n[[package]]\nname = \"a\"\n{ours}\nsource = \"b\"\n\n[[package]]\nname = \"c\"\n{ours}\n"
        );
        assert_eq!(of_lock(&lock).unwrap().matches(&ours).count(), 1);
        assert!(of_lock(&lock).unwrap().ends_with(&format!("name = \"c\"\n{}\n", version(VERSION))));
        assert_eq!(of_workspace(&format!("a = 1\n{ours}\n")).unwrap(), format!("a = 1\n{}\n", version(VERSION)));
        assert!(of_workspace("a = 1\n").is_err());
    }

    #[test]
    fn a_page_that_no_longer_fits_is_found() {
        for a in ["mod a;\nx![c];\n", "mod c;\nmod c;\nx![c];\n", "mod c;\n"] {
            assert!(followed(PAGE, a).is_err(), "{a}");
        }
        assert!(followed("<!-- file: a.rs -->\n```rust\n```", "").is_err(), "it is there");
        assert!(followed("<!-- file: b.rs -->", "").is_err(), "no code");
        assert!(followed("<!-- in: c.rs, a ==> b -->", "").is_err(), "no such file");
    }
}
