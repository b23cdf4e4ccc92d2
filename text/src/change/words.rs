//! The words of a change, each with one meaning.

use crate::amount::{Amount, amount};
use crate::lex::{Fault, Piece, Token, foreign};
use crate::measure::Time;
use crate::style::NumberStyle;

/// One element of a change.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Element {
    /// An amount: per cents, money, a multiple, a half.
    Amount(Amount),
    /// More (`true`) or less, and the word as written.
    Direction(bool, String),
    By,
    To,
    Of,
    In,
    Than,
    Today,
    As,
    Much,
    Again,
    Same,
    Nothing,
    No,
    Change,
    And,
    OnEach,
    /// A multiple of today's in one word: double, halve.
    Times(f64),
    /// A unit of time that is separated from its amount: `$500 more a week`.
    Per(Time),
}

/// The elements of a text.
pub(super) fn elements(pieces: &[Piece], style: &NumberStyle) -> Result<Vec<Element>, String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let after_amount = matches!(out.last(), Some(Element::Amount(_)));
        if let Some(time) = per(pieces, at) {
            out.push(Element::Per(time.0));
            at = time.1;
        } else if let Some(end) = on_each(pieces, at) {
            out.push(Element::OnEach);
            at = end;
        } else if let Some((n, end)) = multiple(pieces, at) {
            out.push(Element::Times(n));
            at = end;
        } else if let Some((n, end)) = amount(pieces, at, None).filter(|(n, _)| !(after_amount && n.sign.is_some())) {
            if let Some(time) = n.time {
                return Err(format!("“{}” is how long; how much is asked here", spoken(time)));
            }
            out.push(Element::Amount(n));
            at = end;
        } else {
            match &piece.token {
                Token::Word(word) if is_points(word) => {
                    return Err(format!("“{}” are points of what? Per cents of today’s budget are read", piece.text));
                }
                Token::Word(word) => match meaning(word) {
                    Some(Some(element)) => out.push(with_text(element, &piece.text)),
                    Some(None) => {}
                    None => return Err(foreign(piece).say(style)),
                },
                Token::Sign('+') => out.push(Element::Direction(true, piece.text.clone())),
                Token::Sign('-') => out.push(Element::Direction(false, piece.text.clone())),
                Token::Sign(',' | ';') => out.push(Element::And),
                _ => return Err(Fault::Unknown(piece.text.clone()).say(style)),
            }
            at += 1;
        }
    }
    Ok(out)
}

fn spoken(time: Time) -> &'static str {
    match time {
        Time::Second => "seconds",
        Time::Minute => "minutes",
        Time::Hour => "hours",
        Time::Day => "days",
        Time::Week => "weeks",
        Time::Fortnight => "fortnights",
        Time::Month => "months",
        Time::Quarter => "quarters",
        Time::Year => "years",
    }
}

fn is_points(word: &str) -> bool {
    matches!(word, "points" | "point" | "pp" | "ppt" | "ppts" | "percentage")
}

fn word(pieces: &[Piece], at: usize) -> Option<&str> {
    match pieces.get(at)? {
        Piece { token: Token::Word(word), .. } => Some(word),
        _ => None,
    }
}

/// `a week`, `/month`, `weekly`, separated from an amount.
fn per(pieces: &[Piece], at: usize) -> Option<(Time, usize)> {
    if let Some(time) = word(pieces, at).and_then(Time::of_rate) {
        return Some((time, at + 1));
    }
    let slash = matches!(pieces.get(at), Some(Piece { token: Token::Sign('/'), .. }));
    let leads = slash || matches!(word(pieces, at), Some("a" | "per" | "each" | "every"));
    let time = word(pieces, at + 1).and_then(Time::of).filter(|_| leads)?;
    // "a quarter" is a fraction here, unless it follows "per".
    (time != Time::Quarter || slash || word(pieces, at) != Some("a")).then_some((time, at + 2))
}

/// `on each channel`, `each`.
fn on_each(pieces: &[Piece], at: usize) -> Option<usize> {
    let at = at + usize::from(matches!(word(pieces, at), Some("on" | "for" | "in")));
    let is_each = matches!(word(pieces, at), Some("each" | "every" | "per"));
    let channel = matches!(word(pieces, at + 1), Some("channel"));
    match (is_each, channel) {
        (true, true) => Some(at + 2),
        (true, false) if word(pieces, at) == Some("each") => Some(at + 1),
        _ => None,
    }
}

/// `x2`, `double`, `twice`.
fn multiple(pieces: &[Piece], at: usize) -> Option<(f64, usize)> {
    let cross = matches!(pieces.get(at), Some(Piece { token: Token::Sign('×'), .. })) || word(pieces, at) == Some("x");
    if cross {
        let (n, end) = amount(pieces, at + 1, None)?;
        return n.is_bare().then(|| (n.value(), end));
    }
    let n = match word(pieces, at)? {
        "twice" | "double" | "doubled" | "doubling" | "doubles" => 2.0,
        "thrice" | "triple" | "tripled" | "treble" | "trebled" => 3.0,
        "quadruple" | "quadrupled" => 4.0,
        "halve" | "halved" | "halving" | "halves" => 0.5,
        _ => return None,
    };
    Some((n, at + 1))
}

fn with_text(element: Element, text: &str) -> Element {
    match element {
        Element::Direction(up, _) => Element::Direction(up, text.to_owned()),
        other => other,
    }
}

/// The meaning of a word; `Some(None)` if it adds nothing, `None` if it is unknown.
fn meaning(word: &str) -> Option<Option<Element>> {
    let direction = |up| Some(Some(Element::Direction(up, String::new())));
    let element = match word {
        "more" | "extra" | "additional" | "further" | "another" | "higher" | "above" | "over" | "plus" | "up"
        | "raise" | "raised" | "raising" | "increase" | "increased" | "increasing" | "grow" | "grown" | "growth"
        | "add" | "added" | "adding" | "rise" | "boost" | "bigger" | "larger" | "greater" => return direction(true),
        "less" | "fewer" | "lower" | "lowered" | "below" | "under" | "down" | "cut" | "cutting" | "reduce"
        | "reduced" | "reducing" | "reduction" | "decrease" | "decreased" | "decreasing" | "minus" | "drop"
        | "shrink" | "smaller" | "off" | "save" | "trim" => return direction(false),
        "by" => Element::By,
        "to" | "at" => Element::To,
        "of" => Element::Of,
        "in" | "into" => Element::In,
        "than" | "from" | "on" | "versus" | "vs" | "against" | "compared" | "relative" => Element::Than,
        "today" | "today's" | "todays" | "now" | "current" | "currently" | "present" | "it" => Element::Today,
        "as" => Element::As,
        "much" | "many" | "big" | "large" | "high" => Element::Much,
        "again" => Element::Again,
        "same" | "unchanged" | "keep" | "stay" | "steady" | "flat" | "equal" => Element::Same,
        "nothing" | "none" | "nil" | "stop" | "stopped" | "pause" | "paused" => Element::Nothing,
        "no" => Element::No,
        "change" | "changes" | "difference" => Element::Change,
        "and" => Element::And,
        "the" | "a" | "an" | "budget" | "budgets" | "spend" | "spending" | "spent" | "money" | "we" | "our" | "is"
        | "be" | "all" | "total" | "altogether" | "everywhere" | "channels" | "overall" | "top" | "with" => {
            return Some(None);
        }
        _ => return None,
    };
    Some(Some(element))
}
