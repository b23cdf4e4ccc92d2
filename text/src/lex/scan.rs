//! Cuts off one piece after another.

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::numeral::{begins, numeral};
use super::{Doubt, Fault, Lexed, Manner, Numeral, Piece, Token, scale, words};
use crate::clean::{BINDING, clean_mark, first_of};
use crate::currency::{is_currency, is_sign};
use crate::style::NumberStyle;

/// A text being cut.
pub(super) struct Scan<'a> {
    pub(super) style: &'a NumberStyle,
    pub(super) manner: Manner,
    pub(super) at: usize,
    /// A power of ten written before its number.
    ahead: Option<i32>,
    pub(super) out: Lexed,
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_mark(c)
}

/// Whether a character combines with the letter before it: an accent, a vowel sign.
fn is_mark(c: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0
}

/// Scripts without spaces between words.
fn runs_on(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7AF)
}

impl<'a> Scan<'a> {
    pub(super) fn new(chars: Vec<char>, style: &'a NumberStyle, manner: Manner) -> Self {
        let mut chars = chars;
        let is_quoted = chars.len() > 1 && chars.first() == Some(&'"') && chars.last() == Some(&'"');
        if is_quoted {
            chars = chars.get(1..chars.len() - 1).unwrap_or_default().to_vec();
        }
        Self { style, manner, at: 0, ahead: None, out: Lexed { chars, ..Lexed::default() } }
    }

    pub(super) fn done(self) -> Lexed {
        self.out
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.out.chars
    }

