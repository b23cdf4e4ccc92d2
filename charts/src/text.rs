//! How wide a text will be, before a browser draws it.
//!
//! The page uses the reader's system face, whose metrics are unknown here. The table below holds the advance
//! widths of DejaVu Sans, the widest of the common ones (Segoe UI, San Francisco and Roboto are some 10–15 %
//! narrower): what fits by this estimate fits everywhere.

/// Size of tick labels and captions, px: the smallest text of any chart.
pub const SMALL: f64 = 12.0;
/// Size of direct labels, px.
pub const LABEL: f64 = 13.0;
/// A bold face is this much wider.
const STRONG: f64 = 1.12;

/// Advance widths of the letters `A`–`Z` and `a`–`z` in hundredths of the size.
const UPPER: [u8; 26] =
    [68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69];
const LOWER: [u8; 26] =
    [61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52];

/// Width of one character in hundredths of the size.
fn advance(c: char) -> u8 {
    match c {
        'A'..='Z' => UPPER.get(c as usize - 'A' as usize).copied().unwrap_or(79),
        'a'..='z' => LOWER.get(c as usize - 'a' as usize).copied().unwrap_or(63),
        '0'..='9' | '$' | '€' | '£' | '¥' => 64,
        ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ':' | ';' | '\'' | '’' | '/' | '|' | '·' => 34,
        '(' | ')' | '[' | ']' | '-' | '!' => 40,
        '–' | '"' | '*' | '_' | '?' => 53,
        '+' | '−' | '±' | '→' | '×' | '=' | '<' | '>' | '~' | '#' => 84,
        '%' | '@' | 'œ' | 'Œ' | 'æ' | 'Æ' => 100,
        // Combining marks take no room.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        // Accented Latin, Greek, Cyrillic: as wide as a wide lower-case letter.
        '\u{c0}'..='\u{4ff}' => 70,
        // Everything else may be an ideograph, which fills its square.
        _ => 100,
    }
}

/// Estimated width of a text in px at `size` px; an upper bound for the common system faces.
#[must_use]
pub fn width(text: &str, size: f64, strong: bool) -> f64 {
    let hundredths: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
    f64::from(hundredths) / 100.0 * size * if strong { STRONG } else { 1.0 }
}

/// The text cut to `room` px, with an ellipsis where something is missing.
#[must_use]
pub fn fitted(text: &str, size: f64, strong: bool, room: f64) -> String {
    if width(text, size, strong) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept, size, strong) + size > room {
            kept.pop();
            break;
        }
    }
    let mut kept = kept.trim_end().to_owned();
    kept.push('…');
    kept
}

/// The text broken at spaces into at most `most` lines of `room` px; the last is cut where it must be.
#[must_use]
pub fn wrapped(text: &str, size: f64, strong: bool, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { [line.as_str(), word].join(" ") };
        let full = width(&longer, size, strong) > room && !line.is_empty();
        if full && lines.len() + 1 < most {
            lines.push(core::mem::replace(&mut line, word.to_owned()));
        } else {
            line = longer;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        *line = fitted(line, size, strong, room);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_widest_common_face() {
        // Chromium measures 64 px for "0" in DejaVu Sans at 100 px.
        assert_eq!(width("0", 100.0, false), 64.0);
        let label = width("41 pay for themselves", 13.0, true);
        assert!((150.0..200.0).contains(&label), "{label}");
    }

    #[test]
    fn breaks_at_spaces_and_cuts_the_last_line() {
        let lines = wrapped("Accepted by the sales team", 12.0, false, 80.0, 2);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines.first().map(String::as_str), Some("Accepted by"));
        assert!(lines.iter().all(|line| width(line, 12.0, false) <= 80.0), "{lines:?}");
        assert!(wrapped("", 12.0, false, 80.0, 2).is_empty());
    }

    #[test]
    fn a_cut_text_says_so_and_fits() {
        let cut = fitted("Qualification", 12.0, true, 50.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0, true) <= 50.0, "{cut}");
    }
}
