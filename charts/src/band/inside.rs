//! Labels inside the plot: each takes the first of its possible places that is clear of other texts, and of lines if
//! there is such a place.

use super::{Input, Moment};
use crate::mark::{Anchor, Text, Tone};
use crate::scale::Linear;
use crate::text::{LABEL, SMALL, width, wrapped};

/// Distance between baselines, px.
const LEADING: f64 = 15.0;
/// Distance that a text keeps from lines and other texts, px.
const AIR: f64 = 2.0;
const APART: f64 = 4.0;

/// The plot, and what is drawn in it.
pub(super) struct Plot<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) x: &'a Linear,
    pub(super) y: &'a Linear,
    /// Left, top, right, bottom, px.
    pub(super) sides: (f64, f64, f64, f64),
}

impl Plot<'_> {
    /// The label for what comes after the horizon: in the shaded part, at its top or foot, or before it.
    pub(super) fn after(&self, horizon: &Moment<'_>, taken: &[Text]) -> Vec<Text> {
        let (left, top, right, bottom) = self.sides;
        let at = self.x.at(f64::from(horizon.week));
        let (first, last) = (top + SMALL + 2.0, bottom - 5.0);
        let mut places = Vec::new();
        let room = right - at - 12.0;
        let longest = horizon.name.split_whitespace().map(|word| width(word, SMALL, false)).fold(0.0, f64::max);
        if longest <= room {
            let lines = wrapped(horizon.name, SMALL, false, room, 4);
            let foot = last - LEADING * lines.len().saturating_sub(1) as f64;
            for y in [first, foot] {
                let text = |(i, line): (usize, &String)| {
                    Text::note(at + 6.0, y + LEADING * i as f64, Anchor::Start, Tone::Muted, line.clone())
                };
                places.push(lines.iter().enumerate().map(text).collect());
            }
        }
        for y in [first, last] {
            let text = Text::note(at - 6.0, y, Anchor::End, Tone::Muted, [horizon.name, " →"].concat());
            if text.span().0 >= left {
                places.push(vec![text]);
            }
        }
        self.clearest(places, taken, true)
    }

    /// The label of the payback, at its point on the zero line.
    pub(super) fn payback(&self, moment: &Moment<'_>, taken: &[Text]) -> Vec<Text> {
        let (left, top, right, bottom) = self.sides;
        let (at, zero) = (self.x.at(f64::from(moment.week)), self.y.at(0.0));
        let label = |x, y, anchor| Text::label(x, y, anchor, Tone::Plan, moment.name);
        let (below, above) = (zero + LABEL + 6.0, zero - 8.0);
        let after = label(at + 8.0, below, Anchor::Start);
        let before = label(at - 8.0, below, Anchor::End);
        let places = [
            after.clone().within(left, self.input.width),
            after.within(left, right),
            before.within(left, right),
            label(at - 8.0, above, Anchor::End).within(left, right),
            label(at + 8.0, above, Anchor::Start).within(left, right),
            label(at + 8.0, top + LABEL, Anchor::Start).within(left, right),
        ];
        let inside = |text: &Text| text.y <= bottom + LABEL && text.y >= top + LABEL - 2.0;
        let places = places.into_iter().filter(inside).map(|text| vec![text]).collect();
        // It belongs to the point where the line crosses zero, so it has to be near lines.
        self.clearest(places, taken, false)
    }

    /// The first place that no other text occupies, clear of lines if there is one; empty if all are taken.
    fn clearest(&self, places: Vec<Vec<Text>>, taken: &[Text], of_lines: bool) -> Vec<Text> {
        let free = |texts: &Vec<Text>| !texts.iter().any(|text| taken.iter().any(|other| meet(text, other)));
        let free: Vec<Vec<Text>> = places.into_iter().filter(free).collect();
        let clear = free.iter().position(|texts| of_lines && !texts.iter().any(|text| self.is_crossed(text)));
        free.into_iter().nth(clear.unwrap_or_default()).unwrap_or_default()
    }

    /// Whether a line of a series, the edge of a range or the zero line runs through a text.
    fn is_crossed(&self, text: &Text) -> bool {
        let place = place(text, AIR);
        let zero = self.y.at(0.0);
        if place.1 < zero && zero < place.3 {
            return true;
        }
        let lines = self.input.series.iter().flat_map(|series| [series.p10, series.p50, series.p90]);
        lines.into_iter().any(|line| {
            line.windows(2).enumerate().any(|(i, pair)| {
                let point =
                    |k: usize| (self.x.at((i + 1 + k) as f64), self.y.at(pair.get(k).copied().unwrap_or(f64::NAN)));
                crosses(place, point(0), point(1))
            })
        })
    }
}

/// Left, top, right and bottom of a text, with this much space around it.
fn place(text: &Text, air: f64) -> (f64, f64, f64, f64) {
    let (left, right) = text.span();
    (left - air, text.y - 0.8 * text.size() - air, right + air, text.y + 0.2 * text.size() + air)
}

fn meet(a: &Text, b: &Text) -> bool {
    let ((l, t, r, b), (left, top, right, bottom)) = (place(a, 0.0), place(b, APART));
    r.min(right) > l.max(left) && b.min(bottom) > t.max(top)
}

/// Whether a segment from point to point crosses a rectangle (Liang and Barsky, 1984); a segment with an end that is
/// not finite is not drawn.
fn crosses((left, top, right, bottom): (f64, f64, f64, f64), a: (f64, f64), b: (f64, f64)) -> bool {
    if !(a.1.is_finite() && b.1.is_finite()) {
        return false;
    }
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, a.0 - left), (dx, right - a.0), (-dy, a.1 - top), (dy, bottom - a.1)] {
        if p == 0.0 {
            if q < 0.0 {
                return false;
            }
        } else if p < 0.0 {
            from = from.max(q / p);
        } else {
            to = to.min(q / p);
        }
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use super::crosses;

    #[test]
    fn a_line_runs_through_a_rectangle_or_past_it() {
        let place = (10.0, 10.0, 20.0, 20.0);
        for (a, b, through) in [
            ((0.0, 15.0), (30.0, 15.0), true),
            ((0.0, 0.0), (30.0, 30.0), true),
            ((12.0, 12.0), (13.0, 13.0), true),
            ((0.0, 25.0), (30.0, 25.0), false),
            ((0.0, 15.0), (9.0, 15.0), false),
            ((0.0, 18.0), (18.0, 40.0), false),
            ((15.0, 0.0), (15.0, f64::NAN), false),
        ] {
            assert_eq!(crosses(place, a, b), through, "{a:?} {b:?}");
        }
    }
}
