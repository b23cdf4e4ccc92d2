//! A figure as a function of the budget: mean, band, and the places worth knowing.

use crate::axis::{self, Tick, Writing};
use crate::format::{NumberStyle, Unit};
use crate::label::{Slot, push_apart};
use crate::mark::{Anchor, LINE, Rect, Text, Tone, area, caption, polyline};
use crate::scale::{Domain, Linear, rising};
use crate::spark::height_at;
pub use crate::spark::{Place, Point};
use crate::text::SMALL;

/// Space under the plot for ticks and caption, px.
const FOOT: f64 = 42.0;

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The curve, by rising budget.
    pub points: &'a [Point],
    /// Named places.
    pub places: &'a [Place<'a>],
    /// Budgets that stand out together, such as those that are as good as the best.
    pub zone: Option<(f64, f64)>,
    /// A height that is wanted, and what it is called.
    pub wanted: Option<(f64, &'a str)>,
    /// What the figure counts.
    pub unit: Unit,
    /// Captions for the figure, above, and for the budget, below.
    pub captions: (&'a str, &'a str),
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// A named place, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Position, px.
    pub x: f64,
    /// Height of the curve there, px.
    pub y: f64,
    /// What it is.
    pub tone: Tone,
    /// Its name, clear of the others.
    pub text: Text,
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Left, top, right and bottom of the plot, px.
    pub plot: (f64, f64, f64, f64),
    /// From budget to px.
    pub x: Linear,
    /// From the figure to px.
    pub y: Linear,
    /// The band.
    pub band: String,
    /// The mean.
    pub line: String,
    /// The height that is wanted, px, with its name.
    pub wanted: Option<(f64, Text)>,
    /// The budgets that stand out.
    pub zone: Option<Rect>,
    /// Named places, by rising budget.
    pub markers: Vec<Marker>,
    /// Budgets below the plot.
    pub budgets: Vec<Tick>,
    /// Figures beside it.
    pub figures: Vec<Tick>,
    /// The captions.
    pub texts: Vec<Text>,
}

