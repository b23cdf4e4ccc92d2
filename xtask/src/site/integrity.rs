//! Hashes by which the browser refuses files that were changed on the way.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;

/// The hash of a file in the form `integrity` takes.
pub(super) fn of(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The page with a hash beside each file it names: `integrity` for scripts and stylesheets, `data-NAME-hash` for what
/// its scripts load. In a sandboxed frame the page's own files come from another origin, so hashes need `crossorigin`.
pub(super) fn add(page: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let mut out = String::with_capacity(page.len() * 2);
    let mut rest = page;
    while let Some(at) = rest.find("=\"") {
        let (before, after) = rest.split_at(at + 2);
        let (value, after) = after.split_once('"').context("index.html: a value without its end")?;
        let attribute = before.trim_end_matches("=\"").rsplit(char::is_whitespace).next().unwrap_or_default();
        out.push_str(before);
        out.push_str(value);
        out.push('"');
        if let Some(bytes) = files.get(value) {
            let hash = of(bytes);
            out.push_str(&match attribute {
                "src" | "href" => format!(" integrity=\"{hash}\" crossorigin"),
                data => format!(" {data}-hash=\"{hash}\""),
            });
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_is_named_gets_its_hash() {
        let files = [("a.css", ""), ("b.js", "alert('Hello, world.');"), ("c.wasm", "")];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let page = "<p id=\"x\"><link href=\"a.css\">\n<script src=\"b.js\" data-wasm=\"c.wasm\" defer></script>";
        // The digest that the standard's own example gives for this script, and that of nothing.
        let (script, empty) = (
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO",
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb",
        );
        assert_eq!(
            add(page, &files).unwrap(),
            format!(
                "<p id=\"x\"><link href=\"a.css\" integrity=\"{empty}\" crossorigin>\n<script src=\"b.js\" \
                 integrity=\"{script}\" crossorigin data-wasm=\"c.wasm\" data-wasm-hash=\"{empty}\" defer></script>"
            )
        );
    }
}
