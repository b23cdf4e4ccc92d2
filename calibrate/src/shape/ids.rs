//! Which column tells rows apart: a deal's own id, and not that of its customer, who may have several deals.

use std::collections::{BTreeMap, HashMap};

use super::roles::{LEAST, ROLES, Role, fit};
use super::{Joined, Use};
use crate::column::Format;
use crate::read::Table;

/// Words for the deal itself in a header.
const OWN: [&str; 4] = ["deal", "opportunity", "opp", "record"];
/// Words for somebody who may have several deals, and for names, which need not be unique.
const OTHERS: [&str; 12] = [
    "account",
    "contact",
    "customer",
    "company",
    "client",
    "organization",
    "organisation",
    "person",
    "owner",
    "user",
    "name",
    "kunde",
];
/// Of so many rows with an id that an earlier row has, this many may begin on another day.
const ONE_IN: usize = 10;

/// How well a header fits an id: the deal's own before those of others.
fn fits(words: &[String]) -> Option<(bool, bool)> {
    let known = ROLES.iter().filter(|known| known.role == Role::Id).flat_map(|known| known.phrases);
    let best = known.map(|phrase| fit(words, phrase)).max().unwrap_or(0);
    let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    (best >= LEAST).then(|| (has(&OWN) && !has(&["name"]), !has(&OTHERS)))
}

/// The column that tells the rows apart, of those that have no other part: of those that do, the deal's own, and of
/// several the one with most different cells.
pub(super) fn choose(
    columns: &BTreeMap<String, Use>,
    bare: impl Fn(&str) -> Vec<String>,
    joined: &Joined<'_>,
) -> Option<String> {
    let begins = columns.iter().find(|(_, used)| used.role == Role::Begins);
    let mut found: Vec<((bool, bool), &String)> = Vec::new();
    for (header, used) in columns.iter().filter(|(_, used)| matches!(used.role, Role::Id | Role::Ignored)) {
        let Some((own, not_others)) = fits(&bare(header)).filter(|_| used.format != Format::Empty) else { continue };
        if tells_apart(joined, header, begins, not_others) {
            found.push(((own, not_others), header));
        }
    }
    let best = found.iter().map(|(rank, _)| *rank).max()?;
    found.retain(|(rank, _)| *rank == best);
    match found.as_slice() {
        [(_, only)] => Some((*only).clone()),
        // A million ids are counted only where there is a choice; of two with as many, the alphabetically first.
        _ => {
            let cells = |header: &str| joined.labels(header).len();
            found.into_iter().rev().max_by_key(|(_, header)| cells(header)).map(|(_, header)| header.clone())
        }
    }
}

/// Whether rows with the same cell are the same: they begin on the same day, as a deal does that is listed at each of
/// its steps. An id of the rows' own may also be repeated by mistake, now and then.
pub(super) fn tells_apart(joined: &Joined<'_>, header: &str, begins: Option<(&String, &Use)>, is_own: bool) -> bool {
    let (mut filled, mut again, mut other) = (0, 0, 0);
    for table in &joined.tables {
        let counts = repeats(table, header, begins);
        (filled, again, other) = (filled + counts.0, again + counts.1, other + counts.2);
    }
    other * ONE_IN <= again || (is_own && again * ONE_IN <= filled)
}

/// Rows of a table with an id, those of them whose id an earlier row has, and those of these that begin on another day.
fn repeats(table: &Table, header: &str, begins: Option<(&String, &Use)>) -> (usize, usize, usize) {
    let Some(ids) = table.column(header) else { return (0, 0, 0) };
    let days = begins.and_then(|(header, used)| Some((used.format, table.column(header)?)));
    let day = |row: usize| days.as_ref().and_then(|(format, column)| format.day(column.text(row)));
    let mut first: HashMap<u32, usize> = HashMap::new();
    let (mut filled, mut again, mut other) = (0, 0, 0);
    for (row, code) in ids.codes.iter().enumerate() {
        if crate::column::is_nothing(ids.text(row)) {
            continue;
        }
        filled += 1;
        if let Some(before) = first.get(code) {
            again += 1;
            other += usize::from(days.is_none() || day(*before) != day(row));
        } else {
            first.insert(*code, row);
        }
    }
    (filled, again, other)
}
