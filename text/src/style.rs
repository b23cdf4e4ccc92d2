//! How a locale writes numbers and money.

use funnel_scenario::{Calendar, Scenario};

use crate::currency::Currency;

/// How a locale writes numbers and money. The page fills it from `Intl.NumberFormat` ([`crate::intl`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between the whole number and its decimals.
    pub decimal_mark: String,
    /// Between groups of digits; may be empty.
    pub group_mark: String,
    /// Further separators between groups that the locale uses in amounts of money.
    pub other_groups: Vec<String>,
    /// Number of digits in the last group, and in each one before it: 3 and 3, or 3 and 2.
    pub groups: (usize, usize),
    /// Before an amount of money, after its sign: `$`.
    pub prefix: String,
    /// After an amount of money: `\u{a0}€`.
    pub suffix: String,
    /// Before and after a number in per cent.
    pub percent: [String; 2],
    /// The scales in which large amounts are written, the smallest first: `k`, `M`, `B`, `T`.
    pub scales: Vec<Scale>,
    /// All words of the locale for powers of ten, for reading.
    pub scale_words: Vec<(String, i32)>,
    /// Whether a billion is 10^12 in the reader's language.
    pub long_scale: bool,
    /// The reader's language, as at the beginning of a language tag: `de`.
    pub language: String,
    /// The scenario's currency.
    pub currency: Currency,
    /// How the scenario's reader speaks of time.
    pub calendar: Calendar,
}

/// A power of ten, and what is written around a number in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// The power of ten.
    pub power: i32,
    /// What stands before the number.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

impl Scale {
    /// One written after the number, as most are.
    #[must_use]
    pub fn after(power: i32, after: &str) -> Self {
        Self { power, before: String::new(), after: after.to_owned() }
    }

    fn series(marks: [&str; 4]) -> Vec<Self> {
        (1..).map(|n| 3 * n).zip(marks).map(|(power, mark)| Self::after(power, mark)).collect()
    }
}

impl Default for NumberStyle {
    fn default() -> Self {
        Self {
            decimal_mark: ".".to_owned(),
            group_mark: ",".to_owned(),
            other_groups: Vec::new(),
            groups: (3, 3),
            prefix: "$".to_owned(),
            suffix: String::new(),
            percent: [String::new(), "%".to_owned()],
            scales: Scale::series(["k", "M", "B", "T"]),
            scale_words: Vec::new(),
            long_scale: false,
            language: "en".to_owned(),
            currency: Currency::of("USD"),
            calendar: Calendar::default(),
        }
    }
}

impl NumberStyle {
    /// US English with a currency by its sign, for texts made without a browser.
    #[must_use]
    pub fn english(currency: &str) -> Self {
        let currency = Currency::of(currency);
        let prefix = match currency.code.as_str() {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            other => format!("{other}\u{a0}"),
        };
        Self { prefix, currency, ..Self::default() }
    }

    /// [`Self::english`] for a scenario: its currency and its calendar.
    #[must_use]
    pub fn of_scenario(scenario: &Scenario) -> Self {
        Self { calendar: scenario.calendar, ..Self::english(&scenario.currency) }
    }

    /// The same with powers of ten as they are spoken: `$1.2 million`.
    #[must_use]
    pub fn aloud(self) -> Self {
        Self { scales: Scale::series([" thousand", " million", " billion", " trillion"]), ..self }
    }

    /// The scale for a power of ten, if numbers are written in it.
    #[must_use]
    pub fn scale(&self, power: i32) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.power == power)
    }

    /// A share as a percentage.
    #[must_use]
    pub fn in_percent(&self, number: &str) -> String {
        let [before, after] = &self.percent;
        // The number's sign stays in front of everything.
        match number.strip_prefix(crate::format::MINUS) {
            Some(size) => format!("{}{before}{size}{after}", crate::format::MINUS),
            None => format!("{before}{number}{after}"),
        }
    }

    /// An amount of money from a number that is already written.
    #[must_use]
    pub fn in_money(&self, number: &str) -> String {
        let Self { prefix, suffix, .. } = self;
        match number.strip_prefix(crate::format::MINUS) {
            Some(size) => format!("{}{prefix}{size}{suffix}", crate::format::MINUS),
            None => format!("{prefix}{number}{suffix}"),
        }
    }

    /// The digits of a whole number, in groups.
    #[must_use]
    pub fn grouped(&self, digits: &str) -> String {
        let (last, before) = (self.groups.0.max(1), self.groups.1.max(1));
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            let left = digits.len() - i;
            if i > 0 && (left == last || (left > last && (left - last).is_multiple_of(before))) {
                out.push_str(&self.group_mark);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three_and_of_two() {
        let western = NumberStyle::default();
        let indian = NumberStyle { groups: (3, 2), ..NumberStyle::default() };
        for (digits, three, two) in [
            ("7", "7", "7"),
            ("1234", "1,234", "1,234"),
            ("150000", "150,000", "1,50,000"),
            ("1234567", "1,234,567", "12,34,567"),
        ] {
            assert_eq!((western.grouped(digits), indian.grouped(digits)), (three.to_owned(), two.to_owned()));
        }
    }
}
