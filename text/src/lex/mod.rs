//! Cuts a text into numbers, words and signs, by the locale's number format.
//!
//! Nothing is dropped here but spaces, invisible characters, quotation marks around the whole, and a full stop at its
//! end.

mod numeral;
mod scale;
mod scan;
mod signs;
pub(crate) mod words;

use crate::clean::clean;
use crate::exact::number_in_full;
use crate::style::NumberStyle;

pub(crate) use scan::foreign;

/// A number as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// Its digits in programming-language notation.
    pub(crate) plain: String,
    /// The power of ten of its scale: 6 for `5 million`.
    pub(crate) power: i32,
    /// Whether a scale was written.
    pub(crate) scaled: bool,
}

impl Numeral {
    /// As the locale writes it, with its scale if the locale has that.
    fn in_full(&self, style: &NumberStyle) -> String {
        match style.scale(self.power).filter(|_| self.scaled) {
            Some(scale) => {
                let number = number_in_full(self.times_ten_to(-self.power), style);
                format!("{}{number}{}", scale.before, scale.after)
            }
            None => number_in_full(self.times_ten_to(0), style),
        }
    }

    /// Its value times ten to a further power. This is one step from text to number, so `20.3 %` is the number nearest
    /// to 0.203.
    pub(crate) fn times_ten_to(&self, power: i32) -> f64 {
        format!("{}e{}", self.plain, self.power + power).parse().unwrap_or(f64::NAN)
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A number.
    Number(Numeral),
    /// A word in lower case, translated to English where the reader's language is known.
    Word(String),
    /// A hundredth (−2), a thousandth, a ten-thousandth.
    Percent(i32),
    /// The scenario's currency.
    Currency,
    /// Any other sign; every dash becomes `-`, every row of dots `…`.
    Sign(char),
}

/// A token, and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// What it is.
    pub(crate) token: Token,
    /// How it was written.
    pub(crate) text: String,
}

/// Something that may be one of two numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    /// Its place, in characters of the cleaned text.
    pub(crate) place: std::ops::Range<usize>,
    /// What it may be.
    pub(crate) options: Vec<Numeral>,
}

/// A text in pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lexed {
    /// The cleaned text.
    pub(crate) chars: Vec<char>,
    /// Its pieces.
    pub(crate) pieces: Vec<Piece>,
    /// What is uncertain in it.
    pub(crate) doubts: Vec<Doubt>,
}

/// How a text is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Whether a space may separate groups of digits. In a list it separates numbers.
    pub(crate) spaces_group: bool,
    /// Whether there are thousands and millions. In times, `m` is not a million.
    pub(crate) scales: bool,
    /// Which of several meanings to take.
    pub(crate) pick: usize,
}

impl Default for Manner {
    fn default() -> Self {
        Self { spaces_group: true, scales: true, pick: 0 }
    }
}

/// What cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A word or sign without any meaning here.
    Unknown(String),
    /// A currency that is not the scenario's.
    Currency(String),
    /// A number with its separators in impossible places.
    Marks(String),
    /// A text longer than anything that a person types.
    TooLong,
}

impl Fault {
    /// The fault in words.
    pub(crate) fn say(&self, style: &NumberStyle) -> String {
        match self {
            Self::Unknown(what) => format!("cannot read “{what}” here"),
            Self::Currency(what) => {
                format!("“{what}” is another currency; this scenario counts in {}", style.currency.code)
            }
            Self::Marks(what) => format!("cannot read the number “{what}”: its points or commas do not fit"),
            Self::TooLong => "the text is too long".to_owned(),
        }
    }
}

/// Whether a word could be read as a power of ten.
pub(crate) fn is_scale(word: &str, style: &NumberStyle) -> bool {
    !scale::powers(word, style).is_empty()
}

/// Longest text read, in characters.
pub(crate) const LONGEST: usize = 400;

/// Cuts a text into pieces.
pub(crate) fn lex(text: &str, style: &NumberStyle, manner: Manner) -> Result<Lexed, Fault> {
    let chars = clean(text).map_err(Fault::Unknown)?;
    if chars.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    let mut scan = scan::Scan::new(chars, style, manner);
    while scan.next()? {}
    Ok(scan.done())
}

impl Lexed {
    /// The text with each doubtful number written as the locale would write this meaning of it.
    pub(crate) fn rewritten(&self, pick: usize, style: &NumberStyle) -> String {
        let mut out = String::new();
        let mut at = 0;
        for Doubt { place, options } in &self.doubts {
            out.extend(self.chars.get(at..place.start).unwrap_or_default());
            if let Some(option) = options.get(pick).or(options.last()) {
                out.push_str(&option.in_full(style));
            }
            at = place.end;
        }
        out.extend(self.chars.get(at..).unwrap_or_default());
        out.trim().to_owned()
    }
}

#[cfg(test)]
mod tests;
