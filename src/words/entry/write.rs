//! A value back into the words it could have been typed in.

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::{Unit, Value};

use super::Reading;
use crate::words::numbers::round_to;

/// Digits written, from the first that is not 0.
const DIGITS: u32 = 12;

/// Longest list written out.
const LIST: usize = 12;

/// The text of a value; [`super::parse`] reads it back, except for long lists.
#[must_use]
pub fn write(value: &Value, reading: &Reading<'_>) -> String {
    let n = |x: f64| write_number(x, reading);
    // The sign once, behind the last number of a phrase.
    let bare = |x: f64| number(x / reading.factor(), reading.style);
    let plain = |x: f64| number(x, reading.style);
    match value {
        Value::Fixed(x) => n(*x),
        Value::Range { p10, p90 } => format!("{} to {}", bare(*p10), n(*p90)),
        Value::Pert { min, mode, max } => format!("{} to {}, likely {}", bare(*min), bare(*max), n(*mode)),
        Value::Counts { successes, trials, .. } => format!("{} of {}", plain(*successes), plain(*trials)),
        Value::Beta { a, b } => format!("beta({}; {})", plain(*a), plain(*b)),
        Value::Lognormal { median, sigma } => format!("lognormal({}; {})", n(*median), plain(*sigma)),
        Value::Normal { mean, sd } => format!("normal({}; {})", n(*mean), n(*sd)),
        Value::Empirical(values) if values.len() > LIST => {
            format!("one of {} values seen", plain(values.len() as f64))
        }
        Value::Empirical(values) => {
            format!("one of {}", values.iter().map(|x| n(*x)).collect::<Vec<_>>().join("; "))
        }
    }
}

/// A number in its unit: shares with their sign.
#[must_use]
pub fn write_number(x: f64, reading: &Reading<'_>) -> String {
    let text = number(x / reading.factor(), reading.style);
    if reading.unit == Unit::Share { text + "\u{a0}%" } else { text }
}

/// A number in full, as the reader's locale writes it, to twelve digits.
fn number(x: f64, style: &NumberStyle) -> String {
    // What a multiplication by a hundred leaves behind the twelfth digit is nobody's figure.
    let rounded = round_to(x, DIGITS);
    let text = format!("{}", rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if rounded < 0.0 {
        out.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push_str(&style.group_mark);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(&style.decimal_mark);
        out.push_str(fraction);
    }
    out
}
