//! An uncertain number as a person says it: "5 to 9", "about 20 %", "54 of 433", "10 to 42, most likely 26 %", "7".

mod check;
mod example;
mod one;
mod pattern;
mod relative;
mod shape;
mod write;

pub(crate) use example::advice;
use funnel_scenario::{Domain, Value};

use crate::lex::Manner;
use crate::measure::{Measure, Time};
use crate::read::understand;
use crate::said::{Read, Said};
use crate::style::NumberStyle;
pub use one::{Fits, Takes};

/// What a number is, and how its reader writes numbers.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Its measure; shares are read and written in per cent.
    pub measure: Measure,
    /// The values it may take.
    pub domain: Domain,
    /// The reader's number format.
    pub style: &'a NumberStyle,
    /// How much may be said about it.
    pub takes: Takes,
    /// What else its field asks of it.
    pub fits: Option<Fits<'a>>,
    /// The unit of time to which the number refers by its label: a discount rate's year.
    pub per: Option<Time>,
    /// A text besides numbers that its field accepts, for advice.
    pub also: Option<&'a str>,
}

impl<'a> Reading<'a> {
    /// A number of this measure, which may be uncertain.
    #[must_use]
    pub fn new(measure: impl Into<Measure>, domain: Domain, style: &'a NumberStyle) -> Self {
        Self { measure: measure.into(), domain, style, takes: Takes::Any, fits: None, per: None, also: None }
    }

    /// The unit of time of a rate: the scenario's period.
    pub(crate) fn period(&self) -> Time {
        if self.measure.is_rate() { self.style.calendar.period.into() } else { Time::Week }
    }

    /// What the text says. `old` is the previous value: counts keep its prior, and an amount ten times as large is
    /// asked back unless the person is `sure`.
    ///
    /// # Errors
    ///
    /// What is wrong, and what would be accepted.
    ///
    /// ```
    /// use funnel_scenario::laws::Range;
    /// use funnel_scenario::{Domain, Unit, Value};
    /// use funnel_text::{NumberStyle, Reading, Said};
    /// let style = NumberStyle::default();
    /// let reading = Reading::new(Unit::Money, Domain::Positive, &style);
    /// assert_eq!(reading.read("80 to 200", None, false), Ok(Said::Clear(Value::Range(Range { p10: 80.0, p90: 200.0 }))));
    /// ```
    pub fn read(&self, text: &str, old: Option<&Value>, sure: bool) -> Read<Value> {
        let shown = old.map(|old| self.write(old));
        if let (Some(old), Some(shown)) = (old, &shown)
            && text.trim() == shown.trim()
        {
            return Ok(Said::Clear(old.clone()));
        }
        let said = self.said(text, old, sure)?;
        // A text that means the same as what is shown leaves the value as it is, including digits that are not shown.
        let same = |value: &Value| match (old, &shown) {
            (Some(old), Some(shown)) => {
                let as_shown = self.said(shown, Some(old), sure).ok().and_then(Said::clear);
                if as_shown.as_ref() == Some(value) { Some(old.clone()) } else { None }
            }
            _ => None,
        };
        match said {
            Said::Clear(value) => match same(&value) {
                Some(old) => Ok(Said::Clear(old)),
                None => Ok(self.asked_back(text, value, old, sure)),
            },
            asked => Ok(asked),
        }
    }

    fn said(&self, text: &str, old: Option<&Value>, sure: bool) -> Read<Value> {
        if text.trim().is_empty() {
            return Err(self.advised("is empty"));
        }
        let manner = Manner { scales: !matches!(self.measure, Measure::Span(_)), ..Manner::default() };
        let advice = |why: String| self.advised(&why);
        understand(text, self.style, manner, advice, |pieces| {
            let said = match shape::said(pieces, self) {
                Ok(said) => said,
                Err(why) => return self.relative(pieces, old, sure).unwrap_or_else(|| Err(advice(why))),
            };
            if let Some(asked) = self.signed(&said, old) {
                return asked;
            }
            let said = said.try_map(|said| match self.takes {
                Takes::Any => {
                    let value = said.value(self, old)?;
                    self.check(&value)?;
                    Ok(value)
                }
                Takes::One | Takes::Whole => self.one_of(&said).map(Value::Fixed),
            });
            said.or_else(|why| self.relative(pieces, old, sure).unwrap_or(Err(why)))
        })
    }

    /// Whether the digits of a text are a value as the field shows it, without any scale.
    fn is_plain(&self, text: &str, x: f64) -> bool {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit()).collect();
        digits.parse().is_ok_and(|whole: f64| (whole / 1e3 - self.in_its_unit(x)).abs() < 1e-6 * whole)
    }

    /// Asks once about a slip of the decimal point.
    fn asked_back(&self, text: &str, value: Value, old: Option<&Value>, sure: bool) -> Said<Value> {
        let Some(old) = old.filter(|_| !sure && self.measure.is_amount()) else { return Said::Clear(value) };
        match (old, &value) {
            // "40.000" where the point is the decimal mark, and 43,333 stood there.
            (Value::Fixed(a), Value::Fixed(b))
                if crate::slip::may_be_thousands(text)
                    && (100.0..1e4).contains(&(a / b))
                    && self.is_plain(text, *b) =>
            {
                let all = [*b, 1e3 * b].map(|x| (self.write_number(x), Value::Fixed(x)));
                Said::ask(format!("Is it {}, or {}?", all[0].0, all[1].0), all)
            }
            (Value::Fixed(a), Value::Fixed(b)) => {
                let Some(times) = crate::slip::slip(*a, *b) else { return Said::Clear(value) };
                let [now, before] = [b, a].map(|x| self.write_number(*x));
                let text = format!("That is {times} what stood here. Is it {now}, or {before} as before?");
                Said::ask(text, [(now, value), (before, old.clone())])
            }
            _ => Said::Clear(value),
        }
    }
}

#[cfg(test)]
mod tests;
