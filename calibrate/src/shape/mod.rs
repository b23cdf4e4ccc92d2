//! What tables are: four shapes, the roles of their columns, and what the reader decided about them.

mod adrift;
mod again;
mod ask;
pub(crate) mod flags;
mod ids;
mod join;
mod meaning;
mod propose;
mod refer;
mod roles;
mod stages;
mod unpaid;
mod upright;

use std::collections::BTreeMap;

pub use adrift::{Adrift, On};
pub use again::propose_like;
pub use ask::{About, Question};
pub use meaning::{Outcome, outcome};
pub use propose::{complete, propose};
pub use roles::Role;
pub(crate) use roles::words;
use serde::{Deserialize, Serialize};
pub use upright::upright;

use crate::column::{Decision, Format, date::Day};

pub(crate) use join::Joined;

/// The shapes of tables from which something can be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Sums by channel, segment or period: how many people entered each stage, and possibly what was spent.
    Funnel,
    /// A row for each lead or deal, with its dates.
    Deals,
    /// Spend by period and channel.
    Spend,
    /// A row for each customer, with start and end.
    Customers,
    /// None of these; not used.
    Other,
}

/// Every shape, with its name.
pub const SHAPES: [(Shape, &str); 5] = [
    (Shape::Funnel, "a funnel: counts by stage"),
    (Shape::Deals, "leads or deals, a row each"),
    (Shape::Spend, "spend by period"),
    (Shape::Customers, "customers with start and end"),
    (Shape::Other, "nothing that is used"),
];

/// What one column is, and how it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Use {
    /// Its role.
    pub role: Role,
    /// How its cells are read.
    pub format: Format,
    /// Formats that fit equally well, so that the reader must be asked; empty once decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Format>,
    /// The currency that its cells name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// A cell for which they differ, or one that cannot be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// What it would be by its header, if its cells could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub could: Option<Role>,
}

impl Use {
    fn new(role: Role, decision: Decision) -> Self {
        let Decision { format, or, example, currency, .. } = decision;
        Self { role, format, or, currency, example, could: None }
    }
}

/// The meaning of a label in the stage column, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// Won, lost or open.
    pub outcome: Outcome,
    /// Place among the stages, from the top.
    pub place: u32,
    /// Whether only the reader can tell; until then it is taken as it is here.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_asked: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What became of deals with a closing date, where no column says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// A column says it.
    #[default]
    Told,
    /// The reader has not said it; taken as unknown, and the deals as open.
    Asked,
    /// They were won.
    Won,
    /// It is not known.
    Unknown,
}

/// Tables with the same header: one export, possibly in several files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Shape of its tables.
    pub shape: Option<Shape>,
    /// Every column by its header; a table belongs here if it has exactly these.
    pub columns: BTreeMap<String, Use>,
    /// The meaning of the labels in the stage column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: BTreeMap<String, Meaning>,
    /// What closing dates mean where no column says what became of the deals.
    #[serde(default, skip_serializing_if = "is_told")]
    pub closing: Closing,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_told(closing: &Closing) -> bool {
    *closing == Closing::Told
}

/// What deals won at zero or less are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unpaid {
    /// There are none.
    #[default]
    None,
    /// There are this many, and the reader has not said what they are; taken for deals of unknown size.
    Open(u32),
    /// Deals of unknown size: they count for the rate, not for the sizes.
    Unknown,
    /// Not deals: their rows are left out.
    LeftOut,
}

/// What the reader's tables are; kept with the scenario and used again for the next export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The exports.
    pub sources: Vec<Source>,
    /// Labels that are the same: from, to.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub merges: BTreeMap<String, String>,
    /// Labels that look like the same one and await approval; once approved, they move to `merges`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub alike: BTreeMap<String, String>,
    /// Labels that look like the same one and are not, so they are not asked about again.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub distinct: BTreeMap<String, String>,
    /// Deals won at zero or less.
    #[serde(skip_serializing_if = "is_none")]
    pub unpaid: Unpaid,
    /// Spend that no channel of the deals has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adrift: Option<Adrift>,
    /// The day of the export; the latest date in the tables when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// What the tables do not say and the reader does.
    pub answers: Answers,
}

/// What the tables do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Money spent a week on everything that brings inquiries, where no table gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spend_per_week: Option<f64>,
    /// Share of the inquiries that this money brings: between the two, eight times in ten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_share: Option<(f64, f64)>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference; the lint holds where pointers are long")]
fn is_none(unpaid: &Unpaid) -> bool {
    *unpaid == Unpaid::None
}

impl Source {
    /// Gives a column another role. Most roles exist once: the column that had it before is no longer used.
    pub fn give(&mut self, header: &str, role: Role) {
        let many = matches!(role, Role::Ignored | Role::Passed(_) | Role::Count(_));
        for (_, other) in self.columns.iter_mut().filter(|(_, other)| !many && other.role == role) {
            other.role = Role::Ignored;
        }
        if role == Role::Stage {
            self.stages.clear();
        }
        if let Some(column) = self.columns.get_mut(header) {
            column.role = role;
        }
    }

    /// Whether no label is known to mean won, and one that is in doubt may.
    pub(crate) fn is_unsure(&self) -> bool {
        let mut all = self.stages.values();
        all.clone().any(|meaning| meaning.is_asked) && !all.any(|meaning| meaning.outcome == Outcome::Won)
    }

    /// Swaps the places of two labels of stages.
    pub fn swap(&mut self, one: &str, other: &str) {
        let place = |label| self.stages.get(label).map(|meaning: &Meaning| meaning.place);
        let (Some(a), Some(b)) = (place(one), place(other)) else { return };
        for (label, place) in [(one, b), (other, a)] {
            if let Some(meaning) = self.stages.get_mut(label) {
                meaning.place = place;
            }
        }
    }
}

/// The usual place, from the top, of a stage with this name.
pub(crate) fn place(name: &str) -> u32 {
    roles::usual(name).map_or(65, |usual| usual.place)
}
