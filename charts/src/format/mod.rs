//! Numbers as a reader wants them: compact, in their locale, and rounded to what their error supports.

use crate::mark::push_digits;
use crate::scale::{exponent_of, power_of_ten};

/// How a locale writes numbers and money. The page fills it from `Intl.NumberFormat`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between the whole number and its decimals.
    pub decimal_mark: String,
    /// Between groups of three digits; may be empty.
    pub group_mark: String,
    /// Before an amount of money, after its sign: `$`.
    pub prefix: String,
    /// After an amount of money: `\u{a0}€`.
    pub suffix: String,
    /// What follows thousands, millions, billions and trillions: `k`, `M`, `B`, `T`.
    pub scales: [String; 4],
}

impl Default for NumberStyle {
    fn default() -> Self {
        Self {
            decimal_mark: ".".to_owned(),
            group_mark: ",".to_owned(),
            prefix: "$".to_owned(),
            suffix: String::new(),
            scales: ["k", "M", "B", "T"].map(str::to_owned),
        }
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Money, with the currency's sign.
    #[default]
    Money,
    /// People, deals, weeks.
    Count,
}

/// How far a number is worth writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Digits {
    /// So many digits, from the first that is not 0.
    Significant(u32),
    /// To the first digit of its error: 1,187,342 with an error of 96,000 is 1.2 million.
    Error(f64),
    /// To multiples of this step.
    Step(f64),
}

impl Default for Digits {
    fn default() -> Self {
        Self::Significant(3)
    }
}

/// Stands for what is not a number.
pub const NOTHING: &str = "–";
/// The true minus sign, as wide as a plus.
pub const MINUS: char = '\u{2212}';

/// Below this, thousands are written out: 3,730 rather than 3.73k.
const WRITTEN_OUT: f64 = 1e4;
/// Every whole number below this is a distinct `f64`.
const EXACT: f64 = 9e15;

impl NumberStyle {
    /// A compact amount or count: `$1.19M`, `6,020`, `−$420k`. Ties go to the even digit. NaN and infinities
    /// are [`NOTHING`].
    ///
    /// ```
    /// use funnel_charts::format::{Digits, NumberStyle, Unit};
    /// let style = NumberStyle::default();
    /// assert_eq!(style.number(1_187_342.17, Digits::Error(96_000.0), Unit::Money), "$1.2M");
    /// assert_eq!(style.number(258.0, Digits::default(), Unit::Count), "258");
    /// ```
    #[must_use]
    pub fn number(&self, value: f64, digits: Digits, unit: Unit) -> String {
        let value = rounded(value, digits);
        let scale = scale_of(value);
        self.write(value, shortest(value, digits, scale), scale, unit, false)
    }

    /// A difference, its sign always written: `+$0.3M`, `−12`.
    #[must_use]
    pub fn change(&self, value: f64, digits: Digits, unit: Unit) -> String {
        let value = rounded(value, digits);
        let scale = scale_of(value);
        self.write(value, shortest(value, digits, scale), scale, unit, true)
    }

    /// A value with its error, both to the error's first digit: `$1.2M ± 0.1`.
    #[must_use]
    pub fn plus_minus(&self, value: f64, error: f64, unit: Unit) -> String {
        let mut out = self.number(value, Digits::Error(error), unit);
        if value.is_finite() && error.is_finite() && error > 0.0 {
            let digits = Digits::Error(error);
            let shown = rounded(value, digits);
            let scale = scale_of(shown);
            // The error has no sign of its own, no currency and no scale: they are the value's.
            let plain = Self { scales: Default::default(), ..self.clone() };
            out.push_str(" ± ");
            let step = step_of(shown, digits);
            out.push_str(&plain.write(error, step, scale, Unit::Count, false));
        }
        out
    }

    /// The labels of an axis: one scale and the same decimals for all, `$0.5M`, `$1.0M`; zero is bare.
    #[must_use]
    pub fn axis(&self, ticks: &crate::scale::Ticks, unit: Unit, signed: bool) -> Vec<String> {
        let largest = ticks.values.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let scale = scale_of(largest);
        ticks.values.iter().map(|value| self.write(*value, ticks.step, scale, unit, signed)).collect()
    }

