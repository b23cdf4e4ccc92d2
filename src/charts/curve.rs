use funnel_charts::curve::{self, Curve, Input, layout};
use funnel_charts::spark::Point;

use super::frame::{Frame, Reading, Table, use_place};
use super::spark::Place;
use super::{NumberStyle, Row, Shared, Sheet, Unit, svg};
use yew::prelude::*;

/// The data of [`CurveChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct CurveData {
    /// The curve, in order of budget.
    pub points: Vec<Point>,
    /// Named places.
    pub places: Vec<Place>,
    /// Budgets that stand out together, such as those that are as good as the best.
    pub zone: Option<(f64, f64)>,
    /// A height that is wanted, and what it is called.
    pub wanted: Option<(f64, AttrValue)>,
    /// What the figure counts.
    pub unit: Unit,
    /// Captions for the figure and for the budget.
    pub captions: (AttrValue, AttrValue),
    /// Each point in a sentence, for people who read rather than look.
    pub readings: Vec<AttrValue>,
    /// Headings of the table: first that of the budgets.
    pub columns: Vec<AttrValue>,
    /// The table: budget and cells.
    pub rows: Vec<Row>,
}

impl CurveData {
    /// Its figures, for a file.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let rows = self.points.iter().map(|p| (p.budget, vec![p.mean, p.low, p.high]));
        Sheet::new([self.captions.1.as_str(), self.captions.0.as_str(), "from", "to"], rows)
    }
}

/// Properties of [`CurveChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CurveChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<CurveData>,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// A figure as a function of the budget, with its band and the places worth knowing.
#[component]
pub fn CurveChart(props: &CurveChartProps) -> Html {
    let CurveChartProps { data, width, height, style, .. } = props;
    let (at, onmove) = use_place(data.points.len());
    let deps = (data.clone(), *width, *height, style.clone());
    let chart = use_memo(deps, |(data, width, height, style)| lay_out(data, *width, *height, style));
    let locate = use_callback((chart.clone(), data.clone()), |(x, _): (f64, f64), (chart, data)| {
        let off = |i: &usize| (chart.x.at(data.points[*i].budget) - x).abs();
        (0..data.points.len()).min_by(|a, b| off(a).total_cmp(&off(b)))
    });
    let rows = use_callback(data.clone(), |(), data| data.rows.clone());
    let sheet = use_callback(data.clone(), |(), data| data.sheet());
    let read = at.and_then(|i| Some((i, data.readings.get(i)?, data.rows.get(i)?)));
    let reading = Reading {
        label: "Total budget".into(),
        count: data.points.len(),
        at: read.map(|(i, ..)| i),
        place: read.map(|(.., row)| row.head.clone()).unwrap_or_default(),
        figures: read
            .map_or("Point at a budget, or use the arrow keys, to read it.".into(), |(_, said, _)| said.clone()),
        locate,
        onmove,
    };
    let names: Vec<&str> = data.places.iter().map(|place| place.name.as_str()).collect();
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-curve"
            title={props.title.clone()}
            desc={format!("{} over {}; marked: {}.", data.captions.0, data.captions.1, names.join(", "))}
            width={*width}
            height={f64::from(*height)}
            {reading}
            table={Table { caption: data.captions.0.clone(), columns: data.columns.clone(), rows, sheet }}
        >
            { marks(&chart, data, read.map(|(i, ..)| i)) }
        </Frame>
    }
}

fn lay_out(data: &CurveData, width: u32, height: u32, style: &NumberStyle) -> Curve {
    let place = |p: &Place| (p.budget, p.name.to_string(), p.tone);
    let named: Vec<_> = data.places.iter().map(place).collect();
    let places: Vec<curve::Place<'_>> =
        named.iter().map(|(budget, name, tone)| curve::Place { budget: *budget, name, tone: *tone }).collect();
    layout(&Input {
        points: &data.points,
        places: &places,
        zone: data.zone,
        wanted: data.wanted.as_ref().map(|(height, name)| (*height, name.as_str())),
        unit: data.unit,
        captions: (&data.captions.0, &data.captions.1),
        width: f64::from(width),
        height: f64::from(height),
        style,
    })
}

fn marks(chart: &Curve, data: &CurveData, read: Option<usize>) -> Html {
    let (left, top, right, bottom) = chart.plot;
    let zero = chart.y.at(0.0);
    let place = |m: &curve::Marker| {
        html! {
            <>
                <g class={svg::tone(m.tone)}>
                    { svg::line("curve-place", (m.x, top - 12.0), (m.x, bottom)) }
                    { svg::circle("curve-dot", m.x, m.y, 4.0) }
                </g>
                { svg::text(&m.text) }
            </>
        }
    };
    let read = read.and_then(|i| data.points.get(i)).map(|p| {
        let x = chart.x.at(p.budget);
        html! {
            <>
                { svg::line("chart-read-rule", (x, top), (x, bottom)) }
                { svg::circle("band-point tone-plan", x, chart.y.at(p.mean), 4.0) }
            </>
        }
    });
    html! {
        <>
            { for chart.zone.as_ref().map(|zone| svg::rect("curve-zone", zone)) }
            { svg::path("band-area tone-plan", &chart.band) }
            { svg::line("chart-zero", (left, zero), (right, zero)) }
            { for chart.wanted.iter().map(|(at, name)| html! {
                <>{ svg::line("curve-wanted", (left, *at), (right, *at)) }{ svg::text(name) }</>
            }) }
            { svg::path("band-line tone-plan", &chart.line) }
            { svg::ticks_below(&chart.budgets, bottom) }
            { for chart.figures.iter().map(|tick| svg::text(&tick.text)) }
            { for chart.markers.iter().map(place) }
            { for read }
            { svg::texts(&chart.texts) }
        </>
    }
}
