//! How wide a text will be, before a browser draws it.
//!
//! The page uses the reader's system face, whose metrics are unknown here. The table below holds the advance widths of
//! DejaVu Sans, the widest of the common ones (Segoe UI, San Francisco and Roboto are some 10–15 % narrower): what fits
//! by this estimate fits with all of them.

/// Size of tick labels and captions, px: the smallest text of any chart.
pub const SMALL: f64 = 12.0;
/// Size of direct labels, px.
pub const LABEL: f64 = 13.0;

/// Advance widths of the letters `A`–`Z` and `a`–`z` in hundredths of the size, regular and bold.
const UPPER: [[u8; 26]; 2] = [
    [69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69],
    [78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73],
];
const LOWER: [[u8; 26]; 2] = [
    [62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53],
    [68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59],
];

/// Width of a character in hundredths of the size. Bold does not widen all letters equally: `f` and `i` by a quarter,
/// `o` by an eighth.
fn advance(c: char, strong: bool) -> u8 {
    let bold = usize::from(strong);
    let of = |regular: u8, strong: u8| [regular, strong][bold];
    match c {
        'A'..='Z' => UPPER[bold].get(c as usize - 'A' as usize).copied().unwrap_or(111),
        'a'..='z' => LOWER[bold].get(c as usize - 'a' as usize).copied().unwrap_or(105),
        '0'..='9' | '$' | '€' | '£' | '¥' => of(64, 70),
        ' ' | '\u{a0}' | '\u{202f}' => of(32, 35),
        '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '‚' | '/' | '|' | '·' => of(34, 40),
        '(' | ')' | '[' | ']' | '-' | '!' => of(41, 46),
        '–' | '"' | '*' | '_' | '?' => of(54, 58),
        '“' | '”' | '„' => of(52, 66),
        '&' => of(78, 88),
        '+' | '−' | '±' | '→' | '×' | '=' | '<' | '>' | '~' | '#' => 84,
        '%' | '@' | '—' | '…' => of(100, 101),
        // Combining marks take up no width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        // Wide characters of Latin, Greek and Cyrillic, and the rest of these scripts.
        'œ' | 'Œ' | 'æ' | 'Æ' => of(107, 117),
        'Щ' | 'Ш' | 'Ж' | 'Ю' | 'Љ' | 'Њ' => of(110, 133),
        'Ŵ' | 'Ħ' | 'ŉ' | 'ŵ' | 'щ' | 'ш' | 'ж' | 'ф' | 'љ' | 'ю' | 'њ' | 'ы' => of(99, 111),
        '\u{1c4}'..='\u{1cc}' | '\u{1f1}'..='\u{1f3}' => of(143, 156),
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{45f}' if c.is_uppercase() => of(88, 104),
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{45f}' => of(84, 88),
        '\u{460}'..='\u{52f}' => of(118, 141),
        // Everything else may be an ideograph, which fills its square.
        _ => of(100, 101),
    }
}

/// Estimated width of a text in px at `size` px; an upper bound for the common system faces.
#[must_use]
pub fn width(text: &str, size: f64, strong: bool) -> f64 {
    let hundredths: u32 = text.chars().map(|c| u32::from(advance(c, strong))).sum();
    f64::from(hundredths) / 100.0 * size
}

/// The text cut to `room` px, with an ellipsis if something is cut off.
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

/// The text wrapped at spaces into at most `most` lines of `room` px; the last line is cut if necessary.
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
        // In bold, a constant factor on the regular face would be too little for these.
        for (text, measured) in [("1 pays for itself", 883.4), ("41 pay for themselves", 1251.5), ("fit", 121.9)] {
            let estimate = width(text, 100.0, true);
            assert!((measured..1.05 * measured).contains(&estimate), "{text}: {estimate}");
        }
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
