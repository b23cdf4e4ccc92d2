use funnel_charts::band::{self, Band, Input, Moment, layout};
use funnel_charts::format::{Column, Digits, Unit};
use funnel_charts::mark::{Rect, Tone};
use funnel_sentences::numbers::sentence;
use funnel_text::calendar::week_in_full;

use super::band_table::{columns, rows, sheet};
use super::frame::{Frame, Reading, Table, use_place};
use super::{NumberStyle, Shared, svg};
use yew::prelude::*;

/// The arm that a series shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// Today's budget: grey.
    Today,
    /// The plan, or its difference from today: accent.
    Plan,
}

/// One series, week 1 first.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name, written at its end.
    pub name: AttrValue,
    /// Which arm it shows.
    pub arm: Arm,
    /// Mean of each week.
    pub mean: Vec<f64>,
    /// 10 % quantile.
    pub p10: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// 90 % quantile.
    pub p90: Vec<f64>,
}

/// The data of [`BandChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct BandData {
    /// One series, or today and the plan, with the plan last.
    pub series: Vec<Series>,
    /// Last week of the horizon; shown if weeks follow it.
    pub horizon: Option<u32>,
    /// The name for what follows: `lands after the horizon`.
    pub after_horizon: AttrValue,
    /// Week in which the plan has paid for itself.
    pub payback: Option<u32>,
    /// Its label: `pays back in week 31`.
    pub payback_label: AttrValue,
    /// What is measured: `revenue a week`.
    pub caption: AttrValue,
    /// What the values count.
    pub unit: Unit,
    /// Whether they are differences, written with their sign.
    pub signed: bool,
    /// Precision of the labels at the ends.
    pub digits: Digits,
    /// What the line in the band is.
    pub line: Middle,
}

/// The line in a band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Middle {
    /// The median of each week.
    #[default]
    Median,
    /// The mean of each week, where the headline speaks of means.
    Mean,
}

impl BandData {
    fn middle<'a>(&self, series: &'a Series) -> &'a Vec<f64> {
        match self.line {
            Middle::Median => &series.p50,
            Middle::Mean => &series.mean,
        }
    }
}

/// Properties of [`BandChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BandChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<BandData>,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// Medians and P10–P90 bands over weeks, the horizon, and the week in which the plan has paid for itself.
#[component]
pub fn BandChart(props: &BandChartProps) -> Html {
    let BandChartProps { data, width, height, style, .. } = props;
    let deps = (data.clone(), *width, *height, style.clone());
    let chart = use_memo(deps, |(data, width, height, style)| lay_out(data, *width, *height, style));
    let locate =
        use_callback(chart.clone(), |(x, _): (f64, f64), chart| chart.week_at(x).map(|week| week as usize - 1));
    let rows = use_callback((data.clone(), style.clone()), |(), (data, style)| rows(data, style));
    let sheet = use_callback(data.clone(), |(), data| sheet(data));
    let weeks = chart.last as usize;
    let (read, onmove) = use_place(weeks);
    let reading = Reading {
        label: if style.calendar.is_in_weeks() { "Week" } else { "Time" }.into(),
        count: weeks,
        at: read,
        place: read.map_or_else(String::new, |i| week_in_full(&style.calendar, i as u32 + 1)).into(),
        figures: figures(data, style, read, weeks).into(),
        locate,
        onmove,
    };
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-band"
            title={props.title.clone()}
            desc={describe(data, style)}
            width={*width}
            height={f64::from(*height)}
            {reading}
            table={Table { caption: data.caption.clone(), columns: columns(data, style), rows, sheet }}
        >
            { marks(&chart, data, f64::from(*height), read) }
        </Frame>
    }
}

fn lay_out(data: &BandData, width: u32, height: u32, style: &NumberStyle) -> Band {
    let series: Vec<band::Series<'_>> = data
        .series
        .iter()
        .map(|s| band::Series { name: &s.name, tone: tone(s.arm), p10: &s.p10, p50: data.middle(s), p90: &s.p90 })
        .collect();
    layout(&Input {
        series: &series,
        horizon: data.horizon.map(|week| Moment { week, name: &data.after_horizon }),
        payback: data.payback.map(|week| Moment { week, name: &data.payback_label }),
        caption: &data.caption,
        unit: data.unit,
        signed: data.signed,
        digits: data.digits,
        width: f64::from(width),
        height: f64::from(height),
        style,
    })
}

