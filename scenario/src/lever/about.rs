//! The entries of a lever's lists.

use crate::{Domain, Question, SettingUnit, Unit};

/// A question that a lever answers, in the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeverQuestion {
    /// The question.
    pub question: Question,
    /// How the page asks it.
    pub title: &'static str,
    /// What can be done about it, and the effect.
    pub lead: &'static str,
}

/// A lever's assumption.
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
    /// Its key after the lever's own: `fields`, `qualified/share`.
    pub key: String,
    /// JSON path of today's value below the lever: `fields`, `feeds[0].share`.
    pub path: String,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// Id of the stage to which it belongs; empty for the lever itself.
    pub stage: &'a str,
    /// Its unit.
    pub unit: SettingUnit,
    /// The question to which it belongs.
    pub question: Question,
    /// Smallest and largest value.
    pub range: (f64, f64),
    /// Today's value.
    pub today: f64,
    /// What moving it costs.
    pub price: SettingPrice<'a>,
    /// Whether moving it down costs money, rather than moving it up.
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
        /// Whether the reader entered it.
        is_given: bool,
    },
    /// Hours of the team that works the stage of this id.
    HoursAt(&'a str),
}

/// A stage that a lever names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSlot<'a> {
    /// Path below the lever; in [`crate::Levers::stages`], below all levers: `capture.stage`.
    pub path: String,
    /// Id of the stage.
    pub id: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// What the stage is to the lever, in the reader's words.
    pub label: &'static str,
}

/// What a lever costs a week, where the reader entered it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverPrice {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// How a sentence asks for it: `what the best information would cost a week`.
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

/// How a detail is shown and typed, with today's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DetailKind {
    /// Money a week; `None` where the reader did not enter it.
    Price(Option<f64>),
    /// A number.
    Number {
        /// What it counts.
        unit: DetailUnit,
        /// Today's; `None` where it is left out.
        today: Option<f64>,
        /// What applies when it is left out, in the reader's words; empty for a number that must be given.
        empty: &'static str,
    },
    /// A choice of two.
    Flag {
        /// The words for false.
        no: &'static str,
        /// The words for true.
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
    /// Other things, in whole numbers.
    Count,
    /// Whole weeks.
    Weeks,
    /// Money a week.
    MoneyPerWeek,
}

/// The types of plain numbers in the scenario; for the derive.
pub trait PlainNumber: Copy {
    /// Its value, if it has one.
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
