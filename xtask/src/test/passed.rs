//! A check that passed is not run again while nothing it depends on has changed. `--again` runs it all the same.
//!
//! Such a check names the files of the repository that it reads, by a rule that errs on the wide side; it also depends
//! on the toolchain and the browsers. Without a repository (a copy of the sources alone) nothing is remembered.

use crate::fingerprint::Fingerprint;
use crate::{paths, process, setup, store};
use anyhow::{Context, Result};
use std::fs;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Where the stamps are, in the folder of the other stamps.
const FOLDER: &str = "passed";

/// The repository's files, each with the fingerprint that it had when it was first asked for: a file changed while a
/// check runs makes another state, which did not pass.
static TREE: OnceLock<Option<Vec<(String, String)>>> = OnceLock::new();

/// Whether a file is read by checks that run in no browser.
pub(super) fn natively(name: &str) -> bool {
    !name.starts_with("tests/browser/") && name != "CHANGELOG.md"
}

/// Whether a file is read by a browser suite. Other suites are not read, nor is what is for people alone.
fn by_suite(suite: &str) -> impl Fn(&str) -> bool {
    move |name| name == suite || !(name.ends_with(".test.mjs") || name.ends_with(".md"))
}

/// The state of everything that a check depends on; `None` if it cannot be determined.
pub(super) fn state(reads: fn(&str) -> bool) -> Option<String> {
    of(&toolchain(), reads)
}

/// The same for a browser suite.
pub(super) fn state_of_suite(suite: &str) -> Option<String> {
    of(&(toolchain() + &browsers()), by_suite(suite))
}

fn of(around: &str, reads: impl Fn(&str) -> bool) -> Option<String> {
    let tree = TREE.get_or_init(|| tree().ok()).as_ref()?;
    let start = Fingerprint::new().part("around", around.as_bytes());
    let read = tree.iter().filter(|(name, _)| reads(name));
    Some(read.fold(start, |all, (name, hash)| all.part(name, hash.as_bytes())).finish())
}

/// Whether a check passed in this state.
pub(super) fn has(check: &str, state: Option<&String>) -> bool {
    state.is_some_and(|state| store::is_done(&stamp(check), state))
}

/// Notes that a check passed in this state.
pub(super) fn note(check: &str, state: Option<&String>) -> Result<()> {
    state.map_or(Ok(()), |state| store::done(&stamp(check), state))
}

/// Forgets everything that passed.
pub(super) fn forget() -> Result<()> {
    let folder = paths::work().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

fn stamp(check: &str) -> String {
    format!("{FOLDER}/{}", check.replace('/', "."))
}

/// All files that are in the repository or could be, as opposed to build output.
fn tree() -> Result<Vec<(String, String)>> {
    let root = paths::root();
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&root).stderr(Stdio::null());
    let names = process::capture(&mut git)?;
    let names = names.split_terminator('\0').filter(|name| root.join(name).is_file());
    names.map(|name| Ok((name.to_owned(), Fingerprint::new().file(&root, name)?.finish()))).collect()
}

fn toolchain() -> String {
    process::capture(Command::new("rustc").arg("-vV")).unwrap_or_default()
}

/// Those that are installed, each with its modification time.
fn browsers() -> String {
    let changed = |path: &std::path::Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let browsers: Vec<_> = setup::browsers_here().into_iter().map(|path| (changed(&path), path)).collect();
    format!("{browsers:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_reads_itself_and_the_page_and_no_other_suite() {
        let reads = by_suite("tests/browser/a.test.mjs");
        for name in ["tests/browser/a.test.mjs", "tests/browser/support/page.mjs", "src/app.rs", "examples/r1.json"] {
            assert!(reads(name), "{name}");
        }
        assert!(!reads("tests/browser/b.test.mjs") && !reads("docs/model.md"));
        assert!(natively("docs/model.md") && natively("src/app.rs") && !natively("tests/browser/support/page.mjs"));
    }

    #[test]
    fn what_passed_holds_for_its_state_and_without_a_state_nothing_is_kept() {
        let check = format!("tests/of-{}", std::process::id());
        let (one, other) = ("one".to_owned(), "other".to_owned());
        note(&check, None).unwrap();
        assert!(!has(&check, None) && !has(&check, Some(&one)));
        note(&check, Some(&one)).unwrap();
        assert!(has(&check, Some(&one)) && !has(&check, Some(&other)) && !has(&check, None));
        fs::remove_file(paths::work().join(stamp(&check))).unwrap();
    }
}