fn tone(arm: Arm) -> Tone {
    match arm {
        Arm::Today => Tone::Today,
        Arm::Plan => Tone::Plan,
    }
}

fn marks(chart: &Band, data: &BandData, height: f64, read: Option<usize>) -> Html {
    let (left, top, right, bottom) = chart.plot;
    let curves = &chart.curves;
    let after = chart.horizon.map(|x| {
        let rest = Rect { x, y: top, width: right - x, height: bottom - top };
        html! { <>{ svg::rect("band-after", &rest) }{ svg::line("band-horizon", (x, top), (x, bottom)) }</> }
    });
    let payback = chart.payback.map(|(x, y)| {
        html! { <>{ svg::line("band-payback", (x, y), (x, bottom)) }{ svg::circle("band-payback-ring", x, y, 5.0) }</> }
    });
    let read = read.map(|week| {
        let x = chart.x.at((week + 1) as f64);
        let points = data.series.iter().filter_map(|series| {
            let value = data.middle(series).get(week).copied().filter(|v| v.is_finite())?;
            Some(svg::circle(classes!("band-point", svg::tone(tone(series.arm))), x, chart.y.at(value), 4.0))
        });
        html! { <>{ svg::line("chart-read-rule", (x, top), (x, bottom)) }{ for points }</> }
    });
    let value_ticks = chart.values.iter().map(|tick| svg::text(&tick.text));
    html! {
        <>
            { for after }
            { for curves.iter().map(|c| svg::path(classes!("band-area", svg::tone(c.tone)), &c.band)) }
            { svg::line("chart-zero", (left, chart.zero), (right, chart.zero)) }
            { for curves.iter().map(|c| svg::path(classes!("band-line", svg::tone(c.tone)), &c.line)) }
            { svg::ticks_below(&chart.weeks, bottom.min(height)) }
            { for value_ticks }
            { for payback }
            { for read }
            { svg::texts(&chart.texts) }
        </>
    }
}

/// One rule for all weeks and all series.
pub(super) fn column(data: &BandData) -> Column {
    let all = data.series.iter().flat_map(|s| [&s.mean, &s.p10, &s.p50, &s.p90]).flatten();
    let error = if let Digits::Error(error) = data.digits { error } else { 0.0 };
    Column::of_largest(all.copied(), error)
}

pub(super) fn number(data: &BandData, column: &Column, style: &NumberStyle, value: Option<&f64>) -> String {
    column.write(style, value.copied().unwrap_or(f64::NAN), data.unit, data.signed)
}

/// The live line of text.
fn figures(data: &BandData, style: &NumberStyle, read: Option<usize>, weeks: usize) -> String {
    let Some(week) = read else {
        let invitation = "Point at the chart, or use the arrow keys, to read it.";
        return if weeks == 0 { "No weeks yet." } else { invitation }.to_owned();
    };
    let column = column(data);
    let mut text = sentence(&week_in_full(&style.calendar, week as u32 + 1)) + ": ";
    for (i, series) in data.series.iter().enumerate() {
        if i > 0 {
            text.push_str("; ");
        }
        let at = |values: &[f64]| number(data, &column, style, values.get(week));
        let (first, last) = match data.line {
            Middle::Median => (("median", &series.p50), ("mean", &series.mean)),
            Middle::Mean => (("mean", &series.mean), ("median", &series.p50)),
        };
        let mut said = format!("{} {} {}", series.name, first.0, at(first.1));
        // For some weeks only the mean is known.
        if series.p10 != series.p90 {
            said += &format!(
                ", between {} and {} in 8 of 10 futures, {} {}",
                at(&series.p10),
                at(&series.p90),
                last.0,
                at(last.1)
            );
        }
        text.push_str(said.trim_start());
    }
    text.push('.');
    text
}

fn describe(data: &BandData, style: &NumberStyle) -> String {
    let mut text = data.caption.to_string();
    for series in &data.series {
        let line = data.middle(series);
        if let Some(week) = line.len().checked_sub(1) {
            let value = number(data, &column(data), style, line.get(week));
            let middle = if data.line == Middle::Mean { "mean" } else { "median" };
            text.push_str(&["; ", &series.name, " ends at a ", middle, " of ", &value].concat());
        }
    }
    if data.payback.is_some() {
        text.push_str("; ");
        text.push_str(&data.payback_label);
    }
    text.push('.');
    text
}
