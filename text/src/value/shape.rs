//! What a person said: the pattern in the pieces.

use funnel_scenario::Value;
use funnel_scenario::laws::{Call, Role};

use super::Reading;
use super::pattern::Pattern;
use crate::amount::{Amount, Size, amount};
use crate::lex::{Piece, Token, foreign};
use crate::said::Said;

/// The role of a piece in a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Part<'a> {
    N(Amount),
    W(&'a str),
}

/// Finds the pattern. A share below 1 without a per cent sign is asked back.
pub(super) fn said(pieces: &[Piece], reading: &Reading<'_>) -> Result<Said<Pattern>, String> {
    let parts = parts(pieces, reading)?;
    let text = || pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
    let pattern = pattern(&parts, reading).ok_or_else(|| format!("cannot make one value of “{}”", text()))?;
    Ok(settled(pattern, reading))
}

fn parts<'a>(pieces: &'a [Piece], reading: &Reading<'_>) -> Result<Vec<Part<'a>>, String> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let after_number = matches!(parts.last(), Some(Part::N(_)));
        let word = match &piece.token {
            Token::Word(word) => synonym(word),
            Token::Sign(sign) => meaning(*sign, after_number),
            _ => None,
        };
        let next = |at: usize| match pieces.get(at).map(|piece| &piece.token) {
            Some(Token::Word(word)) => word.as_str(),
            _ => "",
        };
        // "One of 3; 4" begins a list, "one in five" a share.
        // "80 a 200", in Spanish, Portuguese and Italian.
        let word = match word {
            Some("") if after_number && spans(pieces, at, reading) => Some("to"),
            word => word,
        };
        let list = matches!(&piece.token, Token::Word(word) if word == "one") && next(at + 1) == "of";
        if list {
            parts.push(Part::W("one"));
            at += 1;
        } else if let Some((n, end)) =
            amount(pieces, at, Some(reading.measure)).filter(|_| !(after_number && word == Some("to")))
        {
            let (mut n, end) = n.with_more(pieces, end, reading.measure);
            // The field is about that time already.
            n.per = n.per.filter(|per| reading.per != Some(*per));
            parts.push(Part::N(n));
            at = end;
        } else if let Some(word) = word {
            parts.push(Part::W(word));
            at += 1;
        } else {
            return Err(foreign(piece).say(reading.style));
        }
    }
    Ok(parts)
}

/// Whether an "a" stands between two numbers of a range.
fn spans(pieces: &[Piece], at: usize, reading: &Reading<'_>) -> bool {
    let is_a = matches!(pieces.get(at), Some(Piece { token: Token::Word(word), .. }) if word == "a");
    let number = matches!(pieces.get(at + 1).map(|piece| &piece.token), Some(Token::Number(_) | Token::Currency));
    is_a && number && matches!(reading.style.language.as_str(), "es" | "pt" | "it")
}

/// One word for each meaning; `None` for words without meaning here.
fn synonym(word: &str) -> Option<&str> {
    Some(match word {
        "to" | "and" | "through" | "until" | "up" => "to",
        "between" | "from" => "from",
        "about" | "around" | "approx" | "approximately" | "roughly" | "circa" | "ca" | "c" | "some" => "about",
        "likely" | "mode" | "typically" | "usually" | "mostly" | "probably" => "likely",
        "least" | "min" | "minimum" => "least",
        "most" | "max" | "maximum" => "most",
        "of" | "in" => word,
        name if called(name).is_some() => name,
        // These only lead to others: "at least", "out of".
        "at" | "out" | "the" | "a" | "it" | "is" | "every" => "",
        _ => return None,
    })
}

fn meaning(sign: char, after_number: bool) -> Option<&'static str> {
    Some(match sign {
        '-' if after_number => "to",
        '~' if after_number => "to",
        '…' => "to",
        '/' => "/",
        '~' | '≈' => "about",
        '≥' => "least",
        '≤' => "most",
        ',' | ';' => ";",
        '(' | ')' => {
            if sign == '(' {
                "("
            } else {
                ")"
            }
        }
        _ => return None,
    })
}

