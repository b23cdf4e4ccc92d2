//! Rows of leads and deals; what is wrong in them is recorded.

use std::collections::BTreeMap;

use super::cells::{Cell, cells, day, labels};
use super::leads;
use crate::column::date::Day;
use crate::problem::{Ledger, Rule};
use crate::read::Table;
use crate::shape::flags::flag;
use crate::shape::{Closing, Mapping, Outcome, Role, Source, Unpaid};

/// One lead or deal.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) struct Deal {
    /// When it began.
    pub(crate) begins: Day,
    /// When it passed each stage; passing the last is winning.
    pub(crate) passed: Vec<Option<Day>>,
    /// When it was lost.
    pub(crate) lost: Option<Day>,
    /// Its outcome, which may be known even if its day is not.
    pub(crate) outcome: Outcome,
    /// What it is worth.
    pub(crate) amount: Option<f64>,
    /// Place of its channel among the labels.
    pub(crate) channel: u32,
    /// Place of its segment among the labels.
    pub(crate) segment: u32,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Deals {
    /// Names of the stages; the last is the customer.
    pub(crate) stages: Vec<String>,
    /// Sorted, so that the order in the files has no effect.
    pub(crate) rows: Vec<Deal>,
    /// Names of channels in alphabetical order; the first stands for none.
    pub(crate) channels: Vec<String>,
    /// Names of segments, in the same way.
    pub(crate) segments: Vec<String>,
    /// The day of the export.
    pub(crate) as_of: Day,
    /// Open rows without a beginning.
    pub(crate) waiting: usize,
    /// Whether no stage is known to be that of the won, and one of those in doubt may be.
    pub(crate) is_unsure: bool,
    /// Deals in tables that name their leads, and how many of these leads are in another table.
    pub(crate) of_leads: Option<(usize, usize)>,
}

/// A row with its place, before the day of the export is known.
pub(super) struct Raw {
    pub(super) deal: Deal,
    pub(super) closed: Option<Day>,
    pub(super) waits: bool,
    pub(super) table: usize,
    pub(super) row: usize,
}

impl Deals {
    /// The rows of the tables; `None` if there are none.
    pub(crate) fn read(mapping: &Mapping, of: &[(&Source, &Table)], ledger: &mut Ledger) -> Option<Self> {
        let stages = stages(of);
        let channels = labels(mapping, of, &Role::Channel);
        let segments = labels(mapping, of, &Role::Segment);
        let mut raw = Vec::new();
        for (t, (source, table)) in of.iter().enumerate() {
            read_table(mapping, source, table, t, &stages, [&channels, &segments], &mut raw, ledger);
        }
        super::doubles::drop(&mut raw, of, ledger);
        let of_leads = leads::join(&mut raw, of, &stages, ledger);
        let as_of = mapping.as_of.or_else(|| last_day(&raw))?;
        let last = stages.len().checked_sub(1)?;
        let mut rows = Vec::with_capacity(raw.len());
        let mut waiting = 0;
        for Raw { mut deal, closed, waits, table, row } in raw {
            if waits {
                waiting += 1;
                continue;
            }
            let Some((_, of)) = of.get(table) else { continue };
            let place = of.rows.get(row).copied().unwrap_or(0);
            let mut wrong = |rule, what: &str, day: Option<Day>| {
                ledger.add(rule, &of.name, place, what, &day.map_or(String::new(), Day::iso));
            };
            match deal.outcome {
                Outcome::Won if deal.passed.get(last) == Some(&None) => set(&mut deal.passed, last, closed),
                Outcome::Lost if deal.lost.is_none() => deal.lost = closed,
                _ => {}
            }
            for (i, day) in deal.passed.iter_mut().chain([&mut deal.lost]).enumerate() {
                if day.is_some_and(|day| day > as_of) {
                    wrong(Rule::DateInFuture, stages.get(i).map_or("lost", |name| name), *day);
                    *day = None;
                }
            }
            if deal.begins > as_of {
                wrong(Rule::DateInFuture, "", Some(deal.begins));
                continue;
            }
            if deal.passed.iter().chain([&deal.lost]).flatten().any(|day| *day < deal.begins) {
                wrong(Rule::EndsBeforeItBegins, "", Some(deal.begins));
                continue;
            }
            if deal.passed.get(last).is_some_and(Option::is_some) {
                (deal.outcome, deal.lost) = (Outcome::Won, None);
            } else if deal.lost.is_some() {
                deal.outcome = Outcome::Lost;
            } else if deal.outcome != Outcome::Open {
                wrong(Rule::OutcomeWithoutDate, "", None);
            }
            fill(&mut deal);
            rows.push(deal);
        }
        rows.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        let is_unsure = of.iter().any(|(source, _)| source.is_unsure());
        Some(Self { stages, rows, channels, segments, as_of, waiting, is_unsure, of_leads })
            .filter(|deals| !deals.rows.is_empty())
    }

