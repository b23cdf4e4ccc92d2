//! What studies tell, and charts of the page: a title, and figures that are drawn as bars or lines.

use funnel_charts::Sheet;
use funnel_decide::ladder::{Ladder, Rung};
use funnel_engine::scenario::Scenario;
use funnel_sentences::ladder::step;
use funnel_sentences::numbers::Numbers;
use funnel_text::format::{Digits, Unit};

use super::known::largest;
use super::rests::cut;
use crate::deck::{Chart, Kind, Series, Slide, money_format};

/// Rows that a slide holds, and letters of a cell.
const ROWS: usize = 14;
const CELL: usize = 60;
/// Bars that a slide holds.
const BARS: usize = 12;

/// What a view says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudySlide {
    /// Its conclusion.
    pub title: String,
    /// Sentences below it.
    pub text: Vec<String>,
    /// The figures of its chart, and what they are measured in.
    pub figures: Option<(Sheet, Unit)>,
    /// The same as a table, its headings first: for what has no chart, or nothing to see in it.
    pub table: Vec<Vec<String>>,
}

impl StudySlide {
    pub(super) fn slide(self, n: &dyn Numbers) -> Slide {
        let Self { title, text, figures, table } = self;
        let chart = figures.as_ref().and_then(|(sheet, unit)| chart(sheet, *unit, n)).filter(|x| !x.is_empty());
        let notes = figures.as_ref().map(|(sheet, unit)| ranges(sheet, *unit, n)).unwrap_or_default();
        match chart {
            Some(chart) => Slide { title, lead: text.join(" "), chart: Some(chart), notes, ..Slide::default() },
            None if table.len() > 1 => {
                let notes = whole(&table, &text);
                let fits = |row: Vec<String>| row.iter().map(|cell| cut(cell, CELL)).collect();
                let table = table.into_iter().take(1 + ROWS).map(fits).collect();
                Slide { title, table, notes, ..Slide::default() }
            }
            None => Slide { title, text, notes, ..Slide::default() },
        }
    }
}

/// What a slide has no room for: sentences, and the table's rows in full where it shows fewer or cuts them.
fn whole(table: &[Vec<String>], text: &[String]) -> String {
    let is_cut = table.len() > 1 + ROWS || table.iter().flatten().any(|cell| cell.chars().count() > CELL);
    let rows = table.iter().filter(|_| is_cut).map(|row| row.join(" · "));
    text.iter().cloned().chain(rows).collect::<Vec<_>>().join("\n")
}

/// Lines where the places are numbers in an order, bars where they have names.
fn chart(sheet: &Sheet, unit: Unit, n: &dyn Numbers) -> Option<Chart> {
    let is_line = sheet.rows.len() > 2 && sheet.rows.iter().all(|(head, _)| head.parse::<f64>().is_ok());
    let columns = if is_line { sheet.columns.len().saturating_sub(1) } else { 1 };
    let rows = if is_line { sheet.rows.len() } else { sheet.rows.len().min(BARS) };
    let colours = ["accent", "today", "loss", "muted"];
    let values =
        |column: usize| sheet.rows.iter().take(rows).map(move |(_, x)| x.get(column).copied().unwrap_or(f64::NAN));
    let series: Vec<Series> = (0..columns)
        .map(|i| {
            let name = sheet.columns.get(i + 1).map_or("", |name| name.as_str());
            // What follows the first line are the edges of its range.
            let edge = ["", "P10", "P90"].get(i).copied().filter(|_| is_line && i > 0);
            match edge {
                Some(edge) => Series::new(edge, "accent", true, values(i)),
                None => Series::new(name, colours[i % colours.len()], i >= colours.len(), values(i)),
            }
        })
        .collect();
    let all: Vec<f64> = (0..columns).flat_map(values).collect();
    let format = match unit {
        Unit::Money => money_format(largest(&all), n.style()),
        Unit::Count => "#,##0.##".to_owned(),
    };
    let caption = sheet.columns.get(1).map_or("", |name| name.as_str()).to_owned();
    let places = sheet.columns.first().map_or("", |name| name.as_str()).to_owned();
    (!series.is_empty()).then(|| Chart {
        kind: if is_line { Kind::Lines } else { Kind::Bars },
        labels: sheet.rows.iter().take(rows).map(|(head, _)| place(head, is_line.then_some(unit), n)).collect(),
        series,
        format,
        values: caption,
        places: if is_line { places } else { String::new() },
        told: !is_line,
    })
}

/// The name of a place; a number as the reader writes amounts.
fn place(head: &str, number: Option<Unit>, n: &dyn Numbers) -> String {
    match (number, head.parse::<f64>()) {
        (Some(unit), Ok(x)) => n.style().number(x, Digits::Significant(3), unit),
        _ => head.to_owned(),
    }
}

/// What helps most, a bar for each small step that has a price, with the range that holds the true change.
#[must_use]
pub fn rungs(s: &Scenario, ladder: &Ladder, n: &dyn Numbers) -> Sheet {
    /// Half a 95 % interval, in standard errors.
    const HALF: f64 = 1.96;
    let columns = ["Step", "change of profit a year", "from", "to"].map(str::to_owned);
    let row = |rung: &Rung| {
        let (value, error) = (rung.profit.value.unwrap_or(f64::NAN), HALF * rung.profit.se.unwrap_or(0.0));
        let name = step(s, rung, n);
        let name = if rung.cost.is_some() { name } else { format!("{name} (no price)") };
        (name, vec![value, value - error, value + error])
    };
    Sheet::new(columns, ladder.rungs.iter().filter(|rung| rung.missing.is_none()).map(row))
}

/// The ranges behind bars.
fn ranges(sheet: &Sheet, unit: Unit, n: &dyn Numbers) -> String {
    let change = |x: f64| n.style().change(x, Digits::Significant(2), unit);
    let told = sheet.rows.iter().filter_map(|(head, figures)| match figures.as_slice() {
        [_, low, high] => Some(format!("{head}: {} to {}", change(*low), change(*high))),
        _ => None,
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    format!("Ranges that hold the true change in 95 of 100 cases:\n{}", told.join("\n"))
}
