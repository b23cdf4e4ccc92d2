//! Rows of figures: bars from zero with whiskers for their errors, or ranges with a dot.

use crate::axis::{self, Tick, Writing};
use crate::format::{NumberStyle, Unit};
use crate::mark::{Anchor, Rect, Text, Tone};
use crate::scale::{Domain, Linear};
use crate::text::{LABEL, SMALL, fitted};

/// Height of a row with its name above its bar, px.
const TALL: f64 = 44.0;
/// Height of a row with its name beside it, px.
const LOW: f64 = 30.0;
/// Height of a bar, px.
const BAR: f64 = 14.0;
/// From this width on, a chart has room for names beside the bars, px.
const WIDE: f64 = 560.0;
/// Space under the rows for the axis, without its caption, px.
const AXIS: f64 = 28.0;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar<'a> {
    /// Its name.
    pub name: &'a str,
    /// The end of the bar, which starts at zero; or the dot of a range.
    pub value: f64,
    /// Lower end of the whisker, or of the range.
    pub low: f64,
    /// Upper end of the whisker, or of the range.
    pub high: f64,
    /// The value in words, written at the end of the row.
    pub said: &'a str,
    /// What it is.
    pub tone: Tone,
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The rows, from the top.
    pub bars: &'a [Bar<'a>],
    /// What is measured.
    pub caption: &'a str,
    /// What the values count.
    pub unit: Unit,
    /// Whether they are differences, written with their sign.
    pub signed: bool,
    /// Whether the rows are ranges: then the axis need not begin at zero, and the line goes through the first row's
    /// dot.
    pub ranges: bool,
    /// Width, px.
    pub width: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// One row, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The bar, or the range.
    pub bar: Rect,
    /// The dot of a range, px.
    pub dot: Option<(f64, f64)>,
    /// The whisker: left and right ends, and its height, px.
    pub whisker: Option<(f64, f64, f64)>,
    /// Name and value.
    pub texts: [Text; 2],
    /// What it is.
    pub tone: Tone,
    /// Top and bottom of the row, px.
    pub span: (f64, f64),
    /// Top and bottom of this row's part of the zero line, px; it does not cross a name above the bar.
    pub rule: (f64, f64),
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The rows.
    pub rows: Vec<Row>,
    /// Position of the line against which rows are read, px: zero, or the first row's dot.
    pub zero: f64,
    /// The lower edge of the rows, where the axis is, px.
    pub base: f64,
    /// The axis.
    pub ticks: Vec<Tick>,
    /// What is measured, under the axis.
    pub caption: Vec<Text>,
    /// Height, px.
    pub height: f64,
}

/// How many rows fit into a height, with the axis and its caption below them.
#[must_use]
pub fn fit(caption: &str, width: f64, height: f64) -> usize {
    let row = if width >= WIDE { LOW } else { TALL };
    let foot = 4.0 + AXIS + axis::height_of(&axis::caption(caption, width));
    ((height - foot) / row).max(0.0) as usize
}

/// Lays out the rows; the height follows from their number.
#[must_use]
pub fn layout(input: &Input<'_>) -> Bars {
    let wide = input.width >= WIDE;
    let (row, names) = if wide { (LOW, (input.width * 0.36).min(300.0)) } else { (TALL, 0.0) };
    // The values have a column of their own at the right, so no bar can run into them.
    let said = input.bars.iter().map(|b| crate::text::width(b.said, SMALL, true)).fold(0.0, f64::max);
    let right = (input.width - said.min(input.width / 3.0) - 10.0).max(names + 5.0);
    let figures = input.bars.iter().flat_map(|b| [b.value, b.low, b.high]);
    let against = input.bars.first().filter(|b| input.ranges && b.value.is_finite()).map_or(0.0, |b| b.value);
    let x = Linear::new(Domain::of(figures.chain([against])), names + 4.0, right);
    let base = row * input.bars.len() as f64 + 4.0;
    let one = |(i, b): (usize, &Bar<'_>)| {
        let top = row * i as f64;
        let middle = if wide { top + row / 2.0 } else { top + row - BAR / 2.0 - 6.0 };
        let spread = b.low.is_finite() && b.high.is_finite() && b.low < b.high;
        let (from, to) = match (input.ranges, b.value < 0.0) {
            (true, _) if spread => (x.at(b.low), x.at(b.high)),
            (true, _) => (x.at(against), x.at(against)),
            (false, true) => (x.at(b.value), x.at(0.0)),
            (false, false) => (x.at(0.0), x.at(b.value)),
        };
        let shown = input.ranges || b.value.is_finite();
        let bar = Rect { x: from, y: middle - BAR / 2.0, width: if shown { to - from } else { 0.0 }, height: BAR };
        let whisker = (spread && !input.ranges).then(|| (x.at(b.low), x.at(b.high), middle));
        let dot = (input.ranges && b.value.is_finite()).then(|| (x.at(b.value), middle));
        let name = if wide {
            let kept = fitted(b.name, SMALL, false, names - 12.0);
            Text::note(names - 8.0, middle + SMALL / 3.0, Anchor::End, Tone::Ink, kept)
        } else {
            let kept = fitted(b.name, LABEL, false, input.width);
            Text::note(0.0, top + LABEL + 2.0, Anchor::Start, Tone::Ink, kept)
        };
        let value = Text::note(input.width, middle + SMALL / 3.0, Anchor::End, b.tone, b.said);
        let span = (top, top + row);
        let rule = if wide { span } else { (bar.y - 4.0, bar.y + BAR + 4.0) };
        Row { bar, dot, whisker, texts: [name, value], tone: b.tone, span, rule }
    };
    let writing = Writing { style: input.style, unit: input.unit, signed: input.signed };
    let room = axis::bottom(&x, writing, base + 16.0, input.width, &[]);
    let ticks = room.into_iter().filter(|t| t.text.span().1 <= input.width).collect();
    let caption = axis::caption(input.caption, input.width);
    let height = base + AXIS + axis::height_of(&caption);
    Bars {
        rows: input.bars.iter().enumerate().map(one).collect(),
        zero: x.at(against),
        base,
        ticks,
        caption: axis::below(caption, input.width, base + 18.0),
        height,
    }
}

