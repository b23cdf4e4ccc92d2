//! What was observed, with its uncertainty, against what is used: a curve of shares or sizes, and the law that stands
//! in for it.

use crate::axis::{self, Tick, Writing};
use crate::format::{NumberStyle, Unit};
use crate::label::{Slot, push_apart};
use crate::mark::{Anchor, LINE, Text, Tone, area, caption, polyline};
use crate::scale::{Domain, Linear};
use crate::text::{LABEL, width};

/// Space under the plot for ticks and caption, px.
const FOOT: f64 = 42.0;

/// A point on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Horizontal.
    pub x: f64,
    /// Vertical.
    pub y: f64,
    /// Lower end of its uncertainty; not finite where that is not known.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A line with its name.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Written at its end.
    pub name: &'a str,
    /// Its points, from left to right.
    pub points: &'a [Point],
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What was observed.
    pub seen: Line<'a>,
    /// What is used.
    pub taken: Line<'a>,
    /// Captions for the vertical axis, above, and for the horizontal axis, below.
    pub captions: (&'a str, &'a str),
    /// What the values count.
    pub unit: Unit,
    /// The unit of the horizontal axis.
    pub along_unit: Unit,
    /// Whether values are shares of 1, written in per cent.
    pub share: bool,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Left, top, right and bottom of the plot, px.
    pub plot: (f64, f64, f64, f64),
    /// From horizontal values to px.
    pub x: Linear,
    /// From vertical values to px.
    pub y: Linear,
    /// The uncertainty of what was observed.
    pub band: String,
    /// What was observed.
    pub seen: String,
    /// What is used.
    pub taken: String,
    /// Ticks below.
    pub along: Vec<Tick>,
    /// Ticks at the left.
    pub values: Vec<Tick>,
    /// Captions and names.
    pub texts: Vec<Text>,
}

