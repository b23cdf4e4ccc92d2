//! The labels of a stage column: what each means, and which of them only the reader can tell.

use std::collections::BTreeMap;

use super::flags::{flag, is_flag};
use super::{Closing, Joined, Meaning, Outcome, Role, Shape, Source, outcome, roles};
use crate::column::{date::Day, is_nothing};
use crate::evidence::last_day;

/// Most labels asked about.
const ASKED: usize = 3;
/// Labels that say by themselves that nothing is decided.
const OPEN: [&str; 10] =
    ["open", "new", "in progress", "pipeline", "active", "offen", "neu", "abierto", "ouvert", "aperto"];

/// What became of rows with one label.
#[derive(Clone, Copy, Default)]
struct Told {
    rows: u64,
    /// With a closing date, and of those with one that is past.
    closed: u64,
    past: u64,
}

/// Gives each label its meaning, and marks those that are to be asked about; where no column says what became of the
/// rows, the closing dates are.
pub(super) fn fill(source: &mut Source, joined: &Joined<'_>) {
    let of = |role: Role| source.columns.iter().find(|(_, used)| used.role == role).map(|(header, _)| header.clone());
    let (stage, closed, lost) = (of(Role::Stage), of(Role::Closed), of(Role::Lost));
    let won = of(Role::Passed("Won".to_owned()));
    let Some(stage) = stage else {
        let is_implied = closed.is_some() && lost.is_none() && won.is_none();
        let is_deals = source.shape == Some(Shape::Deals);
        source.closing = if is_implied && is_deals { Closing::Asked } else { Closing::Told };
        return;
    };
    source.closing = Closing::Told;
    source.stages = meanings(joined, &stage);
    if source.shape == Some(Shape::Deals) && lost.is_none() && won.is_none() {
        doubt(source, joined, &stage);
    }
}

/// What labels mean, in their usual order, or else alphabetically.
fn meanings(joined: &Joined<'_>, header: &str) -> BTreeMap<String, Meaning> {
    let mut open: Vec<(u32, String)> = Vec::new();
    let mut all = BTreeMap::new();
    let is_flag = is_flag(joined, header);
    for text in joined.labels(header).into_keys().filter(|text| !is_nothing(text)) {
        let outcome = match flag(&text).filter(|_| is_flag) {
            Some(true) => Outcome::Won,
            Some(false) => Outcome::Lost,
            None => outcome(&text),
        };
        if outcome == Outcome::Open {
            open.push((roles::usual(&text).map_or(65, |usual| usual.place), text));
        } else {
            all.insert(text, Meaning { outcome, place: 1_000, is_asked: false });
        }
    }
    open.sort();
    for (i, (_, text)) in open.into_iter().enumerate() {
        let place = u32::try_from(i).unwrap_or(u32::MAX);
        all.insert(text, Meaning { outcome: Outcome::Open, place, is_asked: false });
    }
    all
}

/// Number of rows whose label says that they were won or lost; 0 if no label says the one or the other of some and not
/// of others, or if there are more labels than stages.
pub(super) fn telling(labels: &BTreeMap<String, u64>, most: usize) -> u64 {
    let mut by = BTreeMap::<Outcome, u64>::new();
    for (text, count) in labels.iter().filter(|(text, _)| !is_nothing(text)) {
        *by.entry(outcome(text)).or_default() += count;
    }
    let told = |outcome| by.get(&outcome).copied().unwrap_or(0);
    if labels.len() > most || told(Outcome::Won) == 0 || by.len() < 2 {
        0
    } else {
        told(Outcome::Won) + told(Outcome::Lost)
    }
}

/// Marks the labels that are taken as open and may not be: those whose rows have closing dates that are past, and,
/// where no label means won or none means lost, those with most rows.
fn doubt(source: &mut Source, joined: &Joined<'_>, stage: &str) {
    let told = told(source, joined, stage);
    let rows: u64 = told.values().map(|told| told.rows).sum();
    let has = |outcome| source.stages.values().any(|meaning| meaning.outcome == outcome);
    let is_whole = has(Outcome::Won) && has(Outcome::Lost);
    let mut open: Vec<(u64, String, Told)> = source
        .stages
        .iter()
        .filter(|(_, meaning)| meaning.outcome == Outcome::Open)
        .filter_map(|(label, _)| told.get(label).map(|told| (told.rows, label.clone(), *told)))
        .collect();
    open.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    // Expected closing dates are mostly to come; and a slip now and then is no doubt.
    let is_past =
        |told: &Told| told.closed * 10 >= told.rows * 9 && told.past * 10 >= told.closed * 9 && told.rows * 50 >= rows;
    let plain = |label: &str| OPEN.contains(&label.to_lowercase().as_str()) || roles::usual(label).is_some();
    let mut asked: Vec<String> =
        open.iter().filter(|(.., told)| is_past(told)).map(|(_, label, _)| label.clone()).collect();
    if asked.is_empty() && !is_whole {
        asked = open.iter().map(|(_, label, _)| label.clone()).filter(|label| !plain(label)).collect();
        if asked.is_empty() && !has(Outcome::Won) {
            asked = open
                .iter()
                .max_by_key(|(_, label, _)| source.stages.get(label).map(|meaning| meaning.place))
                .map(|(_, label, _)| label.clone())
                .into_iter()
                .collect();
        }
    }
    for label in asked.into_iter().take(ASKED) {
        if let Some(meaning) = source.stages.get_mut(&label) {
            meaning.is_asked = true;
        }
    }
}

/// Rows by label.
fn told(source: &Source, joined: &Joined<'_>, stage: &str) -> BTreeMap<String, Told> {
    let of = |role: Role| source.columns.iter().find(|(_, used)| used.role == role);
    let days = |found: Option<(&String, &super::Use)>, table: &crate::Table| -> Vec<Option<Day>> {
        let Some((column, used)) = found.and_then(|(header, used)| Some((table.column(header)?, used))) else {
            return Vec::new();
        };
        let days: Vec<Option<Day>> = column.values.iter().map(|text| used.format.day(text)).collect();
        column.codes.iter().map(|code| days.get(*code as usize).copied().flatten()).collect()
    };
    let begins: Vec<Day> = joined.tables.iter().flat_map(|table| days(of(Role::Begins), table)).flatten().collect();
    let last = last_day::of(begins);
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    for table in &joined.tables {
        let Some(labels) = table.column(stage) else { continue };
        let closed = days(of(Role::Closed), table);
        let mut by = vec![Told::default(); labels.values.len()];
        for (row, code) in labels.codes.iter().enumerate() {
            let Some(told) = by.get_mut(*code as usize) else { continue };
            let day = closed.get(row).copied().flatten();
            told.rows += 1;
            told.closed += u64::from(day.is_some());
            told.past += u64::from(day.is_some_and(|day| last.is_some_and(|last| day <= last)));
        }
        for (label, told) in labels.values.iter().zip(by) {
            let sum = all.entry(label.to_string()).or_default();
            sum.rows += told.rows;
            sum.closed += told.closed;
            sum.past += told.past;
        }
    }
    all
}
