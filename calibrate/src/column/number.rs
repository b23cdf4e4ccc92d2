//! Numbers as people and programs write them.

use serde::{Deserialize, Serialize};

/// The character before the decimals. All other separators between digits group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// 1,234.50
    Point,
    /// 1.234,50
    Comma,
}

/// Both of them.
pub const DECIMALS: [Decimal; 2] = [Decimal::Point, Decimal::Comma];

/// Separators between thousands, besides the point or comma that is not the decimal mark: spaces of all widths, and
/// apostrophes.
const GROUPS: [char; 7] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\'', '\u{2019}', '\u{2007}'];
/// Currency signs; currencies are written as a sign or as three letters.
const SIGNS: &str = "$€£¥₹₩₽₺₴₪₫฿₦₱₡₲₵₸₭₮¢";
const CODES: [&str; 25] = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
    "BRL", "MXN", "ZAR", "SGD", "HKD", "KR", "FR", "RS", "R$",
];

/// The currency in a cell, if unambiguous: a code of three letters, or a sign used by one currency only. `$`, `kr` and
/// `¥` belong to several countries.
///
/// ```
/// use funnel_calibrate::column::number::currency;
/// assert_eq!((currency("1.234,50 €"), currency("CHF 5"), currency("$5")), (Some("EUR"), Some("CHF"), None));
/// ```
#[must_use]
pub fn currency(text: &str) -> Option<&'static str> {
    const OWN: [(char, &str); 6] = [('€', "EUR"), ('£', "GBP"), ('₹', "INR"), ('₺', "TRY"), ('₪', "ILS"), ('฿', "THB")];
    let sign = OWN.iter().find(|(sign, _)| text.contains(*sign)).map(|(_, code)| *code);
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() == 3);
    sign.or_else(|| words.find_map(|word| CODES.iter().find(|code| word.eq_ignore_ascii_case(code)).copied()))
}

/// A number, with what stood around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its value; a per cent is a hundredth.
    pub value: f64,
    /// Whether a currency stands next to it.
    pub money: bool,
    /// Whether it is in per cent.
    pub percent: bool,
}

/// Reads a number; `None` if it is not one with this decimal mark. Brackets are an accountant's minus.
///
/// ```
/// use funnel_calibrate::column::number::{Decimal, parse};
/// let value = |text, decimal| parse(text, decimal).map(|figure| figure.value);
/// assert_eq!(value("(1 234,50 €)", Decimal::Comma), Some(-1234.5));
/// assert_eq!(value("$1,234.50", Decimal::Point), Some(1234.5));
/// assert_eq!(value("$1,234.50", Decimal::Comma), None);
/// assert_eq!(value("12 %", Decimal::Point), Some(0.12));
/// ```
#[must_use]
pub fn parse(text: &str, decimal: Decimal) -> Option<Figure> {
    let mut rest = text.trim();
    let (mut negative, mut money, mut percent) = (false, false, false);
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    // Signs, currencies and per cent may stand on either side, in any order, each at most once.
    let mut signed = negative;
    loop {
        let before = rest;
        rest = rest.trim_matches(|c: char| c.is_whitespace());
        for minus in ['-', '\u{2212}', '+'] {
            let less = rest.strip_prefix(minus).or_else(|| rest.strip_suffix(minus));
            if let (Some(less), false) = (less, signed) {
                (rest, negative, signed) = (less, minus != '+', true);
            }
        }
        if !money && let Some(less) = without_currency(rest) {
            (rest, money) = (less, true);
        }
        if !percent && let Some(less) = rest.strip_suffix('%').or_else(|| rest.strip_prefix('%')) {
            (rest, percent) = (less, true);
        }
        if rest == before {
            break;
        }
    }
    let size = digits(rest, decimal)?;
    let size = if percent { size / 100.0 } else { size };
    Some(Figure { value: if negative { -size } else { size }, money, percent })
}

fn without_currency(text: &str) -> Option<&str> {
    let sign = |c: char| SIGNS.contains(c);
    if let Some(less) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
        return Some(less);
    }
    let word = |part: Option<&str>| part.is_some_and(|part| CODES.iter().any(|code| part.eq_ignore_ascii_case(code)));
    let letters = |c: &char| c.is_ascii_alphabetic() || *c == '$';
    let first = text.chars().take_while(letters).count();
    if word(text.get(..first)) {
        return text.get(first..).map(|rest| rest.trim_start_matches('.'));
    }
    let last = text.len() - text.chars().rev().take_while(letters).count();
    if word(text.get(last..)) { text.get(..last) } else { None }
}

