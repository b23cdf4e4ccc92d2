//! What the lists of a lever hold.

use crate::{Domain, Question, SettingUnit, Unit};

/// A question that a lever answers, in the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeverQuestion {
    /// The question.
    pub question: Question,
    /// How the page asks it.
    pub title: &'static str,
    /// What can be done about it, and what that does.
    pub lead: &'static str,
}

/// What an assumption of a lever is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AboutInput {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The values it may take.
    pub domain: Domain,
    /// What it means, and how to find it out.
    pub help: &'static str,
}

/// A setting of a lever, with today's value.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverSetting<'a> {
    /// Its key behind the lever's: `fields`, `qualified/share`.
    pub key: String,
    /// Path of today's value below the lever in the JSON: `fields`, `feeds[0].share`.
    pub path: String,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// Id of the stage that it belongs to; empty for the lever itself.
    pub stage: &'a str,
    /// Its unit.
    pub unit: SettingUnit,
    /// The question it belongs to.
    pub question: Question,
    /// Smallest and largest value.
    pub range: (f64, f64),
    /// Today's value.
    pub today: f64,
    /// What moving it costs.
    pub price: SettingPrice<'a>,
    /// Whether moving it down is what costs, not up.
    pub dearer_when_less: bool,
}

/// What moving a setting of a lever costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPrice<'a> {
    /// Nothing by itself.
    Nothing,
    /// Something that is not in the model.
    Unknown,
    /// What a field of the lever says.
    Field {
        /// The field.
        field: &'static str,
        /// Whether somebody gave it.
        is_given: bool,
    },
    /// Hours of the team that works the stage of this id.
    HoursAt(&'a str),
}

/// A stage that a lever names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSlot<'a> {
    /// Path below the lever; in [`crate::Levers::stages`] below all levers: `capture.stage`.
    pub path: String,
    /// Id of the stage.
    pub id: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// What the stage is to the lever, in the reader's words.
    pub label: &'static str,
}

/// What a lever costs a week, where somebody said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverPrice {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// How it is asked for in a sentence: `what the best information would cost a week`.
    pub asks: &'static str,
    /// Money a week.
    pub today: Option<f64>,
}

/// A plain number or choice of a lever that no plan changes, or its price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverDetail {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// How it is shown and typed.
    pub kind: DetailKind,
}

/// How a detail is shown and typed, with what it is today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DetailKind {
    /// Money a week, left out where nobody said.
    Price(Option<f64>),
    /// A number.
    Number {
        /// What it counts.
        unit: DetailUnit,
        /// Today's; none where it is left out.
        today: Option<f64>,
        /// What holds where it is left out, in the reader's words; empty for a number that may not be.
        empty: &'static str,
    },
    /// One of two.
    Flag {
        /// What false is, in the reader's words.
        no: &'static str,
        /// What true is.
        yes: &'static str,
        /// Today's.
        today: bool,
    },
}

/// What a lever's plain number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailUnit {
    /// People.
    People,
    /// Customers.
    Customers,
    /// Whole things of another kind.
    Count,
    /// Whole weeks.
    Weeks,
    /// Money a week.
    MoneyPerWeek,
}

/// What a plain number may be written as in the scenario; for the derive.
pub trait PlainNumber: Copy {
    /// Its value, where it has one.
    fn plain(self) -> Option<f64>;
}

impl PlainNumber for u32 {
    fn plain(self) -> Option<f64> {
        Some(self.into())
    }
}

impl PlainNumber for Option<f64> {
    fn plain(self) -> Option<f64> {
        self
    }
}
