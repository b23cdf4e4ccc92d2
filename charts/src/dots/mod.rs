//! A quantile dotplot: each dot is one of N equally likely futures, stacked where it falls, and hollow if it loses.
//!
//! Dots never cross the break-even line: columns are counted from it in both directions. Where one value, or a few
//! close ones, have more dots than fit into a column, the dots stand side by side.

mod header;
mod piles;

use crate::axis::{self, Tick, Writing, bottom};
use crate::format::{NumberStyle, Unit};
use crate::mark::{Anchor, Text, Tone};
use crate::scale::{LARGEST, rising};
use header::Header;
use piles::{Line, best_pitch, rows_of};

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Quantiles of the change, one for each dot, in any order.
    pub values: &'a [f64],
    /// The value at which nothing is lost or gained.
    pub break_even: f64,
    /// Label for the dots below it.
    pub losing: &'a str,
    /// Label for those exactly at it; shown only if there are any.
    pub even: &'a str,
    /// Label for those above it.
    pub gaining: &'a str,
    /// What is measured, with its unit and time.
    pub caption: &'a str,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// Which side of break-even a dot is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below: hollow.
    Loss,
    /// Exactly at it.
    Even,
    /// Above: filled.
    Gain,
}

/// One dot; dots come in the order of their values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Centre, px.
    pub x: f64,
    /// Centre, px.
    pub y: f64,
    /// Value.
    pub value: f64,
    /// Its side.
    pub side: Side,
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// The dots by rising value.
    pub dots: Vec<Dot>,
    /// Radius of every dot, px.
    pub radius: f64,
    /// Position of the break-even line, px.
    pub break_even_x: f64,
    /// Its upper end, px.
    pub top: f64,
    /// The line on which the dots stand, px.
    pub base: f64,
    /// Ticks under it.
    pub ticks: Vec<Tick>,
    /// Labels and captions.
    pub texts: Vec<Text>,
    /// Dots below break-even.
    pub below: usize,
    /// Dots exactly at it.
    pub at: usize,
    /// Dots above.
    pub above: usize,
}

/// Lays the chart out.
#[must_use]
pub fn layout(input: &Input<'_>) -> Dots {
    let even = if input.break_even.is_finite() { input.break_even } else { 0.0 };
    let even = even.clamp(-LARGEST, LARGEST);
    let mut values: Vec<f64> = input.values.iter().copied().filter(|v| v.is_finite()).collect();
    values.iter_mut().for_each(|v| *v = v.clamp(-LARGEST, LARGEST));
    let values: Vec<f64> = rising(&values).into_iter().filter_map(|i| values.get(i).copied()).collect();
    let below = values.iter().filter(|v| **v < even).count();
    let above = values.iter().filter(|v| **v > even).count();
    let at = values.len() - below - above;

    let caption = axis::caption(input.caption, input.width);
    let base = input.height - 26.0 - axis::height_of(&caption);
    let base = base.max(1.0);
    let header = Header::new(input, below, at, above);
    let room = (base - header.height - 2.0).max(1.0);
    // Large enough that six rows fill the height, small enough that twenty columns show the shape.
    let largest = (input.width / 20.0).min(room / 6.0).clamp(6.0, 30.0);
    let line = Line::new(&values, even, header.sides, input.width, largest);
    let (pitch, piles) = best_pitch(&values, even, &line, largest, room);
    let rows = rows_of(room, pitch);
    let mut dots = Vec::with_capacity(values.len());
    for pile in &piles {
        let side = pile.side;
        for (i, value) in values.iter().skip(pile.first).take(pile.count).enumerate() {
            dots.push(Dot {
                x: pile.x,
                y: base - pitch * (i.min(rows.max(1) - 1) as f64 + 0.5) - 1.0,
                value: *value,
                side,
            });
        }
    }

    let name = Text::note(line.x, base + 18.0, Anchor::Middle, Tone::Ink, "break-even");
    let name = name.within(0.0, input.width);
    let writing = Writing { style: input.style, unit: Unit::Money, signed: true };
    let mut ticks = Vec::new();
    // Without any difference there is no scale to show.
    if below + above > 0 {
        ticks = bottom(&line.scale, writing, base + 18.0, input.width, core::slice::from_ref(&name));
    }
    let mut texts = header.texts(input, line.x);
    texts.push(name);
    texts.extend(axis::below(caption, input.width, base + 18.0));
    Dots {
        dots,
        radius: pitch * 0.43,
        break_even_x: line.x,
        top: header.line_top,
        base,
        ticks,
        texts,
        below,
        at,
        above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{config, fault, figures, many, placed, size, style, wild, with};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(values in many(60), even in wild(), width in size(), height in size()) {
            let style = NumberStyle::default();
            let chart = layout(&Input {
                values: &values,
                break_even: even,
                losing: "9 lose money",
                even: "1 no difference",
                gaining: "41 pay for themselves",
                caption: "change in profit after spend, 12 months",
                width,
                height,
                style: &style,
            });
            let finite = values.iter().filter(|v| v.is_finite()).count();
            prop_assert_eq!(chart.dots.len(), finite);
            prop_assert_eq!(chart.below + chart.at + chart.above, finite);
            for dot in &chart.dots {
                prop_assert!(dot.x.is_finite() && dot.y.is_finite());
                if width >= 200.0 && height >= 200.0 {
                    // No dot crosses the break-even line, leaves the chart, or sinks below the base line.
                    let apart = chart.radius - 0.02;
                    match dot.side {
                        Side::Loss => prop_assert!(dot.x + apart <= chart.break_even_x),
                        Side::Gain => prop_assert!(dot.x - apart >= chart.break_even_x),
                        Side::Even => {}
                    }
                    prop_assert!(dot.x > 0.0 && dot.x < width);
                    prop_assert!(dot.y > 0.0 && dot.y < chart.base);
                }
            }
            for (i, a) in chart.dots.iter().enumerate() {
                for b in chart.dots.iter().skip(i + 1) {
                    let distance = ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt();
                    if width >= 300.0 && height >= 200.0 {
                        prop_assert!(distance >= 2.0 * chart.radius - 0.05, "dots overlap");
                    }
                }
            }
            prop_assert!(placed(&chart.texts));
        }

        #[test]
        fn texts_keep_clear(values in figures(1..60), even in any::<bool>(), style in style(), width in 280.0..960.0_f64, height in 160.0..420.0_f64) {
            let below = values.iter().filter(|x| **x < 0.0).count();
            let labels = [format!("{below} lose money"), "1 no difference".to_owned(), format!("{} pays for itself", values.len() - below)];
            let mut values = values;
            if even {
                values.push(0.0);
            }
            let chart = layout(&Input {
                values: &values, break_even: 0.0, losing: &labels[0], even: &labels[1], gaining: &labels[2],
                caption: "change in profit after spend, 12 months", width, height, style: &style,
            });
            prop_assert_eq!(fault(&with(&chart.texts, &[&chart.ticks]), width, height), None);
        }
    }
}