    /// The same as known at the end of a day: what came later is absent, what was decided later is open.
    #[must_use]
    pub(crate) fn as_known_on(&self, day: Day) -> Self {
        let mut known = self.clone();
        known.as_of = day;
        known.waiting = 0;
        // For an outcome without a date, nobody can say since when it was known.
        known.rows.retain(|deal| deal.begins <= day && !(deal.outcome != Outcome::Open && deal.closed().is_none()));
        for deal in &mut known.rows {
            for passed in deal.passed.iter_mut().chain([&mut deal.lost]) {
                *passed = passed.filter(|passed| *passed <= day);
            }
            if deal.closed().is_none() {
                (deal.outcome, deal.amount) = (Outcome::Open, None);
            }
        }
        known.rows.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        known
    }
}

impl Deal {
    /// The day it was won or lost.
    pub(crate) fn closed(&self) -> Option<Day> {
        self.passed.last().copied().flatten().or(self.lost)
    }
}

pub(super) fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

/// A skipped stage was passed when the next one was; a stage dated after a later one was passed together with that one.
fn fill(deal: &mut Deal) {
    let mut next: Option<Day> = None;
    for passed in deal.passed.iter_mut().rev() {
        *passed = match (*passed, next) {
            (Some(own), Some(next)) => Some(own.min(next)),
            (own, next) => own.or(next),
        };
        next = *passed;
    }
}

/// The stages that have a date of their own, in their usual order, and the customer.
fn stages(of: &[(&Source, &Table)]) -> Vec<String> {
    let mut named: BTreeMap<(u32, String), ()> = BTreeMap::new();
    for (source, _) in of {
        if leads::names_leads(source) {
            named.insert((crate::shape::place(leads::PASSED), leads::PASSED.to_owned()), ());
        }
        for used in source.columns.values() {
            if let Role::Passed(name) = &used.role
                && name != "Won"
            {
                named.insert((crate::shape::place(name), name.clone()), ());
            }
        }
    }
    named.into_keys().map(|(_, name)| name).chain(["Won".to_owned()]).collect()
}

