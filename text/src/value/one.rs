//! Fields of one number: what they take, what they refuse, and which numbers they can give as examples.

use core::fmt;

use funnel_scenario::Value;

use super::pattern::Pattern;
use super::{Reading, advice};
use crate::measure::{Measure, Time};
use crate::said::Read;

/// How much may be said about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A value that may be uncertain.
    Any,
    /// One number.
    One,
    /// One number, whole in the unit in which it is shown.
    Whole,
}

/// What a field asks of its number besides measure and domain; refuses with the reason.
#[derive(Clone, Copy)]
pub struct Fits<'a>(&'a dyn Fn(f64) -> Result<(), String>);

impl fmt::Debug for Fits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fits")
    }
}

/// A span this close to whole weeks is taken for them, as nobody means 8.67 weeks by two months.
const NEAR: f64 = 0.1;

impl<'a> Reading<'a> {
    /// The same number, and nothing about how uncertain it is.
    #[must_use]
    pub fn one(self) -> Self {
        Self { takes: Takes::One, ..self }
    }

    /// The same number, whole.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { takes: Takes::Whole, ..self }
    }

    /// The same for a field that refuses what `fits` refuses. Reading and advice both ask it, so that no number is
    /// advised that is then refused.
    #[must_use]
    pub fn fitting(self, fits: &'a dyn Fn(f64) -> Result<(), String>) -> Self {
        Self { fits: Some(Fits(fits)), ..self }
    }

    /// The same for a field whose number refers to a unit of time: "8% a year" where the label says so.
    #[must_use]
    pub fn a(self, per: Time) -> Self {
        Self { per: Some(per), ..self }
    }

    /// The same for a field that takes this text, too.
    #[must_use]
    pub fn or(self, also: &'a str) -> Self {
        Self { also: Some(also), ..self }
    }

    /// The one number that the text says. `old` is the previous number; see [`Self::read`].
    ///
    /// # Errors
    ///
    /// What is wrong, and what would be accepted.
    ///
    /// ```
    /// use funnel_scenario::{Domain, Unit};
    /// use funnel_text::{NumberStyle, Reading, Said};
    /// let style = NumberStyle::default();
    /// let reading = Reading::new(Unit::Number, Domain::NonNegative, &style).one();
    /// assert_eq!(reading.read_one("80", None, false), Ok(Said::Clear(80.0)));
    /// assert_eq!(reading.read_one("5 to 9", None, false), Err("must be one number; write “7”".to_owned()));
    /// ```
    pub fn read_one(&self, text: &str, old: Option<f64>, sure: bool) -> Read<f64> {
        let reading = if self.takes == Takes::Any { self.one() } else { *self };
        reading.read(text, old.map(Value::Fixed).as_ref(), sure)?.try_map(|value| match value {
            Value::Fixed(x) => Ok(x),
            _ => Err(reading.not_one()),
        })
    }

    /// The number in a pattern.
    pub(super) fn one_of(&self, said: &Pattern) -> Result<f64, String> {
        match said.value(self, None) {
            Ok(Value::Fixed(x)) => self.fitted(x),
            Err(why) if said.is_one() => Err(why),
            _ => Err(self.not_one()),
        }
    }

    fn not_one(&self) -> String {
        self.advised("must be one number")
    }

    /// The number as the field takes it, if it does.
    pub(super) fn fitted(&self, x: f64) -> Result<f64, String> {
        let is_span = matches!(self.measure, Measure::Span(_));
        let x = match self.takes {
            Takes::Whole if is_span && (x.round() - x).abs() <= NEAR * x => x.round(),
            _ => x,
        };
        self.check(&Value::Fixed(x))?;
        let shown = self.in_its_unit(x);
        if self.takes == Takes::Whole && shown.fract() != 0.0 {
            let around = [shown.floor(), shown.ceil()].map(|x| self.stored(x)).into_iter().filter(|x| self.accepts(*x));
            let around: Vec<String> = around.map(|x| self.write_number(x)).collect();
            let must = "must be a whole number";
            return Err(if around.is_empty() { must.to_owned() } else { format!("{must}; {}", advice(&around)) });
        }
        self.fits.map_or(Ok(()), |fits| fits.0(x))?;
        Ok(x)
    }

    /// Whether the field takes this number as it is.
    pub(super) fn accepts(&self, x: f64) -> bool {
        self.fitted(x).is_ok()
    }
}
