//! The page in one file, which starts from a disk and asks for nothing: `offline/shell.html` filled in.
//!
//! The module as it is before the cut, the script and the stylesheet are packed by `squeeze/`, whose unpacker goes with them.

use super::{bind, compile, layout, optimise};
use crate::paths;
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;

/// How the file tells its own encoding.
const MARK: u16 = 0xFEFF;

/// Nothing but what is in the file, each script and style by its hash; workers are Blobs. Pictures are made by the page.
fn policy(scripts: &[&str], style: &str) -> String {
    let scripts: String = scripts.iter().map(|script| format!(" '{}'", hash(script))).collect();
    format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval'{scripts}; worker-src blob:; style-src '{}'; \
         img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
        hash(style)
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The file's bytes, made from the app as the compiler gives it and the page's stylesheet.
pub(super) fn build(module: &[u8], style: &str) -> Result<Vec<u8>> {
    let bound = bind::module(module.to_vec())?;
    let module = optimise::to_pack(&bound.wasm)?;
    let unpacker = optimise::fast(&compile::unpacker()?)?;
    let read = |name: &str| fs::read_to_string(paths::root().join(name)).with_context(|| format!("cannot read {name}"));
    let script = |name: &str| Ok::<_, anyhow::Error>(super::shorten::script(&read(name)?, &[].into()));
    let shell = Shell {
        page: read("offline/shell.html")?,
        boot: script("offline/boot.js")?,
        start: script("offline/start.js")?,
        unpacker,
    };
    println!("page: pack into one file (about 10 s) ...");
    fill(&shell, &bound.script, style, &module)
}

/// What unpacks the rest.
struct Shell {
    page: String,
    /// The page's own script, which inflates the other one and the unpacker.
    boot: String,
    start: String,
    unpacker: Vec<u8>,
}

fn fill(shell: &Shell, script: &str, style: &str, module: &[u8]) -> Result<Vec<u8>> {
    let parts = [module, script.as_bytes(), style.as_bytes()];
    let packed = funnel_squeeze::pack(&parts.concat(), module.len());
    let Shell { page, boot, start, unpacker } = shell;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(start.as_bytes())?;
    deflate.write_all(unpacker)?;
    let starter = deflate.finish()?;
    let text = |bytes: &[u8]| String::from_utf16(&funnel_squeeze::text::units(bytes));
    let page = layout::fill(page, |placeholder| {
        Ok(match placeholder {
            "policy" => policy(&[boot, start, script], style),
            "scenario" => String::new(),
            "starter-bytes" => starter.len().to_string(),
            "start-bytes" => start.len().to_string(),
            "starter" => text(&starter)?,
            "packed-bytes" => packed.len().to_string(),
            "parts" => parts.map(|part| part.len().to_string()).join(" "),
            "packed" => text(&packed)?,
            "boot" => boot.clone(),
            other => anyhow::bail!("offline/shell.html: what is {{{{{other}}}}}?"),
        })
    })?;
    println!(
        "page: in one file: {} bytes packed, {} of unpacker, {} in all",
        packed.len(),
        starter.len(),
        page.encode_utf16().count() * 2 + 2
    );
    Ok(bytes(page.encode_utf16()))
}

/// UTF-16, little-endian, as its first two bytes say: browsers believe them before any server.
pub(crate) fn bytes(units: impl Iterator<Item = u16>) -> Vec<u8> {
    std::iter::once(MARK).chain(units).flat_map(u16::to_le_bytes).collect()
}

/// The file with this scenario in it.
pub(crate) fn with_scenario(file: &[u8], json: &str) -> Result<Vec<u8>> {
    let units: Vec<u16> = file.chunks_exact(2).skip(1).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let units = funnel_squeeze::file::carrying(&units, json).context("the file has no place for a scenario")?;
    Ok(bytes(units.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_its_parts_and_names_their_hashes() {
        let page = "<meta content=\"{{policy}}\"><script type=\"application/json\" id=\"scenario\">{{scenario}}</script>\
            <i data-bytes={{packed-bytes}} data-parts=\"{{parts}}\">{{packed}}</i>{{starter-bytes}}{{start-bytes}}{{starter}}{{boot}}";
        let shell = |page: &str| Shell {
            page: page.to_owned(),
            boot: "boot()".to_owned(),
            start: "start()".to_owned(),
            unpacker: b"\0asm".to_vec(),
        };
        let file = fill(&shell(page), "go()", "a{}", b"\0asm").unwrap();
        let file = with_scenario(&file, "{\"name\":\"</script>\"}").unwrap();
        assert_eq!(file[..2], [0xFF, 0xFE]);
        let units: Vec<u16> = file.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).unwrap();
        assert!(text.contains("data-parts=\"4 4 3\"") && text.contains("boot()") && !text.contains("{{"));
        assert!(text.contains("{\"name\":\"\\u003c/script>\"}"));
        assert!(
            text.contains(&hash("boot()"))
                && text.contains(&hash("start()"))
                && text.contains(&hash("go()"))
                && text.contains(&hash("a{}"))
        );
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
        assert!(fill(&shell("{{other}}"), "", "", b"").is_err());
    }
}
