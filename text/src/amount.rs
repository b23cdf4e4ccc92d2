//! An amount: a number with its sign, currency, per cent and unit.

mod like;
mod words;

use crate::lex::{Numeral, Piece, Token};
use crate::measure::{Measure, Time, even};
use words::{number_in_words, numeral, part};

/// The number of an amount.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Size {
    /// In digits.
    Digits(Numeral),
    /// A part of a whole: a half, two thirds.
    Part(f64),
}

/// An amount as stated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// Its number.
    pub(crate) size: Size,
    /// `+` or `-` before it.
    pub(crate) sign: Option<char>,
    /// If it is a percentage: the power of ten.
    pub(crate) percent: Option<i32>,
    /// Whether the scenario's currency stands next to it.
    pub(crate) currency: bool,
    /// The unit of time that it counts: `9 weeks`.
    pub(crate) time: Option<Time>,
    /// The unit of time to which it refers: `a month`.
    pub(crate) per: Option<Time>,
    /// A word for what it counts: `people`.
    pub(crate) noun: Option<String>,
    /// Whether it is a multiple of something.
    pub(crate) times: bool,
}

impl Amount {
    fn of(size: Size) -> Self {
        Self { size, sign: None, percent: None, currency: false, time: None, per: None, noun: None, times: false }
    }

    /// A multiple of something.
    pub(crate) fn times(n: Numeral) -> Self {
        Self { times: true, ..Self::of(Size::Digits(n)) }
    }

    /// Its digits and scale with the sign, times ten to a power.
    pub(crate) fn times_ten_to(&self, power: i32) -> f64 {
        let size = match &self.size {
            Size::Digits(n) => n.times_ten_to(power),
            Size::Part(x) => x * 10_f64.powi(power),
        };
        if self.sign == Some('-') { -size } else { size }
    }

    /// The number alone.
    pub(crate) fn value(&self) -> f64 {
        self.times_ten_to(0)
    }

    /// Whether it consists of digits and nothing else.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(&self.size, Size::Digits(n) if !n.scaled)
            && self.percent.is_none()
            && !self.currency
            && self.time.is_none()
            && self.per.is_none()
            && !self.times
    }

    /// Whether it is a fraction in words.
    pub(crate) fn is_part(&self) -> bool {
        matches!(self.size, Size::Part(_)) && self.time.is_none()
    }

    /// A span of time at the beginning of a text, and the place after it.
    pub(crate) fn spanning(pieces: &[Piece], measure: Measure) -> Option<(Self, usize)> {
        let (first, end) = amount(pieces, 0, Some(measure))?;
        Some(first.with_more(pieces, end, measure))
    }

    /// `1 year and 6 months`, `2 h 30 min`, `a year and a half`: adjacent spans of time are one.
    pub(crate) fn with_more(self, pieces: &[Piece], end: usize, measure: Measure) -> (Self, usize) {
        let (Measure::Span(unit), Some(mut last)) = (measure, self.time) else { return (self, end) };
        let (mut sum, mut at) = (self, end);
        loop {
            let total = sum.time.map_or(0.0, |of| of.in_units_of(unit, sum.value()));
            let and = word(pieces, at) == Some("and");
            let half = and && word(pieces, at + 1) == Some("a") && word(pieces, at + 2) == Some("half");
            let next = if half {
                Some((last.in_units_of(unit, 0.5), last, at + 3))
            } else {
                amount(pieces, at + usize::from(and), Some(measure)).and_then(|(n, next)| {
                    let time = n.time.filter(|time| *time < last && n.sign.is_none())?;
                    Some((time.in_units_of(unit, n.value()), time, next))
                })
            };
            let Some((more, time, next)) = next else { return (sum, at) };
            (sum.size, sum.sign, sum.time) = (Size::Part(total + more), None, Some(unit));
            (last, at) = (time, next);
        }
    }
}

fn word(pieces: &[Piece], at: usize) -> Option<&str> {
    match pieces.get(at)? {
        Piece { token: Token::Word(word), .. } => Some(word),
        _ => None,
    }
}