impl Bars {
    /// The row at a height.
    #[must_use]
    pub fn row_at(&self, y: f64) -> Option<usize> {
        self.rows.iter().position(|row| row.span.0 <= y && y < row.span.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Digits;
    use crate::laws::{config, fault, name, placed, size, style, wild};
    use proptest::prelude::*;

    const LONG: &str = "change of profit a year, after what the step costs where it has a price; 9 more on the page";

    fn bar(name: &'static str, value: f64) -> Bar<'static> {
        Bar { name, value, low: value - 1.0, high: value + 1.0, said: "+9", tone: Tone::Plan }
    }

    fn input<'a>(bars: &'a [Bar<'a>], width: f64, style: &'a NumberStyle) -> Input<'a> {
        Input { bars, caption: "x", unit: Unit::Count, signed: false, ranges: false, width, style }
    }

    #[test]
    fn ranges_hold_their_dots_and_are_read_against_the_first() {
        let style = NumberStyle::default();
        let bars = [bar("own", 1_008.0), bar("other", 1_003.0), Bar { low: f64::NAN, ..bar("unknown", 1_004.0) }];
        let chart = layout(&Input { ranges: true, ..input(&bars, 320.0, &style) });
        let dots: Vec<f64> = chart.rows.iter().filter_map(|row| row.dot).map(|(x, _)| x).collect();
        assert!(dots[0] == chart.zero && dots[1] < dots[2] && dots[2] < dots[0]);
        for (row, dot) in chart.rows[..2].iter().zip(&dots) {
            assert!(row.bar.x < *dot && *dot < row.bar.x + row.bar.width && row.whisker.is_none());
            assert!(row.bar.width > 30.0, "the axis begins near the values");
        }
        assert_eq!(chart.rows[2].bar.width, 0.0);
    }

    #[test]
    fn bars_start_at_zero_and_keep_clear_of_the_values() {
        let style = NumberStyle::default();
        for width in [320.0, 900.0] {
            let bars = [bar("up", 8.0), bar("down", -3.0), bar("nothing", 0.0)];
            let input = Input { signed: true, ..input(&bars, width, &style) };
            let chart = layout(&input);
            let [up, down, nothing] = chart.rows.as_slice() else { panic!("three rows") };
            assert_eq!((up.bar.x, down.bar.x + down.bar.width), (chart.zero, chart.zero));
            assert!((up.bar.width / down.bar.width - 8.0 / 3.0).abs() < 1e-9, "lengths tell the values");
            assert_eq!(nothing.bar.width, 0.0);
            for row in &chart.rows {
                let (low, high, _) = row.whisker.unwrap();
                assert!(low < high && high < row.texts[1].span().0);
                assert!(row.span.1 <= chart.base);
            }
            assert_eq!(chart.row_at(chart.rows[1].span.0 + 1.0), Some(1));
            assert_eq!(chart.row_at(chart.base + 1.0), None);
        }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(rows in prop::collection::vec((wild(), wild(), wild()), 0..30), ranges in any::<bool>(), width in size()) {
            let style = NumberStyle::default();
            let bar = |(value, low, high)| Bar { name: "a lever of some length", value, low, high, said: "+$1.2M", tone: Tone::Plan };
            let rows: Vec<_> = rows.into_iter().map(bar).collect();
            let input = Input { bars: &rows, caption: "profit a year", unit: Unit::Money, signed: true, ranges, width, style: &style };
            let chart = layout(&input);
            for row in &chart.rows {
                prop_assert!(row.bar.x.is_finite() && row.bar.width.is_finite() && row.bar.width >= 0.0);
                prop_assert!(row.dot.is_none_or(|(x, y)| x.is_finite() && y.is_finite()));
                prop_assert!(placed(&row.texts));
            }
            prop_assert!(chart.zero.is_finite() && chart.height.is_finite());
        }

        #[test]
        fn texts_keep_clear(rows in prop::collection::vec((-1.0..1.0_f64, 0.0..1.0_f64, name()), 1..12), size in 0.0..9.0_f64, ranges in any::<bool>(), style in style(), width in 280.0..960.0_f64) {
            let by = 10_f64.powf(size);
            let said: Vec<String> = rows.iter().map(|(value, ..)| style.change(value * by, Digits::Significant(2), Unit::Money)).collect();
            let bars: Vec<_> = rows.iter().zip(&said).map(|((value, error, name), said)| Bar {
                name, value: value * by, low: (value - error) * by, high: (value + error) * by, said, tone: Tone::Plan,
            }).collect();
            let chart = layout(&Input { bars: &bars, caption: LONG, unit: Unit::Money, signed: true, ranges, width, style: &style });
            prop_assert!(fit(LONG, width, chart.height) == bars.len() && fit(LONG, width, chart.height - 1.0) < bars.len());
            prop_assert!(!chart.caption.iter().any(|line| line.text.ends_with('…')), "nothing is left out of it");
            let texts: Vec<&Text> = chart.rows.iter().flat_map(|row| &row.texts).chain(&chart.caption).chain(chart.ticks.iter().map(|tick| &tick.text)).collect();
            prop_assert_eq!(fault(&texts, width, chart.height), None);
        }
    }
}
