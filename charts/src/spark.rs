//! The budget curve behind a slider: a faint area, and the places worth stopping at.

use crate::label::{Slot, push_apart};
use crate::mark::{Anchor, Text, Tone, area, polyline};
use crate::scale::{Domain, Linear, rising};
use crate::text::{SMALL, width};

/// One point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Budget.
    pub budget: f64,
    /// Mean revenue (or any other figure) at it.
    pub mean: f64,
    /// Lower end of its band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A place on the slider that has a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// Budget.
    pub budget: f64,
    /// Name.
    pub name: &'a str,
    /// What it is.
    pub tone: Tone,
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The curve, in order of budget.
    pub points: &'a [Point],
    /// Smallest and largest budget of the slider.
    pub range: (f64, f64),
    /// Named places.
    pub places: &'a [Place<'a>],
    /// Space at both ends for half of the slider's thumb, px.
    pub inset: f64,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
}

/// A named place, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Position along the slider, px.
    pub x: f64,
    /// Height of the curve there, px; the curve's foot where it is unknown.
    pub y: f64,
    /// What it is.
    pub tone: Tone,
    /// Its name, clear of the others.
    pub text: Text,
}

/// The curve, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Spark {
    /// Area from zero to the mean.
    pub fill: String,
    /// The band around the mean.
    pub band: String,
    /// The mean.
    pub line: String,
    /// The lower edge of the area, px.
    pub base: f64,
    /// Named places, in order of budget.
    pub markers: Vec<Marker>,
}

/// Lays out the curve over the slider's own range, so that a point of the curve is above its budget.
#[must_use]
pub fn layout(input: &Input<'_>) -> Spark {
    let names = if input.places.is_empty() { 0.0 } else { SMALL + 6.0 };
    let base = (input.height - names).max(1.0);
    let x = Linear::new(
        Domain::of([input.range.0, input.range.1]),
        input.inset,
        (input.width - input.inset).max(input.inset),
    );
    let figures = input.points.iter().flat_map(|p| [p.mean, p.low, p.high]);
    let y = Linear::new(Domain::of(figures.chain([0.0])), base, 2.0);
    let known: Vec<&Point> = input
        .points
        .iter()
        .filter(|p| p.budget.is_finite() && p.mean.is_finite())
        .filter(|p| p.budget >= x.domain().lo && p.budget <= x.domain().hi)
        .collect();
    let budgets: Vec<f64> = input.places.iter().map(|p| p.budget).collect();
    let places = rising(&budgets).into_iter().filter_map(|i| input.places.get(i));
    let places: Vec<&Place<'_>> = places.filter(|p| p.budget.is_finite()).collect();
    let slots: Vec<Slot> = places
        .iter()
        .map(|place| Slot { wish: x.at(place.budget), size: width(place.name, SMALL, false) + 10.0 })
        .collect();
    let middles = push_apart(&slots, 0.0, input.width);
    let markers = places.iter().zip(middles).map(|(place, middle)| Marker {
        x: x.at(place.budget),
        y: height_at(&known, place.budget).map_or(base, |mean| y.at(mean)),
        tone: place.tone,
        text: Text::note(middle, input.height - 3.0, Anchor::Middle, place.tone, place.name),
    });
    Spark {
        fill: area(known.iter().map(|p| Some((x.at(p.budget), y.at(p.mean), y.at(0.0))))),
        band: area(
            known.iter().map(|p| {
                (p.low.is_finite() && p.high.is_finite()).then(|| (x.at(p.budget), y.at(p.high), y.at(p.low)))
            }),
        ),
        line: polyline(known.iter().map(|p| Some((x.at(p.budget), y.at(p.mean))))),
        base,
        markers: markers.collect(),
    }
}

/// The mean at a budget, on the straight line between its neighbours; `None` outside the curve.
pub(crate) fn height_at(points: &[&Point], budget: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [a, b] = pair else { return None };
        if !(a.budget <= budget && budget <= b.budget) {
            return None;
        }
        let share = (budget - a.budget) / (b.budget - a.budget);
        let share = if share.is_finite() { share } else { 0.0 };
        Some(a.mean * (1.0 - share) + b.mean * share)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{config, fault, size, sound, wild};
    use proptest::prelude::*;

    #[test]
    fn markers_stand_on_the_curve_and_names_do_not_touch() {
        let point = |budget, mean| Point { budget, mean, low: mean - 1.0, high: mean + 1.0 };
        let points = [point(0.0, 0.0), point(1.0, 6.0), point(2.0, 8.0)];
        let place = |budget, name| Place { budget, name, tone: Tone::Ink };
        let spark = layout(&Input {
            points: &points,
            range: (0.0, 2.0),
            places: &[place(1.1, "revenue falls from here"), place(1.0, "today")],
            inset: 10.0,
            width: 272.0,
            height: 64.0,
        });
        let [today, falls] = spark.markers.as_slice() else { panic!("two markers") };
        assert_eq!(today.text.text, "today");
        assert_eq!(today.x, 136.0);
        assert!(today.text.span().1 < falls.text.span().0);
        assert!(falls.y < today.y);
    }

    #[test]
    fn nothing_known_draws_nothing() {
        let spark =
            layout(&Input { points: &[], range: (0.0, 0.0), places: &[], inset: 10.0, width: 0.0, height: 0.0 });
        assert!(spark.fill.is_empty() && spark.line.is_empty());
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(points in prop::collection::vec((wild(), wild(), wild(), wild()), 0..40), lo in wild(), hi in wild(), width in size(), height in size()) {
            let points: Vec<_> = points
                .into_iter()
                .map(|(budget, mean, low, high)| Point { budget, mean, low, high })
                .collect();
            let places = [
                Place { budget: lo, name: "today", tone: Tone::Today },
                Place { budget: hi, name: "revenue falls from here", tone: Tone::Loss },
            ];
            let chart = layout(&Input {
                points: &points,
                range: (lo, hi),
                places: &places,
                inset: 10.0,
                width,
                height,
            });
            prop_assert!(sound(&chart.fill) && sound(&chart.band) && sound(&chart.line));
            prop_assert!(chart.markers.iter().all(|m| m.x.is_finite() && m.y.is_finite() && m.text.x.is_finite()));
        }

        #[test]
        fn texts_keep_clear(
            points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 2..40), at in (0.0..1.0_f64, 0.0..1.0_f64), size in 0.0..8.0_f64, width in 240.0..960.0_f64, height in 60.0..120.0_f64,
        ) {
            let by = 10_f64.powf(size);
            let mut points: Vec<_> = points.iter().map(|(budget, mean)| Point { budget: budget * by, mean: mean * by, low: 0.0, high: by }).collect();
            points.sort_by(|a, b| a.budget.total_cmp(&b.budget));
            let place = |at: f64, name, tone| Place { budget: at * by, name, tone };
            let places = [place(at.0, "today", Tone::Today), place(at.1, "revenue falls from here", Tone::Loss)];
            let chart = layout(&Input { points: &points, range: (0.0, by), places: &places, inset: 10.0, width, height });
            let texts: Vec<&Text> = chart.markers.iter().map(|marker| &marker.text).collect();
            prop_assert_eq!(fault(&texts, width, height), None);
        }
    }
}
