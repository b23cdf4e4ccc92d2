//! A fan chart over weeks: the P10–P90 band and the median of one or two series, the horizon, and the payback week.

mod ends;
mod inside;
#[cfg(test)]
mod laws;

use crate::axis::{Tick, Writing, align, left, weeks};
use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::{LINE, Text, Tone, area, caption, polyline};
use crate::scale::{Domain, Linear};
use crate::text::LABEL;
use ends::Ends;
use inside::Plot;

/// One series, week 1 first.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Name, written at its end.
    pub name: &'a str,
    /// What it is.
    pub tone: Tone,
    /// 10 % quantile.
    pub p10: &'a [f64],
    /// Median.
    pub p50: &'a [f64],
    /// 90 % quantile.
    pub p90: &'a [f64],
}

/// A week with a name.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The week, from 1.
    pub week: u32,
    /// Its name.
    pub name: &'a str,
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The series, with the one in front last.
    pub series: &'a [Series<'a>],
    /// Last week of the horizon, and the name for what comes after it, if anything does.
    pub horizon: Option<Moment<'a>>,
    /// Week in which the plan has paid for itself.
    pub payback: Option<Moment<'a>>,
    /// What is measured, with its unit.
    pub caption: &'a str,
    /// What the values count.
    pub unit: Unit,
    /// Whether values are differences, written with their sign.
    pub signed: bool,
    /// Precision of the labels at the ends.
    pub digits: Digits,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// One series, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is.
    pub tone: Tone,
    /// The band's area.
    pub band: String,
    /// The median's line.
    pub line: String,
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The series, in the order given.
    pub curves: Vec<Curve>,
    /// Week ticks.
    pub weeks: Vec<Tick>,
    /// Value ticks.
    pub values: Vec<Tick>,
    /// Labels and captions.
    pub texts: Vec<Text>,
    /// Position of the horizon, px, if weeks follow it.
    pub horizon: Option<f64>,
    /// Where the plan has paid for itself: a point on the zero line.
    pub payback: Option<(f64, f64)>,
    /// Zero line, px.
    pub zero: f64,
    /// The plot: left, top, right, bottom, px.
    pub plot: (f64, f64, f64, f64),
    /// Week to px.
    pub x: Linear,
    /// Value to px.
    pub y: Linear,
    /// Number of weeks.
    pub last: u32,
}

impl Band {
    /// The week nearest to a pixel; `None` for a chart without weeks.
    #[must_use]
    pub fn week_at(&self, pixel: f64) -> Option<u32> {
        (self.last > 0).then(|| (self.x.invert(pixel).round() as u32).clamp(1, self.last))
    }
}

/// Lays the chart out.
#[must_use]
pub fn layout(input: &Input<'_>) -> Band {
    let last = input.series.iter().map(|s| s.p50.len()).max().unwrap_or(0);
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let mut texts = caption(input.caption, input.width);
    let top = LINE * texts.len() as f64 + 6.0;
    let bottom = (input.height - 22.0).max(top + 1.0);
    let y = value_scale(input, top, bottom);
    let writing = Writing { style: input.style, unit: input.unit, signed: input.signed };

    // Without weeks there is nothing to scale by.
    let mut values = if last > 0 { left(&y, writing, bottom - top) } else { Vec::new() };
    let margin = align(&mut values);
    let ends = Ends::new(input, &y, top, bottom);
    let start = (margin + 10.0).min(input.width * 0.5);
    let end = (input.width - ends.room).max(start + 1.0);
    let weeks_domain = Domain { lo: 1.0, hi: f64::from(last.max(2)) };
    let x = Linear::new(weeks_domain, start, end);

    texts.extend(ends.texts(input, &x, &y, (end, top, bottom)));
    let plot = Plot { input, x: &x, y: &y, sides: (start, top, end, bottom) };
    let zero = y.at(0.0);
    let payback = input.payback.filter(|p| p.week >= 1 && p.week <= last);
    if let Some(moment) = &payback {
        texts.extend(plot.payback(moment, &texts));
    }
    let horizon = input.horizon.filter(|h| h.week >= 1 && h.week < last);
    if let Some(horizon) = &horizon {
        texts.extend(plot.after(horizon, &texts));
    }
    let payback = payback.map(|moment| (x.at(f64::from(moment.week)), zero));
    let mut weeks = weeks(&x, last, bottom + 17.0, end - start, input.width, &input.style.calendar);
    for tick in &mut weeks {
        tick.text = tick.text.clone().within(0.0, input.width);
    }
    Band {
        curves: input.series.iter().map(|series| curve(series, &x, &y)).collect(),
        weeks,
        values,
        texts,
        horizon: horizon.map(|h| x.at(f64::from(h.week))),
        payback,
        zero,
        plot: (start, top, end, bottom),
        x,
        y,
        last,
    }
}

/// Values to pixels, with zero always in view, and space under it for a payback label where one is needed.
fn value_scale(input: &Input<'_>, top: f64, bottom: f64) -> Linear {
    let figures = input.series.iter().flat_map(|s| s.p10.iter().chain(s.p50).chain(s.p90));
    let mut domain = Domain::of(figures.copied().chain([0.0]));
    if input.payback.is_some() {
        let share = (LABEL + 14.0) / (bottom - top).max(LABEL + 15.0);
        domain.lo = domain.lo.min(-domain.hi * share / (1.0 - share));
    }
    // A line at the very top would be cut in half.
    if domain.hi > 0.0 {
        domain.hi += (domain.hi - domain.lo) * 0.03;
    }
    if domain.lo < 0.0 {
        domain.lo -= (domain.hi - domain.lo) * 0.03;
    }
    Linear::new(domain, bottom, top)
}

fn curve(series: &Series<'_>, x: &Linear, y: &Linear) -> Curve {
    let week = |i: usize| x.at((i + 1) as f64);
    let band = series
        .p10
        .iter()
        .zip(series.p90)
        .enumerate()
        .map(|(i, (low, high))| (low.is_finite() && high.is_finite()).then(|| (week(i), y.at(*high), y.at(*low))));
    let line = series.p50.iter().enumerate();
    Curve {
        tone: series.tone,
        band: area(band),
        line: polyline(line.map(|(i, v)| v.is_finite().then(|| (week(i), y.at(*v))))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_payback_keeps_clear_of_the_name_at_the_end() {
        let median: Vec<f64> = (0..52).map(|week| f64::from(week - 50) * 10.0).collect();
        let low: Vec<f64> = median.iter().map(|v| v - 4000.0).collect();
        let high: Vec<f64> = median.iter().map(|v| v + 4000.0).collect();
        let chart = layout(&Input {
            series: &[Series {
                name: "plan, with a longer name",
                tone: Tone::Plan,
                p10: &low,
                p50: &median,
                p90: &high,
            }],
            horizon: None,
            payback: Some(Moment { week: 51, name: "pays back in week 51" }),
            caption: "profit",
            unit: Unit::Money,
            signed: true,
            digits: Digits::default(),
            width: 640.0,
            height: 260.0,
            style: &NumberStyle::default(),
        });
        let labels: Vec<&Text> = chart.texts.iter().filter(|text| text.strong).collect();
        let [name, payback] = labels[..] else { panic!("a name and the payback") };
        assert!((name.y - payback.y).abs() < 11.0 + LABEL, "they are as high");
        assert!(payback.span().1 <= name.span().0, "{payback:?} meets {name:?}");
    }
}
