//! Numbers and parts in words: `twenty five`, `two thirds`.

use super::word;
use crate::lex::{Numeral, Piece};

/// A whole number in digits.
pub(super) fn numeral(n: u32) -> Numeral {
    Numeral { plain: n.to_string(), power: 0, scaled: false }
}

/// The fraction named by a word.
pub(super) fn part(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 0.5,
        "third" | "thirds" => 1.0 / 3.0,
        "quarter" | "quarters" | "fourth" | "fourths" => 0.25,
        "fifth" | "fifths" => 0.2,
        "sixth" | "sixths" => 1.0 / 6.0,
        "eighth" | "eighths" => 0.125,
        "tenth" | "tenths" => 0.1,
        _ => return None,
    })
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// `ten`, `twenty five`.
pub(super) fn number_in_words(pieces: &[Piece], at: usize) -> Option<(u32, usize)> {
    let first = word(pieces, at)?;
    let small = |word: &str| (0..).zip(SMALL).find(|(_, name)| *name == word).map(|(n, _)| n);
    if let Some(n) = small(first) {
        return Some((n, at + 1));
    }
    let tens = (2..).zip(TENS).find(|(_, name)| *name == first).map(|(n, _)| 10 * n)?;
    match word(pieces, at + 1).and_then(small).filter(|one| (1..10).contains(one)) {
        Some(one) => Some((tens + one, at + 2)),
        None => Some((tens, at + 1)),
    }
}
