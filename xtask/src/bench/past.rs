//! The engine of 0.1.0, built from the repository's own history, so that the gain since then stands beside the peers.
//!
//! Today's programs are put into that version's sources: both engines run under the same stopwatch, each with the
//! dependencies and the profile that it had.

use crate::cargo::{self, Artifact, artifacts};
use crate::fingerprint::Fingerprint;
use crate::setup::announced;
use crate::{paths, process, store};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The release of 0.1.0 by its whole hash: another history may have another object that begins like it.
const COMMIT: &str = "b5ec03e3d7dc894dafc82cf5c81f18018e0c8437";
/// Today's programs. They must call nothing that 0.1.0 did not have.
const PROGRAMS: [&str; 5] = [
    "engine/benches/r1.rs",
    "engine/benches/worked.rs",
    "engine/benches/peers/line.rs",
    "engine/benches/shared/clock.rs",
    "engine/benches/shared/scenarios.rs",
];
/// What its manifest lacks.
const TARGET: &str = "\n[[bench]]\nname = \"worked\"\nharness = false\n";

/// 0.1.0 on this machine: its sources, and where it is built.
pub(crate) struct Past {
    sources: PathBuf,
    target: PathBuf,
}

impl Past {
    /// Its sources with today's programs, or why there are none.
    pub(crate) fn find() -> Result<Result<Self, &'static str>> {
        let root = paths::root();
        if !is_in(&root) {
            return Ok(Err("the history does not reach back to it: a shallow clone"));
        }
        let past = Self::at(&paths::work().join("engine-0.1.0"));
        past.lay_out(&root)?;
        Ok(Ok(past))
    }

    fn at(folder: &Path) -> Self {
        Self { sources: folder.join("sources"), target: folder.join("target") }
    }

    /// Its bench targets.
    pub(crate) fn benches(&self) -> Result<Vec<Artifact>> {
        let targets = ["--package", "funnel-engine", "--bench", "r1", "--bench", "worked"];
        let build = || artifacts(self.cargo("bench").args(["--locked", "--no-run"]).args(targets));
        if self.target.is_dir() { build() } else { announced("engine 0.1.0", "2 min", build) }
    }

    /// Its page, made by its own build.
    pub(crate) fn page(&self) -> Result<PathBuf> {
        const STAMP: &str = "engine-0.1.0-page.stamp";
        let dist = self.sources.join("dist");
        let stamp = |dist: &Path| -> Result<String> {
            Ok(Fingerprint::new().part("commit", COMMIT.as_bytes()).folder(dist, "")?.finish())
        };
        if !store::is_done(STAMP, &stamp(&dist)?) {
            announced("page of 0.1.0", "5 min", || {
                process::run(self.cargo("run").args(["--locked", "--quiet", "--package", "xtask", "--", "build"]))?;
                store::done(STAMP, &stamp(&dist)?)
            })?;
        }
        Ok(dist)
    }

    /// One of its files.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.sources.join(name)
    }

    /// A cargo command in its workspace.
    fn cargo(&self, subcommand: &str) -> Command {
        let mut command = cargo::cargo(subcommand);
        command.env("CARGO_TARGET_DIR", &self.target).current_dir(&self.sources);
        command
    }

    /// Writes its sources once, and today's programs wherever they differ.
    fn lay_out(&self, root: &Path) -> Result<()> {
        let whole = self.sources.with_extension("commit");
        if !fs::read_to_string(&whole).is_ok_and(|commit| commit == COMMIT) {
            if self.sources.is_dir() {
                fs::remove_dir_all(&self.sources)
                    .with_context(|| format!("cannot remove {}", self.sources.display()))?;
            }
            extract(root, &self.sources)?;
            let manifest = self.file("engine/Cargo.toml");
            let text = [read(&manifest)?, TARGET.into()].concat();
            store::write(&manifest, &text)?;
            store::write(&whole, COMMIT.as_bytes())?;
        }
        for name in PROGRAMS {
            let (program, place) = (read(&root.join(name))?, self.file(name));
            // Left alone if it is the same: cargo goes by modification times.
            if !fs::read(&place).is_ok_and(|there| there == program) {
                store::write(&place, &program)?;
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Whether the history at `root` has the commit.
fn is_in(root: &Path) -> bool {
    let mut git = Command::new("git");
    git.args(["cat-file", "-e", &format!("{COMMIT}^{{commit}}")]).current_dir(root);
    git.stdin(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Writes the commit's files into `folder`, by an index of its own, so that neither the repository's index nor its list
/// of work trees is touched, and no other program is needed.
fn extract(root: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let index = folder.with_extension("index");
    let git = |arguments: &[&str]| {
        process::run(Command::new("git").args(arguments).env("GIT_INDEX_FILE", &index).current_dir(root))
    };
    git(&["read-tree", COMMIT])?;
    // Git puts the prefix before names as it is, so it must end in a slash.
    git(&["checkout-index", "--all", "--force", &format!("--prefix={}/", folder.display())])?;
    fs::remove_file(&index).ok();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_without_the_commit_is_told_from_one_with_it() {
        let folder = std::env::temp_dir().join(format!("no-history-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let made = Command::new("git").args(["init", "--quiet"]).current_dir(&folder).status().unwrap();
        assert!(made.success());
        assert!(!is_in(&folder));
        fs::remove_dir_all(&folder).unwrap();
        assert!(!is_in(&folder), "no folder, no history");
    }

    /// Where the history is complete: that version with today's programs, and nothing written where nothing changed.
    #[test]
    fn sources_are_those_of_0_1_0_with_the_programs_of_today() {
        let root = paths::root();
        if !is_in(&root) {
            return;
        }
        let folder = std::env::temp_dir().join(format!("engine-0.1.0-{}", std::process::id()));
        let past = Past::at(&folder);
        past.lay_out(&root).unwrap();
        let text = |name: &str| fs::read_to_string(past.file(name)).unwrap();
        let (workspace, engine) = (text("Cargo.toml"), text("engine/Cargo.toml"));
        let same = PROGRAMS.map(|name| read(&root.join(name)).unwrap() == read(&past.file(name)).unwrap());
        let written = |name: &str| fs::metadata(past.file(name)).unwrap().modified().unwrap();
        let times = PROGRAMS.map(written);
        // A file that was changed is restored, and only that one.
        fs::write(past.file(PROGRAMS[1]), "another").unwrap();
        past.lay_out(&root).unwrap();
        let (again, times_again) = (text("engine/Cargo.toml"), PROGRAMS.map(written));
        let right = read(&past.file(PROGRAMS[1])).unwrap() == read(&root.join(PROGRAMS[1])).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(workspace.contains("version = \"0.1.0\""));
        assert_eq!(engine.matches("name = \"worked\"").count(), 1);
        assert_eq!(again, engine);
        assert_eq!(same, [true; PROGRAMS.len()]);
        assert!(right);
        assert_eq!((times[0], &times[2..]), (times_again[0], &times_again[2..]));
    }
}
