//! What the page and the worker that holds the tables say to each other.

use funnel_calibrate::column::date::Day;
use funnel_calibrate::{Evidence, Mapping, Table, Trial};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Rows of a table that are shown.
const SHOWN: usize = 5;
/// Characters of a cell that are shown.
const CELL: usize = 80;
/// Problems for each rule that are sent to the page; the list to be saved has more.
pub(crate) const NAMED: usize = 20;

/// Identifies a file, whatever its name.
pub type FileId = u32;

/// From the page to the worker. Files and questions have numbers, by which answers refer to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "fields say what they are")]
pub enum Request {
    /// Read a file, after those sent before. Body: the file.
    Read { file: FileId, name: String },
    /// Do not read it, or not to its end.
    Cancel { file: FileId },
    /// Forget a file that was read.
    Remove { file: FileId },
    /// Learn from all files. A mapping that was `changed` is used as it is; otherwise one is proposed, based on the one
    /// that was kept, if there is one.
    Learn { number: u32, mapping: Option<Box<AsJson<Mapping>>>, changed: bool },
    /// Forecast from days in the past; from suitable days where none are named.
    Try { number: u32, days: Vec<Day> },
    /// Stop forecasting.
    StopTrying,
    /// Write something to be saved, for this scenario (as [bytes](funnel_messages)).
    Save { what: Saved, scenario: Vec<u8> },
}

/// What can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// The list of problems, as CSV.
    Problems,
    /// Everything, as `funnel calibrate --json` writes it.
    All,
    /// The mapping, as `funnel calibrate --map` reads it.
    Mapping,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a message lives for a moment, one at a time")]
#[allow(missing_docs, reason = "fields say what they are")]
pub enum Word {
    /// It takes requests now.
    Ready,
    /// This much of a file has been read.
    Reading { file: FileId, bytes: f64, rows: u32 },
    /// A file has been read: its tables.
    Read { file: FileId, tables: Vec<Sight> },
    /// A file is not a table, or was cancelled.
    Refused { file: FileId, why: String },
    /// What was learned.
    Learned { number: u32, learned: AsJson<Learned> },
    /// This share of the forecasts is done, 0 to 1.
    Trying { number: u32, done: f64 },
    /// Forecasts, and what came.
    Tried { number: u32, trials: AsJson<Vec<Trial>> },
    /// Something to be saved, or why it cannot be.
    Text { what: Saved, text: Result<String, String> },
}

/// A value that leaves out defaults when serialised, and so travels as JSON among values that do not.
#[derive(Clone, Debug, PartialEq)]
pub struct AsJson<T>(pub T);

impl<T: Serialize> Serialize for AsJson<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.0).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for AsJson<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// What was learned, and from what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Learned {
    /// What the tables are taken to be.
    pub mapping: Mapping,
    /// What they say, with the first problems for each rule.
    pub evidence: Evidence,
    /// Days in the past from which forecasts can be made.
    pub days: Vec<Day>,
}

impl PartialEq for Learned {
    /// Evidence follows from the mapping and the files; each answer of the worker is a new one.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What is shown of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// Its name: the file's, followed by the sheet's.
    pub name: String,
    /// Its rows.
    pub rows: u32,
    /// What was recognised on the way.
    pub seen: Vec<String>,
    /// Its headers, in the file's order.
    pub headers: Vec<String>,
    /// Its first rows, each with its place in the file.
    pub first: Vec<(u32, Vec<String>)>,
}

impl Sight {
    pub(crate) fn of(table: &Table) -> Self {
        let cell = |text: &str| match text.char_indices().nth(CELL) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        };
        let first = table.rows.iter().enumerate().take(SHOWN);
        Self {
            name: table.name.clone(),
            rows: u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
            seen: table.seen.clone(),
            headers: table.columns.iter().map(|column| column.header.clone()).collect(),
            first: first
                .map(|(at, row)| (*row, table.columns.iter().map(|column| cell(column.text(at))).collect()))
                .collect(),
        }
    }

    /// The headers in alphabetical order: tables with the same headers are one export.
    #[must_use]
    pub fn sorted(&self) -> Vec<&String> {
        let mut all: Vec<&String> = self.headers.iter().collect();
        all.sort();
        all
    }
}
