//! The page in one file, which opens from a disk and requests nothing: `index.html` with everything it names inside.
//!
//! Styles, and scripts that run at once, are in it as they are; the modules, their scripts and the writers of office
//! files are gzipped and in base64, and `offline/boot.js` unpacks them.

use super::bind::Bound;
use super::layout::{self, Built, Files};
use super::{minify, publish};
use crate::paths;
use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use std::fs;

/// Where the scenario stands; empty, it means the worked example. `src/single.rs` uses the same words.
const SCENARIO: &str = "<script type=\"application/json\" id=\"scenario\"></script>";
/// Where the policy stands once all hashes are known.
const POLICY: &str = "{{policy}}";

/// Makes the file from the page's shell and its parts. `others` are the files of `static/` and the libraries, `style`
/// is the stylesheet, and `texts` gives the text for the shell's other placeholders.
pub(super) fn build(
    shell: &str,
    built: &Built,
    style: &str,
    others: &Files,
    texts: impl Fn(&str) -> Option<String>,
) -> Result<Vec<u8>> {
    let offline = |name: &str| {
        let path = paths::root().join("offline").join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        minify::script(&text)
    };
    let parts = Parts {
        storage: offline("storage.js")?,
        boot: offline("boot.js")?,
        style,
        page: &built.page,
        tables: &built.tables,
        office: office(others)?,
    };
    let page = parts.fill(shell, |placeholder| match placeholder.strip_prefix("static/") {
        Some(_) => Ok(text(others, placeholder)?.to_owned()),
        None => texts(placeholder).with_context(|| format!("index.html: what is {{{{{placeholder}}}}}?")),
    })?;
    Ok(page.into_bytes())
}

/// The writers of office files as one script: the libraries first, because the page's own part looks for them.
fn office(others: &Files) -> Result<String> {
    let mut script = String::new();
    for name in others.keys().filter(|name| name.starts_with(super::packages::FOLDER)) {
        script.push_str(text(others, name)?);
        script.push_str(";\n");
    }
    script.push_str(&layout::fill(text(others, layout::LOADER)?, |_| Ok(String::new()))?);
    Ok(script)
}

fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str> {
    let bytes = files.get(name).with_context(|| format!("there is no {name}"))?;
    std::str::from_utf8(bytes).with_context(|| format!("{name} is no text"))
}

/// What goes into the shell.
struct Parts<'a> {
    /// What runs before the document is shown, and what starts the page at its end.
    storage: String,
    boot: String,
    style: &'a str,
    page: &'a Bound,
    tables: &'a Bound,
    office: String,
}

impl Parts<'_> {
    /// The shell, line by line. Each script and style is allowed by its hash.
    fn fill(&self, shell: &str, value: impl Fn(&str) -> Result<String>) -> Result<String> {
        let mut scripts = vec![self.storage.clone()];
        let mut page = String::new();
        for line in shell.lines() {
            let placeholder =
                line.split_once("{{").and_then(|(_, rest)| rest.split_once("}}")).map(|(name, _)| name.trim());
            match placeholder {
                Some("css") => page.push_str(&format!("<style>{}</style>\n", self.style)),
                // Unpacked or started by `boot`.
                Some("js" | "static/boot.js") => {}
                Some(name) if line.starts_with("<script src=") => {
                    let script = value(name)?;
                    page.push_str(&format!("<script>{script}</script>\n"));
                    scripts.push(script);
                }
                _ => {
                    if line == "</body>" {
                        page.push_str(&self.packed()?);
                    }
                    page.push_str(&layout::fill(line, &value)?);
                    page.push('\n');
                    if line.starts_with("<meta charset=") {
                        page.push_str(&self.head());
                    }
                }
            }
        }
        if [POLICY, &self.boot].iter().any(|part| page.matches(part).count() != 1) {
            bail!("index.html has no line `<meta charset=...>`, or no line `</body>`");
        }
        scripts.extend([self.page.script.clone(), self.office.clone(), self.boot.clone()]);
        Ok(page.replace(POLICY, &policy(&scripts, self.style)))
    }

    fn head(&self) -> String {
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n{SCENARIO}\n<script>{}</script>\n",
            self.storage
        )
    }

    fn packed(&self) -> Result<String> {
        let parts = [
            ("glue", self.page.script.as_bytes()),
            ("module", &self.page.wasm),
            ("office", self.office.as_bytes()),
            ("tables-script", self.tables.script.as_bytes()),
            ("tables-module", &self.tables.wasm),
        ];
        let mut text = String::new();
        for (id, bytes) in parts {
            let packed = BASE64_STANDARD.encode(publish::gzip(bytes)?);
            text.push_str(&format!("<script type=\"text/plain\" id=\"{id}\">{packed}</script>\n"));
        }
        Ok(text + &format!("<script>{}</script>\n", self.boot))
    }
}