    /// Writes `value` with the decimals that `step` asks for.
    fn write(&self, value: f64, step: f64, scale: usize, unit: Unit, signed: bool) -> String {
        if !value.is_finite() {
            return NOTHING.to_owned();
        }
        let one = power_of_ten(3 * scale as i32);
        let mut out = String::new();
        let decimals = decimals_of(step / one);
        let mut size = (value.abs() / one * power_of_ten(decimals)).round_ties_even();
        let zero = size == 0.0;
        if value < 0.0 && !zero {
            out.push(MINUS);
        } else if signed && !zero {
            out.push('+');
        }
        let money = unit == Unit::Money;
        if money {
            out.push_str(&self.prefix);
        }
        if zero {
            out.push('0');
        } else if size < EXACT {
            let split = power_of_ten(decimals) as u64;
            let digits = size as u64;
            self.push_grouped(&mut out, digits / split);
            if decimals > 0 {
                out.push_str(&self.decimal_mark);
                push_digits(&mut out, digits % split, decimals as usize);
            }
        } else {
            // Past trillions nobody reads digits: one, and a power of ten.
            size = value.abs() / one;
            // Powers beyond 10^22 are inexact: without the slack, 10^300 could come out as 10 × 10^299.
            let exponent = exponent_of(size * (1.0 + 1e-12));
            let digit = (size / power_of_ten(exponent)).round_ties_even();
            push_digits(&mut out, digit as u64, 1);
            out.push_str("×10^");
            push_digits(&mut out, exponent.unsigned_abs().into(), 1);
        }
        if !zero && let Some(scale) = scale.checked_sub(1).and_then(|i| self.scales.get(i)) {
            out.push_str(scale);
        }
        if money {
            out.push_str(&self.suffix);
        }
        out
    }

    fn push_grouped(&self, out: &mut String, number: u64) {
        if number < 1000 {
            push_digits(out, number, 1);
        } else {
            self.push_grouped(out, number / 1000);
            out.push_str(&self.group_mark);
            push_digits(out, number % 1000, 3);
        }
    }
}

/// `41 of 50`.
#[must_use]
pub fn out_of(count: usize, total: usize) -> String {
    let mut out = String::new();
    push_digits(&mut out, count as u64, 1);
    out.push_str(" of ");
    push_digits(&mut out, total as u64, 1);
    out
}

/// A whole number without groups: a week, a dot's place.
#[must_use]
pub fn whole(number: usize) -> String {
    let mut out = String::new();
    push_digits(&mut out, number as u64, 1);
    out
}

/// The step a value is rounded to.
fn step_of(value: f64, digits: Digits) -> f64 {
    match digits {
        Digits::Step(step) if step > 0.0 => step,
        Digits::Error(error) if error > 0.0 && error.is_finite() => {
            let decade = power_of_ten(exponent_of(error));
            // 0.096 is 0.1 to one digit, not 0.10.
            if (error / decade).round_ties_even() >= 10.0 { decade * 10.0 } else { decade }
        }
        Digits::Significant(count) => power_of_ten(exponent_of(value.abs()) + 1 - count.clamp(1, 15) as i32),
        _ => step_of(value, Digits::default()),
    }
}

/// The step to write a rounded value with. Only significant digits drop their trailing zeros: those of an error
/// say how much is known.
fn shortest(value: f64, digits: Digits, scale: usize) -> f64 {
    let mut step = step_of(value, digits);
    if matches!(digits, Digits::Significant(_)) {
        let one = power_of_ten(3 * scale as i32);
        let multiple = |step: f64| {
            let count = value / step;
            (count - count.round_ties_even()).abs() < 1e-9
        };
        while step < 0.999 * one && multiple(step * 10.0) {
            step *= 10.0;
        }
    }
    step
}

/// The value at a multiple of its step, so that what is rounded up to a million is written as one.
fn rounded(value: f64, digits: Digits) -> f64 {
    let step = step_of(value, digits);
    let count = value / step;
    if count.abs() < EXACT {
        let count = count.round_ties_even();
        if step < 1.0 { count / (1.0 / step).round_ties_even() } else { count * step }
    } else {
        value
    }
}

/// 0 for what is written out, 1 for thousands, up to 4 for trillions.
fn scale_of(value: f64) -> usize {
    let size = value.abs();
    if size < WRITTEN_OUT {
        return 0;
    }
    (1..=4).rev().find(|scale| size >= power_of_ten(3 * scale)).unwrap_or(0) as usize
}

/// Decimals needed to write multiples of `step`, at most 6.
fn decimals_of(step: f64) -> i32 {
    (0..6)
        .find(|decimals| {
            let shifted = step * power_of_ten(*decimals);
            shifted >= 0.999 && (shifted - shifted.round_ties_even()).abs() < 1e-6 * shifted
        })
        .unwrap_or(6)
}

#[cfg(test)]
mod tests;
