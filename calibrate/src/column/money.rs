//! Currencies beside numbers: as codes, signs and names.

use funnel_text::currency::{code, is_currency, is_sign};

/// Longest word for a currency, in characters.
const LONGEST: usize = 8;

/// The currency in a cell, if unambiguous: a code, or a sign or name used by one currency only. `$`, `kr` and `¥` belong
/// to several countries.
///
/// ```
/// use funnel_calibrate::column::number::currency;
/// assert_eq!((currency("1.234,50 €"), currency("CHF 5"), currency("$5")), (Some("EUR"), Some("CHF"), None));
/// assert_eq!((currency("CA$5"), currency("5,00 zł")), (Some("CAD"), Some("PLN")));
/// ```
#[must_use]
pub fn currency(text: &str) -> Option<&'static str> {
    let plain = text.to_lowercase();
    let mut words = plain.split(|c: char| !is_of_name(c)).filter(|word| !word.is_empty());
    words.find_map(|word| code(word.trim_end_matches('.')))
}

/// Whether a character may be in a currency's name or sign.
fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || is_sign(c)
}

/// A text without the currency at its beginning, or else at its end.
pub(super) fn without_currency(text: &str) -> Option<&str> {
    let first: usize = text.chars().take_while(|c| is_of_name(*c)).map(char::len_utf8).sum();
    if is_money(text.get(..first)?) {
        return text.get(first..).map(|rest| rest.trim_start_matches('.'));
    }
    let stem = text.trim_end_matches('.');
    let last: usize = stem.chars().rev().take_while(|c| is_of_name(*c)).map(char::len_utf8).sum();
    let at = stem.len() - last;
    if is_money(stem.get(at..)?) {
        return stem.get(..at);
    }
    // “1,2 T€”: what is before the sign may be no currency's.
    stem.strip_suffix(is_sign)
}

/// Whether a word is a currency, as it is written or with a country's letters before a sign: "US$". A single letter
/// rather begins an id.
fn is_money(word: &str) -> bool {
    let n = word.chars().count();
    if n == 0 || n > LONGEST || (n == 1 && word.is_ascii() && word != "$") {
        return false;
    }
    // The dollar is shared, and its country's letters stand before it; other signs stand alone.
    let dollars = word
        .strip_suffix('$')
        .is_some_and(|country| country.len() <= 3 && country.bytes().all(|b| b.is_ascii_uppercase()));
    dollars || is_currency(&word.to_lowercase())
}
