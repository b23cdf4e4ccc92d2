//! Cells of tables, by what their columns are.

use std::collections::BTreeMap;

use crate::column::{Format, date::Day, is_nothing};
use crate::problem::{Ledger, Rule};
use crate::read::{Column, Table};
use crate::shape::{Mapping, Role, Source, Use};

/// A column with its role; each distinct text is looked at once, however many rows have it.
pub(super) struct Cell<'a> {
    pub(super) header: &'a str,
    pub(super) used: &'a Use,
    codes: &'a [u32],
    /// Texts by their code; words that stand for an empty cell are empty.
    texts: Vec<&'a str>,
    days: Vec<Option<Day>>,
}

impl<'a> Cell<'a> {
    fn new(header: &'a str, used: &'a Use, column: Option<&'a Column>) -> Self {
        let values = column.map_or(&[][..], |column| &column.values);
        let plain = |text: &'a str| if is_nothing(text) { "" } else { text };
        let texts: Vec<&str> = values.iter().map(|text| plain(text)).collect();
        let dated = matches!(used.format, Format::Date(_));
        let days = if dated { texts.iter().map(|text| used.format.day(text)).collect() } else { Vec::new() };
        Self { header, used, codes: column.map_or(&[], |column| &column.codes), texts, days }
    }

    fn code(&self, row: usize) -> usize {
        self.codes.get(row).map_or(usize::MAX, |code| *code as usize)
    }

    pub(super) fn text(&self, row: usize) -> &'a str {
        self.texts.get(self.code(row)).copied().unwrap_or("")
    }

    /// For each row, the place of its label in a sorted list, after merging; 0 for none.
    pub(super) fn places(&self, mapping: &Mapping, of: &[String]) -> impl Fn(usize) -> u32 {
        let place = |text: &&str| {
            let text = funnel_scenario::clean(merged(mapping, text));
            of.binary_search_by(|name| name.as_str().cmp(&text)).map_or(0, |at| u32::try_from(at).unwrap_or(0))
        };
        let places: Vec<u32> = self.texts.iter().map(place).collect();
        move |row| places.get(self.code(row)).copied().unwrap_or(0)
    }
}

/// The columns that have a role.
pub(super) fn cells<'a>(source: &'a Source, table: &'a Table, role: impl Fn(&Role) -> bool) -> Vec<Cell<'a>> {
    let of = |(header, used): (&'a String, &'a Use)| Cell::new(header, used, table.column(header));
    source.columns.iter().filter(|(_, used)| role(&used.role)).map(of).collect()
}

/// A cell's label, after merging.
pub(super) fn merged<'a>(mapping: &'a Mapping, text: &'a str) -> &'a str {
    mapping.merges.get(text).map_or(text, |to| to)
}

/// The labels of a role over all tables, after merging, sorted.
pub(super) fn labels(mapping: &Mapping, of: &[(&Source, &Table)], role: &Role) -> Vec<String> {
    let mut all = BTreeMap::new();
    for (source, table) in of {
        for cell in cells(source, table, |r| r == role) {
            for text in cell.texts.iter().filter(|text| !text.is_empty()) {
                all.insert(funnel_scenario::clean(merged(mapping, text)).into_owned(), ());
            }
        }
    }
    std::iter::once(String::new()).chain(all.into_keys()).collect()
}

/// The date in a cell; one that is invalid or out of range is recorded as a problem.
pub(super) fn day(cell: Option<&Cell<'_>>, table: &Table, row: usize, ledger: &mut Ledger) -> Option<Day> {
    let cell = cell?;
    let text = cell.text(row);
    if text.is_empty() {
        return None;
    }
    let found = cell.days.get(cell.code(row)).copied().flatten();
    if found.is_none() {
        let place = table.rows.get(row).copied().unwrap_or(0);
        let form = matches!(cell.used.format, Format::Date(order) if crate::column::date::is_form(text, order));
        let rule = if form { Rule::DateOutOfRange } else { Rule::NotOfItsKind };
        ledger.add(rule, &table.name, place, cell.header, text);
    }
    found
}