fn sign(pieces: &[Piece], at: usize) -> Option<char> {
    match pieces.get(at)? {
        Piece { token: Token::Sign(sign), .. } => Some(*sign),
        _ => None,
    }
}

/// The amount that begins at a place, and the place after it.
pub(crate) fn amount(pieces: &[Piece], from: usize, measure: Option<Measure>) -> Option<(Amount, usize)> {
    let mut at = from;
    let (mut minus, mut currency, mut percent) = (None, false, None);
    loop {
        match pieces.get(at).map(|piece| &piece.token) {
            Some(Token::Sign(c @ ('+' | '-'))) if minus.is_none() => minus = Some(*c),
            Some(Token::Currency) if !currency => currency = true,
            Some(Token::Percent(power)) if percent.is_none() => percent = Some(*power),
            _ => break,
        }
        at += 1;
    }
    let timed = matches!(measure, Some(Measure::Span(_)));
    let (mut amount, next) = size(pieces, at, timed)?;
    at = next;
    (amount.sign, amount.currency, amount.percent) = (minus, currency, percent);
    loop {
        match pieces.get(at).map(|piece| &piece.token) {
            // "$40,000 USD" says it twice.
            Some(Token::Currency) => amount.currency = true,
            Some(Token::Percent(power)) if amount.percent.is_none() => amount.percent = Some(*power),
            _ => break,
        }
        at += 1;
    }
    Some(unit(pieces, at, amount, measure))
}

/// A number in digits or words.
fn size(pieces: &[Piece], at: usize, timed: bool) -> Option<(Amount, usize)> {
    if let Some(Piece { token: Token::Number(n), .. }) = pieces.get(at) {
        return Some(and_a_half(pieces, at + 1, n.clone()));
    }
    let article = usize::from(matches!(word(pieces, at), Some("a" | "an" | "the")));
    let first = word(pieces, at + article)?;
    // "a month", "half a year", "a quarter": of time.
    if timed && article == 1 && Time::of(first).is_some() && !followed_by_of(pieces, at + 1) {
        return Some((Amount::of(Size::Digits(numeral(1))), at + 1));
    }
    if let Some(part) = part(first).filter(|part| !timed || *part == 0.5 || followed_by_of(pieces, at + article)) {
        let mut next = at + article + 1;
        // "half a year", "half of a year", "half a million"
        if timed {
            next += usize::from(word(pieces, next) == Some("of"));
            next += usize::from(matches!(word(pieces, next), Some("a" | "an")));
        } else if let (Some("a"), Some(Token::Number(n))) = (word(pieces, next), pieces.get(next + 1).map(|p| &p.token))
            && n.scaled
            && n.plain == "1"
        {
            return Some((Amount::of(Size::Digits(Numeral { plain: part.to_string(), ..n.clone() })), next + 2));
        }
        return Some((Amount::of(Size::Part(part)), next));
    }
    // "a million"
    if let (1, Some(Piece { token: Token::Number(n), .. })) = (article, pieces.get(at + 1)) {
        return n.scaled.then(|| (Amount::of(Size::Digits(n.clone())), at + 2));
    }
    let (number, next) = number_in_words(pieces, at)?;
    // "two thirds", "three quarters"
    let parts = word(pieces, next).and_then(part).filter(|part| *part < 0.5 && !timed);
    if let Some(part) = parts {
        return Some((Amount::of(Size::Part(f64::from(number) * part)), next + 1));
    }
    Some(and_a_half(pieces, next, numeral(number)))
}

fn followed_by_of(pieces: &[Piece], at: usize) -> bool {
    word(pieces, at + 1) == Some("of")
}

/// `2 and a half`.
fn and_a_half(pieces: &[Piece], at: usize, n: Numeral) -> (Amount, usize) {
    let words = [0, 1, 2].map(|i| word(pieces, at + i));
    let whole = !n.plain.contains('.') && n.power == 0;
    let part = match words {
        [Some("and"), Some("a"), Some(last)] if whole => part(last).filter(|part| [0.5, 0.25].contains(part)),
        _ => None,
    };
    match part {
        Some(part) => {
            let plain = format!("{}{}", n.plain, if part == 0.5 { ".5" } else { ".25" });
            (Amount::of(Size::Digits(Numeral { plain, ..n })), at + 3)
        }
        None => (Amount::of(Size::Digits(n)), at),
    }
}

