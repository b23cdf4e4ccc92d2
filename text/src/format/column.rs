//! Figures below each other: one scale and one step for all of them.

use super::{Digits, Unit, WRITTEN_OUT, decimals_of, exponent_of, power_of_ten, rounded};
use crate::style::{NumberStyle, Scale};

/// Digits of the largest figure.
const DIGITS: i32 = 3;
/// Additional digits where a small figure would otherwise vanish.
const MORE: i32 = 2;
/// Most decimals, so that thousands are not written as `$0.003M`.
const DECIMALS: i32 = 2;

/// How the figures of a column are written.
///
/// For money, the step is that of the largest figure to three digits, up to two digits finer where a smaller figure
/// would otherwise vanish, and never finer than the largest error. People are whole numbers below ten thousand, and
/// given to a tenth where all are below ten. All figures have the scale of the largest, or the next smaller scale where
/// that takes fewer decimals. A figure that is not zero but smaller than half a step is "about 0".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// All figures are multiples of it.
    pub step: f64,
    /// The largest figure, which sets the scale.
    largest: f64,
}

impl Column {
    /// The column for figures with their standard errors (0 where one is not known).
    #[must_use]
    pub fn of(figures: impl IntoIterator<Item = (f64, f64)>, unit: Unit) -> Self {
        let known = |(value, se): (f64, f64)| (value.abs(), if se.is_finite() { se.max(0.0) } else { 0.0 });
        let figures: Vec<(f64, f64)> = figures.into_iter().map(known).filter(|(size, _)| size.is_finite()).collect();
        let largest = figures.iter().fold(0.0, |most: f64, (size, _)| most.max(*size));
        let error = figures.iter().fold(0.0, |most: f64, (_, se)| most.max(*se));
        if largest == 0.0 {
            return Self { step: 1.0, largest };
        }
        // Nobody counts half a person among ten, but single people are counted among thousands.
        let least = match unit {
            Unit::Money => i32::MIN,
            Unit::Count if largest < 9.95 => -1,
            Unit::Count => 0,
        };
        let written_out = unit == Unit::Count && largest < WRITTEN_OUT;
        let coarse = if written_out { least } else { exponent_of(largest) + 1 - DIGITS };
        let finest = power_of_ten(coarse - MORE);
        // A figure within its own error needs no digits, and one that is even smaller vanishes anyway.
        let small = figures.iter().filter(|(size, se)| *size >= finest && *size > 2.0 * se);
        let mut place = small.map(|(size, _)| exponent_of(*size)).fold(coarse, i32::min);
        if error > 0.0 {
            // An error as large as the figures leaves one digit.
            let first = exponent_of(error * (1.0 + 1e-9)).min(exponent_of(largest));
            place = place.max(first);
        }
        let mut step = power_of_ten(place.max(least));
        // Trailing zeros that all figures share say nothing where there is no error.
        let round = |step: f64| figures.iter().all(|(size, _)| (size / step - (size / step).round()).abs() < 1e-9);
        while error == 0.0 && exponent_of(step * 10.0) <= exponent_of(largest) && round(step * 10.0) {
            step *= 10.0;
        }
        Self { step, largest: rounded(largest, Digits::Step(step)) }
    }

    /// The column for many figures, most of them on their way up from zero: three digits of the largest, without more
    /// where a small one vanishes, and without more than any error allows.
    #[must_use]
    pub fn of_largest(figures: impl IntoIterator<Item = f64>, error: f64) -> Self {
        let largest = figures.into_iter().filter(|x| x.is_finite()).fold(0.0, |most: f64, x| most.max(x.abs()));
        Self::of([(largest, error)], Unit::Money)
    }

    /// Whether a figure is not zero, but too small to be written.
    #[must_use]
    pub fn hides(&self, value: f64) -> bool {
        value != 0.0 && value.is_finite() && rounded(value, Digits::Step(self.step)) == 0.0
    }

