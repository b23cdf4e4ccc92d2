use funnel_charts::dots::{Dots, Input, Side, layout};
use funnel_charts::format::{Column, Unit, out_of, whole};

use super::frame::{Frame, Reading, Table, use_place};
use super::{NumberStyle, Row, Shared, Sheet, svg};
use yew::prelude::*;

/// The data of [`DotsChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct DotsData {
    /// Quantiles of the change, one for each dot: 50 of them, 20 on a small chart.
    pub values: Vec<f64>,
    /// The change at which nothing is lost or gained.
    pub break_even: f64,
    /// Label above the dots below it: `9 lose money`.
    pub losing: AttrValue,
    /// Label above those exactly at it, if any: `3 make no difference`.
    pub even: AttrValue,
    /// Label above those above it: `41 pay for themselves`.
    pub gaining: AttrValue,
    /// What is measured: `change in profit after spend, 12 months`.
    pub caption: AttrValue,
}

/// One rule for all dots.
fn column(data: &DotsData) -> Column {
    Column::of_largest(data.values.iter().copied(), 0.0)
}

/// Properties of [`DotsChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DotsChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<DotsData>,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// Equally likely futures as dots: filled where the plan pays for itself, hollow where it loses money.
#[component]
pub fn DotsChart(props: &DotsChartProps) -> Html {
    let DotsChartProps { data, width, height, style, .. } = props;
    let chart = use_memo((data.clone(), *width, *height, style.clone()), |(data, width, height, style)| {
        layout(&Input {
            values: &data.values,
            break_even: data.break_even,
            losing: &data.losing,
            even: &data.even,
            gaining: &data.gaining,
            caption: &data.caption,
            width: f64::from(*width),
            height: f64::from(*height),
            style,
        })
    });
    let rows = use_callback((chart.clone(), data.clone(), style.clone()), |(), (chart, data, style)| {
        let column = column(data);
        let row = |(i, dot): (usize, &funnel_charts::dots::Dot)| Row {
            head: whole(i + 1).into(),
            cells: vec![column.write(style, dot.value, Unit::Money, true).into(), outcome(dot.side).into()],
        };
        chart.dots.iter().enumerate().map(row).collect()
    });
    let sheet = use_callback(data.clone(), |(), data| {
        let row = |(i, value): (usize, &f64)| (whole(i + 1), vec![*value]);
        Sheet::new(["Future, worst first", "Change"], data.values.iter().enumerate().map(row))
    });
    let locate = use_callback(chart.clone(), |point, chart| nearest(chart, point));
    let total = chart.dots.len();
    let (at, onmove) = use_place(total);
    let read = at.and_then(|i| chart.dots.get(i).map(|dot| (i, dot)));
    let place = read.map_or_else(String::new, |(i, _)| out_of(i + 1, total));
    let figures = match read {
        Some((i, dot)) => {
            let value = column(data).write(style, dot.value, Unit::Money, true);
            ["Future ", &out_of(i + 1, total), ", from worst to best: ", &value, ", ", outcome(dot.side), "."].concat()
        }
        None if total == 0 => "No futures yet.".to_owned(),
        None => "Point at a dot, or use the arrow keys, to read one future.".to_owned(),
    };
    let desc = [data.caption.as_str(), ": ", &data.losing, ", ", &data.gaining, "."].concat();
    let reading = Reading {
        label: "Future, from worst to best".into(),
        count: total,
        at,
        place: place.into(),
        figures: figures.into(),
        locate,
        onmove,
    };
    let table = Table {
        caption: data.caption.clone(),
        columns: vec!["Future, worst first".into(), "Change".into(), "Outcome".into()],
        rows,
        sheet,
    };
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-dots"
            title={props.title.clone()}
            {desc}
            width={*width}
            height={f64::from(*height)}
            {reading}
            {table}
        >
            { marks(&chart, f64::from(*width), at) }
        </Frame>
    }
}

fn marks(chart: &Dots, width: f64, at: Option<usize>) -> Html {
    let dots = chart.dots.iter().map(|dot| match dot.side {
        // The stroke of a hollow dot lies inside its outline, so that all dots have the same size.
        Side::Loss => svg::circle("dot-loss", dot.x, dot.y, chart.radius - 0.75),
        Side::Even => svg::circle("dot-even", dot.x, dot.y, chart.radius),
        Side::Gain => svg::circle("dot-gain", dot.x, dot.y, chart.radius),
    });
    let read = at.and_then(|i| chart.dots.get(i));
    html! {
        <>
            { svg::line("chart-base", (0.0, chart.base), (width, chart.base)) }
            { svg::line("chart-zero", (chart.break_even_x, chart.top), (chart.break_even_x, chart.base + 6.0)) }
            { svg::ticks_below(&chart.ticks, chart.base) }
            { for dots }
            { for read.map(|dot| svg::circle("chart-read", dot.x, dot.y, chart.radius + 2.0)) }
            { svg::texts(&chart.texts) }
        </>
    }
}

fn outcome(side: Side) -> &'static str {
    match side {
        Side::Loss => "loses money",
        Side::Even => "makes no difference",
        Side::Gain => "pays for itself",
    }
}

/// The dot nearest to a point.
fn nearest(chart: &Dots, (x, y): (f64, f64)) -> Option<usize> {
    let distance = |dot: &funnel_charts::dots::Dot| (dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y);
    let all = chart.dots.iter().enumerate();
    all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map(|(i, _)| i)
}