/// Reads the unit, and the unit of time to which it refers.
fn unit(pieces: &[Piece], from: usize, mut amount: Amount, measure: Option<Measure>) -> (Amount, usize) {
    let mut at = from;
    if let Some(measure) = measure {
        while let Some(noun) = word(pieces, at).filter(|word| measure.counts(word)) {
            amount.noun = Some(noun.to_owned());
            at += 1;
        }
    } else if matches!(word(pieces, at), Some("times" | "x" | "time" | "fold")) || sign(pieces, at) == Some('×') {
        amount.times = true;
        at += 1;
    }
    if let Some(time) = word(pieces, at).and_then(Time::of).filter(|_| amount.percent.is_none()) {
        amount.time = Some(time);
        return (amount, at + 1);
    }
    let per = usize::from(
        matches!(word(pieces, at), Some("a" | "an" | "per" | "each" | "every" | "in")) || sign(pieces, at) == Some('/'),
    );
    // "$100 per lead", "$100 each": of one of what is counted, which is what such a field asks for.
    if measure == Some(Measure::Money) && per == 1 && sign(pieces, at).is_none() {
        if word(pieces, at + 1).is_some_and(|word| Measure::PeoplePerWeek.counts(word)) {
            return (amount, at + 2);
        }
        if word(pieces, at) == Some("each") && at + 1 == pieces.len() {
            return (amount, at + 1);
        }
    }
    // "in a month"
    let article = per + usize::from(per == 1 && matches!(word(pieces, at + 1), Some("a" | "each" | "every")));
    if let Some(time) = word(pieces, at + article).and_then(Time::of).filter(|_| per == 1) {
        amount.per = Some(time);
        return (amount, at + article + 1);
    }
    if let Some(time) = word(pieces, at).and_then(Time::of_rate) {
        amount.per = Some(time);
        return (amount, at + 1);
    }
    (amount, at)
}

impl Measure {
    /// The amount in this measure; a rate without a unit of time is in the `usual` one.
    ///
    /// # Errors
    ///
    /// What does not belong here.
    pub(crate) fn value(self, amount: &Amount, usual: Time) -> Result<f64, String> {
        let percent = matches!(self, Self::Share | Self::Elasticity);
        if amount.percent.is_some() && !percent {
            return Err("a per cent has no meaning here".to_owned());
        }
        if amount.currency && !self.is_money() {
            return Err("this is not an amount of money".to_owned());
        }
        if amount.is_part() && self != Self::Share {
            return Err("a part of what? A number is needed here".to_owned());
        }
        if let Some(time) = amount.time {
            return match self {
                Self::Span(unit) => Ok(time.in_units_of(unit, amount.value())),
                _ => Err("this is not a span of time".to_owned()),
            };
        }
        match (self, amount.per) {
            (Self::MoneyPerWeek | Self::PeoplePerWeek, per) => {
                Ok(per.unwrap_or(usual).rate_in(Time::Week, amount.value()))
            }
            (_, Some(_)) => Err("an amount a week or a month has no meaning here".to_owned()),
            (Self::Share, None) => match (&amount.size, amount.percent) {
                (Size::Part(_), None) => Ok(amount.value()),
                (_, percent) => Ok(amount.times_ten_to(percent.unwrap_or(-2))),
            },
            // An elasticity is in per cent per per cent.
            (Self::Elasticity, None) => Ok(amount.times_ten_to(amount.percent.map_or(0, |power| power + 2))),
            (Self::LogOdds, None) => {
                let shift = even::to_shift(amount.value());
                let refused = || "of 100 even chances fewer than 50 can be more, or less".to_owned();
                shift.is_finite().then_some(shift).ok_or_else(refused)
            }
            _ => Ok(amount.value()),
        }
    }
}
