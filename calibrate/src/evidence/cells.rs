//! Cells of tables, by what their columns are.

use std::collections::BTreeMap;

use crate::column::{date::Day, is_nothing};
use crate::problem::{Ledger, Rule};
use crate::read::{Column, Table};
use crate::shape::{Mapping, Role, Source, Use};

/// A cell of a row.
pub(super) struct Cell<'a> {
    pub(super) header: &'a str,
    pub(super) used: &'a Use,
    column: Option<&'a Column>,
}

impl Cell<'_> {
    pub(super) fn text(&self, row: usize) -> &str {
        self.column.map(|column| column.text(row)).filter(|text| !is_nothing(text)).unwrap_or("")
    }
}

/// The columns of a role.
pub(super) fn cells<'a>(source: &'a Source, table: &'a Table, role: impl Fn(&Role) -> bool) -> Vec<Cell<'a>> {
    let of = |(header, used): (&'a String, &'a Use)| Cell { header, used, column: table.column(header) };
    source.columns.iter().filter(|(_, used)| role(&used.role)).map(of).collect()
}

/// The label that stands in a cell, once merged.
pub(super) fn merged<'a>(mapping: &'a Mapping, text: &'a str) -> &'a str {
    mapping.merges.get(text).map_or(text, |to| to)
}

/// Names and places of the labels of a role, over all tables.
pub(super) fn labels(mapping: &Mapping, of: &[(&Source, &Table)], role: &Role) -> Vec<String> {
    let mut all = BTreeMap::new();
    for (source, table) in of {
        for cell in cells(source, table, |r| r == role) {
            let values = cell.column.map_or(&[][..], |column| &column.values);
            for text in values.iter().filter(|text| !is_nothing(text)) {
                all.insert(funnel_scenario::clean(merged(mapping, text)).into_owned(), ());
            }
        }
    }
    std::iter::once(String::new()).chain(all.into_keys()).collect()
}

/// The date in a cell; what is none, or out of range, is told.
pub(super) fn day(cell: Option<&Cell<'_>>, table: &Table, row: usize, ledger: &mut Ledger) -> Option<Day> {
    let cell = cell?;
    let text = cell.text(row);
    if text.is_empty() {
        return None;
    }
    let found = cell.used.format.day(text);
    if found.is_none() {
        let place = table.rows.get(row).copied().unwrap_or(0);
        let form =
            matches!(cell.used.format, crate::column::Format::Date(order) if crate::column::date::is_form(text, order));
        let rule = if form { Rule::DateOutOfRange } else { Rule::NotOfItsKind };
        ledger.add(rule, &table.name, place, cell.header, text);
    }
    found
}
