mod data;
mod words;

use funnel_charts::flow::{self, Flow, Input, Node, Shape, What, layout};
use funnel_charts::format::out_of;

use super::frame::{Frame, Reading, Table, use_place};
use super::{NumberStyle, Shared, svg};
use words::{columns, name, rows, sentence, sheet};
use yew::prelude::*;

pub use data::{Channel, FlowData, Loss, Stage, Words};

/// Properties of [`FlowChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FlowChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<FlowData>,
    /// Width, px.
    pub width: u32,
    /// Height, px, where the chart reads from left to right; when it reads downwards it takes the height that it needs,
    /// …
    pub height: u32,
    /// … unless it is confined to this height.
    #[prop_or_default]
    pub keeps: bool,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// Spend and revenue, and below them the people from channels to customers, today and with the plan.
#[component]
pub fn FlowChart(props: &FlowChartProps) -> Html {
    let FlowChartProps { data, width, height, style, .. } = props;
    let deps = (data.clone(), *width, *height, props.keeps, style.clone());
    let chart = use_memo(deps, |(data, width, height, keeps, style)| lay_out(data, *width, *height, *keeps, style));
    let locate = use_callback(chart.clone(), |point, chart| nearest(chart, point));
    let rows = use_callback((data.clone(), style.clone()), |(), (data, style)| rows(data, style));
    let sheet = use_callback(data.clone(), |(), data| sheet(data));
    let (read, onmove) = use_place(chart.nodes.len());
    let node = read.and_then(|i| chart.nodes.get(i));
    let figures = match node {
        Some(node) => sentence(data, style, node.what),
        None => "Point at a step, or use the arrow keys, to read it.".to_owned(),
    };
    let place = match (read, node) {
        (Some(i), Some(node)) => [name(data, node.what), ", ", &out_of(i + 1, chart.nodes.len())].concat(),
        _ => String::new(),
    };
    let reading = Reading {
        label: "Step of the funnel".into(),
        count: chart.nodes.len(),
        at: read,
        place: place.into(),
        figures: figures.into(),
        locate,
        onmove,
    };
    let table = Table { caption: props.title.clone(), columns: columns(data), rows, sheet };
    let desc = [What::Spend, What::Customers, What::Revenue].map(|what| sentence(data, style, what)).join(" ");
    html! {
        <Frame
            id={props.id.clone()}
            kind="chart-flow"
            title={props.title.clone()}
            {desc}
            width={*width}
            height={chart.height}
            {reading}
            {table}
        >
            { marks(&chart, read) }
        </Frame>
    }
}

fn lay_out(data: &FlowData, width: u32, height: u32, keeps: bool, style: &NumberStyle) -> Flow {
    let channels: Vec<_> =
        data.channels.iter().map(|c| flow::Channel { name: &c.name, spend: c.spend, inquiries: c.inquiries }).collect();
    let losses: Vec<Vec<_>> = data
        .stages
        .iter()
        .map(|s| s.losses.iter().map(|l| flow::Loss { reason: &l.reason, count: l.count }).collect())
        .collect();
    let stages: Vec<_> = data
        .stages
        .iter()
        .zip(&losses)
        .map(|(s, losses)| flow::Stage {
            name: &s.name,
            entered: s.entered,
            passed: s.passed,
            waiting: s.waiting,
            losses,
        })
        .collect();
    let words = flow::Words {
        today: &data.words.today,
        plan: &data.words.plan,
        customers: &data.words.customers,
        revenue: &data.words.revenue,
        ..flow::Words::default()
    };
    layout(&Input {
        channels: &channels,
        stages: &stages,
        revenue: data.revenue,
        words,
        width: f64::from(width),
        height: f64::from(height),
        most: if keeps { f64::from(height) } else { f64::INFINITY },
        style,
    })
}

fn marks(chart: &Flow, read: Option<usize>) -> Html {
    let both = |today: &'static str, plan: &'static str| move |shape: &Shape| html! { <>{ svg::path(today, &shape.today) }{ svg::path(plan, &shape.plan) }</> };
    let node = |(i, node): (usize, &Node)| {
        let read = (read == Some(i)).then_some("is-read");
        html! {
            <>
                { svg::rect(classes!("flow-node-today", read), &node.today) }
                { svg::rect(classes!("flow-node-plan", read), &node.plan) }
            </>
        }
    };
    html! {
        <>
            { for chart.ribbons.iter().map(both("flow-ribbon-today", "flow-ribbon-plan")) }
            { for chart.stubs.iter().map(both("flow-stub-today", "flow-stub-plan")) }
            { for chart.leaders.iter().map(|d| svg::path("flow-leader", d)) }
            { for chart.nodes.iter().enumerate().map(node) }
            { svg::texts(&chart.texts) }
        </>
    }
}

/// The node whose area contains the point, or the nearest along the row of nodes.
fn nearest(chart: &Flow, (x, y): (f64, f64)) -> Option<usize> {
    let outside = |node: &Node| {
        let beyond = |at: f64, from: f64, size: f64| (from - at).max(at - from - size).max(0.0);
        beyond(x, node.hit.x, node.hit.width) + beyond(y, node.hit.y, node.hit.height)
    };
    let all = chart.nodes.iter().enumerate();
    all.min_by(|a, b| outside(a.1).total_cmp(&outside(b.1))).map(|(i, _)| i)
}
