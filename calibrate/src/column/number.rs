//! Numbers as people and programs write them.

use serde::{Deserialize, Serialize};

pub use super::money::currency;
use super::money::without_currency;

/// The character before the decimals. All other separators between digits group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// 1,234.50
    Point,
    /// 1.234,50
    Comma,
}

impl Decimal {
    const fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// Both of them.
pub const DECIMALS: [Decimal; 2] = [Decimal::Point, Decimal::Comma];

/// Separators between thousands, besides the point or comma that is not the decimal mark: spaces of all widths, and
/// apostrophes.
const GROUPS: [char; 8] = [' ', '\u{a0}', '\u{2009}', '\u{202f}', '\'', '\u{2019}', '\u{2007}', '\u{66c}'];
/// What the Swiss and the Germans write behind the decimal mark where there are no cents.
const NO_CENTS: [&str; 4] = ["--", "-", "–", "—"];
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
/// assert_eq!(value("1,234", Decimal::Comma), Some(1.234));
/// assert_eq!(value("12,34,567", Decimal::Point), Some(1_234_567.0));
/// assert_eq!(value("$1,234.50", Decimal::Comma), None);
/// assert_eq!(value("12 %", Decimal::Point), Some(0.12));
/// assert_eq!(value("US$ 1.2k", Decimal::Point), Some(1200.0));
/// ```
#[must_use]
pub fn parse(text: &str, decimal: Decimal) -> Option<Figure> {
    let latin;
    let mut rest = text.trim();
    if !rest.is_ascii() {
        latin = in_latin(rest, decimal);
        rest = latin.trim();
    }
    let (mut negative, mut money, mut percent) = (false, 0, false);
    // Signs, brackets, currencies and per cent may stand on either side, in any order; a sign at most once, and a
    // currency at most on both sides.
    let mut signed = false;
    loop {
        let before = rest;
        rest = rest.trim_matches(|c: char| c.is_whitespace());
        if let (Some(inner), false) = (rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')), signed) {
            (rest, negative, signed) = (inner, true, true);
        }
        let no_cents = NO_CENTS.iter().find_map(|end| rest.strip_suffix(end)?.strip_suffix(decimal.mark()));
        if let Some(less) = no_cents.filter(|less| less.ends_with(|c: char| c.is_ascii_digit())) {
            rest = less;
        }
        for minus in ['-', '\u{2212}', '+'] {
            let less = rest.strip_prefix(minus).or_else(|| rest.strip_suffix(minus));
            if let (Some(less), false) = (less, signed) {
                (rest, negative, signed) = (less, minus != '+', true);
            }
        }
        if money < 2
            && let Some(less) = without_currency(rest)
        {
            (rest, money) = (less, money + 1);
        }
        if !percent && let Some(less) = rest.strip_suffix('%').or_else(|| rest.strip_prefix('%')) {
            (rest, percent) = (less, true);
        }
        if rest == before {
            break;
        }
    }
    // 1.2k, 1.2 T€; a t may as well be a ton, and an m a metre or a month, so they need a currency.
    let times = match rest.chars().last() {
        Some('k' | 'K') => 1e3,
        Some('t' | 'T') if money > 0 => 1e3,
        Some('m' | 'M') if money > 0 => 1e6,
        _ => 1.0,
    };
    let rest = if times > 1.0 { rest.get(..rest.len() - 1).unwrap_or(rest) } else { rest };
    let size = digits(rest.trim_end(), decimal)? * times;
    let size = if percent { size / 100.0 } else { size };
    Some(Figure { value: if negative { -size } else { size }, money: money > 0, percent })
}

/// Digits of other scripts as those of this one, and the marks that Arabic has for decimals.
fn in_latin(text: &str, decimal: Decimal) -> String {
    let latin = |c: char| {
        let zero = [0x660, 0x6f0, 0x966, 0xff10].into_iter().find(|zero| (*zero..zero + 10).contains(&u32::from(c)));
        match zero.and_then(|zero| char::from_digit(u32::from(c) - zero, 10)) {
            Some(digit) => digit,
            None if c == '\u{66b}' => decimal.mark(),
            None => c,
        }
    };
    text.chars().map(latin).collect()
}

/// Digits with their groups and decimals, and an exponent as programs write it.
fn digits(text: &str, decimal: Decimal) -> Option<f64> {
    let (point, group) = (decimal.mark(), if decimal == Decimal::Point { ',' } else { '.' });
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
        } else if matches!(c, 'e' | 'E') && any && grouped.is_none() {
            // No program groups the digits before an exponent: there the mark is before decimals.
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
            ("1.234560E+03", Some(1234.56), None),
            ("1,234560E+03", None, Some(1234.56)),
            ("1'234.–", Some(1234.0), None),
            ("1.234,-", None, Some(1234.0)),
            ("$(1,234)", Some(-1234.0), Some(-1.234)),
            ("€ 5 EUR", Some(5.0), Some(5.0)),
            ("1.2k", Some(1200.0), None),
            ("5m", None, None),
            ("$5m", Some(5e6), Some(5e6)),
            ("1,2 T€", None, Some(1200.0)),
            ("١٬٢٣٤٫٥", Some(1234.5), Some(1234.5)),
        ];
        for (text, point, comma) in cases {
            let read = |decimal| parse(text, decimal).map(|figure| figure.value);
            assert_eq!((read(Decimal::Point), read(Decimal::Comma)), (point, comma), "{text}");
        }
    }

    proptest! {
        /// Whole cents, grouped and punctuated by the test's own writer, are read back to the bit.
        #[test]
        fn what_is_written_is_read(cents in 0_u64..1_000_000_000_000, way in 0..2_usize, group in 0..10_usize) {
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

        /// Any currency's code, sign or name, on either side, is no part of the number, and so is a scientific notation.
        #[test]
        fn currencies_and_exponents_change_no_number(
            cents in 100_u64..100_000_000,
            way in 0..2_usize,
            money in prop::sample::select(vec![
                "USD", "AED", "TRY", "RUB", "XOF", "US$", "CA$", "A$", "R$", "NT$", "zł", "Kč", "TL", "Ft", "kr", "Rs.", "Fr.", "€", "₹", "₺",
            ]),
            side in 0..4_usize,
        ) {
            let (point, group) = if way == 0 { ('.', ",") } else { (',', ".") };
            let whole = (cents / 100).to_string();
            let grouped: Vec<String> = whole.as_bytes().rchunks(3).rev().map(|part| String::from_utf8_lossy(part).into_owned()).collect();
            let number = format!("{}{point}{:02}", grouped.join(group), cents % 100);
            let text = match side {
                0 => format!("{money}{number}"),
                1 => format!("{money} {number}"),
                2 => format!("{number}{money}"),
                _ => format!("{number}\u{a0}{money}"),
            };
            let exact: f64 = format!("{whole}.{:02}", cents % 100).parse().unwrap();
            let found = parse(&text, DECIMALS[way]);
            prop_assert_eq!(found.map(|figure| (figure.value, figure.money)), Some((exact, true)), "{}", text);
            // All digits are written before the exponent, so the value is exact.
            let scientific = format!("{exact:.9E}").replace('.', &point.to_string());
            prop_assert_eq!(parse(&scientific, DECIMALS[way]).map(|figure| figure.value), Some(exact), "{}", scientific);
            prop_assert_eq!(parse(&scientific, DECIMALS[1 - way]).map(|figure| figure.value), None, "{}", scientific);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            for decimal in DECIMALS {
                let _ = parse(&text, decimal);
            }
        }
    }
}
