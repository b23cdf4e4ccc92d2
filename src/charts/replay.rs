use funnel_charts::replay::{Input, layout};

use super::frame::picture;
use super::{NumberStyle, Shared, svg};
use yew::prelude::*;

/// Properties of [`ReplayChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReplayChartProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The chart's conclusion.
    pub title: AttrValue,
    /// All outcomes, in the order in which they come.
    pub outcomes: Shared<Vec<f64>>,
    /// How many have come so far.
    pub seen: usize,
    /// What is measured.
    pub caption: AttrValue,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The reader's number format.
    #[prop_or_default]
    pub style: Shared<NumberStyle>,
}

/// Outcomes one at a time, above a count of those so far.
#[component]
pub fn ReplayChart(props: &ReplayChartProps) -> Html {
    let ReplayChartProps { width, height, .. } = *props;
    let chart = layout(&Input {
        outcomes: &props.outcomes,
        seen: props.seen,
        caption: &props.caption,
        width: f64::from(width),
        height: f64::from(height),
        style: &props.style,
    });
    let column = |(rect, is_loss): &(_, bool)| svg::rect(if *is_loss { "replay-loss" } else { "replay-gain" }, rect);
    let latest = chart.latest.map(|(x, y, is_loss)| {
        svg::circle(if is_loss { "dot-loss" } else { "dot-gain" }, x, y, chart.radius - f64::from(u8::from(is_loss)))
    });
    let marks = html! {
        <>
            { svg::line("chart-base", (0.0, chart.base), (f64::from(width), chart.base)) }
            { for chart.columns.iter().map(column) }
            { svg::line("chart-zero", (chart.zero, 40.0_f64.min(chart.base)), (chart.zero, chart.base + 6.0)) }
            { svg::ticks_below(&chart.ticks, chart.base) }
            { for latest }
            { svg::texts(&chart.texts) }
        </>
    };
    html! {
        <figure class="chart chart-replay">
            { picture(&props.id, &props.title, &props.caption, width, f64::from(height), marks) }
        </figure>
    }
}
