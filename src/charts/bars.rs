use funnel_charts::bars::{Bar, Bars, Input, layout};
use funnel_charts::format::Unit;
use funnel_charts::mark::Tone;

use super::frame::{Frame, Reading, Table, use_place};
use super::{NumberStyle, Row, Shared, Sheet, svg};
use yew::prelude::*;

/// One row of [`BarsChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    /// Its name.
    pub name: AttrValue,
    /// The end of the bar, or the dot of a range.
    pub value: f64,
    /// The ends of its whisker, or of the range.
    pub whisker: (f64, f64),
    /// The value in words, short.
    pub said: AttrValue,
    /// What it is.
    pub tone: Tone,
    /// Everything about it in a sentence, for people who read rather than look.
    pub reading: AttrValue,
    /// Its cells in the table.
    pub cells: Vec<AttrValue>,
}

/// The data of [`BarsChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct BarsData {
    /// The rows, from the top.
    pub rows: Vec<BarRow>,
    /// What the rows are: `Lever`.
    pub label: AttrValue,
    /// What is measured.
    pub caption: AttrValue,
    /// What the values count.
    pub unit: Unit,
    /// Whether they are differences.
    pub signed: bool,
    /// Whether the rows are ranges with a dot, read against the first.
    pub ranges: bool,
    /// Headings of the table: first that of the row headings.
    pub columns: Vec<AttrValue>,
}

impl BarsData {
    /// Its figures, for a file.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let rows = self.rows.iter().map(|row| (&row.name, vec![row.value, row.whisker.0, row.whisker.1]));
        Sheet::new([self.label.as_str(), self.caption.as_str(), "from", "to"], rows)
    }
}

/// Properties of [`BarsChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BarsChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<BarsData>,
    /// Width, px.
    pub width: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// Bars from zero with whiskers, or ranges with a dot, one per row.
#[component]
pub fn BarsChart(props: &BarsChartProps) -> Html {
    let BarsChartProps { data, width, style, .. } = props;
    let (at, onmove) = use_place(data.rows.len());
    let chart = use_memo((data.clone(), *width, style.clone()), |(data, width, style)| lay_out(data, *width, style));
    let locate = use_callback(chart.clone(), |(_, y): (f64, f64), chart| chart.row_at(y));
    let rows = use_callback(data.clone(), |(), data| {
        data.rows.iter().map(|row| Row { head: row.name.clone(), cells: row.cells.clone() }).collect()
    });
    let sheet = use_callback(data.clone(), |(), data| data.sheet());
    let read = at.and_then(|i| Some((i, data.rows.get(i)?)));
    let reading = Reading {
        label: data.label.clone(),
        count: data.rows.len(),
        at: read.map(|(i, _)| i),
        place: read.map(|(_, row)| row.name.clone()).unwrap_or_default(),
        figures: read
            .map_or("Point at a row, or use the arrow keys, to read it.".into(), |(_, row)| row.reading.clone()),
        locate,
        onmove,
    };
    let names: Vec<String> = data.rows.iter().map(|row| format!("{}: {}", row.name, row.said)).collect();
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-bars"
            title={props.title.clone()}
            desc={format!("{}. {}.", data.caption, names.join("; "))}
            width={*width}
            height={chart.height}
            {reading}
            table={Table { caption: data.caption.clone(), columns: data.columns.clone(), rows, sheet }}
        >
            { marks(&chart, read.map(|(i, _)| i), f64::from(*width)) }
        </Frame>
    }
}

fn lay_out(data: &BarsData, width: u32, style: &NumberStyle) -> Bars {
    let bar = |row: &'_ BarRow| -> (String, String) { (row.name.to_string(), row.said.to_string()) };
    let words: Vec<(String, String)> = data.rows.iter().map(bar).collect();
    let bars: Vec<Bar<'_>> = data
        .rows
        .iter()
        .zip(&words)
        .map(|(row, (name, said))| Bar {
            name,
            value: row.value,
            low: row.whisker.0,
            high: row.whisker.1,
            said,
            tone: row.tone,
        })
        .collect();
    layout(&Input {
        bars: &bars,
        caption: &data.caption,
        unit: data.unit,
        signed: data.signed,
        ranges: data.ranges,
        width: f64::from(width),
        style,
    })
}

fn marks(chart: &Bars, read: Option<usize>, width: f64) -> Html {
    let rows = chart.rows.iter().enumerate().map(|(i, row)| {
        let whisker = row.whisker.map(|(low, high, y)| {
            html! {
                <>
                    { svg::line("bars-whisker", (low, y), (high, y)) }
                    { svg::line("bars-whisker", (low, y - 4.0), (low, y + 4.0)) }
                    { svg::line("bars-whisker", (high, y - 4.0), (high, y + 4.0)) }
                </>
            }
        });
        let under = (read == Some(i)).then(|| {
            let (top, bottom) = row.span;
            let all = funnel_charts::mark::Rect { x: 0.0, y: top, width, height: bottom - top };
            svg::rect("bars-read", &all)
        });
        html! {
            <g key={i}>
                { for under }
                { svg::line("chart-zero", (chart.zero, row.rule.0), (chart.zero, row.rule.1)) }
                { svg::rect(classes!(if row.dot.is_some() { "bars-range" } else { "bars-bar" }, svg::tone(row.tone)), &row.bar) }
                { for row.dot.map(|(x, y)| svg::circle(classes!("bars-bar", svg::tone(row.tone)), x, y, 5.0)) }
                { for whisker }
                { svg::texts(&row.texts) }
            </g>
        }
    });
    html! {
        <>
            { for rows }
            { svg::line("chart-zero", (chart.zero, chart.base - 4.0), (chart.zero, chart.base)) }
            { svg::ticks_below(&chart.ticks, chart.base) }
            { svg::texts(&chart.caption) }
        </>
    }
}
