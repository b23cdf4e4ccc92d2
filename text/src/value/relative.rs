//! A number told by how it differs from the present one: "1 more", "10% less", "double", "+1".

use funnel_scenario::{Domain, Value};

use super::pattern::Pattern;
use super::{Reading, Takes};
use crate::amount::Amount;
use crate::change::told;
use crate::lex::Piece;
use crate::measure::Measure;
use crate::said::{Read, Said};

/// The double nearest to the value in fifteen digits, as arithmetic on decimals leaves others: 0.1 + 0.2 is 0.3.
fn decimal(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

impl Reading<'_> {
    /// Whether a sign belongs to the numbers of this field, and says nothing about the present one.
    fn has_signs(&self) -> bool {
        self.domain == Domain::Real && !self.measure.is_money()
    }

    /// A number with a sign that the field's numbers do not have: itself, or a difference?
    pub(super) fn signed(&self, said: &Said<Pattern>, old: Option<&Value>) -> Option<Read<Value>> {
        let Said::Clear(Pattern::One(amount)) = said else { return None };
        let (Some('+'), Some(old), false) = (amount.sign, old, self.has_signs()) else { return None };
        let plain = self.measure.value(amount, self.period()).ok()?;
        let mut choices = vec![(self.write_number(plain), plain)];
        let mut text = self.write_number(plain);
        if let Value::Fixed(old) = old {
            for (difference, new) in self.differing(amount, true, *old)? {
                text += &format!(", or {difference}: {}", self.write_number(new));
                choices.push((self.write_number(new), new));
            }
        }
        Some(self.asked_of(format!("{text}?"), choices))
    }

    /// What a text says that names a difference from the present number, or a multiple of it.
    pub(super) fn relative(&self, pieces: &[Piece], old: Option<&Value>, sure: bool) -> Option<Read<Value>> {
        let Some(Value::Fixed(old)) = old else { return None };
        let told = told(pieces, self.style)?;
        let clear = |x: f64| Some(self.allowed_value(x).map(Said::Clear));
        let (Some(amount), Some(up)) = (&told.amount, told.up) else { return clear(decimal(told.times? * old)) };
        let all = self.differing(amount, up, *old)?;
        let text = all.iter().map(|(words, x)| format!("{words}: {}", self.write_number(*x))).collect::<Vec<_>>();
        let text = format!("Is this meant: {}?", text.join(", or "));
        match all.as_slice() {
            // Who was asked about a lone minus and types it again is told why it cannot stand.
            [_] if sure && told.by_sign && amount.percent.is_none() => None,
            // A lone minus may be a slip where no number is negative.
            [(_, x)] if !told.by_sign || amount.percent.is_some() => clear(*x),
            _ => {
                let choices = all.into_iter().map(|(_, x)| (self.write_number(x), x)).collect();
                // What cannot be meant leaves the plain refusal.
                Some(self.asked_of(text, choices)).filter(Result::is_ok)
            }
        }
    }

    /// The present number with this much more or less, in the ways in which that can be understood.
    fn differing(&self, amount: &Amount, up: bool, old: f64) -> Option<Vec<(String, f64)>> {
        let sign = if up { 1.0 } else { -1.0 };
        let more = if up { "more than now" } else { "less than now" };
        let size = Amount { sign: None, ..amount.clone() };
        let share = match size.percent {
            Some(power) => Some(size.times_ten_to(power)),
            None => size.is_part().then(|| size.value()),
        };
        let mut all = Vec::new();
        if share.is_none() || self.measure == Measure::Share {
            let by = self.measure.value(&size, self.period()).ok()?;
            let points = if self.measure == Measure::Share { " points" } else { "" };
            let number = if self.measure == Measure::Share { self.bare(by) } else { self.write_number(by) };
            all.push((format!("{number}{points} {more}"), decimal(old + sign * by)));
        }
        if let Some(share) = share {
            let percent = self.style.in_percent(&crate::exact::shifted(share, 2, self.style));
            all.push((format!("{percent} {more}"), decimal(old * (1.0 + sign * share))));
        }
        Some(all)
    }

    fn asked_of(&self, text: String, choices: Vec<(String, f64)>) -> Read<Value> {
        Said::ask(text, choices).try_map(|x| self.allowed_value(x))
    }

    fn allowed_value(&self, x: f64) -> Result<Value, String> {
        let value = Value::Fixed(x);
        match self.takes {
            Takes::Any => self.check(&value).map(|()| value),
            Takes::One | Takes::Whole => self.fitted(x).map(Value::Fixed),
        }
    }
}
