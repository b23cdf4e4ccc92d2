//! Rows that name the same lead or deal twice.

use std::collections::HashMap;

use super::cells::{Cell, cells};
use super::deals::{Raw, set};
use crate::problem::{Ledger, Rule};
use crate::read::Table;
use crate::shape::{Outcome, Role, Source};

/// Keeps one row for each id: of several, the one that got furthest, whatever the order of files and rows.
pub(super) fn drop(raw: &mut Vec<Raw>, of: &[(&Source, &Table)], ledger: &mut Ledger) {
    let ids: Vec<Option<Cell<'_>>> =
        of.iter().map(|(source, table)| cells(source, table, |role| *role == Role::Id).into_iter().next()).collect();
    // Deals and the leads of another table are numbered separately: both may start at 1.
    let led: Vec<bool> = of.iter().map(|(source, _)| super::leads::names_leads(source)).collect();
    let id = |r: &Raw| {
        let text = ids.get(r.table).and_then(Option::as_ref).map_or("", |cell| cell.text(r.row));
        (led.get(r.table).copied().unwrap_or(false), text)
    };
    // Further means: with more of its dates, then with later ones, then by all its cells, which are equal only where
    // the rows are.
    let text = |r: &Raw| -> Vec<&str> {
        of.get(r.table).map_or(Vec::new(), |(source, table)| {
            source.columns.keys().map(|header| table.column(header).map_or("", |column| column.text(r.row))).collect()
        })
    };
    let reach = |r: &Raw| {
        let dates = r.deal.passed.iter().chain([&r.deal.lost, &r.closed]).flatten();
        (dates.clone().count(), dates.max().copied(), r.deal.outcome != Outcome::Open)
    };
    let mut first: HashMap<(bool, &str), usize> = HashMap::new();
    let mut goes = vec![false; raw.len()];
    for (i, row) in raw.iter().enumerate() {
        let name = id(row);
        if name.1.is_empty() {
            continue;
        }
        let Some(other) = first.get(&name).copied() else {
            first.insert(name, i);
            continue;
        };
        let Some(before) = raw.get(other) else { continue };
        let same = text(row) == text(before);
        let later = (reach(row), text(row)) > (reach(before), text(before));
        let (out, stays) = if later { (other, i) } else { (i, other) };
        if let (Some(gone), Some((_, table))) = (raw.get(out), raw.get(out).and_then(|r| of.get(r.table))) {
            let rule = if same { Rule::SameRowTwice } else { Rule::SameIdTwice };
            ledger.add(rule, &table.name, table.rows.get(gone.row).copied().unwrap_or(0), "", name.1);
        }
        set(&mut goes, out, true);
        first.insert(name, stays);
    }
    let mut at = 0;
    raw.retain(|_| {
        at += 1;
        !goes.get(at - 1).copied().unwrap_or(false)
    });
}