    /// The common scale: that of the largest, or a smaller one that takes fewer decimals.
    fn scale<'a>(&self, style: &'a NumberStyle) -> Option<&'a Scale> {
        let mut scale = style.scale_of(self.largest);
        while let Some(now) = scale.filter(|x| decimals_of(self.step / power_of_ten(x.power)) > DECIMALS) {
            scale = style.scales.iter().rev().find(|x| x.power < now.power);
        }
        scale
    }

    /// A figure in the column; `signed` also writes a plus.
    #[must_use]
    pub fn write(&self, style: &NumberStyle, value: f64, unit: Unit, signed: bool) -> String {
        let text = style.write(rounded(value, Digits::Step(self.step)), self.step, self.scale(style), unit, signed);
        if self.hides(value) { format!("about {text}") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MINUS;
    use super::*;
    use proptest::prelude::*;

    fn texts(figures: &[(f64, f64)], unit: Unit, signed: bool) -> Vec<String> {
        let column = Column::of(figures.iter().copied(), unit);
        figures.iter().map(|(x, _)| column.write(&NumberStyle::default(), *x, unit, signed)).collect()
    }

    #[test]
    fn one_rule_for_all() {
        let money = |figures: &[(f64, f64)]| texts(figures, Unit::Money, false);
        assert_eq!(money(&[(1.5, 0.0), (1.21, 0.0)]), ["$1.50", "$1.21"]);
        assert_eq!(money(&[(1.7e6, 0.0), (1.61e6, 0.0)]), ["$1.70M", "$1.61M"]);
        assert_eq!(money(&[(1.7e6, 4e4), (1.61e6, 3e3)]), ["$1.70M", "$1.61M"]);
        assert_eq!(money(&[(1.7e6, 2e5), (1.61e6, 3e3)]), ["$1.7M", "$1.6M"]);
        assert_eq!(money(&[(1.2e6, 0.0), (3_400.0, 0.0)]), ["$1,200k", "$3k"]);
        assert_eq!(money(&[(1.2e6, 0.0), (40.0, 0.0), (0.0, 0.0)]), ["$1.20M", "about $0", "$0"]);
        assert_eq!(money(&[(20_000.0, 0.0), (4_000.0, 0.0)]), ["$20k", "$4k"]);
        assert_eq!(money(&[(0.0, 0.0), (f64::NAN, 0.0)]), ["$0", "–"]);
        assert_eq!(money(&[(1.0, 2.0), (f64::INFINITY, 0.0)]), ["$1", "–"]);
        let signed = texts(&[(-187_600.0, 900.0), (26_840.0, 2_100.0), (-3.0, 900.0)], Unit::Money, true);
        assert_eq!(signed, ["−$188k", "+$27k", "about $0"]);
        let people = |figures: &[(f64, f64)]| texts(figures, Unit::Count, false);
        assert_eq!(people(&[(258.4, 0.2), (9.7, 0.1)]), ["258", "10"]);
        assert_eq!(people(&[(5_103.2, 0.0), (0.4, 0.0)]), ["5,103", "about 0"]);
        assert_eq!(people(&[(2.0, 0.0), (0.25, 0.0)]), ["2.0", "0.2"]);
        assert_eq!(people(&[(258.4, 30.0), (91.0, 4.0)]), ["260", "90"]);
    }

    /// Decimals, and what follows them.
    fn form(text: &str) -> (usize, String) {
        let number = text.trim_start_matches("about ").trim_start_matches(['+', MINUS, '$']);
        let after = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
        let decimals = after.strip_prefix('.').unwrap_or("");
        let digits = decimals.chars().take_while(char::is_ascii_digit).count();
        (digits, after.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()).to_owned())
    }

    proptest! {
        #[test]
        fn all_have_the_same_decimals_and_scale(
            figures in prop::collection::vec((-1e3..1e3_f64, -6..9_i32, prop_oneof![Just(0.0), 1e-3..2.0_f64]), 1..8),
            signed in any::<bool>(),
        ) {
            let figures: Vec<(f64, f64)> =
                figures.into_iter().map(|(x, e, se)| (x * power_of_ten(e), se * x.abs() * power_of_ten(e))).collect();
            let column = Column::of(figures.iter().copied(), Unit::Money);
            let texts = texts(&figures, Unit::Money, signed);
            let mut forms = Vec::new();
            for (text, (x, _)) in texts.iter().zip(&figures) {
                prop_assert!(!text.contains("−$0") || form(text).0 > 0 && *x < 0.0, "{text}");
                let zero = text.trim_start_matches("about ") == "$0";
                prop_assert_eq!(zero, x.abs() < 0.5 * column.step || (x.abs() - 0.5 * column.step).abs() < 1e-9 * column.step,
                    "{} of {} by {}", text, x, column.step);
                prop_assert_eq!(text.starts_with("about "), zero && *x != 0.0);
                if !zero && !text.contains('^') {
                    forms.push(form(text));
                }
            }
            prop_assert!(forms.windows(2).all(|w| w[0] == w[1]), "{texts:?}");
            // The largest has at least one digit, and the step is no finer than the first digit of any error.
            let largest = figures.iter().map(|f| f.0.abs()).fold(0.0, f64::max);
            for (_, se) in &figures {
                prop_assert!(*se == 0.0 || column.step * 10.0 > se.min(largest) * 0.999, "{} {se}", column.step);
            }
        }
    }
}
