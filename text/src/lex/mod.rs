//! A text cut into numbers, words and signs, with the locale's marks.
//!
//! Nothing is dropped here but spaces, what nobody sees, quotation marks around the whole and a full stop at its end.

mod numeral;
mod scale;
mod scan;
pub(crate) mod words;

use crate::clean::clean;
use crate::exact::number_in_full;
use crate::style::NumberStyle;

pub(crate) use scan::foreign;

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// Its digits, as a programming language writes them.
    pub(crate) plain: String,
    /// The power of ten beside it: 6 for `5 million`.
    pub(crate) power: i32,
    /// Whether that was written.
    pub(crate) scaled: bool,
}

impl Numeral {
    /// As the locale writes it: with its scale, where it was said with one that the locale has.
    fn in_full(&self, style: &NumberStyle) -> String {
        match style.scale(self.power).filter(|_| self.scaled) {
            Some(scale) => {
                let number = number_in_full(self.times_ten_to(-self.power), style);
                format!("{}{number}{}", scale.before, scale.after)
            }
            None => number_in_full(self.times_ten_to(0), style),
        }
    }

    /// What it is, times ten to a further power. One step from text to number: `20.3 %` is the number nearest to 0.203.
    pub(crate) fn times_ten_to(&self, power: i32) -> f64 {
        format!("{}e{}", self.plain, self.power + power).parse().unwrap_or(f64::NAN)
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A number.
    Number(Numeral),
    /// A word in small letters, in English where the reader's language is known.
    Word(String),
    /// A hundredth (−2), a thousandth, a ten-thousandth.
    Percent(i32),
    /// The scenario's currency.
    Currency,
    /// Any other sign; every dash is `-`, every row of dots `…`.
    Sign(char),
}

/// A token and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// What it is.
    pub(crate) token: Token,
    /// How it was written.
    pub(crate) text: String,
}

/// Something that may be two numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Doubt {
    /// Where it stands, in characters of the cleaned text.
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
    /// What is not certain in it.
    pub(crate) doubts: Vec<Doubt>,
}

/// How a text is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Whether a space may stand between groups of digits. In a list it separates.
    pub(crate) spaces_group: bool,
    /// Whether there are thousands and millions. Where time is told, `m` is no million.
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
    /// A word or sign that nothing here is called.
    Unknown(String),
    /// A currency that is not the scenario's.
    Currency(String),
    /// A number whose marks stand where they cannot.
    Marks(String),
    /// Longer than anything a person types.
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
const LONGEST: usize = 400;

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
    /// The text with each doubtful number written as the locale writes this meaning of it.
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
