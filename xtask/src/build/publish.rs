//! Puts the page's files into `dist/`, with a Brotli twin of each text and module for servers to send.

use super::layout::Files;
use crate::fingerprint::files_under;
use crate::serve::media;
use crate::store;
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;

/// What is added to the name of a compressed twin.
pub(crate) const BROTLI: &str = ".br";

/// Makes `dist` hold exactly `files` and their compressed twins. `index.html` is written last and files no longer
/// needed are removed after it, so that a page loaded meanwhile finds its parts.
pub(crate) fn publish(dist: &Path, files: Files) -> Result<()> {
    let mut published = files;
    let twins: Files = published
        .par_iter()
        .filter(|(name, _)| shrinks(name))
        .map(|(name, bytes)| Ok((format!("{name}{BROTLI}"), compress(bytes)?)))
        .collect::<Result<_>>()?;
    published.extend(twins);
    let (pages, parts): (Vec<_>, Vec<_>) = published.iter().partition(|(name, _)| name.starts_with("index.html"));
    for (name, bytes) in parts.into_iter().chain(pages) {
        store::write(&dist.join(name), bytes)?;
    }
    for name in files_under(dist, "")? {
        if !published.contains_key(&name) {
            fs::remove_file(dist.join(&name)).with_context(|| format!("cannot remove {name}"))?;
        }
    }
    Ok(())
}

/// Whether compression gains anything. The page in one file is compressed already.
pub(crate) fn shrinks(name: &str) -> bool {
    !super::size::is_file(name) && media::of(name).is_some_and(|media| media.shrinks)
}

/// Brotli at its highest quality and window, as a host would store it.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

/// Gzip at its highest level.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_bytes_come_back() {
        let text = b"what a budget does to revenue ".repeat(100);
        let small = compress(&text).unwrap();
        assert!(small.len() * 10 < text.len());
        let mut back = Vec::new();
        brotli::Decompressor::new(small.as_slice(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn dist_holds_this_page_and_nothing_of_the_last() {
        let dist = std::env::temp_dir().join(format!("xtask-publish-{}", std::process::id()));
        let page = |part: &str| {
            Files::from([("index.html".to_owned(), b"<!doctype html>".to_vec()), (part.to_owned(), b"12".to_vec())])
        };
        publish(&dist, page("static/old.png")).unwrap();
        publish(&dist, page("new.js")).unwrap();
        let files = files_under(&dist, "").unwrap();
        fs::remove_dir_all(&dist).unwrap();
        assert_eq!(files, ["index.html", "index.html.br", "new.js", "new.js.br"]);
    }
}
