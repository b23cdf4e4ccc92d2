//! How large the page is, and how large it may be. The bounds catch accidents, such as a library that came in
//! unnoticed; the page is written for its readers, not for the bounds.

use super::packages::FOLDER;
use super::publish::BROTLI;
use crate::fingerprint::files_under;
use anyhow::{Result, bail};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// How much the page may take on its way: bytes of all its files, Brotli-compressed, except what is loaded on a click:
/// the writers of office files and the module that reads tables. It was meant to be 900,000 before there were studies, decks
/// and own numbers in it, and 1,500,000 before fields read days, differences and what is said in five languages.
const PAGE_MOST: u64 = 1_550_000;
/// How much that module may take, with its script.
const TABLES_MOST: u64 = 900_000;
/// How much the page in one file may take on a disk, with all of this included. It was 4,500,000 until exports were read in
/// every currency, language and calendar that they come in.
const FILE_MOST: u64 = 4_750_000;

/// One file of the page; sizes in bytes.
struct Size {
    name: String,
    raw: u64,
    /// What a server sends: the compressed twin, or the file itself where there is none.
    sent: u64,
}

/// The sizes of the files in `dist`, compressed twins left out.
fn sizes(dist: &Path) -> Result<Vec<Size>> {
    let length = |name: &str| fs::metadata(dist.join(name)).map(|data| data.len());
    let names = files_under(dist, "")?.into_iter().filter(|name| !name.ends_with(BROTLI));
    names
        .map(|name| {
            let raw = length(&name)?;
            Ok(Size { raw, sent: length(&format!("{name}{BROTLI}")).unwrap_or(raw), name })
        })
        .collect()
}

/// What is bounded, its bytes, and its bound.
fn sums(sizes: &[Size]) -> [(&'static str, u64, u64); 3] {
    let (mut page, mut tables, mut file) = (0, 0, 0);
    for Size { name, raw, sent } in sizes {
        match name {
            _ if is_file(name) => file += raw,
            _ if name.starts_with("tables") => tables += sent,
            _ if name.starts_with(FOLDER) => {}
            _ => page += sent,
        }
    }
    [("page", page, PAGE_MOST), ("reading of tables", tables, TABLES_MOST), ("page in one file", file, FILE_MOST)]
}

/// Whether this file is the one that holds the page as a whole.
pub(crate) fn is_file(name: &str) -> bool {
    name.starts_with("funnel-file-")
}

/// The sizes of the page in `dist` as text, one per line.
pub(crate) fn table(dist: &Path) -> Result<String> {
    let sizes = sizes(dist)?;
    let mut text = format!("{:>10} {:>10}\n", "bytes", "Brotli");
    for Size { name, raw, sent } in &sizes {
        writeln!(text, "{raw:>10} {sent:>10}  {name}")?;
    }
    for (what, bytes, most) in sums(&sizes) {
        writeln!(text, "{bytes:>21}  the {what}; at most {most}")?;
    }
    Ok(text)
}

/// Whether the page in `dist` is within its bounds.
pub(crate) fn check(dist: &Path) -> Result<()> {
    for (what, bytes, most) in sums(&sizes(dist)?) {
        if bytes > most {
            bail!("the {what} takes {bytes} bytes, {} more than it may", bytes - most);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_counts_and_libraries_do_not() {
        let dist = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
        fs::create_dir_all(dist.join("lib")).unwrap();
        let files = [
            ("index.html", "<p>"),
            ("a.js", "12345678"),
            ("a.js.br", "1234"),
            ("lib/b.js", "1234567"),
            ("tables-1.js", "12345"),
            ("funnel-file-1.html", "123456"),
        ];
        for (name, text) in files {
            fs::write(dist.join(name), text).unwrap();
        }
        let (sizes, table, is_kept) = (sizes(&dist).unwrap(), table(&dist).unwrap(), check(&dist).is_ok());
        fs::write(dist.join("c.wasm"), vec![0; PAGE_MOST as usize]).unwrap();
        let is_kept_still = check(&dist).is_ok();
        fs::remove_dir_all(&dist).unwrap();
        assert_eq!(sums(&sizes).map(|(_, bytes, _)| bytes), [3 + 4, 5, 6]);
        assert!(table.contains("         8          4  a.js\n"), "{table}");
        assert!(is_kept && !is_kept_still);
    }
}
