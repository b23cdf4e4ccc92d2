//! A table of texts, column by column, with each text stored once.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::{Limits, Refusal};
use crate::problem::Ledger;

/// A table as it was read, before any cell has a meaning.
///
/// Cells are 32-bit indices into the column's distinct texts: memory is four bytes for each cell, and each distinct
/// text once.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The file's name, or the sheet's.
    pub name: String,
    /// Columns, in the file's order; headers are distinct.
    pub columns: Vec<Column>,
    /// Each row's place in the file as a spreadsheet counts: the first line is 1.
    pub rows: Vec<u32>,
    /// What was recognised on the way, in words.
    pub seen: Vec<String>,
    /// What was wrong with the file's form.
    pub ledger: Ledger,
}

impl Table {
    /// A table of lines that were read before, each with its place in the file; `None` if they exceed the usual limits.
    pub(crate) fn of(name: &str, headers: &[String], lines: &[(u32, Vec<String>)]) -> Option<Self> {
        let mut builder = Builder::new(name, super::frame::headers(headers), Limits::default());
        for (row, line) in lines {
            builder.push(*row, line.iter().map(String::as_str)).ok()?;
        }
        Some(builder.table)
    }

    /// The column with a header.
    #[must_use]
    pub fn column(&self, header: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.header == header)
    }
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its header, on one line.
    pub header: String,
    /// Distinct texts in the order of their appearance; the first is empty.
    pub values: Vec<Box<str>>,
    /// For each row, the index of its text in `values`.
    pub codes: Vec<u32>,
}

impl Column {
    /// The text in a row.
    #[must_use]
    pub fn text(&self, row: usize) -> &str {
        self.codes.get(row).and_then(|code| self.values.get(*code as usize)).map_or("", |text| text)
    }

    /// How many rows have each of `values`.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.values.len()];
        for code in &self.codes {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// Takes in rows.
pub(super) struct Builder {
    pub(super) table: Table,
    /// For each column, the index of each text. It is only looked up, never iterated over, so its order has no effect.
    index: Vec<HashTable<u32>>,
    hasher: DefaultHashBuilder,
    text: usize,
    limits: Limits,
}

impl Builder {
    pub(super) fn new(name: &str, headers: Vec<String>, limits: Limits) -> Self {
        let index = headers.iter().map(|_| HashTable::new()).collect();
        let column = |header| Column { header, values: vec!["".into()], codes: Vec::new() };
        let columns = headers.into_iter().map(column).collect();
        Self {
            table: Table { name: name.to_owned(), columns, ..Table::default() },
            index,
            hasher: DefaultHashBuilder::default(),
            text: 0,
            limits,
        }
    }

    /// Takes in a row; missing cells are empty.
    pub(super) fn push<'a>(&mut self, row: u32, mut cells: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
        if self.table.rows.len() >= self.limits.rows {
            return Err(Refusal::TooManyRows(self.limits.rows));
        }
        self.table.rows.push(row);
        for (column, index) in self.table.columns.iter_mut().zip(&mut self.index) {
            let cell = cells.next().unwrap_or("").trim();
            if cell.is_empty() {
                column.codes.push(0);
                continue;
            }
            let hash = |text: &str| self.hasher.hash_one(text);
            let values = &column.values;
            let text = |code: &u32| values.get(*code as usize).map_or("", |text| text);
            let code = match index.find(hash(cell), |code| text(code) == cell) {
                Some(code) => *code,
                None => {
                    self.text += cell.len();
                    if self.text > self.limits.text {
                        return Err(Refusal::TooMuchText(self.limits.text));
                    }
                    let code = u32::try_from(column.values.len()).unwrap_or(u32::MAX);
                    index.insert_unique(hash(cell), code, |code| hash(text(code)));
                    column.values.push(cell.into());
                    code
                }
            };
            column.codes.push(code);
        }
        for cell in cells {
            if !cell.trim().is_empty() {
                self.table.ledger.add(crate::Rule::TooManyCells, &self.table.name, row, "", cell);
                break;
            }
        }
        Ok(())
    }

    /// Drops everything after this row.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.table.rows.truncate(rows);
        for column in &mut self.table.columns {
            column.codes.truncate(rows);
        }
    }
}
