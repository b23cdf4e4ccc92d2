//! Thousands, millions and other words after a number.

use super::scan::Scan;
use crate::clean::{BINDING, clean_mark};
use crate::style::NumberStyle;

/// What a word after a number multiplies it by: powers of ten, several where the reader's language and English differ.
pub(super) fn powers(word: &str, style: &NumberStyle) -> Vec<i32> {
    let english = english(word);
    let is_own = |mark: &str| same(mark, word);
    let written = style.scales.iter().find(|scale| is_own(&scale.after) || is_own(&scale.before));
    if let Some(scale) = written {
        // What the page itself writes has that meaning.
        return vec![scale.power];
    }
    let own = style.scale_words.iter().find(|(mark, _)| is_own(mark)).map(|(_, power)| *power);
    let long = if style.long_scale { long_english(word) } else { None };
    // A thousand in Spanish and Portuguese.
    if word == "mil" && style.language == "en" {
        return vec![6];
    }
    // "40 T" are thousands to who keeps books in German.
    if word == "t" && style.language == "de" {
        return vec![3, 12];
    }
    match (own.or(long), english) {
        (Some(own), Some(english)) if own != english => vec![own, english],
        (Some(own), _) => vec![own],
        (None, english) => english.into_iter().collect(),
    }
}

/// Whether two marks are the same, apart from a full stop and upper or lower case.
fn same(mark: &str, word: &str) -> bool {
    let bare = |text: &str| clean_mark(text).trim_end_matches('.').to_owned();
    !bare(mark).is_empty() && bare(mark) == bare(word)
}

/// The page's own language, and what is understood everywhere.
fn english(word: &str) -> Option<i32> {
    Some(match word {
        "hundred" => 2,
        "k" | "thousand" | "thousands" | "grand" => 3,
        "lakh" | "lakhs" | "lac" | "lacs" => 5,
        "m" | "mm" | "mn" | "mln" | "mio" | "mill" | "million" | "millions" => 6,
        "cr" | "crore" | "crores" => 7,
        "b" | "bn" | "billion" | "billions" | "mrd" | "mlrd" | "mld" | "milliard" | "milliards" => 9,
        "t" | "tn" | "trn" | "trillion" | "trillions" => 12,
        _ => return None,
    })
}

/// The same words where a billion is a million millions.
fn long_english(word: &str) -> Option<i32> {
    Some(match word {
        "b" | "billion" | "billions" => 12,
        "t" | "trillion" | "trillions" => 18,
        _ => return None,
    })
}

/// Whether a word is a number by itself: "a million".
pub(super) fn stands_alone(word: &str) -> bool {
    word.len() > 4 && english(word).is_some()
}

fn is_known(word: &str, style: &NumberStyle) -> bool {
    !powers(word, style).is_empty()
}

/// Scales as bookkeepers write them before a currency, without a space.
const GLUED: [(&str, i32); 8] =
    [("tsd", 3), ("mio", 6), ("mrd", 9), ("mn", 6), ("bn", 9), ("t", 3), ("k", 3), ("m", 6)];

impl Scan<'_> {
    /// A scale that is one word with the currency behind it: `TEUR`, `T€`, `tkr`, `Mkr`, `kCHF`.
    pub(super) fn glued(&mut self) -> Option<(Vec<i32>, usize)> {
        let here = self.at;
        let found = GLUED.iter().find_map(|(mark, power)| {
            let end = here + mark.chars().count();
            let is_mark = (here..end)
                .zip(mark.chars())
                .all(|(at, c)| self.chars().get(at).is_some_and(|own| own.to_lowercase().eq([c])));
            is_mark.then_some((*power, end, *mark))
        })?;
        let (power, end, mark) = found;
        // What the page itself writes has that meaning, and a milliard (mlrd) is none of Liberian dollars.
        let own = !self.style.suffix.is_empty() && self.style.scales.iter().any(|scale| same(&scale.after, mark));
        if own && mark == "t" || self.word_here().is_some_and(|(word, _)| word != mark && is_known(&word, self.style)) {
            return None;
        }
        let is_currency = self.currency_at(end);
        // Where nobody writes so, a T before a sign may be a trillion.
        let thousand = matches!(self.style.language.as_str(), "de" | "sv" | "nb" | "nn" | "no" | "da" | "fi" | "nl");
        let is_word = self.chars().get(end).is_some_and(|c| c.is_alphabetic());
        let powers = if mark == "t" && !thousand && !is_word { vec![3, 12] } else { vec![power] };
        is_currency.then_some((powers, end))
    }

    /// The locale's own word for a power of ten, if there is one here: its powers, and the place after it.
    pub(super) fn scale_here(&self) -> Option<(Vec<i32>, usize)> {
        let own = self.style.scales.iter().flat_map(|scale| [&scale.after, &scale.before]);
        let all = own.chain(self.style.scale_words.iter().map(|(mark, _)| mark));
        let longest = all.filter_map(|mark| Some((mark, self.literal(mark)?))).max_by_key(|(_, end)| *end);
        if let Some((mark, end)) = longest {
            return Some((powers(&clean_mark(mark), self.style), end));
        }
        let (word, end) = self.word_here()?;
        let powers = powers(&word, self.style);
        (!powers.is_empty()).then_some((powers, end))
    }

    /// A power of ten after the number that was just read.
    pub(super) fn scale_behind(&mut self) -> Option<(Vec<i32>, usize)> {
        if !self.manner.scales {
            return None;
        }
        let back = self.at;
        while matches!(self.chars().get(self.at), Some(' ' | &BINDING)) {
            self.at += 1;
        }
        let sign = self.style.currency.names.iter().filter_map(|name| self.literal(name)).max();
        // "T$" is a currency and not a trillion.
        let found = self.glued().or_else(|| self.scale_here()).filter(|(_, end)| sign.is_none_or(|sign| sign <= *end));
        self.at = back;
        found
    }
}
