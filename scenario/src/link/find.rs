//! Finds links in texts as they arrive: wrapped by mail programs, encoded once or twice, with punctuation and
//! parameters after them.
//!
//! A text may be read in several ways (a space may end a link, or stand where a line was wrapped). These are tried in
//! turn, and the check characters show which one is right.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::MAX_LINK;
use crate::clean::is_invisible;

/// How many rounds of percent-encoding are undone: a redirecting address holds the link encoded twice.
const ROUNDS: usize = 4;
/// Fewest characters of a link in a text that may be about anything: "v1 = 3" is not a link.
const LEAST: usize = 24;
/// Most links looked for in a text.
const MOST_LINKS: usize = 8;
/// Most pieces of a text that are tried as the beginning of a link.
const MOST_PIECES: usize = 4_000;

/// What programs write for a character besides percent-encoding: HTML entities.
const WRITTEN: [(&str, &str); 7] = [
    ("&amp;", "&"),
    ("&#61;", "="),
    ("&#x3D;", "="),
    ("&#x3d;", "="),
    ("&equals;", "="),
    ("&#35;", "#"),
    ("&#x23;", "#"),
];

/// A link found in a text.
pub(super) struct Found {
    /// The format's version.
    pub(super) version: u32,
    /// What follows the version: base64 characters, and what may stand between them.
    tail: String,
}

/// The links in a text.
pub(super) fn links(text: &str) -> impl Iterator<Item = Found> {
    let text = plain(text);
    let heads: Vec<(u32, usize)> = heads(&text).take(MOST_LINKS).collect();
    heads.into_iter().map(move |(version, from)| Found { version, tail: tail(&text[from..]) })
}

/// Whether a text contains something that begins as a link does, in this format or another version's.
#[must_use]
pub fn is_link(text: &str) -> bool {
    heads(&plain(text)).next().is_some()
}

/// Whether there is a link in a text that may be about anything.
#[must_use]
pub fn holds_link(text: &str) -> bool {
    links(text).any(|link| link.is_long())
}

/// The part of a page's address that is a link or should be one: the fragment, or the parameter `s` where the fragment
/// is something else. `None` for an address that asks for no scenario.
///
/// ```
/// use funnel_scenario::link::in_address;
/// assert_eq!(in_address("https://a.test/?view=time#v1=AAAA"), Some("v1=AAAA"));
/// assert_eq!(in_address("https://a.test/?s=v1%3DAAAA&x=1#top"), Some("v1%3DAAAA"));
/// assert_eq!(in_address("https://a.test/?view=time#v1"), Some("v1"));
/// assert_eq!(in_address("https://a.test/?view=time"), None);
/// ```
#[must_use]
pub fn in_address(address: &str) -> Option<&str> {
    let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
    let query = page.split_once('?').map_or("", |(_, query)| query);
    if is_link(fragment) {
        return Some(fragment);
    }
    let parameter = query.split('&').find_map(|pair| pair.strip_prefix("s="));
    parameter
        .or_else(|| is_link(query).then_some(query))
        .or_else(|| (!plain(fragment).trim().is_empty()).then_some(fragment))
}

impl Found {
    /// Whether it may be a link shortened for display by a mail program, whose whole text this is.
    pub(super) fn is_beginning_of(&self, whole: &str) -> bool {
        let piece = self.tail.split_whitespace().next().unwrap_or_default();
        variants(piece).iter().any(|piece| whole.starts_with(piece))
    }

    /// Whether it is longer than a few letters.
    fn is_long(&self) -> bool {
        self.tail.split_whitespace().map(str::len).sum::<usize>() >= LEAST
    }

    /// The ways to read what follows the version, the likeliest first.
    ///
    /// Made one after the other, and none but the whole longer than any link: together those of a long text would fill the
    /// memory.
    pub(super) fn readings(&self) -> impl Iterator<Item = String> {
        let pieces: Vec<&str> = self.tail.split_whitespace().collect();
        let mut length = 0;
        let short = pieces.iter().take_while(|piece| {
            length += piece.len();
            length <= MAX_LINK
        });
        let beginnings = 1..pieces.len().min(MOST_PIECES).min(short.count() + 1);
        let lengths = std::iter::once(pieces.len()).chain(beginnings);
        lengths.flat_map(move |length| variants(&pieces[..length].concat()))
    }
}

