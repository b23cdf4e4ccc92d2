use funnel_charts::mark::Tone;
use funnel_charts::spark::{self, Input, layout};

use super::frame::picture;
use super::{Shared, svg};
pub use funnel_charts::spark::Point;
use yew::prelude::*;

/// A named place on the slider: today, the optimum, where revenue starts to fall.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Budget.
    pub budget: f64,
    /// Name.
    pub name: AttrValue,
    /// What it is.
    pub tone: Tone,
}

/// The data of [`SparkCurve`].
#[derive(Clone, Debug, PartialEq)]
pub struct SparkData {
    /// The curve, in order of budget; empty until it is known.
    pub points: Vec<Point>,
    /// Smallest and largest budget of the slider.
    pub range: (f64, f64),
    /// Named places.
    pub places: Vec<Place>,
}

/// Properties of [`SparkCurve`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SparkCurveProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// The curve's conclusion.
    pub title: AttrValue,
    /// The figures.
    pub data: Shared<SparkData>,
    /// Width of the slider, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Half of the slider's thumb, px: how far the ends of its track lie inside its width.
    #[prop_or(12)]
    pub inset: u32,
}

/// The budget curve behind a slider, and the places worth stopping at. It is read by means of the slider itself.
#[component]
pub fn SparkCurve(props: &SparkCurveProps) -> Html {
    let data = &props.data;
    let places: Vec<spark::Place<'_>> = data
        .places
        .iter()
        .map(|place| spark::Place { budget: place.budget, name: &place.name, tone: place.tone })
        .collect();
    let curve = layout(&Input {
        points: &data.points,
        range: data.range,
        places: &places,
        inset: f64::from(props.inset),
        width: f64::from(props.width),
        height: f64::from(props.height),
    });
    let marker = |marker: &spark::Marker| {
        html! {
            <>
                <g class={svg::tone(marker.tone)}>
                    { svg::line("spark-place", (marker.x, marker.y), (marker.x, curve.base + 4.0)) }
                </g>
                { svg::text(&marker.text) }
            </>
        }
    };
    let marks = html! {
        <>
            { svg::path("spark-area", &curve.fill) }
            { svg::path("spark-band", &curve.band) }
            { svg::path("spark-line", &curve.line) }
            { for curve.markers.iter().map(marker) }
        </>
    };
    let names: Vec<&str> = data.places.iter().map(|place| place.name.as_str()).collect();
    let desc = names.join(", ").into();
    picture(&props.id, &props.title, &desc, props.width, f64::from(props.height), marks)
}
