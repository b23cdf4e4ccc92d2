//! What a person said: the pattern behind the items, and its value.

use funnel_engine::scenario::{Domain, Unit, Value};

use super::Reading;
use super::lex::{Item, Number};
use crate::words::numbers::round_to;

/// "About x" spans this factor each way, on the odds for a share, eight times in ten.
const ABOUT: f64 = 1.25;

/// A recognised pattern; numbers as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    One(Number),
    About(Number),
    Range(Number, Number),
    Pert(Number, Number, Number),
    Counts(Number, Number),
    Beta(Number, Number),
    Lognormal(Number, Number),
    Normal(Number, Number),
    List(Vec<Number>),
}

/// What an item does in a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Part<'a> {
    N(Number),
    W(&'a str),
}

/// Finds the pattern.
pub(super) fn said(items: &[Item]) -> Option<Said> {
    use Part::{N, W};
    let parts: Vec<Part<'_>> = items
        .iter()
        .map(|item| match item {
            Item::Number(n) => N(*n),
            Item::Word(word) => W(synonym(word)),
        })
        // "at" and "out" only lead to "least", "most" and "of".
        .filter(|part| !matches!(part, W("at" | "out" | "")))
        .collect();
    // "Most likely" is likely; "at most" stands alone.
    let likely_next = |i: usize| parts.get(i + 1) == Some(&W("likely"));
    let parts: Vec<Part<'_>> =
        parts.iter().enumerate().filter(|(i, p)| !(**p == W("most") && likely_next(*i))).map(|(_, p)| *p).collect();
    let parts = match parts.as_slice() {
        [W("from"), rest @ ..] => rest,
        all => all,
    };
    Some(match parts {
        [N(x)] => Said::One(*x),
        [W("about"), N(x)] => Said::About(*x),
        [W("about"), N(a), W("to"), N(b)] | [N(a), W("to"), N(b)] => range(*a, *b),
        [N(a), W("to"), N(b), W("likely"), N(m)] | [W("likely"), N(m), N(a), W("to"), N(b)] => pert(*a, *m, *b),
        [W("least"), N(a), W("likely"), N(m), W("most"), N(b)]
        | [W("likely"), N(m), W("least"), N(a), W("most"), N(b)]
        | [W("least"), N(a), W("most"), N(b), W("likely"), N(m)] => pert(*a, *m, *b),
        [N(k), W("of"), N(n)] => Said::Counts(*k, *n),
        [W("beta"), N(a), N(b)] => Said::Beta(*a, *b),
        [W("lognormal"), N(a), N(b)] => Said::Lognormal(*a, *b),
        [W("normal"), N(a), N(b)] => Said::Normal(*a, *b),
        [W("one"), W("of"), rest @ ..] if !rest.is_empty() => {
            let numbers = rest.iter().map(|part| if let N(n) = part { Some(*n) } else { None });
            Said::List(numbers.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// One word for each meaning; words that say nothing become empty.
fn synonym(word: &str) -> &str {
    match word {
        "and" | "through" | "until" | "up" => "to",
        "between" => "from",
        "around" | "approx" | "approximately" | "roughly" | "circa" | "ca" | "c" | "some" => "about",
        "mode" | "typically" | "usually" | "mostly" | "probably" => "likely",
        "min" | "minimum" => "least",
        "max" | "maximum" => "most",
        "a" | "the" | "it" | "is" => "",
        other => other,
    }
}

/// A range; a scale written once behind it holds for both ends: "5 to 9k".
fn range(a: Number, b: Number) -> Said {
    Said::Range(scaled_like(a, b), b)
}

fn pert(a: Number, m: Number, b: Number) -> Said {
    Said::Pert(scaled_like(a, b), scaled_like(m, b), b)
}

fn scaled_like(a: Number, b: Number) -> Number {
    if a.scale.is_none() && a.digits <= b.digits { Number { scale: b.scale, ..a } } else { a }
}

impl Said {
    /// The value in the scenario's own unit.
    pub(super) fn value(&self, reading: &Reading<'_>, old: Option<&Value>) -> Result<Value, String> {
        let x = |n: &Number| -> Result<f64, String> {
            if n.percent && !matches!(reading.unit, Unit::Share | Unit::Elasticity) {
                return Err("is not a share; leave the % away".to_owned());
            }
            let value = n.value();
            // Divided, not multiplied by a hundredth: 26 / 100 is the number nearest to 0.26.
            Ok(if reading.unit == Unit::Share { value / 100.0 } else { value })
        };
        let plain = |n: &Number| if n.percent { Err("counts and shapes have no %".to_owned()) } else { Ok(n.value()) };
        let rate = matches!(reading.domain, Domain::Rate | Domain::BelowOne) && reading.unit == Unit::Share;
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
            Self::Counts(k, n) if rate => {
                let (successes, trials) = (plain(k)?, plain(n)?);
                if !(successes >= 0.0 && trials >= successes && trials > 0.0) {
                    return Err("a count goes from 0 to the whole, such as “54 of 433”".to_owned());
                }
                let prior = if let Some(Value::Counts { prior, .. }) = old { *prior } else { Default::default() };
                Ok(Value::Counts { successes, trials, prior })
            }
            Self::Beta(a, b) if rate => positive(Value::Beta { a: plain(a)?, b: plain(b)? }, &[plain(a)?, plain(b)?]),
            Self::Counts(..) | Self::Beta(..) => Err("is not a share, so it cannot come from counts".to_owned()),
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
    round_to(x, 3)
}
