//! The sentences that express a change.

use super::clause::collect;
use super::words::{Element, elements};
use super::{Change, less, more, percent};
use crate::amount::Amount;
use crate::exact::number_in_full;
use crate::lex::Piece;
use crate::measure::Time;
use crate::said::Said;
use crate::style::NumberStyle;

/// From here on a bare number is money, as nobody multiplies a budget by a hundred.
const MONEY: f64 = 10_000.0;

type Outcome = Result<Said<Change>, String>;

/// What a text says, from its pieces.
pub(super) fn change(pieces: &[Piece], style: &NumberStyle) -> Outcome {
    let all = elements(pieces, style)?;
    let clauses: Vec<&[Element]> =
        all.split(|element| *element == Element::And).filter(|part| !part.is_empty()).collect();
    match clauses.as_slice() {
        [one] => clause(one, style),
        [one, two] => both(clause(one, style)?, clause(two, style)?),
        _ => Err("cannot be read as one change of the budget".to_owned()),
    }
}

/// `20% more, and $500 a week more on each channel`.
fn both(one: Said<Change>, two: Said<Change>) -> Outcome {
    match (one.clear(), two.clear()) {
        (Some(Change::Scale(scale)), Some(Change::OnEach(1.0, add))) => Ok(Said::Clear(Change::OnEach(scale, add))),
        _ => Err("says two things; only a multiple of today’s and money a week on each channel go together".to_owned()),
    }
}

fn clause(elements: &[Element], style: &NumberStyle) -> Outcome {
    let clause = collect(elements)?;
    let unclear = || Err("cannot be read as a change of the budget".to_owned());
    match clause.shape.as_str() {
        "s" | "y" | "ay" | "say" | "say y" | "amay" | "nc" | "0d" | "sy" => return Ok(Said::Clear(Change::Scale(1.0))),
        "0" | "n" | "dt0" | "t0" => return Ok(Said::Clear(Change::Scale(0.0))),
        "nd" => {
            return Ok(Said::ask(
                "Is that no change, or no budget at all?",
                [("the same".to_owned(), Change::Scale(1.0)), ("nothing".to_owned(), Change::Scale(0.0))],
            ));
        }
        "mg" | "amg" => return Ok(Said::Clear(Change::Scale(2.0))),
        _ => {}
    }
    let Some(amount) = &clause.amount else { return unclear() };
    let said = Statement { amount, times: clause.times, style };
    let signed = amount.sign.map(|sign| sign == '+');
    let up = match (clause.up, signed) {
        (Some(up), Some(sign)) if up != sign => return Err("says more and less at once".to_owned()),
        (up, sign) => up.or(sign),
    };
    let outcome = match (clause.shape.as_str(), up) {
        (
            "dq" | "dbq" | "qd" | "qdTy" | "dqTy" | "dbqTy" | "doq" | "dqd" | "qid" | "bqd" | "ydq" | "ydbq",
            Some(up),
        ) => said.differs(up),
        ("q" | "yq" | "qTy", Some(up)) if signed.is_some() => said.differs(up),
        ("diq", Some(false)) => said.is(true),
        ("qg" | "qmg" | "qamg" | "dqg", None | Some(true)) if amount.is_part() => said.differs(true),
        (
            "tq" | "tqd" | "tqo" | "tqoy" | "dtq" | "dtqo" | "dtqoy" | "oq" | "qo" | "qoy" | "qy" | "qm" | "qam"
            | "qamay" | "qmay",
            _,
        ) => {
            let said = said.is(clause.shape.contains('y') || clause.shape.ends_with('o'))?;
            return check_direction(said, clause.up, clause.on_each);
        }
        ("q", None) => said.alone(),
        ("bq", None) => Ok(said.either(&[true, false])),
        _ => return unclear(),
    }?;
    if clause.on_each { on_each(outcome) } else { Ok(outcome) }
}

/// "Cut to 120 %" contradicts itself.
fn check_direction(said: Said<Change>, up: Option<bool>, on_each: bool) -> Outcome {
    if on_each {
        return Err("only money a week more or less goes on each channel".to_owned());
    }
    match (&said, up) {
        (Said::Clear(Change::Scale(x)), Some(up)) if (up && *x < 1.0) || (!up && *x > 1.0) => {
            Err(format!("is {} than today, not {}", if up { "less" } else { "more" }, if up { "more" } else { "less" }))
        }
        _ => Ok(said),
    }
}

fn on_each(said: Said<Change>) -> Outcome {
    said.try_map(|change| match change {
        Change::MorePerWeek(x) => Ok(Change::OnEach(1.0, x)),
        _ => Err("only money a week more or less goes on each channel".to_owned()),
    })
}

/// The double nearest to the value in fifteen digits: 1 + 0.2034 is 1.2034, to the bit.
fn decimal(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

/// An amount, with what may be said about it.
struct Statement<'a> {
    amount: &'a Amount,
    times: bool,
    style: &'a NumberStyle,
}

