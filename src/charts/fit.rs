use funnel_charts::fit::{Fit, Input, Line, Point, layout};
use funnel_charts::format::{Column, Unit};

use super::frame::{Frame, Reading, Table, use_place};
use super::{NumberStyle, Row, Shared, Sheet, svg};
use yew::prelude::*;

/// A line of a [`FitChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitLine {
    /// Written at its end.
    pub name: AttrValue,
    /// Its points, from left to right.
    pub points: Vec<Point>,
}

/// The data of [`FitChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitData {
    /// What was observed.
    pub seen: FitLine,
    /// What is used, at the same places as what was observed if the two can be read side by side.
    pub taken: FitLine,
    /// What is measured: `share that has passed`.
    pub caption: AttrValue,
    /// The horizontal axis: `weeks since it began`.
    pub along: AttrValue,
    /// What the values count.
    pub unit: Unit,
    /// The unit of the horizontal axis.
    pub along_unit: Unit,
    /// Whether values are shares, written in per cent.
    pub share: bool,
}

/// Properties of [`FitChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FitChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<FitData>,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// What was observed, with its uncertainty, and the law used for it, dashed.
#[component]
pub fn FitChart(props: &FitChartProps) -> Html {
    let FitChartProps { data, width, height, style, .. } = props;
    let deps = (data.clone(), *width, *height, style.clone());
    let chart = use_memo(deps, |(data, width, height, style)| lay_out(data, *width, *height, style));
    let points = &data.seen.points;
    let locate = use_callback((chart.clone(), data.clone()), |(x, _): (f64, f64), (chart, data)| {
        let along = chart.x.invert(x);
        data.seen.points.iter().rposition(|p| p.x <= along).or((!data.seen.points.is_empty()).then_some(0))
    });
    let rows = use_callback((data.clone(), style.clone()), |(), (data, style)| rows(data, style));
    let sheet = use_callback(data.clone(), |(), data| {
        let row = |(i, p): (usize, &Point)| (p.x.to_string(), vec![p.y, p.low, p.high, taken(data, i)]);
        let columns = [data.along.clone(), data.seen.name.clone(), "from".into(), "to".into(), data.taken.name.clone()];
        Sheet::new(columns, data.seen.points.iter().enumerate().map(row))
    });
    let (read, onmove) = use_place(points.len());
    let cells = read.map(|i| cells(data, style, i));
    let figures = match &cells {
        Some((head, [seen, low, high, taken])) => {
            let sure = if low.is_empty() { String::new() } else { format!(" ({low} to {high})") };
            let beside = if taken.is_empty() { String::new() } else { format!("; {}: {taken}", data.taken.name) };
            format!("{}, {head}: {} {seen}{sure}{beside}.", data.along, data.seen.name)
        }
        None => "Point at the curve, or use the arrow keys, to read it.".to_owned(),
    };
    let reading = Reading {
        label: data.along.clone(),
        count: points.len(),
        at: read,
        place: cells.map(|(head, _)| head).unwrap_or_default().into(),
        figures: figures.into(),
        locate,
        onmove,
    };
    let desc = format!("{} over {}: {} against {}.", data.caption, data.along, data.seen.name, data.taken.name);
    let columns = [&data.along, &data.seen.name, &"from".into(), &"to".into(), &data.taken.name].map(Clone::clone);
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-fit"
            title={props.title.clone()}
            {desc}
            width={*width}
            height={f64::from(*height)}
            {reading}
            table={Table { caption: data.caption.clone(), columns: columns.to_vec(), rows, sheet }}
        >
            { marks(&chart, read.and_then(|i| points.get(i)), data.share) }
        </Frame>
    }
}

fn lay_out(data: &FitData, width: u32, height: u32, style: &NumberStyle) -> Fit {
    layout(&Input {
        seen: Line { name: &data.seen.name, points: &data.seen.points },
        taken: Line { name: &data.taken.name, points: &data.taken.points },
        captions: (&data.caption, &data.along),
        unit: data.unit,
        along_unit: data.along_unit,
        share: data.share,
        width: f64::from(width),
        height: f64::from(height),
        style,
    })
}

fn marks(chart: &Fit, read: Option<&Point>, share: bool) -> Html {
    let (left, top, right, bottom) = chart.plot;
    let scaled = if share { 100.0 } else { 1.0 };
    let read = read.map(|p| {
        let x = chart.x.at(p.x);
        html! {
            <>
                { svg::line("chart-read-rule", (x, top), (x, bottom)) }
                { svg::circle("band-point tone-today", x, chart.y.at(p.y * scaled), 4.0) }
            </>
        }
    });
    html! {
        <>
            { svg::path("band-area tone-today", &chart.band) }
            { svg::line("chart-zero", (left, chart.y.at(0.0)), (right, chart.y.at(0.0))) }
            { svg::path("band-line tone-today", &chart.seen) }
            { svg::path("band-line fit-taken tone-plan", &chart.taken) }
            { svg::ticks_below(&chart.along, bottom) }
            { for chart.values.iter().map(|tick| svg::text(&tick.text)) }
            { for read }
            { svg::texts(&chart.texts) }
        </>
    }
}

/// What is used at the place of an observation.
fn taken(data: &FitData, i: usize) -> f64 {
    let at = data.seen.points.get(i).map(|p| p.x);
    data.taken.points.iter().find(|p| Some(p.x) == at).map_or(f64::NAN, |p| p.y)
}

/// The place, what was observed there, its lower and upper ends, and what is used.
fn cells(data: &FitData, style: &NumberStyle, i: usize) -> (String, [String; 4]) {
    let scaled = if data.share { 100.0 } else { 1.0 };
    let all = || data.seen.points.iter().chain(&data.taken.points);
    let column = Column::of_largest(all().map(|p| p.y * scaled), 0.0);
    let write = |x: f64| {
        if !x.is_finite() {
            return String::new();
        }
        let number = column.write(style, x * scaled, data.unit, false);
        if data.share { style.in_percent(&number) } else { number }
    };
    let along = Column::of_largest(all().map(|p| p.x), 0.0);
    let Some(p) = data.seen.points.get(i) else { return Default::default() };
    let head = along.write(style, p.x, data.along_unit, false);
    (head, [p.y, p.low, p.high, taken(data, i)].map(write))
}

fn rows(data: &FitData, style: &NumberStyle) -> Vec<Row> {
    let row = |i: usize| {
        let (head, cells) = cells(data, style, i);
        Row { head: head.into(), cells: cells.map(AttrValue::from).to_vec() }
    };
    (0..data.seen.points.len()).map(row).collect()
}
