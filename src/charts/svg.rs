//! Marks of [`funnel_charts`] as SVG elements.

use funnel_charts::axis::Tick;
use funnel_charts::mark::{Anchor, Rect, Text, Tone, px};
use yew::prelude::*;

/// The class for what a mark stands for.
pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Ink => "tone-ink",
        Tone::Muted => "tone-muted",
        Tone::Plan => "tone-plan",
        Tone::Today => "tone-today",
        Tone::Loss => "tone-loss",
    }
}

pub(super) fn text(text: &Text) -> Html {
    let anchor = match text.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let size = if text.strong { "chart-label" } else { "chart-note" };
    let class = classes!(size, tone(text.tone));
    html! { <text {class} x={px(text.x)} y={px(text.y)} text-anchor={anchor}>{ text.text.clone() }</text> }
}

pub(super) fn texts(all: &[Text]) -> Html {
    all.iter().map(text).collect()
}

pub(super) fn line(class: &'static str, from: (f64, f64), to: (f64, f64)) -> Html {
    html! { <line {class} x1={px(from.0)} y1={px(from.1)} x2={px(to.0)} y2={px(to.1)} /> }
}

/// Ticks under a horizontal axis at `y`: short strokes and labels.
pub(super) fn ticks_below(ticks: &[Tick], y: f64) -> Html {
    let one = |tick: &Tick| {
        html! { <>{ line("chart-tick", (tick.at, y), (tick.at, y + 4.0)) }{ text(&tick.text) }</> }
    };
    ticks.iter().map(one).collect()
}

/// A path, unless it draws nothing.
pub(super) fn path(class: impl Into<Classes>, d: &str) -> Html {
    if d.is_empty() {
        return Html::default();
    }
    html! { <path class={class.into()} d={d.to_owned()} /> }
}

pub(super) fn rect(class: impl Into<Classes>, rect: &Rect) -> Html {
    html! {
        <rect class={class.into()} x={px(rect.x)} y={px(rect.y)} width={px(rect.width)} height={px(rect.height)} />
    }
}

pub(super) fn circle(class: impl Into<Classes>, x: f64, y: f64, radius: f64) -> Html {
    html! { <circle class={class.into()} cx={px(x)} cy={px(y)} r={px(radius)} /> }
}