#[expect(clippy::too_many_arguments, reason = "one table of several, into one list")]
fn read_table(
    mapping: &Mapping,
    source: &Source,
    table: &Table,
    t: usize,
    stages: &[String],
    [channels, segments]: [&[String]; 2],
    raw: &mut Vec<Raw>,
    ledger: &mut Ledger,
) {
    let one = |role: Role| cells(source, table, |r| *r == role).into_iter().next();
    let (begins, closed, lost) = (one(Role::Begins), one(Role::Closed), one(Role::Lost));
    let (stage, amount, decided) = (one(Role::Stage), one(Role::Amount), one(Role::Decided));
    let is_flag = source.stages.keys().all(|label| flag(label).is_some());
    let has_closed = closed.is_some();
    let implied = implied(source);
    let (channel, segment) = (one(Role::Channel), one(Role::Segment));
    let passed: Vec<Option<Cell<'_>>> = stages.iter().map(|name| one(Role::Passed(name.clone()))).collect();
    let channel = channel.as_ref().map(|cell| cell.places(mapping, channels));
    let segment = segment.as_ref().map(|cell| cell.places(mapping, segments));
    for row in 0..table.rows.len() {
        let place = table.rows.get(row).copied().unwrap_or(0);
        let state = stage.as_ref().map_or("", |cell| cell.text(row));
        let meaning = source.stages.get(state).map(|meaning| meaning.outcome);
        if stage.is_some() && !state.is_empty() && meaning.is_none() {
            ledger.add(Rule::UnknownStage, &table.name, place, stage.as_ref().map_or("", |cell| cell.header), state);
            continue;
        }
        let closed = day(closed.as_ref(), table, row, ledger);
        let lost = day(lost.as_ref(), table, row, ledger);
        let passed: Vec<Option<Day>> = passed.iter().map(|cell| day(cell.as_ref(), table, row, ledger)).collect();
        let outcome = match meaning {
            // “Not won” of a deal that is not closed means not yet.
            Some(Outcome::Lost) if is_flag && has_closed && closed.is_none() => Outcome::Open,
            Some(meant) => meant,
            None if stage.is_none() && closed.is_some() => implied,
            None => Outcome::Open,
        };
        let is_undecided = decided.as_ref().is_some_and(|cell| flag(cell.text(row)) == Some(false));
        let outcome = if is_undecided { Outcome::Open } else { outcome };
        let begun = day(begins.as_ref(), table, row, ledger);
        let waits = begun.is_none() && outcome == Outcome::Open;
        if begun.is_none() && !waits {
            ledger.add(Rule::NoBeginning, &table.name, place, begins.as_ref().map_or("", |cell| cell.header), "");
            continue;
        }
        let worth = amount.as_ref().filter(|cell| !cell.text(row).is_empty()).and_then(|cell| {
            let worth = cell.used.format.figure(cell.text(row));
            if worth.is_none() {
                ledger.add(Rule::NotOfItsKind, &table.name, place, cell.header, cell.text(row));
            }
            worth
        });
        if let (Outcome::Won, Some(worth), Some(cell)) = (outcome, worth, &amount)
            && worth <= 0.0
        {
            let is_out = mapping.unpaid == Unpaid::LeftOut;
            let rule = match worth < 0.0 {
                _ if is_out => Rule::AmountLeftOut,
                true => Rule::AmountNegative,
                false => Rule::AmountZero,
            };
            ledger.add(rule, &table.name, place, cell.header, cell.text(row));
            if is_out {
                continue;
            }
        }
        let deal = Deal {
            begins: begun.unwrap_or(Day(0)),
            passed,
            lost,
            outcome,
            amount: worth,
            channel: channel.as_ref().map_or(0, |place| place(row)),
            segment: segment.as_ref().map_or(0, |place| place(row)),
        };
        raw.push(Raw { deal, closed, waits, table: t, row });
    }
}

/// What a closing date means where no column has the outcome: the other one, where one of them has days of its own.
fn implied(source: &Source) -> Outcome {
    let has = |role: Role| source.columns.values().any(|used| used.role == role);
    match (has(Role::Passed("Won".to_owned())), has(Role::Lost)) {
        (true, true) => Outcome::Open,
        (true, false) => Outcome::Lost,
        (false, true) => Outcome::Won,
        (false, false) if source.closing == Closing::Won => Outcome::Won,
        (false, false) => Outcome::Open,
    }
}

/// The last day on which anything happened; expected closing dates of open deals are not events.
fn last_day(raw: &[Raw]) -> Option<Day> {
    let mut days: Vec<Day> = Vec::new();
    for r in raw.iter().filter(|r| !r.waits) {
        days.push(r.deal.begins);
        days.extend(r.deal.passed.iter().chain([&r.deal.lost]).flatten());
        days.extend(r.closed.filter(|_| r.deal.outcome != Outcome::Open));
    }
    super::last_day::of(days)
}
