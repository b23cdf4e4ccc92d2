//! How large the page is, and how large it may be.

use super::packages::FOLDER;
use super::publish::BROTLI;
use crate::fingerprint::files_under;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What a first visit may load until it is answered: bytes, Brotli-compressed, of `index.html` and all that it names. Like
/// the others a ceiling against accidents, and no goal.
pub(crate) const FIRST_LOAD_BUDGET: u64 = 400_000;

/// What the whole page may load at most, with what comes later: "later" is no place to let things grow unseen.
pub(crate) const WHOLE_BUDGET: u64 = 1_400_000;

/// What the libraries of others may load that come with a click: they are no part of the page until then.
pub(crate) const LIBRARIES_BUDGET: u64 = 132_000;

/// What the page in one file may take on a disk.
pub(crate) const FILE_BUDGET: u64 = 1_600_000;

/// One file of the page; sizes in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) name: String,
    pub(crate) raw: u64,
    /// What a server sends: the compressed twin, or the file itself where there is none.
    pub(crate) sent: u64,
    /// Whether a first visit loads it.
    pub(crate) first: bool,
}

/// The sizes of the files in `dist`, compressed twins left out.
pub(crate) fn sizes(dist: &Path) -> Result<Vec<Size>> {
    let page = fs::read_to_string(dist.join("index.html")).context("dist/ holds no page")?;
    let length = |name: &str| fs::metadata(dist.join(name)).map(|data| data.len());
    let names = files_under(dist, "")?.into_iter();
    names
        .filter(|name| !name.ends_with(BROTLI))
        .map(|name| {
            let raw = length(&name)?;
            Ok(Size {
                raw,
                sent: length(&format!("{name}{BROTLI}")).unwrap_or(raw),
                first: is_first(&page, &name),
                name,
            })
        })
        .collect()
}

/// Whether the page asks for a file by itself: it only keeps the names of two more.
fn is_first(page: &str, name: &str) -> bool {
    let kept = ["file", "export"].map(|what| format!("data-{what}=\"{name}\""));
    name == "index.html" || kept.iter().fold(page.to_owned(), |page, kept| page.replace(kept, "")).contains(name)
}

/// Bytes that a first visit loads.
pub(crate) fn first_load(sizes: &[Size]) -> u64 {
    let first = sizes.iter().filter(|size| size.first);
    first.map(|size| size.sent).sum()
}

/// Bytes of all files but the libraries, and the one file that holds them all.
pub(crate) fn whole(sizes: &[Size]) -> u64 {
    sizes.iter().filter(|size| !size.name.starts_with(FOLDER) && !is_file(&size.name)).map(|size| size.sent).sum()
}

/// Bytes of the libraries.
pub(crate) fn libraries(sizes: &[Size]) -> u64 {
    sizes.iter().filter(|size| size.name.starts_with(FOLDER)).map(|size| size.sent).sum()
}

/// Bytes of the page in one file.
pub(crate) fn file(sizes: &[Size]) -> u64 {
    sizes.iter().filter(|size| is_file(&size.name)).map(|size| size.raw).sum()
}

/// Whether this file is the one that holds the page as a whole.
pub(crate) fn is_file(name: &str) -> bool {
    name.starts_with("funnel-file-")
}

/// The sizes of the page in `dist` as text, a line each.
pub(crate) fn table(dist: &Path) -> Result<String> {
    let sizes = sizes(dist)?;
    let mut text = format!("{:>10} {:>10}\n", "bytes", "Brotli");
    for Size { name, raw, sent, first } in &sizes {
        let later = if *first { "" } else { " (not at first)" };
        writeln!(text, "{raw:>10} {sent:>10}  {name}{later}")?;
    }
    let first = first_load(&sizes);
    writeln!(text, "{:>10} {first:>10}  first load; allowed {FIRST_LOAD_BUDGET}", "")?;
    writeln!(text, "{:>10} {:>10}  in all; allowed {WHOLE_BUDGET}", "", whole(&sizes))?;
    writeln!(text, "{:>10} {:>10}  libraries, on a click; allowed {LIBRARIES_BUDGET}", "", libraries(&sizes))?;
    writeln!(text, "{:>10} {:>10}  in one file; allowed {FILE_BUDGET}", "", file(&sizes))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_page_names() {
        let dist = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
        fs::create_dir_all(dist.join("static")).unwrap();
        fs::create_dir_all(dist.join("lib")).unwrap();
        let files = [
            ("index.html", "<script src=a.js data-later=\"later.wasm\" data-export=\"lib/b.js\">"),
            ("a.js", "12345678"),
            ("a.js.br", "1234"),
            ("later.wasm", "123456789012345"),
            ("lib/b.js", "1234567"),
            ("funnel-file-1.html", "1234567"),
            ("static/other.svg", "12"),
        ];
        for (name, text) in files {
            fs::write(dist.join(name), text).unwrap();
        }
        let sizes = sizes(&dist).unwrap();
        let table = table(&dist).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        assert_eq!(sizes.len(), 6);
        // The page itself has no twin here, so all its 64 bytes are sent.
        assert_eq!(first_load(&sizes), 64 + 4);
        assert_eq!(whole(&sizes), 64 + 4 + 15 + 2);
        assert_eq!(libraries(&sizes), 7);
        assert_eq!(file(&sizes), 7);
        assert!(table.contains("later.wasm (not at first)"));
    }
}
