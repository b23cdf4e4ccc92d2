//! Tables of sums: counts by stage, and spend by period.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cells::{labels, merged};
use super::say;
use crate::column::{date::Day, is_nothing};
use crate::problem::{Ledger, Rule};
use crate::read::Table;
use crate::shape::{Mapping, Role, Source, place};
use crate::stats::rate::Counts;

/// A row of sums.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) struct Row {
    pub(crate) day: Option<Day>,
    pub(crate) channel: String,
    pub(crate) spend: Option<f64>,
    /// By stage, in the order of the stages.
    pub(crate) counts: Vec<Option<f64>>,
}

/// All rows, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    pub(crate) stages: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

impl Sums {
    /// The rows of tables of counts or spend.
    pub(crate) fn read(mapping: &Mapping, of: &[(&Source, &Table)], ledger: &mut Ledger) -> Self {
        let mut named: BTreeMap<(u32, String), ()> = BTreeMap::new();
        for (source, _) in of {
            for used in source.columns.values() {
                if let Role::Count(name) = &used.role {
                    named.insert((place(name), name.clone()), ());
                }
            }
        }
        let stages: Vec<String> = named.into_keys().map(|(_, name)| name).collect();
        let known = labels(mapping, of, &Role::Channel);
        let mut rows = Vec::new();
        for (source, table) in of {
            read_table(mapping, source, table, &stages, &known, &mut rows, ledger);
        }
        rows.sort_by(|a: &Row, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        Self { stages, rows }
    }

    /// Number of days that a row stands for: the usual distance between two rows.
    pub(crate) fn step(&self) -> i32 {
        let mut days: Vec<Day> = self.rows.iter().filter_map(|row| row.day).collect();
        days.dedup();
        let mut steps: Vec<i32> =
            days.windows(2).filter_map(|two| Some(two.get(1)?.0 - two.first()?.0)).filter(|s| *s > 0).collect();
        steps.sort_unstable();
        steps.get(steps.len() / 2).copied().unwrap_or(7)
    }

    /// Day of the first row, and last day covered by the last row.
    pub(crate) fn span(&self) -> Option<(Day, Day)> {
        let days = || self.rows.iter().filter_map(|row| row.day);
        Some((days().min()?, self.end(days().max()?)))
    }

    /// The last day of the period that begins on a day; months have their own lengths.
    fn end(&self, from: Day) -> Day {
        let months = match self.step() {
            28..=31 => 1,
            89..=92 => 3,
            365 | 366 => 12,
            days => return Day(from.0 + days - 1),
        };
        let next = from.date().saturating_add(jiff::Span::new().months(months));
        Day(from.0 + (next - from.date()).get_days() - 1)
    }

    /// The last year's rows: the day of the first, and the weeks that they cover.
    pub(crate) fn last_year(&self) -> Option<(Day, f64)> {
        let days = || self.rows.iter().filter_map(|row| row.day);
        let last = days().max()?;
        let first = days().filter(|day| day.0 > last.0 - 364).min()?;
        Some((first, f64::from(self.end(last).0 + 1 - first.0) / 7.0))
    }

    /// Money a week by channel, over the last year.
    pub(crate) fn spend_per_week(&self) -> BTreeMap<String, f64> {
        let Some((from, weeks)) = self.last_year() else { return BTreeMap::new() };
        let mut by: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.day.is_some_and(|day| day >= from)) {
            if let Some(spend) = row.spend {
                by.entry(row.channel.clone()).or_default().push(spend);
            }
        }
        by.into_iter()
            .map(|(name, list)| (name, crate::stats::quantile::sorted(list).iter().sum::<f64>() / weeks))
            .collect()
    }
}

