//! What a person said: the pattern behind the pieces, and its value.

use funnel_scenario::{Domain, Value};

use super::Reading;
use crate::amount::{Amount, Size, amount};
use crate::lex::{Piece, Token, foreign};
use crate::measure::Measure;
use crate::said::Said;

/// "About x" spans this factor each way, on the odds for a share, eight times in ten.
const ABOUT: f64 = 1.25;

/// A recognised pattern; numbers as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pattern {
    One(Amount),
    About(Amount),
    Range(Amount, Amount),
    Pert(Amount, Amount, Amount),
    Counts(Amount, Amount),
    /// One in five: a share, not five people of whom one was seen.
    Ratio(Amount, Amount),
    Beta(Amount, Amount),
    Lognormal(Amount, Amount),
    Normal(Amount, Amount),
    List(Vec<Amount>),
}

/// What a piece does in a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Part<'a> {
    N(Amount),
    W(&'a str),
}

/// Finds the pattern. A share below 1 without its sign is asked back.
pub(super) fn said(pieces: &[Piece], reading: &Reading<'_>) -> Result<Said<Pattern>, String> {
    let parts = parts(pieces, reading)?;
    let text = || pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
    let pattern = pattern(&parts, reading).ok_or_else(|| format!("cannot make one value of “{}”", text()))?;
    Ok(pattern.asked_back(reading))
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
        // "One of 3; 4" begins a list, "one in five" with a number.
        let list = matches!(&piece.token, Token::Word(word) if word == "one") && next(at + 1) == "of";
        if list {
            parts.push(Part::W("one"));
            at += 1;
        } else if let Some((n, end)) =
            amount(pieces, at, Some(reading.measure)).filter(|_| !(after_number && word == Some("to")))
        {
            let (n, end) = n.with_more(pieces, end, reading.measure);
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

/// One word for each meaning; `None` for words that mean nothing here.
fn synonym(word: &str) -> Option<&str> {
    Some(match word {
        "to" | "and" | "through" | "until" | "up" => "to",
        "between" | "from" => "from",
        "about" | "around" | "approx" | "approximately" | "roughly" | "circa" | "ca" | "c" | "some" => "about",
        "likely" | "mode" | "typically" | "usually" | "mostly" | "probably" => "likely",
        "least" | "min" | "minimum" => "least",
        "most" | "max" | "maximum" => "most",
        "of" | "in" | "beta" | "lognormal" | "normal" => word,
        // These only lead to others: at least, out of.
        "at" | "out" | "the" | "a" | "it" | "is" | "every" => "",
        _ => return None,
    })
}

fn meaning(sign: char, after_number: bool) -> Option<&'static str> {
    Some(match sign {
        '-' if after_number => "to",
        '~' if after_number => "to",
        '…' => "to",
        '/' => "of",
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
    // "Most likely" is likely, and a comma before it only makes it clearer; "at most" stands alone.
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
        [W("about"), N(a), W("to"), N(b)] | [N(a), W("to"), N(b)] => range(a, b),
        [N(a), W("to"), N(b), W("likely"), N(m)] | [W("likely"), N(m), W(";" | "from"), N(a), W("to"), N(b)] => {
            pert(a, m, b)
        }
        [W("least"), N(a), W("likely"), N(m), W("most"), N(b)]
        | [W("likely"), N(m), W("least"), N(a), W("most"), N(b)]
        | [W("least"), N(a), W("most"), N(b), W("likely"), N(m)] => pert(a, m, b),
        [N(k), W("of"), N(n)] => Pattern::Counts(k.clone(), n.clone()),
        [N(k), W("in"), N(n)] => Pattern::Ratio(k.clone(), n.clone()),
        [W(name @ ("beta" | "lognormal" | "normal")), W("("), N(a), W(";"), N(b), W(")")] => {
            let (a, b) = (a.clone(), b.clone());
            match *name {
                "beta" => Pattern::Beta(a, b),
                "normal" => Pattern::Normal(a.like(&b), b),
                _ => Pattern::Lognormal(a, b),
            }
        }
        [W("one"), W("of"), N(n)] if reading.is_rate() && n.is_bare() => {
            let one = crate::lex::Numeral { plain: "1".to_owned(), power: 0, scaled: false };
            Pattern::Counts(Amount { size: Size::Digits(one), ..n.clone() }, n.clone())
        }
        [W("one"), W("of"), rest @ ..] => Pattern::List(list(rest)?),
        _ => return None,
    })
}

/// Numbers with a sign between each two.
fn list(parts: &[Part<'_>]) -> Option<Vec<Amount>> {
    let mut all = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        match part {
            Part::N(n) if i.is_multiple_of(2) => all.push(n.clone()),
            Part::W(";" | "to") if !i.is_multiple_of(2) => {}
            _ => return None,
        }
    }
    let last = all.last()?.clone();
    Some(
        all.into_iter()
            .map(|n| if last.percent.is_some() { Amount { percent: n.percent.or(last.percent), ..n } } else { n })
            .collect(),
    )
}

/// A range; a scale, unit or per cent written once behind it holds for both ends: "5 to 9k".
fn range(a: &Amount, b: &Amount) -> Pattern {
    Pattern::Range(a.clone().like(b), b.clone())
}

fn pert(a: &Amount, m: &Amount, b: &Amount) -> Pattern {
    // The per cent stands behind whichever comes last.
    let sign = b.percent.or(m.percent).or(a.percent);
    let b = Amount { percent: sign, ..b.clone() };
    Pattern::Pert(a.clone().like(&b), m.clone().like(&b), b)
}

impl Pattern {
    /// Numbers that say what the whole is worth, in the field's own measure.
    fn amounts(&mut self) -> Vec<&mut Amount> {
        match self {
            Self::One(a) | Self::About(a) => vec![a],
            Self::Range(a, b) | Self::Normal(a, b) => vec![a, b],
            Self::Pert(a, m, b) => vec![a, m, b],
            Self::Lognormal(a, _) => vec![a],
            Self::List(all) => all.iter_mut().collect(),
            Self::Counts(..) | Self::Ratio(..) | Self::Beta(..) => Vec::new(),
        }
    }

    /// `.65` for a share may be 65 % or 0.65 %: both are offered.
    fn asked_back(mut self, reading: &Reading<'_>) -> Said<Self> {
        if reading.measure != Measure::Share {
            return Said::Clear(self);
        }
        let amounts = self.amounts();
        let bare = |n: &Amount| n.is_bare();
        let below = amounts.iter().all(|n| bare(n) && (0.0..=1.0).contains(&n.value()));
        let within = amounts.iter().any(|n| n.value() > 0.0 && n.value() < 1.0);
        if !(below && within) {
            return Said::Clear(self);
        }
        let with = |power: i32| {
            let mut pattern = self.clone();
            for amount in pattern.amounts() {
                amount.percent = Some(power);
            }
            pattern
        };
        let choices = [with(0), with(-2)].map(|pattern| {
            let value = pattern.value(reading, None);
            (value.map_or_else(|_| String::new(), |value| reading.write(&value)), pattern)
        });
        let question = format!("{} or {}?", choices[0].0, choices[1].0);
        Said::ask(question, choices)
    }

    /// The value in the scenario's own unit.
    pub(super) fn value(&self, reading: &Reading<'_>, old: Option<&Value>) -> Result<Value, String> {
        let x = |n: &Amount| reading.measure.value(n);
        let plain = |n: &Amount| {
            let is_plain = n.percent.is_none() && !n.currency && n.time.is_none() && n.per.is_none() && !n.is_part();
            if is_plain { Ok(n.value()) } else { Err("counts and shapes are plain numbers".to_owned()) }
        };
        let counts = |k: &Amount, n: &Amount| {
            let (successes, trials) = (plain(k)?, plain(n)?);
            if !(successes >= 0.0 && trials >= successes && trials > 0.0) {
                return Err("a count goes from 0 to the whole, such as “54 of 433”".to_owned());
            }
            Ok((successes, trials))
        };
        match self {
            Self::One(a) => Ok(Value::Fixed(x(a)?)),
            Self::About(a) => about(x(a)?, reading),
            Self::Range(a, b) => {
                let (a, b) = (x(a)?, x(b)?);
                Ok(if a == b { Value::Fixed(a) } else { Value::Range { p10: a.min(b), p90: a.max(b) } })
            }
            Self::Pert(a, m, b) => {
                let (a, mode, b) = (x(a)?, x(m)?, x(b)?);
                let (min, max) = (a.min(b), a.max(b));
                if !(min <= mode && mode <= max) || min == max {
                    return Err("the most likely value must lie between the smallest and the largest".to_owned());
                }
                Ok(Value::Pert { min, mode, max })
            }
            Self::Counts(k, n) if reading.is_rate() => {
                let (successes, trials) = counts(k, n)?;
                let prior = if let Some(Value::Counts { prior, .. }) = old { *prior } else { Default::default() };
                Ok(Value::Counts { successes, trials, prior })
            }
            Self::Counts(k, n) | Self::Ratio(k, n) if reading.measure == Measure::Share => {
                let (k, n) = counts(k, n)?;
                Ok(Value::Fixed(k / n))
            }
            Self::Beta(a, b) if reading.is_rate() => {
                positive(Value::Beta { a: plain(a)?, b: plain(b)? }, &[plain(a)?, plain(b)?])
            }
            Self::Counts(..) | Self::Ratio(..) | Self::Beta(..) => {
                Err("is not a share, so it cannot come from counts".to_owned())
            }
            Self::Lognormal(a, b) => {
                let (median, sigma) = (x(a)?, plain(b)?);
                positive(Value::Lognormal { median, sigma }, &[median, sigma])
            }
            Self::Normal(a, b) => {
                let (mean, sd) = (x(a)?, x(b)?);
                positive(Value::Normal { mean, sd }, &[sd])
            }
            Self::List(numbers) => Ok(Value::Empirical(numbers.iter().map(x).collect::<Result<_, _>>()?)),
        }
    }
}

fn positive(value: Value, shapes: &[f64]) -> Result<Value, String> {
    if shapes.iter().all(|s| *s > 0.0) { Ok(value) } else { Err("its shape must be above 0".to_owned()) }
}

/// A range around a number, inside the domain.
fn about(x: f64, reading: &Reading<'_>) -> Result<Value, String> {
    if !reading.holds(x) {
        return Err(format!("must be {}", reading.allowed()));
    }
    let ((low, _), (high, _)) = reading.domain.bounds();
    let (p10, p90) = match reading.domain {
        Domain::Rate | Domain::BelowOne | Domain::Below(_) => {
            let odds = |factor: f64| high * x * factor / (high - x + x * factor);
            (odds(1.0 / ABOUT), odds(ABOUT))
        }
        Domain::Positive | Domain::NonNegative => (x / ABOUT, x * ABOUT),
        Domain::Real => {
            let spread = if x == 0.0 { 0.1 } else { x.abs() * (ABOUT - 1.0) };
            (x - spread, x + spread)
        }
    };
    let (p10, p90) = (tidy(p10), tidy(p90));
    if p10 > low && p90 < high && p10 < p90 {
        Ok(Value::Range { p10, p90 })
    } else {
        Err("“about” has no room there: write a number, or a range".to_owned())
    }
}

/// To three significant digits: a range nobody measured to the cent.
fn tidy(x: f64) -> f64 {
    format!("{x:.2e}").parse().unwrap_or(x)
}