/// Nothing but what is in the file, each script and style by its hash; workers are Blobs. Pictures are made by the
/// page.
fn policy(scripts: &[String], style: &str) -> String {
    let scripts: String = scripts.iter().map(|script| format!(" '{}'", hash(script))).collect();
    format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval'{scripts}; worker-src blob:; style-src '{}'; \
         img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
        hash(style)
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The file as it was built, with this scenario in it. Nothing in the JSON can end the element.
pub(super) fn with_scenario(file: &[u8], json: &str) -> Result<Vec<u8>> {
    let file = std::str::from_utf8(file)?;
    let (before, after) = file.split_once(SCENARIO).context("the file has no place for a scenario")?;
    let (start, end) = SCENARIO.split_once("</").context("the place for a scenario has no end")?;
    Ok(format!("{before}{start}{}</{end}{after}", json.replace('<', "\\u003c")).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read;

    const SHELL: &str = "<html>\n<head>\n<meta charset=\"utf-8\">\n<link href=\"{{css}}\">\n<script src=\"{{static/early.js}}\"></script>\n\
        <script src=\"{{js}}\" data-wasm=\"{{wasm}}\" defer></script>\n<script src=\"{{static/boot.js}}\" defer></script>\n\
        </head>\n<body>\n<main>{{first screen}}</main>\n</body>\n</html>\n";

    fn filled(shell: &str) -> Result<String> {
        let page = Bound { script: "glue()".to_owned(), wasm: b"\0asm".to_vec() };
        let tables = Bound { script: "tables()".to_owned(), wasm: b"\0asm tables".to_vec() };
        let parts = Parts {
            storage: "storage()".to_owned(),
            boot: "boot()".to_owned(),
            style: "a{}",
            page: &page,
            tables: &tables,
            office: "office()".to_owned(),
        };
        parts.fill(shell, |name| match name {
            "static/early.js" => Ok("early()".to_owned()),
            "first screen" => Ok("13 of 50".to_owned()),
            other => bail!("what is {other}?"),
        })
    }

    fn unpacked(page: &str, id: &str) -> Vec<u8> {
        let (_, rest) = page.split_once(&format!("id=\"{id}\">")).unwrap();
        let packed = BASE64_STANDARD.decode(rest.split_once('<').unwrap().0).unwrap();
        let mut bytes = Vec::new();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_file_names_nothing_and_holds_all() {
        let page = filled(SHELL).unwrap();
        assert!(!page.contains("src=") && !page.contains("href=") && !page.contains("{{"), "{page}");
        let order =
            ["<style>a{}</style>", "<script>early()</script>", "<main>13 of 50</main>", "<script>boot()</script>"];
        let places = order.map(|part| page.find(part).unwrap());
        assert!(places.is_sorted() && page.find("<script>storage()").unwrap() < places[0]);
        let parts = [
            ("glue", "glue()"),
            ("module", "\0asm"),
            ("office", "office()"),
            ("tables-script", "tables()"),
            ("tables-module", "\0asm tables"),
        ];
        for (id, bytes) in parts {
            assert_eq!(unpacked(&page, id), bytes.as_bytes());
        }
    }

    #[test]
    fn each_script_and_style_is_allowed_by_its_hash_and_no_other() {
        // printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | openssl base64
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        let page = filled(SHELL).unwrap();
        for text in ["storage()", "early()", "glue()", "office()", "boot()", "a{}"] {
            assert!(page.contains(&format!("'{}'", hash(text))), "{text}");
        }
        assert_eq!(page.matches("'sha256-").count(), 6);
    }

    #[test]
    fn a_scenario_stays_inside_its_element() {
        let page = filled(SHELL).unwrap();
        let file = with_scenario(page.as_bytes(), "{\"name\":\"</script>\"}").unwrap();
        let file = String::from_utf8(file).unwrap();
        assert!(file.contains("id=\"scenario\">{\"name\":\"\\u003c/script>\"}</script>"), "{file}");
        assert!(with_scenario(b"<html>", "{}").is_err());
    }

    #[test]
    fn a_shell_without_a_place_for_the_parts_is_refused() {
        for missing in ["<meta charset=\"utf-8\">\n", "</body>\n"] {
            assert!(filled(&SHELL.replace(missing, "")).is_err(), "{missing}");
        }
        assert!(filled(&SHELL.replace("first screen", "last screen")).is_err());
    }
}
