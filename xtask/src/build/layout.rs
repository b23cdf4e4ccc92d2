//! Which files the page consists of, and what they are called.
//!
//! `index.html` names its parts by placeholders, which become addresses relative to it:
//!
//! | placeholder       | file                                                                  |
//! |-------------------|-----------------------------------------------------------------------|
//! | `{{js}}`          | the script that defines `wasm_bindgen`                                |
//! | `{{wasm}}`        | the module to hand it                                                 |
//! | `{{tables js}}`   | the same for the module that reads tables, `{{tables wasm}}`          |
//! | `{{css}}`         | what `static/style.css` imports, in its order                         |
//! | `{{first screen}}`| the first screen's markup (`prerender/`), and `{{answer}}` its figures |
//! | `{{file}}`        | the page in one file, for the reader to save                          |
//! | `{{static/NAME}}` | that file                                                             |
//!
//! `static/export.js` names libraries in the same way (`{{lib/NAME}}`, and `{{lib/NAME integrity}}` for the hash that
//! the browser checks them against).
//!
//! Each of them is named after its content, so that it can be cached for ever. Other files of `static/` keep their
//! names. Addresses in a stylesheet are relative to the page: `url(static/NAME)`.

use super::bind::Bound;
use super::minify;
use super::packages::FOLDER;
use super::prerender::Prerendered;
use crate::fingerprint::{Fingerprint, files_under};
use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Paths relative to the page's folder, and the files' bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What the build made of the sources.
pub(crate) struct Built {
    /// The page and its workers.
    pub(crate) page: Bound,
    /// What reads tables; it is loaded when a table is.
    pub(crate) tables: Bound,
}

/// The files of `static/`, with the page's own scripts minified. What is in its folders is read by other parts of the
/// build.
pub(crate) fn statics(root: &Path) -> Result<Files> {
    let names = files_under(root, "static")?.into_iter();
    names
        .map(|name| {
            let mut bytes = fs::read(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
            if name.ends_with(".js") && name.matches('/').count() == 1 {
                bytes = minify::script(&String::from_utf8(bytes)?)?.into_bytes();
            }
            Ok((name, bytes))
        })
        .collect()
}

/// The page's stylesheet: what `static/style.css` imports, in the order written there.
pub(crate) fn style(statics: &Files) -> Result<String> {
    let text = |name: &str| -> Result<&str> {
        Ok(std::str::from_utf8(statics.get(name).with_context(|| format!("no {name}"))?)?)
    };
    let imports = text(STYLE)?.lines().filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"));
    let styles: Vec<&str> = imports.map(|name| text(&format!("static/{name}"))).collect::<Result<_>>()?;
    Ok(styles.join("\n"))
}

/// Names all styles, in their order.
const STYLE: &str = "static/style.css";

/// The finished page's files, `index.html` among them.
pub(crate) fn lay_out(
    shell: &str,
    built: Built,
    first: &Prerendered,
    style: String,
    file: Vec<u8>,
    statics: Files,
) -> Result<Files> {
    let mut others: Files = statics.into_iter().filter(|(name, _)| !is_style(name)).collect();
    let Built { page, tables } = built;
    let mut built = BTreeMap::from([
        ("js", ("funnel.js", page.script.into_bytes())),
        ("wasm", ("funnel_bg.wasm", page.wasm)),
        ("tables js", ("tables.js", tables.script.into_bytes())),
        ("tables wasm", ("tables_bg.wasm", tables.wasm)),
        ("css", ("funnel.css", style.into_bytes())),
        ("file", ("funnel-file.html", file)),
    ]);
    let mut files = Files::new();
    if let Some(script) = others.remove(LOADER) {
        let script = name_libraries(&String::from_utf8(script)?, &mut others, &mut files)?;
        others.insert(LOADER.to_owned(), script.into_bytes());
    }
    let mut names = BTreeMap::new();
    let page = fill(shell, |placeholder| {
        if let Some(name) = names.get(placeholder) {
            return Ok(String::clone(name));
        }
        if let Some(text) = first.text(placeholder) {
            return Ok(text);
        }
        let made = built.remove(placeholder);
        let found = made.or_else(|| others.remove(placeholder).map(|bytes| (placeholder, bytes)));
        let (plain, bytes) = found.with_context(|| format!("index.html: no file for {{{{{placeholder}}}}}"))?;
        let name = hashed_name(plain, &bytes);
        files.insert(name.clone(), bytes);
        names.insert(placeholder.to_owned(), name.clone());
        Ok(name)
    })?;
    if ["js", "wasm"].iter().any(|name| !names.contains_key(*name)) {
        bail!("index.html names no {{{{js}}}} or {{{{wasm}}}}, so the page would not be whole");
    }
    files.insert("index.html".to_owned(), page.into_bytes());
    files.append(&mut others);
    Ok(files)
}

/// The script that loads libraries.
pub(super) const LOADER: &str = "static/export.js";

/// That script with the libraries' names and hashes in it; the libraries move from `others` to `files` under these
/// names.
fn name_libraries(script: &str, others: &mut Files, files: &mut Files) -> Result<String> {
    fill(script, |placeholder| {
        let plain = placeholder.strip_suffix(" integrity").unwrap_or(placeholder);
        let bytes = others.get(plain).with_context(|| format!("{LOADER}: no file for {{{{{plain}}}}}"))?;
        if plain != placeholder {
            return Ok(format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes))));
        }
        let name = hashed_name(plain, bytes);
        files.insert(name.clone(), bytes.clone());
        Ok(name)
    })
    .inspect(|_| others.retain(|name, _| !name.starts_with(FOLDER)))
}