/// A link's characters, with variants for those that may have been changed.
fn variants(text: &str) -> Vec<String> {
    // Word processors and phones turn two hyphens into one dash.
    let mut texts = vec![text.replace(is_dash, "--")];
    if text.contains(is_dash) {
        texts.push(text.replace(is_dash, "-"));
    }
    // "=3D" is how mail programs write "=".
    let unquoted: Vec<String> = texts.iter().filter_map(|text| text.strip_prefix("3D").map(str::to_owned)).collect();
    texts.extend(unquoted);
    // Emphasis marks after a link.
    let bare: Vec<String> = texts
        .iter()
        .map(|text| text.trim_end_matches(['-', '_']))
        .filter(|bare| texts.iter().all(|text| text != bare))
        .map(str::to_owned)
        .collect();
    texts.extend(bare);
    texts
}

/// The text without encodings and invisible characters.
fn plain(text: &str) -> String {
    unguarded(text).unwrap_or_else(|| decoded(text))
}

fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        match percent_decode_str(&text).decode_utf8_lossy() {
            Cow::Owned(decoded) if decoded != text => text = decoded,
            _ => break,
        }
    }
    for (written, meant) in WRITTEN {
        if text.contains(written) {
            text = text.replace(written, meant);
        }
    }
    let seen = |c: char| match c {
        // Characters that look like the keyboard's hyphen.
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => Some('-'),
        '+' => Some(' '),
        c if c.is_whitespace() => Some(c),
        c if c.is_control() || is_invisible(c) => None,
        c => Some(c),
    };
    text.chars().filter_map(seen).collect()
}

/// The text as it was before a link-guarding program wrote hyphens for percent signs and underscores for slashes;
/// `None` unless that makes a link begin where none did before. `#v1=` is `-23v1-3D`, with an HTML entity
/// `-23v1-26-2361-3B`, and longer where it had been encoded before.
fn unguarded(text: &str) -> Option<String> {
    let begins = |text: &str| heads(text).next().is_some();
    if !text.contains('-') {
        return None;
    }
    let given = decoded(&text.replace('_', "/").replace('-', "%"));
    (begins(&given) && !begins(&decoded(text))).then_some(given)
}

/// En dash, em dash, and the horizontal bar.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2013}'..='\u{2015}')
}

fn is_of_link(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Where links begin: the version, and the place after `v1=`.
fn heads(text: &str) -> impl Iterator<Item = (u32, usize)> {
    let ends_word = |at: usize| !text[..at].chars().next_back().is_some_and(is_of_link);
    text.match_indices(['v', 'V']).filter(move |(at, _)| ends_word(*at)).filter_map(|(at, _)| {
        // A line may have been wrapped here, too.
        let rest = text[at + 1..].trim_start();
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
        let behind = rest[digits..].trim_start().strip_prefix('=')?;
        // Version 0, which does not exist, if that is not a number.
        Some((rest[..digits].parse().unwrap_or(0), text.len() - behind.len()))
    })
}

/// The part of a text that belongs to a link: up to the first character that can neither be part of one nor stand
/// between.
fn tail(text: &str) -> String {
    let mut tail = String::new();
    let mut begins_line = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // How "quoted-printable" mail marks a line that continues.
            '=' if chars.next_if(|c| matches!(c, '\n' | '\r')).is_some() => continue,
            '\n' | '\r' => begins_line = true,
            // How replies mark what they quote.
            '>' | '|' if begins_line => continue,
            c if is_of_link(c) || is_dash(c) => begins_line = false,
            c if c.is_whitespace() => {}
            _ => break,
        }
        tail.push(c);
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::MAX_BYTES;
    use crate::link::open;

    /// Each reading is made when it is tried, and none but the whole text is longer than a link can be: together they would fill the
    /// memory.
    #[test]
    fn a_text_of_any_length_is_refused_in_little_room() {
        for piece in ["ab ", "a\u{2014}b ", "\u{2014} "] {
            let text = format!("#v1={}", piece.repeat(MAX_BYTES / 2 / piece.len()));
            assert!(open(&text).is_err());
            let links: Vec<_> = links(&text).collect();
            let whole = links.iter().map(|link| link.readings().next().map_or(0, |reading| reading.len())).max();
            let short = links.iter().flat_map(Found::readings).filter(|reading| reading.len() <= 2 * MAX_LINK);
            assert!(whole > Some(2 * MAX_LINK) && short.count() <= 8 * MOST_PIECES, "{piece}");
        }
    }
}