fn pattern(parts: &[Part<'_>], reading: &Reading<'_>) -> Option<Pattern> {
    use Part::{N, W};
    let parts: Vec<Part<'_>> = parts.iter().filter(|part| **part != W("")).cloned().collect();
    // "Most likely" means "likely", and a comma before it only makes that clearer; "at most" stands alone.
    let next = |i: usize, words: &[&str]| matches!(parts.get(i + 1), Some(W(word)) if words.contains(word));
    let light = |i: usize, part: &Part<'_>| match part {
        W("most") => next(i, &["likely"]),
        W(";") => next(i, &["likely", "least", "most", "to"]),
        // "10 to 42 and most likely 26"
        W("to") => next(i, &["likely", "most", "least"]),
        _ => false,
    };
    let kept = parts.iter().enumerate().filter(|(i, part)| !light(*i, part)).map(|(_, part)| part.clone());
    let parts: Vec<Part<'_>> = kept.collect();
    let parts = match parts.as_slice() {
        [W("from"), rest @ ..] => rest,
        all => all,
    };
    Some(match parts {
        [N(x)] => Pattern::One(x.clone()),
        [W("about"), N(x)] => Pattern::About(x.clone()),
        [W("about"), N(a), W("to"), N(b)] | [N(a), W("to"), N(b)] => Pattern::Range(a.clone(), b.clone()),
        [N(a), W("to"), N(b), W("likely"), N(m)] | [W("likely"), N(m), W(";" | "from"), N(a), W("to"), N(b)] => {
            Pattern::Pert(a.clone(), m.clone(), b.clone())
        }
        [W("least"), N(a), W("likely"), N(m), W("most"), N(b)]
        | [W("likely"), N(m), W("least"), N(a), W("most"), N(b)]
        | [W("least"), N(a), W("most"), N(b), W("likely"), N(m)] => Pattern::Pert(a.clone(), m.clone(), b.clone()),
        // "3/4 hour" is a part of an hour.
        [N(k), W("/"), N(n)] if n.time.is_some() && k.is_bare() && n.value() != 0.0 => {
            Pattern::One(Amount { size: Size::Part(k.value() / n.value()), ..n.clone() })
        }
        [N(k), W("of" | "/"), N(n)] => Pattern::Counts(k.clone(), n.clone()),
        [N(k), W("in"), N(n)] => Pattern::Ratio(k.clone(), n.clone()),
        [W(name), W("("), inside @ .., W(")")] => call(called(name)?, inside)?,
        [W("one"), W("of"), N(n)] if reading.is_rate() && n.is_bare() => {
            let one = crate::lex::Numeral { plain: "1".to_owned(), power: 0, scaled: false };
            Pattern::Counts(Amount { size: Size::Digits(one), ..n.clone() }, n.clone())
        }
        [W("one"), W("of"), rest @ ..] => Pattern::List(list(rest)?),
        _ => return None,
    })
}

/// The law with this name.
fn called(name: &str) -> Option<&'static Call> {
    Value::calls().into_iter().find(|call| call.name == name)
}

/// A law with the contents of its brackets. A scale, unit or per cent that is written once, after the last amount in
/// the field's own unit, applies to those before it: "normal(5; 9k)".
fn call(call: &'static Call, inside: &[Part<'_>]) -> Option<Pattern> {
    let mut amounts = separated(inside, &[";"])?;
    if amounts.len() != call.parameters.len() {
        return None;
    }
    let own = |i: &usize| call.parameters.get(*i).is_some_and(|parameter| parameter.role != Role::Shape);
    let last = (0..amounts.len()).rev().find(own).and_then(|i| amounts.get(i).cloned());
    if let Some(last) = last {
        for i in (0..amounts.len()).filter(own) {
            if let Some(amount) = amounts.get_mut(i) {
                *amount = amount.clone().like(&last);
            }
        }
    }
    Some(Pattern::Call(call, amounts))
}

/// Numbers separated by one of these signs.
fn separated(parts: &[Part<'_>], signs: &[&str]) -> Option<Vec<Amount>> {
    let mut all = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        match part {
            Part::N(n) if i.is_multiple_of(2) => all.push(n.clone()),
            Part::W(sign) if signs.contains(sign) && !i.is_multiple_of(2) => {}
            _ => return None,
        }
    }
    Some(all)
}

/// A list; a per cent that is written once, after it, applies to all.
fn list(parts: &[Part<'_>]) -> Option<Vec<Amount>> {
    let all = separated(parts, &[";", "to"])?;
    let last = all.last()?.clone();
    Some(
        all.into_iter()
            .map(|n| if last.percent.is_some() { Amount { percent: n.percent.or(last.percent), ..n } } else { n })
            .collect(),
    )
}

/// A range or a most likely value between two others with the scale, unit and per cent that each number has. What is
/// written once, after the last, applies to those before it: "5 to 9k". Where that turns the range round, what is
/// written with the first applies to those after it: "80k to 120". If that does so too, either may be meant.
fn settled(pattern: Pattern, reading: &Reading<'_>) -> Said<Pattern> {
    let (near, far) = match &pattern {
        Pattern::Range(a, b) => {
            (Pattern::Range(a.clone().like(b), b.clone()), Pattern::Range(a.clone(), b.clone().after(a)))
        }
        Pattern::Pert(a, m, b) => {
            // The per cent sign follows whichever comes last.
            let sign = b.percent.or(m.percent).or(a.percent);
            let last = Amount { percent: sign, ..b.clone() };
            (
                Pattern::Pert(a.clone().like(&last), m.clone().like(&last), last),
                Pattern::Pert(a.clone(), m.clone().after(a), b.clone().after(a)),
            )
        }
        _ => return pattern.asked_back(reading),
    };
    let is_written = |pattern: &Pattern| pattern.is_in_order(reading);
    // Without a scale or unit that only some numbers have, the larger number may well come first.
    if is_written(&near) || (near == pattern && far == pattern) {
        return near.asked_back(reading);
    }
    if is_written(&far) {
        return far.asked_back(reading);
    }
    let choices = [near, far].into_iter().filter_map(|pattern| {
        let value = pattern.value(reading, None).ok()?;
        Some((reading.write(&value), pattern))
    });
    let mut choices: Vec<_> = choices.collect();
    // A per cent sign changes nothing where shares are in per cent anyway.
    choices.dedup_by(|a, b| a.0 == b.0);
    match choices.as_slice() {
        [] => pattern.asked_back(reading),
        [(_, one)] => one.clone().asked_back(reading),
        _ => Said::ask("The first number is the larger one. Which is meant?", choices),
    }
}
