//! Turns a value back into words that could have been typed.

use funnel_scenario::Value;
use funnel_scenario::laws::{Phrase, Role};

use super::Reading;
use crate::exact::{number_in_full, shifted};
use crate::measure::{Measure, Time, even};

/// The closest to certainty that an even chance is shown to become, of 100.
const NEAR: f64 = even::MOST - 0.01;

/// Longest list that is written out.
const LIST: usize = 12;

impl Reading<'_> {
    /// The text of a value; [`Reading::read`] reads it back.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        let n = |x: f64| self.write_number(x);
        // The sign is written once, after the last number of a phrase.
        let bare = |x: f64| self.bare(x);
        let plain = |x: f64| number_in_full(x, self.style);
        match value.phrase() {
            Phrase::Number(x) => n(x),
            Phrase::Range(low, high) => format!("{} to {}", bare(low), n(high)),
            Phrase::Likely { min, mode, max } => format!("{} to {}, likely {}", bare(min), bare(max), n(mode)),
            Phrase::Counts(successes, trials) => format!("{} of {}", plain(successes), plain(trials)),
            Phrase::List(values) if values.len() > LIST => {
                format!("one of {} values seen", plain(values.len() as f64))
            }
            Phrase::List(values) => {
                format!("one of {}", values.iter().map(|x| n(*x)).collect::<Vec<_>>().join("; "))
            }
            Phrase::Call(call, parameters) => {
                let written = call.parameters.iter().zip(parameters).map(|(parameter, x)| match parameter.role {
                    Role::Shape => plain(x),
                    _ if self.measure == Measure::LogOdds => plain(x),
                    Role::Drawn | Role::Edge | Role::Centre | Role::Spread => n(x),
                });
                format!("{}({})", call.name, written.collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// A number in its unit: shares with their sign.
    #[must_use]
    pub fn write_number(&self, x: f64) -> String {
        let number = self.bare(x);
        if self.measure == Measure::Share { self.style.in_percent(&number) } else { number }
    }

    /// A number in the unit that is shown: a rate in its period, a shift by what it does to an even chance. It is
    /// written as typed if it was typed in that unit, otherwise to the cent, or to four digits. Leaving the text in the
    /// field as it is keeps the value behind it, including digits that are not shown.
    pub(super) fn in_its_unit(&self, x: f64) -> f64 {
        let period = self.period();
        if self.measure == Measure::LogOdds {
            let shown = Self::typed_or_short(even::of_shift(x), |more| even::to_shift(more) == x);
            // However large the shift, an even chance never becomes certain.
            return shown.clamp(-NEAR, NEAR);
        }
        if period == Time::Week {
            return x;
        }
        Self::typed_or_short(Time::Week.rate_in(period, x), |rate| period.rate_in(Time::Week, rate) == x)
    }

    /// What was typed, if it leads back to the value; otherwise as many digits as anybody reads.
    fn typed_or_short(rate: f64, leads_back: impl Fn(f64) -> bool) -> f64 {
        let nearest = |text: String| text.parse::<f64>().unwrap_or(rate);
        let short = nearest(format!("{rate:.14e}"));
        let typed = nearest(format!("{rate:.6}"));
        if short == typed && leads_back(short) || leads_back(typed) {
            typed
        } else if rate.abs() >= 10.0 {
            nearest(format!("{rate:.2}"))
        } else {
            nearest(format!("{rate:.3e}"))
        }
    }

    pub(super) fn bare(&self, x: f64) -> String {
        let x = self.in_its_unit(x);
        shifted(x, if self.measure == Measure::Share { 2 } else { 0 }, self.style)
    }
}
