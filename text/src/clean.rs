//! Brings characters as machines write them to one form: digits of any script, full-width characters, non-breaking
//! spaces, invisible marks.

use funnel_scenario::is_invisible;
use icu_normalizer::ComposingNormalizerBorrowed;

/// A space that keeps digits together.
pub(crate) const BINDING: char = '\u{a0}';

/// The zeros among Unicode's decimal digits (general category Nd), each followed by its nine other digits.
const ZEROS: &[u32] = &[
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0,
    0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The value of a decimal digit of any script.
pub(crate) fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= code)?;
    char::from_digit(code - zero, 10)
}

/// Whether a character reverses what follows: with it, "12" is displayed as "21".
fn is_reversing(c: char) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
}

/// The text in one form.
///
/// # Errors
///
/// An invisible character that might nevertheless change what is read, by its code point.
pub(crate) fn clean(text: &str) -> Result<Vec<char>, String> {
    let mut out = Vec::new();
    for c in ComposingNormalizerBorrowed::new_nfc().normalize_iter(text.chars()) {
        if is_reversing(c) || (c.is_control() && !c.is_whitespace()) {
            return Err(format!("U+{:04X}", u32::from(c)));
        }
        if is_invisible(c) {
            continue;
        }
        out.push(fold(c));
    }
    Ok(out)
}

/// One of the locale's own texts in the same form, in lower case and trimmed.
pub(crate) fn clean_mark(text: &str) -> String {
    let chars = clean(text).unwrap_or_default();
    chars.into_iter().collect::<String>().trim().to_lowercase()
}

/// The first visible character of such a text, in the same form.
pub(crate) fn first_of(text: &str) -> Option<char> {
    text.chars().find(|c| !is_invisible(*c) && !c.is_whitespace()).map(fold)
}

fn fold(c: char) -> char {
    if let Some(digit) = digit(c) {
        return digit;
    }
    // Full-width forms have the order of ASCII.
    let code = u32::from(c);
    let c = if (0xFF01..=0xFF5E).contains(&code) { char::from_u32(code - 0xFEE0).unwrap_or(c) } else { c };
    match c {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => BINDING,
        c if c.is_whitespace() => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '’' | '‘' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '٪' | '﹪' => '%',
        '؉' => '‰',
        '،' | '︐' => ',',
        '؛' | '、' => ';',
        '。' | '｡' => '.',
        '⁄' | '∕' => '/',
        '〜' => '~',
        '✕' | '✖' => '×',
        '￠' => '¢',
        '￡' => '£',
        '￥' => '¥',
        '￦' => '₩',
        '﹩' => '$',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> Result<String, String> {
        clean(text).map(|chars| chars.into_iter().collect())
    }

    #[test]
    fn one_form() {
        for (text, form) in [
            ("١٢٣", "123"),
            ("१२ ৩૪", "12 34"),
            ("１２，３４．５％", "12,34.5%"),
            ("\u{feff}5\u{200b}0\u{200e} %", "50 %"),
            ("1\u{202f}200\u{a0}€", "1\u{a0}200\u{a0}€"),
            ("−5 – 9", "-5 - 9"),
            ("\u{2067}7\u{2069}", "7"),
            ("mille\u{301}", "millé"),
        ] {
            assert_eq!(cleaned(text).as_deref(), Ok(form), "{text}");
        }
        assert_eq!(cleaned("5\u{7}"), Err("U+0007".to_owned()));
        assert_eq!(cleaned("\u{202e}12"), Err("U+202E".to_owned()));
    }

    #[test]
    fn what_looks_like_a_digit_and_is_none_stays() {
        // Superscripts and circled digits are not decimal digits: "5²" is not 52.
        for c in ['²', '①', '一', '½', 'x'] {
            assert_eq!(digit(c), None, "{c}");
        }
    }

    #[test]
    fn the_zeros_are_those_of_the_standard_library() {
        // Every digit known here is numeric there, and no script's zero is missing between two known ones.
        for zero in ZEROS {
            assert!((0..10).all(|n| char::from_u32(zero + n).is_some_and(char::is_numeric)), "{zero:x}");
        }
    }
}
