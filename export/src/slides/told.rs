//! What studies say, and charts of the page: a title, and figures drawn as bars or lines.

use funnel_charts::Sheet;
use funnel_decide::ladder::{Ladder, Rung};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Scenario;
use funnel_sentences::ladder::step;
use funnel_sentences::numbers::{Numbers, change_in_column, column};
use funnel_text::format::{Digits, Unit};

use super::of_report::largest;
use super::of_scenario::cut;
use crate::deck::{Chart, Kind, Paragraph, Series, Slide, axis_format, money_format, ticks};

/// Rows that a slide can hold, and characters in a cell.
const ROWS: usize = 14;
const CELL: usize = 60;
/// Bars that a slide can hold.
const BARS: usize = 12;

/// What the figures of a chart are, and what the range of each holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// Estimates, each with the range that holds the true value in 95 of 100 cases.
    #[default]
    Values,
    /// The same of changes, which have signs.
    Changes,
    /// What 8 futures of 10 lie between.
    Futures,
}

/// What a view says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudySlide {
    /// Its conclusion.
    pub title: String,
    /// Paragraphs below it.
    pub text: Vec<Paragraph>,
    /// The figures of its chart, and their unit.
    pub figures: Option<(Sheet, Unit)>,
    /// What these figures and their ranges are.
    pub are: Figures,
    /// The same as a table, with its headings first, for what has no chart, or nothing to see in it.
    pub table: Vec<Vec<String>>,
}

