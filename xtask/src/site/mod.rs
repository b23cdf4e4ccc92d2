//! `cargo xtask site`: the page as a folder for any static host, under any path.
//!
//! It is `dist/` with what only a host needs: hashes that the browser checks, a service worker for times without a
//! network, compressed twins in two codings, and headers in the form that several hosts read (docs/hosting.md has those
//! of the others).

mod headers;
mod integrity;

use crate::build::{self, layout, minify, publish};
use crate::fingerprint::{Fingerprint, files_under};
use crate::{paths, store};
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Marks a folder as one that this command wrote and may write again.
const MARK: &str = "_headers";

/// Builds the page and its site into `out`.
pub(crate) fn command(out: &Path) -> Result<()> {
    let made = build(out)?;
    println!("\nthe site: {} (docs/hosting.md says how to serve it)", made.display());
    Ok(())
}

/// Builds the page and its site; returns the folder.
pub(crate) fn build(out: &Path) -> Result<PathBuf> {
    let dist = build::page()?;
    let root = paths::root();
    let (dist_hash, made) = (Fingerprint::new().folder(&dist, "")?.folder(&root, "hosting")?, |out: &Path| {
        Ok::<_, anyhow::Error>(Fingerprint::new().folder(out, "")?.finish())
    });
    let inputs = dist_hash.folder(&root, "xtask/src")?.finish();
    let stamp = format!("site-{}.stamp", Fingerprint::new().part("out", out.as_os_str().as_encoded_bytes()).finish());
    if store::is_done(&stamp, &format!("{inputs} {}", made(out)?)) {
        println!("site: up to date");
        return Ok(out.to_path_buf());
    }
    if out.read_dir().is_ok_and(|mut files| files.next().is_some()) && !out.join(MARK).is_file() {
        bail!("{} holds something else than a site; name an empty folder", out.display());
    }
    println!("site: lay out and compress ...");
    let files = files(&dist, &root)?;
    for (name, bytes) in &files {
        store::write(&out.join(name), bytes)?;
    }
    for name in files_under(out, "")?.iter().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(out.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    store::done(&stamp, &format!("{inputs} {}", made(out)?))?;
    Ok(out.to_path_buf())
}

fn files(dist: &Path, root: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let read = |name: &str| fs::read(dist.join(name)).with_context(|| format!("cannot read {name}"));
    let all = files_under(dist, "")?;
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for name in all.iter().filter(|name| !name.ends_with(publish::BROTLI)) {
        files.insert(name.clone(), read(name)?);
    }
    let script = fs::read(root.join("hosting/site.js")).context("cannot read hosting/site.js")?;
    let script = minify::script(&String::from_utf8(script)?)?.into_bytes();
    let site = layout::hashed_name("static/site.js", &script);
    files.insert(site.clone(), script);
    let page = String::from_utf8(files.remove("index.html").context("dist/ holds no page")?)?;
    let page = page.replace("</head>", &format!("<script src=\"{site}\" defer></script>\n</head>"));
    let page = integrity::add(&page, &files)?;
    let worker = worker(&page, &files, &fs::read_to_string(root.join("hosting/sw.js"))?)?;
    files.insert("index.html".to_owned(), page.into_bytes());
    files.insert("sw.js".to_owned(), worker.into_bytes());
    let mut twins = BTreeMap::new();
    for (name, bytes) in files.iter().filter(|(name, _)| publish::shrinks(name)) {
        let twin = format!("{name}{}", publish::BROTLI);
        // A file that the page's build compressed is not compressed again.
        let is_same = name != "index.html" && all.contains(&twin);
        twins.insert(twin.clone(), if is_same { read(&twin)? } else { publish::compress(bytes)? });
        twins.insert(format!("{name}.gz"), publish::gzip(bytes)?);
    }
    let headers = headers::text(files.keys());
    files.append(&mut twins);
    files.insert(MARK.to_owned(), headers.into_bytes());
    Ok(files)
}

/// The service worker, told which files the page is made of: all that it names, and all that those name. So what is
/// loaded on a click works without a network, too: the writers of office files, and the page in one file to fill in.
fn worker(page: &str, files: &BTreeMap<String, Vec<u8>>, source: &str) -> Result<String> {
    let mut texts = vec![Cow::Borrowed(page)];
    let mut kept: BTreeMap<&str, String> = BTreeMap::new();
    while let Some(text) = texts.pop() {
        let named = files.iter().filter(|(name, _)| text.contains(name.as_str()));
        for (name, bytes) in named {
            // That page contains its own parts, and names none.
            let is_new = kept.insert(name, integrity::of(bytes)).is_none();
            if is_new && name.ends_with(".js") {
                texts.push(String::from_utf8_lossy(bytes));
            }
        }
    }
    kept.insert("./", integrity::of(page.as_bytes()));
    let version: String =
        kept.iter().fold(Fingerprint::new(), |all, (name, hash)| all.part(name, hash.as_bytes())).finish();
    let filled = layout::fill(source, |placeholder| {
        Ok(match placeholder {
            "version" => version.chars().take(12).collect(),
            "files" => serde_json::to_string(&kept)?,
            other => bail!("hosting/sw.js: what is {{{{{other}}}}}?"),
        })
    })?;
    minify::script(&filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_keeps_what_the_page_names() {
        let files = [
            ("a-1.js", "load('lib/b-3.js')"),
            ("lib/b-3.js", "b"),
            ("funnel-file-2.html", "<script src=static/embed/other.js>"),
            ("static/embed/other.js", "c"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        let page = "<script src=\"a-1.js\" data-file=\"funnel-file-2.html\">";
        let source = "const NAME = '{{version}}';\nconst FILES = {{files}};\n";
        let text = worker(page, &files, source).unwrap();
        assert!(text.contains("\"./\":\"sha384-") && text.contains("\"a-1.js\":\"sha384-"), "{text}");
        assert!(
            text.contains("\"lib/b-3.js\":\"sha384-") && text.contains("\"funnel-file-2.html\":\"sha384-"),
            "{text}"
        );
        assert!(!text.contains("other") && !text.contains("{{"), "{text}");
        assert_ne!(worker(&page.replace("src", "x"), &files, source).unwrap(), text, "another page, another version");
    }
}
