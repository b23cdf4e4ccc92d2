//! Thousands, millions and other words after a number.

use super::scan::Scan;
use crate::clean::clean_mark;
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

impl Scan<'_> {
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
}