impl Statement<'_> {
    /// The size, whatever its sign.
    fn size(&self) -> f64 {
        self.amount.value().abs()
    }

    /// The share of today's budget, if it is one.
    fn share(&self) -> Option<f64> {
        match self.amount.percent {
            Some(power) => Some(self.amount.times_ten_to(power).abs()),
            None => self.amount.is_part().then(|| self.size()),
        }
    }

    fn is_money(&self) -> bool {
        self.amount.currency || self.amount.per.is_some() || !self.amount.is_bare() || self.size() >= MONEY
    }

    /// The money per week, if it is for a unit of time.
    fn weekly(&self) -> Option<f64> {
        let (a, b) = self.amount.per.map(Time::weeks)?;
        Some(self.size() * b / a)
    }

    fn check(&self) -> Result<(), String> {
        let share = self.share().is_some() || self.times;
        if share && (self.amount.currency || self.amount.per.is_some()) {
            return Err("a share of today’s budget is not an amount of money a week".to_owned());
        }
        Ok(())
    }

    /// More or less than today, by this amount.
    fn differs(&self, up: bool) -> Outcome {
        self.check()?;
        let sign = if up { 1.0 } else { -1.0 };
        if self.times {
            return self.times_more(up);
        }
        Ok(match (self.share(), self.weekly()) {
            (Some(share), _) if self.amount.is_part() => Said::Clear(Change::Scale(1.0 + sign * share)),
            (Some(share), _) => Said::Clear(Change::Scale(decimal(1.0 + sign * share))),
            (None, Some(weekly)) => Said::Clear(Change::MorePerWeek(sign * weekly)),
            (None, None) if self.is_money() => Said::Clear(Change::MoreInTotal(sign * self.size())),
            (None, None) if self.size() == 0.0 => Said::Clear(Change::Scale(1.0)),
            (None, None) => self.either(&[up]),
        })
    }

    /// "3 times more" means three times as much to some people and four times to others; "3 times less" is a third.
    fn times_more(&self, up: bool) -> Outcome {
        let n = self.size();
        if !up {
            return if n >= 1.0 {
                Ok(Said::Clear(Change::Scale(1.0 / n)))
            } else {
                Err("is less than once; say which part of today’s budget is meant, such as “half”".to_owned())
            };
        }
        let written = |n: f64| format!("{} times as much", number_in_full(n, self.style));
        let choices = [n, n + 1.0].map(|n| (written(n), Change::Scale(n)));
        Ok(Said::ask(format!("{} or {}?", choices[0].0, choices[1].0), choices))
    }

    /// Equal to this amount: a fraction of today's, or an amount of money. `of_today` says that the text refers to
    /// today.
    fn is(&self, of_today: bool) -> Outcome {
        self.check()?;
        Ok(match self.share() {
            Some(share) => Said::Clear(Change::Scale(share)),
            None if self.times => Said::Clear(Change::Scale(self.size())),
            None if of_today => return Err("only a share is of today’s budget".to_owned()),
            None => match self.weekly() {
                Some(weekly) => Said::Clear(Change::PerWeek(weekly)),
                None if self.is_money() => Said::Clear(Change::Total(self.size())),
                None if self.size() == 0.0 => Said::Clear(Change::Scale(0.0)),
                None => {
                    let share = self.amount.times_ten_to(-2).abs();
                    let of_today = format!("{} of today", percent(share, self.style));
                    let choices = [(of_today, Change::Scale(share)), (self.money(""), Change::Total(self.size()))];
                    Said::ask(format!("{} or {}?", choices[0].0, choices[1].0), choices)
                }
            },
        })
    }

    /// With no word around it.
    fn alone(&self) -> Outcome {
        self.check()?;
        if self.amount.percent.is_none() || self.times {
            if !self.amount.is_bare() || self.size() == 0.0 || self.size() >= MONEY || self.times {
                return self.is(false);
            }
            let share = self.amount.times_ten_to(-2).abs();
            let choices = [
                (more(share, self.style), Change::Scale(1.0 + share)),
                (format!("{} of today", percent(share, self.style)), Change::Scale(share)),
                (self.money(""), Change::Total(self.size())),
            ];
            return Ok(Said::ask("More, of today’s budget, or money?", choices));
        }
        let share = self.share().unwrap_or_default();
        let choices = if share == 0.0 {
            [("the same".to_owned(), Change::Scale(1.0)), ("nothing".to_owned(), Change::Scale(0.0))]
        } else {
            [
                (more(share, self.style), Change::Scale(1.0 + share)),
                (format!("{} of today", percent(share, self.style)), Change::Scale(share)),
            ]
        };
        Ok(Said::ask(format!("{}, or {}?", choices[0].0, choices[1].0), choices))
    }

    /// A bare number of more or less: per cents or money.
    fn either(&self, ups: &[bool]) -> Said<Change> {
        let share = self.share().unwrap_or_else(|| self.amount.times_ten_to(-2).abs());
        let choices = ups.iter().flat_map(|up| {
            let (sign, word) = if *up { (1.0, " more") } else { (-1.0, " less") };
            let phrase = if *up { more(share, self.style) } else { less(share, self.style) };
            let share = (phrase, Change::Scale(1.0 + sign * share));
            let money = (self.money(word), Change::MoreInTotal(sign * self.size()));
            if self.share().is_some() { vec![share] } else { vec![share, money] }
        });
        Said::ask("Which is meant?", choices)
    }

    fn money(&self, then: &str) -> String {
        self.style.in_money(&number_in_full(self.size(), self.style)) + then
    }
}
