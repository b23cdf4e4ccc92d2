//! What could be written instead: always something that the same field accepts.

use funnel_scenario::laws::{Pert, Range};
use funnel_scenario::{Domain, Value};

use super::{Reading, Takes};
use crate::measure::{Measure, Time, even};

/// Sizes of an example, from the usual one on.
const SIZES: [f64; 5] = [0.1, 10.0, 100.0, 0.01, 0.001];

impl Reading<'_> {
    /// Texts that this field accepts, the plainest first; none where it takes no number that anybody would think of.
    #[must_use]
    pub fn examples(&self) -> Vec<String> {
        let (low, middle, high) = self.typical();
        let stored = |x: f64| self.stored(x);
        let numbers = if self.takes == Takes::Any {
            let (low, middle, high) = (stored(low), stored(middle), stored(high));
            let spread = self.write(&Value::Range(Range { p10: low, p90: high }));
            let (one, about) = (self.write_number(middle), format!("about {}", self.write_number(middle)));
            let further = if self.is_rate() {
                "54 of 433".to_owned()
            } else {
                self.money(&self.write(&Value::Pert(Pert { min: low, mode: middle, max: high })))
            };
            vec![self.money(&one), self.money(&spread), self.money(&about), further]
        } else {
            // What a field asks of its number is known to that field alone, so sizes are tried.
            let sizes = [middle, low, high].into_iter().chain(SIZES.map(|size| size * middle)).chain([1.0, 0.0]);
            let one = sizes.map(stored).find(|x| self.accepts(*x));
            one.map(|x| self.money(&self.write_number(x))).into_iter().collect()
        };
        numbers.into_iter().chain(self.also.map(str::to_owned)).collect()
    }

    /// A number in the scenario's unit, from the one that is shown.
    pub(super) fn stored(&self, shown: f64) -> f64 {
        if self.measure == Measure::LogOdds { even::to_shift(shown) } else { self.period().rate_in(Time::Week, shown) }
    }

    /// What is wrong, followed by what would do: `is empty; write “20 %”, “10 to 30 %”, “about 20 %” or “54 of 433”`.
    pub(super) fn advised(&self, why: &str) -> String {
        let examples = self.examples();
        if examples.is_empty() { why.to_owned() } else { format!("{why}; {}", advice(&examples)) }
    }

    /// A small, a middling and a large value from the domain.
    fn typical(&self) -> (f64, f64, f64) {
        match (self.domain, self.measure) {
            (Domain::Rate | Domain::BelowOne, Measure::Share) | (_, Measure::Share) => (0.1, 0.2, 0.3),
            (Domain::Rate | Domain::BelowOne, _) => (0.6, 0.7, 0.8),
            (Domain::Below(top), _) => (0.3 * top, 0.5 * top, 0.8 * top),
            (Domain::Real, Measure::LogOdds) => (-10.0, 5.0, 15.0),
            (_, Measure::LogOdds) => (5.0, 10.0, 20.0),
            (Domain::Real, _) => (-0.5, 0.3, 0.7),
            (_, Measure::Money) => (5_000.0, 7_000.0, 12_000.0),
            (_, Measure::MoneyPerWeek) => (1_000.0, 2_000.0, 3_000.0),
            (_, Measure::Span(Time::Minute)) => (30.0, 60.0, 120.0),
            _ => (5.0, 7.0, 12.0),
        }
    }

    /// An example of money has its sign, before the first number or after the last.
    fn money(&self, text: &str) -> String {
        if !self.measure.is_money() {
            return text.to_owned();
        }
        let number = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (words, rest) = text.split_at(number);
        format!("{words}{}{rest}{}", self.style.prefix, self.style.suffix)
    }
}

/// A list of examples, as a sentence.
pub(crate) fn advice(examples: &[String]) -> String {
    let quoted: Vec<String> = examples.iter().map(|text| format!("“{text}”")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("write {} or {last}", rest.join(", ")),
        _ => format!("write {}", quoted.concat()),
    }
}
