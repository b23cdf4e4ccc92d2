//! What tables probably are, from their headers and their contents.

use std::collections::{BTreeMap, BTreeSet};

use super::roles::{self, LEAST, ROLES, Role, fit, words};
use super::{Joined, Mapping, Meaning, Shape, Source, Unpaid, Use, outcome};
use crate::column::{self, Decision, Format, date, date::Order, is_nothing, label};
use crate::read::Table;

/// Most distinct labels in a column of stages or channels.
const LABELS: usize = 60;
/// Most questions asked of a reader.
const MOST_QUESTIONS: usize = 5;
/// What the tables are, as far as they say so themselves.
#[must_use]
pub fn propose(tables: &[Table]) -> Mapping {
    let mut sources: Vec<Source> = Vec::new();
    let mut labels: BTreeMap<String, u64> = BTreeMap::new();
    let all = Joined::by_header(tables);
    for joined in &all {
        let source = source(joined);
        for (header, column) in &source.columns {
            if is_label(column) {
                for (text, count) in joined.labels(header) {
                    *labels.entry(text).or_default() += count;
                }
            }
        }
        sources.push(source);
    }
    super::refer::mark(&mut sources, &all);
    let known: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| &source.columns)
        .filter(|(_, used)| is_label(used))
        .map(|(header, _)| header.clone())
        .collect();
    for joined in &all {
        // Lists of products or people contain the same labels, possibly in other spellings.
        let listed = |header: &&String| known.contains(*header);
        for header in joined.headers.iter().filter(listed).filter(|header| !used(&sources, joined, header)) {
            for (text, count) in joined.labels(header) {
                *labels.entry(text).or_default() += count;
            }
        }
    }
    let mut mapping = Mapping { alike: label::merges(&labels), ..Mapping::default() };
    let unpaid = sources.iter().zip(&all).map(|(source, joined)| unpaid(source, joined)).sum();
    mapping.sources = sources;
    // A question beyond the maximum is not asked.
    if unpaid > 0 && mapping.questions().len() < MOST_QUESTIONS {
        mapping.unpaid = Unpaid::Open(unpaid);
    }
    mapping
}

/// Number of rows won at zero or less.
fn unpaid(source: &Source, joined: &Joined<'_>) -> u32 {
    let of = |role: Role| source.columns.iter().find(|(_, used)| used.role == role);
    let (Some((amount, used)), Some((stage, _)), Some(Shape::Deals)) =
        (of(Role::Amount), of(Role::Stage), source.shape)
    else {
        return 0;
    };
    let is_won = |text: &str| source.stages.get(text).is_some_and(|meaning| meaning.outcome == super::Outcome::Won);
    let is_nil = |text: &str| !is_nothing(text) && used.format.figure(text).is_some_and(|worth| worth <= 0.0);
    let mut count = 0;
    for table in &joined.tables {
        let (Some(amounts), Some(stages)) = (table.column(amount), table.column(stage)) else { continue };
        // Each distinct text is looked at once.
        let nil: Vec<bool> = amounts.values.iter().map(|text| is_nil(text)).collect();
        let won: Vec<bool> = stages.values.iter().map(|text| is_won(text)).collect();
        let at =
            |all: &[bool], code: Option<&u32>| code.and_then(|code| all.get(*code as usize)).copied().unwrap_or(false);
        for row in 0..table.rows.len() {
            count += u32::from(at(&nil, amounts.codes.get(row)) && at(&won, stages.codes.get(row)));
        }
    }
    count
}

/// Fills in what a mapping lacks after a change: labels of a column that has become the stage column, and labels that
/// look like the same one in a column that has become one of channels or segments.
pub fn complete(tables: &[Table], mapping: &mut Mapping) {
    let mut labels: BTreeMap<String, u64> = BTreeMap::new();
    for joined in Joined::by_header(tables) {
        let Some(source) = mapping.sources.iter_mut().find(|source| source.columns.keys().eq(&joined.headers)) else {
            continue;
        };
        let stage =
            source.columns.iter().find(|(_, column)| column.role == Role::Stage).map(|(header, _)| header.clone());
        match stage {
            Some(header) if source.stages.is_empty() => source.stages = meanings(&joined, &header),
            Some(_) => {}
            None => source.stages.clear(),
        }
        for header in source.columns.iter().filter(|(_, column)| is_label(column)).map(|(header, _)| header) {
            for (text, count) in joined.labels(header) {
                *labels.entry(text).or_default() += count;
            }
        }
    }
    let known = |label: &String| mapping.merges.contains_key(label) || mapping.distinct.contains_key(label);
    let alike: Vec<(String, String)> = label::merges(&labels).into_iter().filter(|(from, _)| !known(from)).collect();
    mapping.alike.extend(alike);
}

fn is_label(column: &Use) -> bool {
    matches!(column.role, Role::Channel | Role::Segment)
}

/// Whether a table's column is one whose labels are used.
fn used(sources: &[Source], joined: &Joined<'_>, header: &str) -> bool {
    let own = sources.iter().find(|source| source.columns.keys().eq(&joined.headers));
    own.and_then(|source| source.columns.get(header)).is_some_and(is_label)
}

