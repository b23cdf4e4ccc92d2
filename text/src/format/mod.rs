//! Numbers as a reader wants them: compact, in their locale, and rounded to what their error supports.

mod column;
mod frequency;

pub use column::Column;
pub use frequency::Frequency;

use crate::style::{NumberStyle, Scale};

/// What a number counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Money, with the currency's sign.
    #[default]
    Money,
    /// People, deals, weeks.
    Count,
}

/// How precisely a number is worth writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Digits {
    /// This many significant digits.
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

/// Written for what is not a number.
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
    /// use funnel_text::NumberStyle;
    /// use funnel_text::format::{Digits, Unit};
    /// let style = NumberStyle::default();
    /// assert_eq!(style.number(1_187_342.17, Digits::Error(96_000.0), Unit::Money), "$1.2M");
    /// assert_eq!(style.number(258.0, Digits::default(), Unit::Count), "258");
    /// ```
    #[must_use]
    pub fn number(&self, value: f64, digits: Digits, unit: Unit) -> String {
        let value = rounded(value, digits);
        let scale = self.scale_of(value);
        self.write(value, shortest(value, digits, power_of(scale)), scale, unit, false)
    }

    /// A difference, always with its sign: `+$0.3M`, `−12`.
    #[must_use]
    pub fn change(&self, value: f64, digits: Digits, unit: Unit) -> String {
        let value = rounded(value, digits);
        let scale = self.scale_of(value);
        self.write(value, shortest(value, digits, power_of(scale)), scale, unit, true)
    }

    /// A value with its error, both to the error's first digit: `$1.2M ± 0.1`.
    #[must_use]
    pub fn plus_minus(&self, value: f64, error: f64, unit: Unit) -> String {
        let mut out = self.number(value, Digits::Error(error), unit);
        if value.is_finite() && error.is_finite() && error > 0.0 {
            let digits = Digits::Error(error);
            let shown = rounded(value, digits);
            // The error has no sign, currency or scale of its own: they are the value's.
            let power = power_of(self.scale_of(shown));
            let bare = Scale { power, ..Scale::default() };
            out.push_str(" ± ");
            out.push_str(&self.write(error, step_of(shown, digits), Some(&bare), Unit::Count, false));
        }
        out
    }

    /// The labels of an axis: one scale and the same decimals for all, `$0.5M`, `$1.0M`; zero is bare.
    #[must_use]
    pub fn axis(&self, ticks: &[f64], step: f64, unit: Unit, signed: bool) -> Vec<String> {
        let largest = ticks.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let scale = self.scale_of(largest);
        ticks.iter().map(|value| self.write(*value, step, scale, unit, signed)).collect()
    }

    /// The scale in which an amount of this size is written.
    fn scale_of(&self, value: f64) -> Option<&Scale> {
        let size = value.abs();
        let fits = |scale: &&Scale| size >= WRITTEN_OUT && size >= power_of_ten(scale.power);
        self.scales.iter().rev().find(fits)
    }

    /// Writes `value` with the decimals that `step` requires.
    fn write(&self, value: f64, step: f64, scale: Option<&Scale>, unit: Unit, signed: bool) -> String {
        if !value.is_finite() {
            return NOTHING.to_owned();
        }
        let one = power_of_ten(power_of(scale));
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
        let scale = scale.filter(|_| !zero);
        if money {
            out.push_str(&self.prefix);
        }
        if let Some(scale) = scale {
            out.push_str(&scale.before);
        }
        if zero {
            out.push('0');
        } else if size < EXACT {
            let split = power_of_ten(decimals) as u64;
            let digits = size as u64;
            out.push_str(&self.grouped(&(digits / split).to_string()));
            if decimals > 0 {
                out.push_str(&self.decimal_mark);
                out.push_str(&format!("{:0width$}", digits % split, width = decimals as usize));
            }
        } else {
            // Beyond trillions nobody reads digits, so one digit and a power of ten are written.
            size = value.abs() / one;
            // Powers beyond 10^22 are inexact: without the slack, 10^300 could come out as 10 × 10^299.
            let exponent = exponent_of(size * (1.0 + 1e-12));
            let digit = (size / power_of_ten(exponent)).round_ties_even();
            out.push_str(&format!("{}×10^{exponent}", digit as u64));
        }
        if let Some(scale) = scale {
            out.push_str(&scale.after);
        }
        if money {
            // "12 কো" and "CHF" would run together.
            let letters = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            if letters(out.chars().next_back()) && letters(self.suffix.chars().next()) {
                out.push('\u{a0}');
            }
            out.push_str(&self.suffix);
        }
        out
    }
}

/// `41 of 50`.
#[must_use]
pub fn out_of(count: usize, total: usize) -> String {
    format!("{count} of {total}")
}

/// A whole number without separators: a week, a dot's place.
#[must_use]
pub fn whole(number: usize) -> String {
    number.to_string()
}

/// The step to which a value is rounded.
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

/// The step with which a rounded value is written. Only significant digits drop their trailing zeros, since those of an
/// error say how much is known.
fn shortest(value: f64, digits: Digits, power: i32) -> f64 {
    let mut step = step_of(value, digits);
    if matches!(digits, Digits::Significant(_)) {
        let one = power_of_ten(power);
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

/// The value rounded to a multiple of its step, so that one rounded up to a million is written as a million.
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

/// The power of ten of a scale; 0 if there is none.
fn power_of(scale: Option<&Scale>) -> i32 {
    scale.map_or(0, |scale| scale.power)
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

/// The largest whole e with 10^e ≤ `size`; 0 if `size` is not a positive number.
#[must_use]
pub fn exponent_of(size: f64) -> i32 {
    if !(size > 0.0 && size.is_finite()) {
        return 0;
    }
    let mut exponent = 0;
    while exponent < 308 && power_of_ten(exponent + 1) <= size {
        exponent += 1;
    }
    while exponent > -308 && power_of_ten(exponent) > size {
        exponent -= 1;
    }
    exponent
}

/// 10^`exponent`, exact up to 10^22. (`powi` may differ between platforms.)
#[must_use]
pub fn power_of_ten(exponent: i32) -> f64 {
    let mut power = 1.0;
    for _ in 0..exponent.unsigned_abs().min(308) {
        power *= 10.0;
    }
    if exponent < 0 { 1.0 / power } else { power }
}

#[cfg(test)]
mod tests;
