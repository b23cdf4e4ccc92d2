//! The figures of a fan chart over weeks, as a table to be read and to be saved.

use funnel_sentences::often::quantile;
use funnel_text::calendar::week_in_full;
use yew::AttrValue;

use super::band::{BandData, column, number};
use super::{NumberStyle, Row, Sheet};
use funnel_charts::format::whole;

pub(super) fn columns(data: &BandData, style: &NumberStyle) -> Vec<AttrValue> {
    headed(data, style, ["mean", quantile(10), quantile(50), quantile(90)])
}

/// Headings for each series' figures, from these names.
fn headed(data: &BandData, style: &NumberStyle, figures: [&str; 4]) -> Vec<AttrValue> {
    let mut columns = vec![if style.calendar.is_in_weeks() { "Week" } else { "Time" }.into()];
    for series in &data.series {
        for figure in figures {
            columns.push([series.name.as_str(), figure].join(" ").trim_start().to_owned().into());
        }
    }
    columns
}

fn weeks(data: &BandData) -> usize {
    data.series.iter().map(|s| s.p50.len()).max().unwrap_or(0)
}

pub(super) fn sheet(data: &BandData) -> Sheet {
    let row = |week: usize| {
        let all = data.series.iter().flat_map(|s| [&s.mean, &s.p10, &s.p50, &s.p90]);
        let value = |values: &Vec<f64>| values.get(week).copied().unwrap_or(f64::NAN);
        (whole(week + 1), all.map(value).collect())
    };
    // For programs: weeks by number, and the terms alone.
    Sheet::new(headed(data, &NumberStyle::default(), ["mean", "P10", "P50", "P90"]), (0..weeks(data)).map(row))
}

/// A week as the heading of its row.
fn head(week: usize, style: &NumberStyle) -> String {
    if style.calendar.is_in_weeks() { whole(week + 1) } else { week_in_full(&style.calendar, week as u32 + 1) }
}

pub(super) fn rows(data: &BandData, style: &NumberStyle) -> Vec<Row> {
    let column = column(data);
    let row = |week: usize| Row {
        head: head(week, style).into(),
        cells: data
            .series
            .iter()
            .flat_map(|s| [&s.mean, &s.p10, &s.p50, &s.p90])
            .map(|values| number(data, &column, style, values.get(week)).into())
            .collect(),
    };
    (0..weeks(data)).map(row).collect()
}