fn source(joined: &Joined<'_>) -> Source {
    let headers: Vec<String> = joined.headers.clone();
    let decisions = column::decide(&joined.tables, &headers);
    let mut columns: Vec<(String, Decision, Role)> =
        headers.into_iter().zip(decisions).map(|(header, decision)| (header, decision, Role::Ignored)).collect();
    by_header(&mut columns, joined);
    stages(&mut columns);
    let shape = shape(&mut columns);
    let mut source = Source { shape: Some(shape), ..Source::default() };
    for (header, decision, role) in columns {
        if role == Role::Stage {
            source.stages = meanings(joined, &header);
        }
        source.columns.insert(header, Use::new(role, decision));
    }
    source
}

/// Assigns each role to the column whose header fits it best; of two that fit equally, to the alphabetically first.
fn by_header(columns: &mut [(String, Decision, Role)], joined: &Joined<'_>) {
    let mut fits: Vec<(u32, usize, usize)> = Vec::new();
    for (c, (header, decision, _)) in columns.iter().enumerate() {
        let words = words(header);
        for (r, known) in ROLES.iter().enumerate() {
            let best = known.phrases.iter().map(|phrase| fit(&words, phrase)).max().unwrap_or(0);
            let serial = || known.needs == roles::Needs::Date && is_serial(decision, joined, header);
            if best >= LEAST && (known.needs.met(decision.format) || serial()) {
                fits.push((best, r, c));
            }
        }
    }
    fits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut given: BTreeSet<usize> = BTreeSet::new();
    for (_, r, c) in fits {
        let (Some(known), Some((header, decision, role))) = (ROLES.get(r), columns.get_mut(c)) else { continue };
        if *role != Role::Ignored || given.contains(&r) {
            continue;
        }
        if matches!(known.role, Role::Channel | Role::Segment | Role::Stage) && joined.labels(header).len() > LABELS {
            continue;
        }
        *role = known.role.clone();
        if known.needs == roles::Needs::Date && !matches!(decision.format, Format::Date(_)) {
            decision.format = Format::Date(Order::Serial);
            decision.or = Vec::new();
        }
        given.insert(r);
    }
}

/// Whether all numbers are spreadsheet days of these decades.
fn is_serial(decision: &Decision, joined: &Joined<'_>, header: &str) -> bool {
    let is_day = |text: &str| date::parse(text, Order::Serial).is_some();
    matches!(decision.format, Format::Number(_))
        && joined.labels(header).keys().all(|text| is_nothing(text) || is_day(text))
}

/// Columns that name a stage: dates say when it was passed, numbers how many passed it.
fn stages(columns: &mut [(String, Decision, Role)]) {
    for (header, decision, role) in columns {
        let Some(usual) = roles::usual(header) else { continue };
        match decision.format {
            Format::Date(_) if matches!(role, Role::Ignored | Role::Begins | Role::Period) && usual.place > 30 => {
                *role = Role::Passed(usual.name.to_owned());
            }
            Format::Number(_) if *role == Role::Ignored && !decision.money && !decision.percent => {
                *role = Role::Count(usual.name.to_owned());
            }
            _ => {}
        }
    }
}

/// The shape that follows from the roles; roles for which it has no use are removed.
fn shape(columns: &mut [(String, Decision, Role)]) -> Shape {
    let roles: Vec<Role> = columns.iter().map(|(.., role)| role.clone()).collect();
    let has = |role: Role| roles.contains(&role);
    let passed = roles.iter().filter(|role| matches!(role, Role::Passed(_))).count();
    let counts = roles.iter().filter(|role| matches!(role, Role::Count(_))).count();
    let begins = has(Role::Begins);
    // A date alone marks a row's beginning if the row also has an end or a stage.
    let ends = has(Role::Closed) || has(Role::Stage) || has(Role::Lost) || passed > 0;
    if !begins && ends && has(Role::Period) && !has(Role::Spend) {
        for (.., role) in columns.iter_mut() {
            if *role == Role::Period {
                *role = Role::Begins;
            }
        }
        return Shape::Deals;
    }
    if begins && ends {
        Shape::Deals
    } else if begins && has(Role::Left) {
        Shape::Customers
    } else if counts >= 2 || (counts == 1 && has(Role::Spend)) || (has(Role::Period) && roles.iter().any(comes)) {
        Shape::Funnel
    } else if has(Role::Spend) && has(Role::Period) {
        Shape::Spend
    } else {
        for (.., role) in columns.iter_mut() {
            *role = Role::Ignored;
        }
        Shape::Other
    }
}

/// Whether a column counts people who inquire, and not those who only look.
fn comes(role: &Role) -> bool {
    matches!(role, Role::Count(name) if roles::usual(name).is_some_and(|usual| usual.place >= 30))
}

/// What labels mean, in their usual order, or else alphabetically.
fn meanings(joined: &Joined<'_>, header: &str) -> BTreeMap<String, Meaning> {
    let mut open: Vec<(u32, String)> = Vec::new();
    let mut all = BTreeMap::new();
    for text in joined.labels(header).into_keys().filter(|text| !is_nothing(text)) {
        let outcome = outcome(&text);
        if outcome == super::Outcome::Open {
            open.push((roles::usual(&text).map_or(65, |usual| usual.place), text));
        } else {
            all.insert(text, Meaning { outcome, place: 1_000 });
        }
    }
    open.sort();
    for (i, (_, text)) in open.into_iter().enumerate() {
        let place = u32::try_from(i).unwrap_or(u32::MAX);
        all.insert(text, Meaning { outcome: super::Outcome::Open, place });
    }
    all
}
