//! A logo: a picture as a `data:` address, without anything in it that runs, loads, or takes for ever to draw.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{png, svg};
use crate::limits;

const SVG: &str = "data:image/svg+xml;base64,";
const PNG: &str = "data:image/png;base64,";

/// Largest file read as a logo, in bytes. It may exceed what a scenario holds, as much of an SVG file may be left out.
pub const MAX_FILE: usize = 512 << 10;

/// A logo from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// As it is stored in a scenario.
    pub data: String,
    /// What was left out, for example `<script>` or `onload`.
    pub dropped: Vec<String>,
}

/// Turns a picture file into a logo. Anything that could run or load is left out of an SVG.
///
/// # Errors
///
/// What is wrong with the file, and what to do about it.
pub fn logo_from_file(bytes: &[u8]) -> Result<Logo, String> {
    if bytes.len() > MAX_FILE {
        return Err(too_large(bytes.len()));
    }
    if png::is_png(bytes) {
        return match png::problem(bytes) {
            Some(problem) => Err(problem),
            None => sized(PNG, bytes, Vec::new()),
        };
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is neither an SVG nor a PNG picture".to_owned())?;
    let cleaned = svg::clean(text.trim_start_matches('\u{feff}'), true)?;
    sized(SVG, cleaned.text.as_bytes(), cleaned.dropped)
}

fn sized(kind: &str, bytes: &[u8], dropped: Vec<String>) -> Result<Logo, String> {
    if bytes.len() > limits::LOGO {
        return Err(too_large(bytes.len()));
    }
    Ok(Logo { data: format!("{kind}{}", BASE64.encode(bytes)), dropped })
}

fn too_large(bytes: usize) -> String {
    let (kilo, most) = (bytes.div_ceil(1024), limits::LOGO >> 10);
    format!("has {kilo} kB; at most {most} kB are allowed: a simpler SVG, or a PNG of some 300 pixels in width")
}

/// What is wrong with a logo as stored in a scenario.
#[must_use]
pub fn logo_problem(logo: &str) -> Option<String> {
    let (is_svg, coded) = match (logo.strip_prefix(SVG), logo.strip_prefix(PNG)) {
        (Some(coded), _) => (true, coded),
        (_, Some(coded)) => (false, coded),
        _ => return Some(format!("must begin with {SVG} or {PNG}")),
    };
    // Checked before decoding: what is too long encoded is too long.
    if coded.len() > limits::LOGO.div_ceil(3) * 4 {
        return Some(too_large(coded.len() / 4 * 3));
    }
    let Ok(bytes) = BASE64.decode(coded) else { return Some("is damaged: it is not base64".to_owned()) };
    if bytes.len() > limits::LOGO {
        return Some(too_large(bytes.len()));
    }
    if !is_svg {
        return png::problem(&bytes);
    }
    let Ok(text) = String::from_utf8(bytes) else { return Some("is damaged: it is not text".to_owned()) };
    match svg::clean(&text, false) {
        Err(problem) => Some(problem),
        Ok(cleaned) if cleaned.dropped.is_empty() => None,
        Ok(cleaned) => Some(format!(
            "holds what no picture needs: {}; choose its file on the page, which leaves that out",
            cleaned.dropped.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z" fill="#f00"/></svg>"##;

    fn png(wide: u32, high: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(wide.to_be_bytes());
        bytes.extend(high.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0....\0\0\0\0IEND\xae\x42\x60\x82");
        bytes
    }

    #[test]
    fn pictures_become_logos() {
        for bytes in
            [SQUARE.as_bytes().to_vec(), format!("\u{feff}<?xml version=\"1.0\"?>\n{SQUARE}").into(), png(300, 80)]
        {
            let logo = logo_from_file(&bytes).unwrap();
            assert_eq!((logo_problem(&logo.data), logo.dropped), (None, vec![]));
        }
    }

    #[test]
    fn what_is_no_logo_says_why() {
        let refused = |bytes: &[u8]| logo_from_file(bytes).unwrap_err();
        assert!(refused(&[0xff, 0xd8, 0xff]).contains("neither an SVG nor a PNG"));
        assert!(refused(b"<svg").contains("not an SVG picture"));
        assert!(refused(&png(3_000, 8)).contains("3000 × 8 pixels"));
        assert!(refused(&png(3, 8)[..40]).contains("cut short"));
        assert!(refused(&vec![b' '; MAX_FILE + 1]).contains("513 kB; at most 16 kB"));
        let long = SQUARE.replace("M0 0", &"M0 0".repeat(5_000));
        assert!(refused(long.as_bytes()).contains("20 kB; at most 16 kB"));
        let problem = |text: &str| logo_problem(text).unwrap();
        assert!(problem("https://example.org/logo.png").contains("must begin with"));
        assert!(problem("data:text/html;base64,AAAA").contains("must begin with"));
        assert!(problem(&format!("{PNG}!")).contains("base64"));
        assert!(problem(&format!("{SVG}{}", "A".repeat(40_000))).contains("at most 16 kB"));
        let script = SQUARE.replace("<path", "<script>alert(1)</script><path onclick='x()'");
        let coded = format!("{SVG}{}", BASE64.encode(&script));
        assert!(problem(&coded).contains("<script>, onclick"), "{}", problem(&coded));
        let logo = logo_from_file(script.as_bytes()).unwrap();
        assert_eq!(logo.dropped, ["<script>", "onclick"]);
        assert_eq!(logo_problem(&logo.data), None);
    }
}
