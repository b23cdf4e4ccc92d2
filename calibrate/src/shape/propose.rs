//! What tables probably are, from their headers and their contents.

use std::collections::{BTreeMap, BTreeSet};

use super::roles::{self, LEAST, ROLES, Role, bare, fit};
use super::{Joined, Mapping, Shape, Source, Unpaid, Use, adrift, flags, ids, stages};
use crate::column::{self, Decision, Format, date, date::Order, is_nothing, label};
use crate::read::Table;

/// Most distinct labels in a column of stages or channels.
const LABELS: usize = 60;
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
    let unpaid = sources.iter().zip(&all).map(|(source, joined)| super::unpaid::count(source, joined)).sum();
    mapping.sources = sources;
    mapping.adrift = adrift::find(&mut mapping, &all);
    if unpaid > 0 {
        mapping.unpaid = Unpaid::Open(unpaid);
    }
    mapping.spare();
    mapping
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
            Some(_) if source.stages.is_empty() => stages::fill(source, &joined),
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
    mapping.spare();
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
    let prefix = roles::prefix(&headers).to_owned();
    let mut columns: Vec<(String, Decision, Role)> =
        headers.into_iter().zip(decisions).map(|(header, decision)| (header, decision, Role::Ignored)).collect();
    by_header(&mut columns, joined, &prefix);
    by_flag(&mut columns, joined, &prefix);
    stages_of(&mut columns, &prefix);
    by_labels(&mut columns, joined);
    let shape = shape(&mut columns);
    let mut source = Source { shape: Some(shape), ..Source::default() };
    let given: Vec<Role> = columns.iter().map(|(.., role)| role.clone()).collect();
    for (header, decision, role) in columns {
        let could = if role == Role::Ignored { unread(&header, &decision, joined, &prefix, &given) } else { None };
        let mut used = Use::new(role, decision);
        if let Some((role, example)) = could {
            (used.could, used.example) = (Some(role), example);
        }
        source.columns.insert(header, used);
    }
    if shape == Shape::Deals {
        let id = ids::choose(&source.columns, |header| bare(header, &prefix), joined);
        for (header, used) in &mut source.columns {
            if used.role == Role::Id && Some(header) != id.as_ref() {
                used.role = Role::Ignored;
            } else if Some(header) == id.as_ref() {
                used.role = Role::Id;
            }
        }
    }
    stages::fill(&mut source, joined);
    source
}

/// Columns of yes and no that say whether a deal was won, where no stage says it, and whether it is decided.
fn by_flag(columns: &mut [(String, Decision, Role)], joined: &Joined<'_>, prefix: &str) {
    // In a table of counts, 0 and 1 are counts.
    if !columns.iter().any(|(.., role)| *role == Role::Begins) {
        return;
    }
    let is_told = |(header, _, role): &(String, Decision, Role)| {
        *role == Role::Stage && stages::telling(&joined.labels(header), LABELS) > 0
    };
    let is_stage_told = columns.iter().any(is_told);
    for (role, asks) in [(Role::Stage, flags::asks_won as fn(&[String]) -> bool), (Role::Decided, flags::asks_decided)]
    {
        let found = columns.iter().position(|(header, _, own)| {
            *own == Role::Ignored && asks(&bare(header, prefix)) && flags::is_flag(joined, header)
        });
        let Some(found) = found.filter(|_| role == Role::Decided || !is_stage_told) else { continue };
        for (at, (.., own)) in columns.iter_mut().enumerate() {
            if at == found {
                *own = role.clone();
            } else if *own == role {
                *own = Role::Ignored;
            }
        }
    }
}

/// A column whose header is no known one, and whose labels say what became of the rows: the one that says it of most.
fn by_labels(columns: &mut [(String, Decision, Role)], joined: &Joined<'_>) {
    let is_told = |role: &Role| {
        matches!(role, Role::Stage | Role::Lost | Role::Count(_)) || *role == Role::Passed("Won".to_owned())
    };
    if columns.iter().any(|(.., role)| is_told(role)) || !columns.iter().any(|(.., role)| *role == Role::Begins) {
        return;
    }
    let mut best: Option<(u64, usize)> = None;
    for (at, (header, ..)) in columns.iter().enumerate().filter(|(_, (_, decision, role))| {
        decision.format == Format::Text && matches!(role, Role::Ignored | Role::Segment)
    }) {
        // Notes and names are not counted.
        if joined.tables.iter().filter_map(|table| table.column(header)).any(|column| column.values.len() > LABELS + 1)
        {
            continue;
        }
        let count = stages::telling(&joined.labels(header), LABELS);
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, at));
        }
    }
    if let Some((.., role)) = best.and_then(|(_, at)| columns.get_mut(at)) {
        *role = Role::Stage;
    }
}

/// What a column that is not used would be by its header, if its cells could be read, with one of them.
fn unread(
    header: &str,
    decision: &Decision,
    joined: &Joined<'_>,
    prefix: &str,
    given: &[Role],
) -> Option<(Role, String)> {
    let words = bare(header, prefix);
    let of = |known: &&roles::Known| {
        let best = known.phrases.iter().map(|phrase| fit(&words, phrase)).max().unwrap_or(0);
        let is_figure = matches!(known.needs, roles::Needs::Date | roles::Needs::Number);
        best >= LEAST && is_figure && !known.needs.met(decision.format) && !given.contains(&known.role)
    };
    let role = ROLES.iter().find(of)?.role.clone();
    let labels = joined.labels(header);
    let filled: Vec<&String> = labels.keys().filter(|text| !is_nothing(text)).collect();
    let has_figure = |text: &&&String| text.chars().any(char::is_numeric);
    let figures = filled.iter().filter(has_figure).count();
    let example = filled.iter().find(has_figure).filter(|_| figures * 2 >= filled.len())?;
    Some((role, example.chars().take(40).collect()))
}

/// Assigns each role to the column whose header fits it best; of two that fit equally, to the alphabetically first.
fn by_header(columns: &mut [(String, Decision, Role)], joined: &Joined<'_>, prefix: &str) {
    let mut fits: Vec<(u32, usize, usize)> = Vec::new();
    for (c, (header, decision, _)) in columns.iter().enumerate() {
        let words = bare(header, prefix);
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
fn stages_of(columns: &mut [(String, Decision, Role)], prefix: &str) {
    for (header, decision, role) in columns {
        let Some(usual) = roles::of_words(bare(header, prefix)) else { continue };
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