/// Digits with their groups and decimals, and an exponent as programs write it.
fn digits(text: &str, decimal: Decimal) -> Option<f64> {
    let (point, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let mut plain = String::with_capacity(text.len());
    let (mut since, mut grouped, mut pointed, mut any) = (0_usize, None, false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            plain.push(c);
            since += 1;
            any = true;
        } else if c == point && !pointed && (grouped.is_none() || since == 3) {
            plain.push('.');
            (pointed, since) = (true, 0);
        } else if !pointed && (c == group || GROUPS.contains(&c)) && any {
            // All groups in a number use the same separator and have three digits, except the first, or two, as in
            // Indian lakhs.
            let first = grouped.is_none();
            if grouped.is_some_and(|kind| kind != c)
                || since == 0
                || since > 3
                || (!first && since < 2)
                || (first && plain.starts_with('0'))
            {
                return None;
            }
            (grouped, since) = (Some(c), 0);
        } else if matches!(c, 'e' | 'E') && any {
            let rest: String = chars.collect();
            let power: i32 = rest.parse().ok().filter(|power: &i32| (-30..=30).contains(power))?;
            return format!("{plain}e{power}").parse().ok();
        } else {
            return None;
        }
    }
    if !any || (grouped.is_some() && !pointed && since != 3) || plain.len() > 40 {
        return None;
    }
    plain.parse().ok().filter(|x: &f64| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_in_many_ways() {
        let cases = [
            ("1234", Some(1234.0), Some(1234.0)),
            ("1,234", Some(1234.0), Some(1.234)),
            ("1.234", Some(1.234), Some(1234.0)),
            ("1,234.5", Some(1234.5), None),
            ("1.234,5", None, Some(1234.5)),
            ("1'234.5", Some(1234.5), None),
            ("1\u{202f}234,5", None, Some(1234.5)),
            ("12,34,567", Some(1_234_567.0), None),
            ("-5", Some(-5.0), Some(-5.0)),
            ("5-", Some(-5.0), Some(-5.0)),
            ("(5)", Some(-5.0), Some(-5.0)),
            ("($1,234)", Some(-1234.0), Some(-1.234)),
            ("-(5)", None, None),
            ("CHF 1'000", Some(1000.0), Some(1000.0)),
            ("1.000,00 EUR", None, Some(1000.0)),
            ("Rs. 500", Some(500.0), Some(500.0)),
            ("5%", Some(0.05), Some(0.05)),
            ("1e3", Some(1000.0), Some(1000.0)),
            ("0.125", Some(0.125), None),
            ("1,23", None, Some(1.23)),
            ("1,2345", None, Some(1.2345)),
            ("", None, None),
            ("-", None, None),
            (",", None, None),
            ("12a", None, None),
            ("1.2.3", None, None),
            ("1e999", None, None),
            ("2024-01-02", None, None),
        ];
        for (text, point, comma) in cases {
            let read = |decimal| parse(text, decimal).map(|figure| figure.value);
            assert_eq!((read(Decimal::Point), read(Decimal::Comma)), (point, comma), "{text}");
        }
    }

    proptest! {
        /// Whole cents, grouped and punctuated by the test's own writer, are read back to the bit.
        #[test]
        fn what_is_written_is_read(cents in 0_u64..1_000_000_000_000, way in 0..2_usize, group in 0..9_usize) {
            let decimal = DECIMALS[way];
            let (point, other) = if way == 0 { ('.', ',') } else { (',', '.') };
            let group = [None, Some(other)].into_iter().chain(GROUPS.map(Some)).nth(group).flatten();
            let whole = (cents / 100).to_string();
            let mut text = String::new();
            for (i, digit) in whole.chars().enumerate() {
                if let (Some(group), true) = (group, i > 0 && (whole.len() - i) % 3 == 0) {
                    text.push(group);
                }
                text.push(digit);
            }
            text.push_str(&format!("{point}{:02}", cents % 100));
            let exact: f64 = format!("{whole}.{:02}", cents % 100).parse().unwrap();
            prop_assert_eq!(parse(&text, decimal).map(|figure| figure.value), Some(exact));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            for decimal in DECIMALS {
                let _ = parse(&text, decimal);
            }
        }
    }
}
