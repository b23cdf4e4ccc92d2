//! What a column's texts are: decided from all of them, shown, and overruled by whoever knows better.

pub mod date;
mod decide;
pub mod label;
mod money;
mod named;
pub mod number;

pub use decide::{Decision, decide};
use serde::{Deserialize, Serialize};

use date::{Day, Order};
use number::Decimal;

/// How the texts of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Dates.
    Date(Order),
    /// Numbers.
    Number(Decimal),
    /// Labels, ids, notes.
    Text,
    /// No content at all.
    Empty,
}

/// Texts that stand for an empty cell, in lower case. `(none)` is not one of them, as it is a value for a traffic
/// source.
pub const NOTHING: [&str; 18] = [
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "#n/a",
    "na",
    "null",
    "nan",
    "(no value)",
    "no value",
    "(not set)",
    "not set",
    "(blank)",
    "(empty)",
    "undefined",
];

/// Whether a cell stands for an empty one.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    text.len() <= 12 && NOTHING.contains(&text.trim().to_lowercase().as_str())
}

impl Format {
    /// The date in a cell.
    #[must_use]
    pub fn day(self, text: &str) -> Option<Day> {
        match self {
            Self::Date(order) => date::parse(text, order),
            _ => None,
        }
    }

    /// The number in a cell.
    #[must_use]
    pub fn figure(self, text: &str) -> Option<f64> {
        match self {
            Self::Number(decimal) => number::parse(text, decimal).map(|figure| figure.value),
            _ => None,
        }
    }

    /// Its name in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Date(Order::Ymd) => "dates, year first",
            Self::Date(Order::Dmy) => "dates, day first",
            Self::Date(Order::Mdy) => "dates, month first",
            Self::Date(Order::Named) => "dates, months by name or without a day",
            Self::Date(Order::Serial) => "dates, as a spreadsheet’s day numbers",
            Self::Number(Decimal::Point) => "numbers, decimals behind a point",
            Self::Number(Decimal::Comma) => "numbers, decimals behind a comma",
            Self::Text => "text",
            Self::Empty => "nothing",
        }
    }
}
