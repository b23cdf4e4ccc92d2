//! Scenarios in files as people's machines write them: in UTF-8 or UTF-16, with or without a byte order mark; as JSON,
//! as a link within a text, or in the page saved as one file. A file that is something else is named for what it is.

use crate::Problem;
use crate::decode::{self, MAX_BYTES};
use crate::link::{self, ENGINE, Opened};

/// The tags around the scenario in the page in one file.
const CARRIED: [&str; 2] = ["<script type=\"application/json\" id=\"scenario\">", "</script>"];

/// Most bytes of a file: the page in one file has about a million characters, of two bytes each in UTF-16, besides its
/// scenario.
pub const MAX_FILE: usize = 4 * MAX_BYTES;

/// How binary files begin, and what they are.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"%PDF", "a PDF document"),
    (b"\xD0\xCF\x11\xE0", "an older Office document"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"7z\xBC\xAF", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"\x0Dfunnel part ", "a part of a run, which `funnel merge` puts together with the others"),
    (b"\0asm", "a WebAssembly module"),
    (b"SQLite format 3", "a database"),
    (b"\x7FELF", "a program"),
];

/// What an Office-style archive is, by the name of a file in it.
const ARCHIVES: [(&[u8], &str); 5] = [
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "PowerPoint slides"),
    (b"word/", "a Word document"),
    (b"opendocument", "an OpenDocument file"),
    (b"", "an archive (ZIP)"),
];

/// The text in a file.
///
/// # Errors
///
/// What the file is, if it is not text.
///
/// ```
/// let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// assert_eq!(funnel_scenario::file::text(&utf16).unwrap(), "{}");
/// ```
pub fn text(bytes: &[u8]) -> Result<String, Problem> {
    if let Some(kind) = binary(bytes) {
        return Err(no_scenario(kind));
    }
    let damaged = || Problem::new("", "this file is damaged: its text in UTF-16 is not whole");
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let text = String::from_utf16(&pairs.iter().copied().map(unit).collect::<Vec<_>>());
        text.ok().filter(|_| odd.is_empty()).ok_or_else(damaged)
    };
    let text = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            return Err(Problem::new("", "this text is UTF-32; save it again as UTF-8"));
        }
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes)?,
        // A scenario begins with an ASCII character, one of whose bytes is zero in UTF-16.
        [1..=0xFF, 0, rest @ ..] if rest.get(1) == Some(&0) || rest.is_empty() => units(bytes, u16::from_le_bytes)?,
        [0, 1..=0xFF, rest @ ..] if rest.first() == Some(&0) || rest.is_empty() => units(bytes, u16::from_be_bytes)?,
        _ => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            if bytes.contains(&0) {
                return Err(no_scenario("no text"));
            }
            std::str::from_utf8(bytes).map_err(|error| foreign(bytes, error.valid_up_to()))?.to_owned()
        }
    };
    Ok(text)
}

/// What a file is that holds no text; `None` where it may be text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        let holds = |name: &[u8]| name.is_empty() || bytes.windows(name.len()).any(|part| part == name);
        return ARCHIVES.iter().find(|(name, _)| holds(name)).map(|(_, kind)| *kind);
    }
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind)
}

/// The problem of a text in an encoding that the file does not name: guessing would change names silently.
fn foreign(bytes: &[u8], at: usize) -> Problem {
    let before = bytes.get(..at).unwrap_or_default();
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    Problem::new("", format!("this text is neither UTF-8 nor UTF-16 (line {line}); save it again as UTF-8"))
}

fn no_scenario(kind: &str) -> Problem {
    let hint = "a scenario is a JSON file, as Save writes it";
    let kind = if kind == "no text" { "neither text nor a kind of file known here" } else { kind };
    Problem::new("", format!("this is {kind}; {hint}"))
}

/// The scenario in a file's bytes, with the engine of the link if it came from a link.
///
/// # Errors
///
/// What the file is, if it is not a scenario; otherwise as [`decode::from_json`] and [`link::open`].
pub fn open(bytes: &[u8]) -> Result<Opened, Vec<Problem>> {
    if bytes.len() > MAX_FILE {
        let message = format!("this is larger than {} MB, so it is not a scenario", MAX_FILE >> 20);
        return Err(vec![Problem::new("", message)]);
    }
    open_text(&text(bytes).map_err(|problem| vec![problem])?)
}

/// The scenario in a text: JSON, a link, or the page in one file.
///
/// # Errors
///
/// As [`open`].
pub fn open_text(text: &str) -> Result<Opened, Vec<Problem>> {
    // Strips a byte order mark, and what was pasted along with a text.
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0');
    let refuse = |kind: &str| Err(vec![no_scenario(kind)]);
    let own = |(scenario, cleaned)| Opened { scenario, engine: ENGINE.to_owned(), fragment: None, cleaned };
    if text.is_empty() {
        return Err(vec![Problem::new("", "there is nothing in it")]);
    }
    if let Some(json) = carried(text) {
        return decode::read_json(json).map(own);
    }
    // "[InternetShortcut]" is not the beginning of JSON.
    if text.starts_with('{') || (text.starts_with('[') && !link::holds_link(text)) {
        return match other_json(text) {
            Some(kind) => refuse(kind),
            None => decode::read_json(text).map(own),
        };
    }
    if link::holds_link(text) {
        return link::open(text);
    }
    let start: String = text.chars().take(200).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return refuse("a web page without a scenario in it");
    }
    if start.starts_with("<svg") || (start.starts_with("<?xml") && text.contains("<svg")) {
        return refuse("a picture (SVG)");
    }
    if start.starts_with('<') {
        return refuse("XML");
    }
    if link::is_link(text) {
        return link::open(text);
    }
    if is_table(text) {
        return refuse("a table (CSV)");
    }
    let message = if is_address(text) {
        "there is no scenario in this address: a link to one has a part that begins with v1="
    } else {
        "this is no scenario: neither a link to one, which has a part that begins with v1=, nor its file, whose text \
         begins with {"
    };
    Err(vec![Problem::new("", message)])
}

/// Whether a text is the address of a page and nothing else.
fn is_address(text: &str) -> bool {
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    !text.contains(char::is_whitespace) && ["https://", "http://", "www."].into_iter().any(begins)
}

/// The scenario carried by the page in one file.
fn carried(text: &str) -> Option<&str> {
    if !text.starts_with('<') {
        return None;
    }
    let from = text.find(CARRIED[0])? + CARRIED[0].len();
    let json = text[from..].split(CARRIED[1]).next()?.trim();
    (!json.is_empty()).then_some(json)
}

/// What a JSON text is that is of a known kind and not a scenario.
fn other_json(text: &str) -> Option<&'static str> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let has = |keys: &[&str]| keys.iter().all(|key| json.get(key).is_some());
    if has(&["arms", "comparisons", "replicates"]) {
        return Some("a report, which is the answer to a scenario");
    }
    if has(&["$schema", "properties"]) {
        return Some("a JSON Schema, which says how a scenario is written");
    }
    None
}

/// Whether its lines have the same parts, as in a table.
fn is_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(3).collect();
    lines.len() > 1
        && [',', ';', '\t'].iter().any(|mark| {
            let marks = |line: &&str| line.matches(*mark).count();
            lines.first().map_or(0, marks) > 0 && lines.iter().all(|line| marks(line) == marks(&lines[0]))
        })
}
