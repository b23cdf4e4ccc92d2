//! SHA-256 over named parts: decides what is up to date, and names the page's files.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A hash over a sequence of (name, bytes) pairs; each part's length is hashed too, so that parts cannot run together.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(crate) fn part(mut self, name: &str, bytes: &[u8]) -> Self {
        for field in [name.as_bytes(), bytes] {
            self.0.update((field.len() as u64).to_le_bytes());
            self.0.update(field);
        }
        self
    }

    pub(crate) fn file(self, root: &Path, name: &str) -> Result<Self> {
        let path = root.join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(self.part(name, &bytes))
    }

    /// Every file under `root/folder`, in the order of their names.
    pub(crate) fn folder(self, root: &Path, folder: &str) -> Result<Self> {
        files_under(root, folder)?.iter().try_fold(self, |all, name| all.file(root, name))
    }

    /// The hash as 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        use std::fmt::Write;
        self.0.finalize().iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").ok();
            text
        })
    }
}

/// The files under `root/folder`, recursively, as sorted paths relative to `root` with `/` between their parts. A
/// folder that does not exist has no files.
pub(crate) fn files_under(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        if !path.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&path).with_context(|| format!("cannot read {folder}"))? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_str().with_context(|| format!("a file name in {folder} is not UTF-8"))?;
            let name = match folder.as_str() {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_run_together() {
        let hash = |parts: &[(&str, &str)]| {
            let start = Fingerprint::new();
            let all = parts.iter().fold(start, |all, (name, text)| all.part(name, text.as_bytes()));
            all.finish()
        };
        assert_eq!(hash(&[("a", "bc")]), hash(&[("a", "bc")]));
        assert_ne!(hash(&[("a", "bc")]), hash(&[("ab", "c")]));
        assert_ne!(hash(&[("a", "b"), ("c", "d")]), hash(&[("a", "bcd")]));
    }

    /// FIPS 180-2, appendix B.1: SHA-256 of "abc".
    #[test]
    fn digits_are_those_of_the_standard() {
        let mut plain = Fingerprint::new();
        plain.0.update(b"abc");
        assert_eq!(plain.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn folders_are_walked_in_order() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = files_under(here, "src").unwrap();
        assert!(files.contains(&"src/main.rs".to_owned()));
        assert!(files.contains(&"src/build/mod.rs".to_owned()));
        assert!(files.is_sorted());
        assert!(files_under(here, "no such folder").unwrap().is_empty());
    }
}