    /// Whether the scenario's currency stands at a place.
    pub(super) fn currency_at(&mut self, at: usize) -> bool {
        let back = std::mem::replace(&mut self.at, at);
        let is_it = self.style.currency.names.iter().any(|name| self.literal(name).is_some());
        self.at = back;
        is_it
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<char> {
        self.out.chars.get(self.at + ahead).copied()
    }

    fn text(&self, end: usize) -> String {
        self.out.chars.get(self.at..end).unwrap_or_default().iter().collect()
    }

    pub(super) fn push(&mut self, token: Token, end: usize) {
        let text = self.text(end);
        self.out.pieces.push(Piece { token, text });
        self.at = end;
    }

    /// If one of the locale's own texts is here, in upper or lower case: the place after it.
    pub(super) fn literal(&self, mark: &str) -> Option<usize> {
        // Most texts begin with another letter.
        if !first_of(mark)?.to_lowercase().eq(self.peek(0)?.to_lowercase()) {
            return None;
        }
        let mark: Vec<char> = clean_mark(mark).chars().collect();
        let full_stop = mark.last() == Some(&'.');
        let bare = if full_stop { mark.get(..mark.len() - 1)? } else { &mark };
        let last = *bare.last()?;
        let mut at = self.at;
        for wanted in bare {
            let here = *self.out.chars.get(at)?;
            let is_space = |c: char| c == ' ' || c == BINDING;
            if is_space(*wanted) && is_space(here) {
                while self.out.chars.get(at).is_some_and(|c| is_space(*c)) {
                    at += 1;
                }
            } else if here.to_lowercase().eq(wanted.to_lowercase()) {
                at += 1;
            } else {
                return None;
            }
        }
        let next = self.out.chars.get(at).copied();
        if is_letter(last) && !runs_on(last) && next.is_some_and(is_letter) {
            return None;
        }
        Some(if full_stop && next == Some('.') { at + 1 } else { at })
    }

    /// The word that begins here, in lower case, and the place after it.
    pub(super) fn word_here(&self) -> Option<(String, usize)> {
        let chars = &self.out.chars;
        let letter = |at: usize| chars.get(at).is_some_and(|c| is_letter(*c));
        let mut end = self.at;
        let mut word = String::new();
        // "p. a."
        if let [Some('p' | 'P'), Some('.'), Some(' ' | &BINDING), Some(unit @ ('a' | 'm' | 'w')), Some('.') | None] =
            [0, 1, 2, 3, 4].map(|i| chars.get(self.at + i))
            && !(self.at > 0 && letter(self.at - 1))
        {
            let end = (self.at + 5).min(chars.len());
            return Some((format!("p{unit}"), end));
        }
        while let Some(&c) = chars.get(end) {
            let inside = match c {
                '\'' => end > self.at && letter(end + 1),
                // "p.a."
                '.' => word.chars().count() == 1 && letter(end + 1) && !letter(end + 2),
                c => is_letter(c),
            };
            if !inside {
                break;
            }
            if c != '.' {
                word.extend(c.to_lowercase());
            }
            end += 1;
        }
        let stop = chars.get(end) == Some(&'.') && !matches!(chars.get(end + 1), Some('.' | '0'..='9'));
        (!word.is_empty()).then_some((word, if stop { end + 1 } else { end }))
    }

    /// Cuts off the next piece; `false` at the end.
    pub(super) fn next(&mut self) -> Result<bool, Fault> {
        let Some(c) = self.peek(0) else { return Ok(false) };
        if c == ' ' || c == BINDING {
            self.at += 1;
        } else if begins(&self.out.chars, self.at) {
            self.number()?;
        } else if let Some(end) = self.style.currency.names.iter().filter_map(|name| self.literal(name)).max() {
            // "Rs. 40,000", "Fr. 40"
            let is_short =
                self.out.chars.get(end) == Some(&'.') && self.out.chars.get(end - 1).is_some_and(|c| is_letter(*c));
            self.push(Token::Currency, end + usize::from(is_short));
        } else if let Some((power, end)) = self.scale_ahead() {
            self.ahead = Some(power);
            self.at = end;
        } else if is_sign(c) {
            return Err(Fault::Currency(c.to_string()));
        } else if is_letter(c) {
            self.word()?;
        } else if let Some(percent) = match c {
            '%' => Some(-2),
            '‰' => Some(-3),
            '‱' => Some(-4),
            _ => None,
        } {
            self.push(Token::Percent(percent), self.at + 1);
        } else if c == '.' || c == '…' {
            self.dots()?;
        } else {
            self.sign(c)?;
        }
        Ok(true)
    }

    fn dots(&mut self) -> Result<(), Fault> {
        let rest = self.out.chars.iter().skip(self.at);
        let dots = rest.clone().take_while(|c| matches!(c, '.' | '…')).count();
        if dots > 1 || self.peek(0) == Some('…') {
            self.push(Token::Sign('…'), self.at + dots);
        } else if rest.skip(1).all(|c| *c == ' ') && !self.out.pieces.is_empty() {
            // The end of a sentence.
            self.at += 1;
        } else {
            return Err(Fault::Unknown(".".to_owned()));
        }
        Ok(())
    }

    /// A power of ten before its number, for locales that write it there.
    fn scale_ahead(&self) -> Option<(i32, usize)> {
        let before = |end: usize| {
            let next = self.out.chars.iter().skip(end).find(|c| **c != ' ' && **c != BINDING);
            next.is_some_and(char::is_ascii_digit)
        };
        let ahead = self.style.scales.iter().filter(|scale| !scale.before.is_empty() && self.manner.scales);
        ahead.filter_map(|scale| Some((scale.power, self.literal(&scale.before)?))).find(|(_, end)| before(*end))
    }

    fn number(&mut self) -> Result<(), Fault> {
        let from = self.at;
        let found = numeral(&self.out.chars, from, self.style, self.manner)?;
        self.at = found.end;
        // "40'000.-", "40,000/-": no cents.
        let ending = [0, 1, 2].map(|i| self.peek(i));
        if matches!(ending, [Some('.' | ',' | '/'), Some('-'), next] if !next.is_some_and(|c| c.is_ascii_digit())) {
            self.at += 2;
        }
        let mut certain = found.certain;
        let mut scales = vec![self.ahead.take().unwrap_or(0)];
        let mut scaled = scales != [0];
        let mut largest = 0;
        while let Some((powers, end)) = self.scale_behind() {
            // "2 lakh crore", "3 thousand million": each larger than the one before.
            let Some(least) = powers.iter().min().filter(|least| **least > largest) else { break };
            largest = *least;
            certain &= powers.len() == 1;
            scales = scales.iter().flat_map(|a| powers.iter().map(move |b| a + b)).collect();
            scaled = true;
            self.at = end;
        }
        let exponent = found.exponent;
        let all = found.options.iter().flat_map(|plain| {
            scales.iter().map(move |power| Numeral { plain: plain.clone(), power: power + exponent, scaled })
        });
        let options: Vec<Numeral> = all.collect();
        let end = self.at;
        let written: String = self.out.chars.get(from..end).unwrap_or_default().iter().collect();
        let chosen = options.get(self.manner.pick).or(options.last()).cloned();
        let chosen = chosen.filter(|n| n.times_ten_to(0).is_finite()).ok_or_else(|| Fault::Marks(written.clone()))?;
        if !certain {
            self.out.doubts.push(Doubt { place: from..end, options });
        }
        self.out.pieces.push(Piece { token: Token::Number(chosen), text: written });
        Ok(())
    }

    fn word(&mut self) -> Result<(), Fault> {
        let Some((word, end)) = self.word_here() else { return Err(Fault::Unknown(self.text(self.at + 1))) };
        // "A$5", "US$5": another currency's sign.
        if let Some(sign) = self.out.chars.get(end).copied().filter(|c| is_sign(*c)) {
            return Err(Fault::Currency(format!("{}{sign}", self.text(end))));
        }
        if let Some((percent, end)) = words::percent(&self.out.chars, self.at) {
            self.push(Token::Percent(percent), end);
        } else if self.manner.scales && scale::stands_alone(&word) {
            let power = scale::powers(&word, self.style);
            let options: Vec<_> =
                power.iter().map(|p| Numeral { plain: "1".to_owned(), power: *p, scaled: true }).collect();
            let chosen = options.get(self.manner.pick).or(options.last()).cloned();
            let chosen = chosen.ok_or_else(|| Fault::Unknown(word.clone()))?;
            if options.len() > 1 {
                self.out.doubts.push(Doubt { place: self.at..end, options });
            }
            self.push(Token::Number(chosen), end);
        } else {
            let text = self.text(end);
            // The French "an", which in English is an article.
            let follows =
                matches!(self.out.pieces.last().map(|piece| &piece.token), Some(Token::Number(_) | Token::Sign('/')))
                    || matches!(self.out.pieces.last(), Some(piece) if matches!(piece.text.as_str(), "un" | "par"));
            let word = if word == "an" && self.style.language == "fr" && follows { "année".to_owned() } else { word };
            for meaning in words::in_english(&self.style.language, &word).split(' ') {
                let token = Token::Word(meaning.to_owned());
                self.out.pieces.push(Piece { token, text: text.clone() });
            }
            self.at = end;
        }
        Ok(())
    }
}

/// What is wrong with a word or sign that has no meaning here.
pub(crate) fn foreign(piece: &Piece) -> Fault {
    match &piece.token {
        Token::Word(word) if is_currency(word) => Fault::Currency(piece.text.clone()),
        _ => Fault::Unknown(piece.text.clone()),
    }
}