/// Lays the chart out.
#[must_use]
pub fn layout(input: &Input<'_>) -> Curve {
    let known: Vec<&Point> = input.points.iter().filter(|p| p.budget.is_finite() && p.mean.is_finite()).collect();
    let mut texts = caption(input.captions.0, input.width);
    let lines = texts.len();
    let places: Vec<f64> = input.places.iter().map(|p| p.budget).collect();
    let places: Vec<&Place<'_>> =
        rising(&places).into_iter().filter_map(|i| input.places.get(i)).filter(|p| p.budget.is_finite()).collect();
    let size = |p: &Place<'_>| crate::text::width(p.name, SMALL, true) + 10.0;
    // Names that do not fit side by side go into two rows, alternately.
    let rows = if places.iter().map(|p| size(p)).sum::<f64>() <= input.width { 1 } else { 2 };
    let top = LINE * (lines + rows) as f64 + 8.0;
    let bottom = (input.height - FOOT).max(top + 1.0);
    let wanted = input.wanted.filter(|(height, _)| height.is_finite());
    let figures = known.iter().flat_map(|p| [p.mean, p.low, p.high]).chain(wanted.map(|(height, _)| height));
    let y = Linear::new(Domain::of(figures.chain([0.0])).rounded(5), bottom, top);
    let writing = |unit, signed| Writing { style: input.style, unit, signed };
    let mut figures = axis::left(&y, writing(input.unit, input.unit == Unit::Money), bottom - top);
    let left = axis::align(&mut figures) + 8.0;
    let right = (input.width - 8.0).max(left + 1.0);
    let x = Linear::new(Domain::of(known.iter().map(|p| p.budget).chain([0.0])), left, right);
    let mut markers = Vec::with_capacity(places.len());
    for row in 0..rows {
        let places = || places.iter().skip(row).step_by(rows);
        let slots: Vec<Slot> = places().map(|p| Slot { wish: x.at(p.budget), size: size(p) }).collect();
        let baseline = LINE * (lines + 1 + row) as f64 - 4.0;
        let middles = push_apart(&slots, 0.0, input.width);
        markers.extend(places().zip(middles).map(|(p, middle)| Marker {
            x: x.at(p.budget),
            y: y.at(height_at(&known, p.budget).unwrap_or(0.0)),
            tone: p.tone,
            text: Text::note(middle, baseline, Anchor::Middle, p.tone, p.name),
        }));
    }
    let budget = Text::note(right, bottom + 34.0, Anchor::End, Tone::Muted, input.captions.1);
    texts.push(budget.within(0.0, input.width));
    let zone = input.zone.filter(|(a, b)| a.is_finite() && b.is_finite() && a < b).map(|(a, b)| {
        let (from, to) = (x.at(a), x.at(b));
        Rect { x: from, y: top, width: to - from, height: bottom - top }
    });
    let wanted = wanted.map(|(height, name)| {
        let at = y.at(height);
        // Above its line, unless names of places are there.
        let baseline = if at - LINE < top { at + LINE - 2.0 } else { at - 5.0 };
        (at, Text::note(right, baseline, Anchor::End, Tone::Muted, name).within(left, right))
    });
    Curve {
        plot: (left, top, right, bottom),
        band: area(
            known.iter().map(|p| {
                (p.low.is_finite() && p.high.is_finite()).then(|| (x.at(p.budget), y.at(p.high), y.at(p.low)))
            }),
        ),
        line: polyline(known.iter().map(|p| Some((x.at(p.budget), y.at(p.mean))))),
        wanted,
        zone,
        markers,
        budgets: axis::bottom(&x, writing(Unit::Money, false), bottom + 16.0, input.width, &[]),
        figures,
        texts,
        x,
        y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{config, fault, figures, placed, size, sound, style, wild, with};
    use proptest::prelude::*;

    #[test]
    fn the_curve_is_inside_and_its_names_do_not_touch() {
        let style = NumberStyle::default();
        let point = |budget: f64, mean: f64| Point { budget, mean, low: mean - 5e4, high: mean + 5e4 };
        let points = [point(0.0, -2e5), point(1e6, 0.0), point(2e6, 1e5), point(3e6, 5e4)];
        let place = |budget, name| Place { budget, name, tone: Tone::Ink };
        for width in [320.0, 800.0] {
            let chart = layout(&Input {
                points: &points,
                places: &[place(2e6, "best"), place(1.2e6, "the plan"), place(1e6, "today")],
                zone: Some((1.8e6, 2.2e6)),
                wanted: None,
                unit: Unit::Money,
                captions: ("change in profit", "budget in 12 months"),
                width,
                height: 300.0,
                style: &style,
            });
            let (left, top, right, bottom) = chart.plot;
            assert!(chart.markers.windows(2).all(|m| m[0].text.span().1 <= m[1].text.span().0 + 1e-9));
            assert!(chart.markers.iter().all(|m| (left..=right).contains(&m.x) && (top..=bottom).contains(&m.y)));
            assert_eq!(chart.markers[0].y, chart.y.at(0.0), "today is no change");
            let zone = chart.zone.unwrap();
            assert!(zone.x < chart.x.at(2e6) && chart.x.at(2e6) < zone.x + zone.width);
            assert!(chart.figures.len() > 1 && chart.budgets.len() > 1);
        }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(points in prop::collection::vec((wild(), wild(), wild(), wild()), 0..40), lo in wild(), hi in wild(), width in size(), height in size()) {
            let style = NumberStyle::default();
            let point = |(budget, mean, low, high)| Point { budget, mean, low, high };
            let points: Vec<_> = points.into_iter().map(point).collect();
            let place = |budget, name| Place { budget, name, tone: Tone::Today };
            let places = [place(lo, "today"), place(hi, "the best budget")];
            let input = Input {
                points: &points,
                places: &places,
                zone: Some((lo, hi)),
                wanted: Some((lo, "wanted")),
                unit: Unit::Count,
                captions: ("change in profit", "budget"),
                width,
                height,
                style: &style,
            };
            let chart = layout(&input);
            prop_assert!(sound(&chart.band) && sound(&chart.line) && placed(&chart.texts));
            prop_assert!(chart.markers.iter().all(|m| m.x.is_finite() && m.y.is_finite() && m.text.x.is_finite()));
            prop_assert!(chart.zone.is_none_or(|f| f.x.is_finite() && f.width >= 0.0));
            prop_assert!(chart.wanted.is_none_or(|(at, name)| at.is_finite() && name.x.is_finite()));
        }

        #[test]
        fn texts_keep_clear(budgets in figures(2..30), shape in -1.0..1.0_f64, at in (0.0..1.0_f64, 0.0..1.0_f64), wanted in prop::option::of(-1.0..1.0_f64), style in style(), width in 280.0..960.0_f64, height in 180.0..420.0_f64) {
            let mut budgets: Vec<f64> = budgets.into_iter().map(f64::abs).collect();
            budgets.sort_by(f64::total_cmp);
            let most = budgets.last().copied().unwrap_or(1.0);
            let points: Vec<_> = budgets.iter().map(|b| { let mean = b * (shape - b / most); Point { budget: *b, mean, low: mean - 0.2 * most, high: mean + 0.2 * most } }).collect();
            let span = most - budgets[0];
            let place = |at: f64, name, tone| Place { budget: budgets[0] + at * span, name, tone };
            let places = [place(at.0, "today", Tone::Today), place(at.1, "most profit", Tone::Plan), place(1.0, "revenue falls", Tone::Loss)];
            let chart = layout(&Input {
                points: &points, places: &places, zone: None, wanted: wanted.map(|share| (share * most, "80% wanted")), unit: Unit::Money, captions: ("profit in 12 months, mean, and 8 of 10 futures", "budget in 12 months"), width, height, style: &style,
            });
            let mut texts = with(&chart.texts, &[&chart.budgets, &chart.figures]);
            texts.extend(chart.markers.iter().map(|marker| &marker.text));
            texts.extend(chart.wanted.iter().map(|(_, name)| name));
            prop_assert_eq!(fault(&texts, width, height), None);
        }
    }
}