/// A part of the page's stylesheet.
fn is_style(name: &str) -> bool {
    name == STYLE || name.starts_with("static/styles/")
}

/// `folder/name.ext` with the hash of its content before the ending: `folder/name-0123456789ab.ext`.
pub(crate) fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = Fingerprint::new().part("content", bytes).finish();
    let digits: String = hash.chars().take(12).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{digits}.{ending}"),
        None => format!("{name}-{digits}"),
    }
}

/// Replaces each `{{placeholder}}` with what `value` gives for it.
pub(crate) fn fill(template: &str, mut value: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (placeholder, after) = after.split_once("}}").context("a {{ without its }}")?;
        filled.push_str(before);
        filled.push_str(&value(placeholder.trim())?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statics(files: &[(&str, &str)]) -> Files {
        let files = files.iter();
        files.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn built() -> Built {
        let bound = |script: &str| Bound { script: script.into(), wasm: script.as_bytes().to_vec() };
        Built { page: bound("let x"), tables: bound("let y") }
    }

    fn first() -> Prerendered {
        Prerendered { html: "<p>13 of 50</p>".into(), answer: "{}".into() }
    }

    fn page(files: &Files) -> &str {
        std::str::from_utf8(&files["index.html"]).unwrap()
    }

    #[test]
    fn placeholders_become_names_of_files() {
        let shell = "<link href={{css}}><script src={{ js }} data-wasm='{{wasm}}' data-a='{{tables js}}' data-b='{{tables wasm}}'></script>{{static/boot.js}}{{js}}{{first screen}}";
        let parts = [
            ("static/styles/a.css", "a { }"),
            (STYLE, "@import \"styles/a.css\";\n"),
            ("static/boot.js", "go()"),
            ("static/icon.svg", "<svg/>"),
        ];
        let files = lay_out(shell, built(), &first(), "a{}b{}".to_owned(), Vec::new(), statics(&parts)).unwrap();
        assert_eq!(files.len(), 8);
        assert!(!page(&files).contains("{{") && page(&files).ends_with("<p>13 of 50</p>"));
        for (name, bytes) in &files {
            let named = page(&files).contains(name.as_str());
            match name.as_str() {
                "index.html" => {}
                "static/icon.svg" => assert!(!named),
                _ => assert!(named, "{name}"),
            }
            if name.ends_with(".css") {
                assert_eq!(bytes, b"a{}b{}");
            }
        }
    }

    #[test]
    fn styles_are_read_in_the_order_of_their_imports() {
        let list = "/* all */\n@import \"styles/b.css\";\n@import \"styles/a.css\";\n";
        let parts = [("static/styles/a.css", "a { x: y }"), ("static/styles/b.css", "b { x: y }"), (STYLE, list)];
        let style = style(&statics(&parts)).unwrap();
        assert_eq!(style, "b { x: y }\na { x: y }");
        assert!(super::style(&statics(&parts[1..])).is_err(), "a style is missing");
    }

    #[test]
    fn libraries_are_named_and_checked_by_the_script_that_loads_them() {
        let parts = [("static/export.js", "['{{lib/a.js}}', '{{lib/a.js integrity}}']"), ("lib/a.js", "alert(1)")];
        let shell = "{{js}}{{wasm}}<script data-export={{static/export.js}}>";
        let files = lay_out(shell, built(), &first(), String::new(), Vec::new(), statics(&parts)).unwrap();
        let script = files.iter().find(|(name, _)| name.starts_with("static/export-")).unwrap();
        let text = std::str::from_utf8(script.1).unwrap();
        let library = files.keys().find(|name| name.starts_with("lib/a-")).unwrap();
        // printf 'alert(1)' | openssl dgst -sha384 -binary | openssl base64
        let hash = "sha384-HT2E9NfWiuQ/w1PRai+hTyqW16NIoCGA/m8VQDUopfAtcz6YQjtsMmQd5uRbVDpW";
        assert_eq!(text, format!("['{library}', '{hash}']"));
        assert!(!files.contains_key("lib/a.js") && page(&files).contains(script.0.as_str()));
        assert!(lay_out(shell, built(), &first(), String::new(), Vec::new(), statics(&parts[..1])).is_err());
    }

    #[test]
    fn a_name_follows_the_content() {
        let name = hashed_name("static/boot.js", b"1");
        assert_eq!(name.len(), "static/boot-0123456789ab.js".len());
        assert!(name.starts_with("static/boot-") && name.ends_with(".js"));
        assert_eq!(name, hashed_name("static/boot.js", b"1"));
        assert_ne!(name, hashed_name("static/boot.js", b"2"));
    }

    #[test]
    fn a_shell_that_cannot_work_is_refused() {
        let laid_out = |shell: &str| lay_out(shell, built(), &first(), String::new(), Vec::new(), Files::new());
        assert!(laid_out("{{js}}{{wasm}}").is_ok());
        for shell in ["{{js}}", "{{wasm}}", "{{js}}{{wasm}}{{static/missing.js}}", "{{js}}{{wasm}}{{typo"] {
            assert!(laid_out(shell).is_err(), "{shell}");
        }
    }

    #[test]
    fn text_without_placeholders_stays_as_it_is() {
        let text = "a { b } }} c";
        assert_eq!(fill(text, |_| bail!("none")).unwrap(), text);
    }
}
