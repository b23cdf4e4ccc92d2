//! A value back into the words it could have been typed in.

use funnel_scenario::Value;
use funnel_scenario::laws::{Phrase, Role};

use super::Reading;
use crate::exact::{number_in_full, shifted};
use crate::measure::Measure;

/// Longest list written out.
const LIST: usize = 12;

impl Reading<'_> {
    /// The text of a value; [`Reading::read`] reads it back.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        let n = |x: f64| self.write_number(x);
        // The sign once, behind the last number of a phrase.
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

    fn bare(&self, x: f64) -> String {
        shifted(x, if self.measure == Measure::Share { 2 } else { 0 }, self.style)
    }
}