fn read_table(
    mapping: &Mapping,
    source: &Source,
    table: &Table,
    stages: &[String],
    known: &[String],
    rows: &mut Vec<Row>,
    ledger: &mut Ledger,
) {
    let column = |role: &Role| {
        let (header, used) = source.columns.iter().find(|(_, used)| used.role == *role)?;
        Some((header.as_str(), used.format, table.column(header)?))
    };
    let (period, spend, channel) = (column(&Role::Period), column(&Role::Spend), column(&Role::Channel));
    let counts: Vec<_> = stages.iter().map(|name| column(&Role::Count(name.clone()))).collect();
    for row in 0..table.rows.len() {
        let place = table.rows.get(row).copied().unwrap_or(0);
        let day = period.as_ref().and_then(|(header, format, column)| {
            let day = format.day(column.text(row));
            if day.is_none() && !is_nothing(column.text(row)) {
                ledger.add(Rule::NotOfItsKind, &table.name, place, header, column.text(row));
            }
            day
        });
        if period.is_some() && day.is_none() {
            ledger.add(Rule::NoBeginning, &table.name, place, "", "");
            continue;
        }
        let mut figure = |of: &Option<(&str, crate::column::Format, &crate::read::Column)>| {
            let (header, format, column) = of.as_ref()?;
            let text = column.text(row);
            let found = format.figure(text);
            if found.is_none() && !is_nothing(text) {
                ledger.add(Rule::NotOfItsKind, &table.name, place, header, text);
            }
            found
        };
        let money = figure(&spend);
        let counts: Vec<Option<f64>> = counts.iter().map(&mut figure).collect();
        if money.is_some_and(|money| money < 0.0) {
            ledger.add(Rule::SpendNegative, &table.name, place, "", "");
        }
        // Whoever passes in a week may have come in an earlier one: only a count below zero is wrong by itself.
        if counts.iter().flatten().any(|n| *n < 0.0) {
            ledger.add(Rule::CountNegative, &table.name, place, "", "");
        }
        let counts: Vec<Option<f64>> = counts.into_iter().map(|count| count.filter(|n| *n >= 0.0)).collect();
        let name = channel.as_ref().map_or("", |(_, _, column)| column.text(row));
        let name =
            if is_nothing(name) { String::new() } else { funnel_scenario::clean(merged(mapping, name)).into_owned() };
        debug_assert!(known.contains(&name));
        rows.push(Row { day, channel: name, spend: money.map(|money| money.max(0.0)), counts });
    }
}

/// A step between two stages in a table of counts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Passing {
    /// The stage that is passed.
    pub name: String,
    /// How many passed, of those who came in, over all rows.
    pub counted: Counts,
    /// The same reduced by the rows' disagreement, to counts with the same information.
    pub counts: Counts,
    /// How much more the rows differ than luck alone makes them; 1 is luck alone.
    pub spread: f64,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// The steps in a table of counts.
#[must_use]
pub(crate) fn passings(sums: &Sums) -> Vec<Passing> {
    let period = sums.span().map_or(String::new(), |(from, to)| format!(", {}", say::months(from, to)));
    let mut all = Vec::new();
    for (at, name) in sums.stages.iter().enumerate().skip(1) {
        let of = |row: &Row| Some(((*row.counts.get(at)?)?, (*row.counts.get(at - 1)?)?));
        // Periods, with channels added up: channels differ, and have rates of their own.
        let mut by: BTreeMap<Option<Day>, (f64, f64)> = BTreeMap::new();
        for (row, (k, n)) in sums.rows.iter().filter_map(|row| Some((row, of(row)?))) {
            let sum = by.entry(row.day).or_default();
            *sum = (sum.0 + k, sum.1 + n);
        }
        let (k, n) = by.values().fold((0.0, 0.0), |(k, n), (a, b)| (k + a, n + b));
        if n <= 0.0 {
            continue;
        }
        let p = k / n;
        // Pearson's statistic divided by its degrees of freedom.
        let rows = by.values().filter(|(_, n)| *n > 0.0);
        let chi: f64 = rows.clone().map(|(k, n)| (k - n * p) * (k - n * p) / (n * p * (1.0 - p)).max(1e-9)).sum();
        let free = rows.count().saturating_sub(1);
        // More than all of them cannot have passed: then there is no rate, and it is said (`notes.rs`).
        let spread = if free >= 3 && k <= n { (chi / crate::stats::real(free)).max(1.0) } else { 1.0 };
        let counted = Counts { successes: k, trials: n };
        let counts = Counts { successes: k / spread, trials: n / spread };
        let sentence = format!("{} of {}{period}", say::count(k), say::count(n));
        all.push(Passing { name: name.clone(), counted, counts, spread, sentence });
    }
    all
}