/// Lays the chart out.
#[must_use]
pub fn layout(input: &Input<'_>) -> Fit {
    // Shares are drawn as per cents, so that the axis has round ones.
    let scaled = if input.share { 100.0 } else { 1.0 };
    let known = |points: &[Point]| -> Vec<Point> {
        let times = |p: &Point| Point { x: p.x, y: p.y * scaled, low: p.low * scaled, high: p.high * scaled };
        points.iter().filter(|p| p.x.is_finite() && p.y.is_finite()).map(times).collect()
    };
    let (seen, taken) = (known(input.seen.points), known(input.taken.points));
    let mut texts = caption(input.captions.0, input.width);
    let top = LINE * texts.len() as f64 + 8.0;
    let bottom = (input.height - FOOT).max(top + 1.0);
    let all = || seen.iter().chain(&taken);
    let heights = all().map(|p| p.y).chain(seen.iter().flat_map(|p| [p.low, p.high]).filter(|y| y.is_finite()));
    let y = Linear::new(Domain::of(heights.chain([0.0])).rounded(5), bottom, top);
    let writing = |unit| Writing { style: input.style, unit, signed: false };
    let mut values = axis::left(&y, writing(input.unit), bottom - top);
    if input.share {
        for tick in &mut values {
            tick.text.text = input.style.in_percent(&tick.text.text);
        }
    }
    let left = axis::align(&mut values) + 8.0;
    let names = [(input.seen.name, &seen, Tone::Today), (input.taken.name, &taken, Tone::Plan)];
    let room = names.iter().filter(|(_, points, _)| !points.is_empty());
    let room = room.map(|(name, ..)| width(name, LABEL, true)).fold(0.0, f64::max) + 12.0;
    let right = (input.width - room.min(input.width * 0.4)).max(left + 1.0);
    let x = Linear::new(Domain::of(all().map(|p| p.x).chain([0.0])), left, right);
    let along = Text::note(right, bottom + 34.0, Anchor::End, Tone::Muted, input.captions.1);
    texts.push(along.within(0.0, input.width));
    let mut ends: Vec<(&str, Tone, f64)> =
        names.iter().filter_map(|(name, points, tone)| Some((*name, *tone, y.at(points.last()?.y)))).collect();
    ends.sort_by(|a, b| a.2.total_cmp(&b.2));
    let slots: Vec<Slot> = ends.iter().map(|(.., at)| Slot { wish: *at, size: LINE }).collect();
    for ((name, tone, _), at) in ends.iter().zip(push_apart(&slots, top, bottom)) {
        let name = crate::text::fitted(name, LABEL, true, input.width - right - 6.0);
        texts.push(Text::label(right + 6.0, at + LABEL / 3.0, Anchor::Start, *tone, name));
    }
    let place = |p: &Point| Some((x.at(p.x), y.at(p.y)));
    let sure = |p: &Point| (p.low.is_finite() && p.high.is_finite()).then(|| (x.at(p.x), y.at(p.high), y.at(p.low)));
    Fit {
        plot: (left, top, right, bottom),
        band: area(seen.iter().map(sure)),
        seen: polyline(seen.iter().map(place)),
        taken: polyline(taken.iter().map(place)),
        along: axis::bottom(&x, writing(input.along_unit), bottom + 16.0, input.width, &[]),
        values,
        texts,
        x,
        y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{config, fault, figures, name, placed, size, sound, style, wild, with};
    use proptest::prelude::*;

    #[test]
    fn shares_have_per_cents_and_names_do_not_touch() {
        let style = NumberStyle::default();
        let point = |x: f64| Point { x, y: 0.6 * x / 20.0, low: 0.5 * x / 20.0, high: 0.7 * x / 20.0 };
        let points: Vec<Point> = (0..=20).map(|x| point(f64::from(x))).collect();
        for width in [320.0, 800.0] {
            let chart = layout(&Input {
                seen: Line { name: "seen", points: &points },
                taken: Line { name: "simulated", points: &points },
                captions: ("share that has passed", "weeks since it began"),
                unit: Unit::Count,
                along_unit: Unit::Count,
                share: true,
                width,
                height: 240.0,
                style: &style,
            });
            let (left, top, right, bottom) = chart.plot;
            assert!(left > 0.0 && right > left && bottom > top);
            assert!(chart.values.iter().all(|tick| tick.text.text.ends_with('%')), "{:?}", chart.values);
            let names: Vec<&Text> = chart.texts.iter().filter(|text| text.strong).collect();
            assert_eq!(names.len(), 2);
            assert!((names[0].y - names[1].y).abs() >= LINE - 1e-9, "{names:?}");
            assert!(names.iter().all(|name| name.span().1 <= width + 1e-9));
        }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(
            seen in prop::collection::vec((wild(), wild(), wild(), wild()), 0..80),
            taken in prop::collection::vec((wild(), wild()), 0..80),
            share in any::<bool>(), width in size(), height in size(),
        ) {
            let style = NumberStyle::default();
            let seen: Vec<_> = seen.into_iter().map(|(x, y, low, high)| Point { x, y, low, high }).collect();
            let taken: Vec<_> = taken.into_iter().map(|(x, y)| Point { x, y, low: f64::NAN, high: f64::NAN }).collect();
            let chart = layout(&Input {
                seen: Line { name: "your files", points: &seen },
                taken: Line { name: "simulated", points: &taken },
                captions: ("share that has passed", "weeks since it came in"),
                unit: Unit::Count,
                along_unit: Unit::Money,
                share,
                width,
                height,
                style: &style,
            });
            prop_assert!(sound(&chart.band) && sound(&chart.seen) && sound(&chart.taken));
            prop_assert!(placed(&chart.texts));
            prop_assert!(chart.values.iter().chain(&chart.along).all(|tick| tick.at.is_finite()));
        }

        #[test]
        fn texts_keep_clear(
            values in figures(2..30), off in -0.5..0.5_f64, names in (name(), name()), share in any::<bool>(), style in style(),
            width in 280.0..960.0_f64, height in 180.0..420.0_f64,
        ) {
            // Shares are of 1; sizes are whatever was measured.
            let most = values.iter().fold(f64::MIN_POSITIVE, |most, x| most.max(x.abs()));
            let scaled = |y: f64| if share { y.abs() / most } else { y };
            let seen: Vec<_> = values.iter().enumerate().map(|(week, y)| {
                let y = scaled(*y);
                Point { x: week as f64, y, low: y - 0.1 * y.abs(), high: y + 0.1 * y.abs() }
            }).collect();
            let taken: Vec<_> = seen.iter().map(|p| Point { y: p.y * (1.0 + off), ..*p }).collect();
            let chart = layout(&Input {
                seen: Line { name: &names.0, points: &seen },
                taken: Line { name: &names.1, points: &taken },
                captions: ("share of those who came in that has passed on to the next stage", "weeks since it came in"),
                unit: if share { Unit::Count } else { Unit::Money },
                along_unit: Unit::Count,
                share,
                width,
                height,
                style: &style,
            });
            prop_assert_eq!(fault(&with(&chart.texts, &[&chart.values, &chart.along]), width, height), None);
        }
    }
}
