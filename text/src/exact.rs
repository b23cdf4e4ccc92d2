//! Numbers in full: as many digits as it takes to read the same number back.

use crate::format::MINUS;
use crate::style::NumberStyle;

/// From this many digits on, the last ones are artefacts of arithmetic, as in 0.28000000000000003.
const DIRTY: usize = 16;
/// Digits written of such a number.
const CLEAN: usize = 12;

/// A number in full, as the locale writes it.
#[must_use]
pub fn number_in_full(x: f64, style: &NumberStyle) -> String {
    shifted(x, 0, style)
}

/// A number times ten to a power, in full. The decimal mark is moved and the number is not multiplied: 0.203 in per
/// cent is 20.3, and reads back as 0.203.
#[must_use]
pub fn shifted(x: f64, power: i32, style: &NumberStyle) -> String {
    if !x.is_finite() {
        return crate::format::NOTHING.to_owned();
    }
    let (digits, exponent) = digits_of(x.abs());
    let point = exponent + 1 + power;
    let (whole, fraction) = if point <= 0 {
        ("0".to_owned(), "0".repeat(point.unsigned_abs() as usize) + &digits)
    } else {
        let point = point.unsigned_abs() as usize;
        let whole: String = digits.chars().chain(std::iter::repeat('0')).take(point).collect();
        (whole, digits.chars().skip(point).collect())
    };
    let fraction = fraction.trim_end_matches('0');
    let whole = whole.trim_start_matches('0');
    let mut out = String::new();
    if x < 0.0 {
        out.push(MINUS);
    }
    out.push_str(&style.grouped(if whole.is_empty() { "0" } else { whole }));
    if !fraction.is_empty() {
        out.push_str(&style.decimal_mark);
        out.push_str(fraction);
    }
    out
}

/// Significant digits, and the power of ten of the first.
fn digits_of(x: f64) -> (String, i32) {
    let split = |text: String| {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        (digits, exponent.parse().unwrap_or(0))
    };
    let (digits, exponent) = split(format!("{x:e}"));
    if digits.len() < DIRTY { (digits, exponent) } else { split(format!("{x:.*e}", CLEAN - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn in_full() {
        let style = NumberStyle::default();
        for (x, power, text) in [
            (0.203, 2, "20.3"),
            (0.28, 2, "28"),
            (0.1 + 0.18, 2, "28"),
            (1_200.5, 0, "1,200.5"),
            (-0.3, 0, "−0.3"),
            (0.0, 2, "0"),
            (2.5e12, 0, "2,500,000,000,000"),
            (0.000_05, 2, "0.005"),
            (1.0, 2, "100"),
            (f64::NAN, 0, "–"),
        ] {
            assert_eq!(shifted(x, power, &style), text);
        }
    }

    proptest! {
        // The standard library's parser is the judge: what is written in per cent is read back to the bit.
        #[test]
        fn what_is_in_full_is_the_same_number(digits in 0_u64..1_000_000_000_000, power in -12_i32..3) {
            let x: f64 = format!("{digits}e{power}").parse().unwrap();
            let plain = NumberStyle { group_mark: String::new(), ..NumberStyle::default() };
            let back: f64 = format!("{}e-2", shifted(x, 2, &plain)).parse().unwrap();
            prop_assert_eq!(back.to_bits(), x.to_bits());
        }
    }
}