impl StudySlide {
    /// The slide: its chart or, if there is nothing to see in it, its table or its paragraphs.
    #[must_use]
    pub fn slide(self, n: &dyn Numbers) -> Slide {
        let Self { title, text, figures, are, table } = self;
        let drawn = if are == Figures::Changes { changes } else { chart };
        let chart = figures.as_ref().and_then(|(sheet, unit)| drawn(sheet, *unit, n)).filter(|x| !x.is_empty());
        let notes = figures.as_ref().map(|(sheet, unit)| ranges(sheet, are, *unit, n)).unwrap_or_default();
        match chart {
            Some(chart) => {
                let lead = text.iter().map(|x| x.text.as_str()).collect::<Vec<_>>().join(" ");
                Slide { title, lead, chart: Some(chart), notes, ..Slide::default() }
            }
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

/// What does not fit on a slide: sentences, and the table's rows in full where the slide has fewer or cuts them.
fn whole(table: &[Vec<String>], text: &[Paragraph]) -> String {
    let is_cut = table.len() > 1 + ROWS || table.iter().flatten().any(|cell| cell.chars().count() > CELL);
    let rows = table.iter().filter(|_| is_cut).map(|row| row.join(" · "));
    text.iter().map(|x| x.text.clone()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// Lines if the places are ordered numbers, bars if they are names.
fn chart(sheet: &Sheet, unit: Unit, n: &dyn Numbers) -> Option<Chart> {
    let even = evenly(sheet);
    let (is_line, sheet) = (even.is_some(), even.as_ref().unwrap_or(sheet));
    let columns = if is_line { sheet.columns.len().saturating_sub(1) } else { 1 };
    let rows = if is_line { sheet.rows.len() } else { sheet.rows.len().min(BARS) };
    let colours = ["accent", "today", "loss", "muted"];
    let values =
        |column: usize| sheet.rows.iter().take(rows).map(move |(_, x)| x.get(column).copied().unwrap_or(f64::NAN));
    let series: Vec<Series> = (0..columns)
        .map(|i| {
            let name = sheet.columns.get(i + 1).map_or("", |name| name.as_str());
            // The columns after the first are the edges of its range.
            let edge = ["", "P10", "P90"].get(i).copied().filter(|_| is_line && i > 0);
            match edge {
                Some(edge) => Series::new(edge, "accent", true, values(i)),
                None => Series::new(name, colours[i % colours.len()], i >= colours.len(), values(i)),
            }
        })
        .collect();
    let all: Vec<f64> = (0..columns).flat_map(values).collect();
    let format = match unit {
        // Bars have their figures next to them.
        Unit::Money if is_line => axis_format(largest(&all), n.style()),
        Unit::Money => money_format(largest(&all), n.style()),
        Unit::Count => "#,##0.##".to_owned(),
    };
    let caption = caption(sheet, rows);
    let places = sheet.columns.first().map_or("", |name| name.as_str()).to_owned();
    let name = |(head, _): &(String, Vec<f64>)| place(head, is_line.then_some(unit), n);
    let labels: Vec<String> = sheet.rows.iter().take(rows).map(name).collect();
    (!series.is_empty()).then(|| Chart {
        kind: if is_line { Kind::Lines } else { Kind::Bars },
        ticks: if is_line { ticks(&labels) } else { Vec::new() },
        labels,
        series,
        format,
        values: caption,
        places: if is_line { places } else { String::new() },
        told: !is_line,
    })
}

/// What is measured, and how many rows are only in the notes.
fn caption(sheet: &Sheet, shown: usize) -> String {
    let what = sheet.columns.get(1).map_or("", |name| name.as_str());
    match sheet.rows.len().saturating_sub(shown) {
        0 => what.to_owned(),
        more => format!("{what}; {more} more in the notes"),
    }
}

/// The same at evenly spaced round places, on straight lines between the existing ones, because an office program gives
/// each place the same space. `None` if the places are not ordered numbers.
fn evenly(sheet: &Sheet) -> Option<Sheet> {
    /// Fewest places, between which lines are as good as straight.
    const PLACES: f64 = 30.0;
    let rows: Vec<(f64, &[f64])> =
        sheet.rows.iter().map(|(head, figures)| Some((head.parse().ok()?, &**figures))).collect::<Option<_>>()?;
    let (first, last) = (rows.first()?.0, rows.last()?.0);
    if rows.len() < 3 || !rows.is_sorted_by(|a, b| a.0 < b.0) || !(last - first).is_finite() {
        return None;
    }
    let size = 10_f64.powf(((last - first) / PLACES).log10().floor());
    let step = [5.0, 2.0, 1.0].map(|x| x * size).into_iter().find(|step| step * PLACES <= last - first).unwrap_or(size);
    let places = (0..).map(|i| (first / step).ceil() * step + f64::from(i) * step).take_while(|at| *at <= last);
    let between = |at: f64| {
        let after = rows.iter().position(|(x, _)| *x >= at)?;
        let ((a, before), (b, behind)) = (rows.get(after.saturating_sub(1))?, rows.get(after)?);
        let share = if b > a { (at - a) / (b - a) } else { 0.0 };
        Some((at.to_string(), before.iter().zip(*behind).map(|(x, y)| x + share * (y - x)).collect()))
    };
    Some(Sheet { columns: sheet.columns.clone(), rows: places.filter_map(between).collect() })
}

/// Changes: gains, losses, and those whose sign nobody can tell, each in its colour, with the range that contains the
/// true one. The text of each, as on the page, is next to its name, since at the bar's end the range would cross it
/// out.
fn changes(sheet: &Sheet, unit: Unit, n: &dyn Numbers) -> Option<Chart> {
    let rows: Vec<(&str, Estimate, f64)> =
        sheet.rows.iter().take(BARS).map(|(name, figures)| ranged(name, figures)).collect();
    let column = column(&rows.iter().map(|(_, e, _)| *e).collect::<Vec<_>>(), unit);
    let label = |(name, e, _): &(&str, Estimate, f64)| format!("{name}: {}", change_in_column(n, e, &column, unit));
    let side = |name: &str, colour: &'static str, is_of: fn(&Estimate) -> bool| {
        let own = |(_, e, reach): &(&str, Estimate, f64)| {
            if is_of(e) { (e.value.unwrap_or(0.0), *reach) } else { (0.0, 0.0) }
        };
        // Bars of zero height, as some programs cannot handle an empty cell in a chart's cache.
        let values = rows.iter().map(|row| own(row).0);
        Series { reach: rows.iter().map(|row| own(row).1).collect(), ..Series::new(name, colour, false, values) }
    };
    let sides = [
        side("More", "accent", Estimate::is_gain),
        side("Less", "loss", Estimate::is_loss),
        side("Cannot be told from no change", "today", |e| !e.is_clear()),
    ];
    let ends: Vec<f64> = rows.iter().map(|(_, e, reach)| e.value.unwrap_or(0.0).abs() + reach).collect();
    let format = match unit {
        Unit::Money => axis_format(largest(&ends), n.style()),
        Unit::Count => "#,##0.##".to_owned(),
    };
    let series: Vec<Series> = sides.into_iter().filter(|side| !side.is_zero()).collect();
    (!series.is_empty()).then(|| Chart {
        kind: Kind::Sides,
        labels: rows.iter().map(label).collect(),
        ticks: Vec::new(),
        series,
        format,
        values: caption(sheet, rows.len()),
        places: String::new(),
        told: false,
    })
}

/// A row's figure with its standard error, and how far its range reaches.
fn ranged<'a>(name: &'a str, figures: &[f64]) -> (&'a str, Estimate, f64) {
    let [value, low, high] = [0, 1, 2].map(|at| figures.get(at).copied().unwrap_or(f64::NAN));
    let reach = Some((high - low) / 2.0).filter(|reach| reach.is_finite()).unwrap_or(0.0);
    (name, Estimate { value: Some(value).filter(|x| x.is_finite()), se: Some(reach / Estimate::HALF) }, reach)
}

/// The name of a place; a number is written like the reader's amounts.
fn place(head: &str, number: Option<Unit>, n: &dyn Numbers) -> String {
    match (number, head.parse::<f64>()) {
        (Some(unit), Ok(x)) => n.style().number(x, Digits::Significant(3), unit),
        _ => head.to_owned(),
    }
}

/// What helps most: a bar for each small step that has a price, with the range that contains the true change.
#[must_use]
pub fn rungs(s: &Scenario, ladder: &Ladder, n: &dyn Numbers) -> Sheet {
    let columns = ["Step", "change of profit a year", "from", "to"].map(str::to_owned);
    let row = |rung: &Rung| {
        let (value, error) = (rung.profit.value.unwrap_or(f64::NAN), Estimate::HALF * rung.profit.se.unwrap_or(0.0));
        let name = step(s, rung, n);
        let name = if rung.cost.is_some() { name } else { format!("{name} (not for sale)") };
        (name, vec![value, value - error, value + error])
    };
    Sheet::new(columns, ladder.rungs.iter().filter(|rung| rung.missing.is_none()).map(row))
}

/// The ranges behind bars and lines.
fn ranges(sheet: &Sheet, are: Figures, unit: Unit, n: &dyn Numbers) -> String {
    let digits = Digits::Significant(2);
    let end = |x: f64| {
        if are == Figures::Changes { n.style().change(x, digits, unit) } else { n.style().number(x, digits, unit) }
    };
    let are_places = evenly(sheet).is_some();
    let told = sheet.rows.iter().filter_map(|(head, figures)| match figures.as_slice() {
        [_, low, high] => {
            Some(format!("{}: {} to {}", place(head, are_places.then_some(unit), n), end(*low), end(*high)))
        }
        _ => None,
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    let what = match are {
        Figures::Changes => "Ranges that hold the true change in 95 of 100 cases",
        Figures::Values => "Ranges that hold the true value in 95 of 100 cases",
        Figures::Futures => "Eight futures of ten lie between (1 in 10 is below, P10, and 1 in 10 above, P90)",
    };
    format!("{what}:\n{}", told.join("\n"))
}

#[cfg(test)]
mod tests;
