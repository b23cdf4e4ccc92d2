//! Names of the series, kept apart from each other.

use super::{Input, Series};
use crate::label::{Slot, push_apart};
use crate::mark::{Anchor, Text};
use crate::scale::{Linear, rising};
use crate::text::{LABEL, fitted, width};

/// The series' names: at their right ends with the last value or, where the ends coincide, along the lines at the week
/// where they are furthest apart.
pub(super) struct Ends {
    /// Space to the right of the plot, px.
    pub(super) room: f64,
    /// (series, baselines of its lines, lines of text).
    labels: Vec<(usize, f64, Vec<String>)>,
    /// Week, counted from 0, at which names stand along the lines.
    along: Option<usize>,
}

impl Ends {
    /// Decides where the names go.
    pub(super) fn new(input: &Input<'_>, y: &Linear, top: f64, bottom: f64) -> Self {
        let none = Self { room: 10.0, labels: Vec::new(), along: None };
        let ends: Vec<(usize, f64, f64)> = input
            .series
            .iter()
            .enumerate()
            .filter_map(|(i, s)| {
                let value = s.p50.iter().rev().copied().find(|v| v.is_finite())?;
                Some((i, y.at(value), value))
            })
            .collect();
        let heights: Vec<f64> = ends.iter().map(|end| end.1).collect();
        let ends: Vec<_> = rising(&heights).into_iter().filter_map(|i| ends.get(i).copied()).collect();
        if let [(_, a, _), .., (_, b, _)] = ends.as_slice()
            && (b - a).abs() < 4.0
            && let [first, second, ..] = input.series
        {
            let count = first.p50.len().min(second.p50.len());
            let apart = |i: &usize| match (first.p50.get(*i), second.p50.get(*i)) {
                (Some(a), Some(b)) => (y.at(*a) - y.at(*b)).abs(),
                _ => 0.0,
            };
            // Within the horizon, clear of its line.
            let horizon = input.horizon.map_or(count, |h| count.min(h.week as usize));
            let inner = count / 8..horizon - horizon / 4;
            let along = inner.max_by(|a, b| apart(a).total_cmp(&apart(b)));
            if along.is_some_and(|i| apart(&i) >= 4.0) {
                return Self { along, ..none };
            }
        }
        // A narrow chart has no room for name and value side by side.
        let two_lines = input.width < 480.0;
        // Names give way to the plot; figures do not.
        let most = input.width * 0.4 - 12.0;
        let labels: Vec<(usize, f64, Vec<String>)> = ends
            .into_iter()
            .filter_map(|(i, at, value)| {
                let name = input.series.get(i)?.name;
                let value = if input.signed {
                    input.style.change(value, input.digits, input.unit)
                } else {
                    input.style.number(value, input.digits, input.unit)
                };
                let lines = if two_lines && !name.is_empty() {
                    vec![fitted(name, LABEL, true, most), value]
                } else {
                    let value = [" ", value.as_str()].concat();
                    let name = fitted(name, LABEL, true, most - width(&value, LABEL, true));
                    vec![(name + &value).trim().to_owned()]
                };
                Some((i, at, lines))
            })
            .collect();
        let widest = labels.iter().flat_map(|l| &l.2).map(|l| width(l, LABEL, true)).fold(0.0, f64::max);
        let slots: Vec<Slot> = labels
            .iter()
            .map(|(_, wish, lines)| Slot { wish: *wish, size: (LABEL + 3.0) * lines.len() as f64 + 2.0 })
            .collect();
        let middles = push_apart(&slots, top, bottom);
        let placed = labels.into_iter().zip(middles).map(|((i, _, lines), middle)| {
            let first = middle - (LABEL + 3.0) * lines.len() as f64 / 2.0 + LABEL - 1.0;
            (i, first, lines)
        });
        let labels: Vec<_> = placed.collect();
        if labels.is_empty() {
            return none;
        }
        Self { room: (widest + 12.0).min(input.width * 0.6), labels, along: None }
    }

    /// The names, once the plot's right edge is known.
    pub(super) fn texts(
        &self,
        input: &Input<'_>,
        x: &Linear,
        y: &Linear,
        (end, top, bottom): (f64, f64, f64),
    ) -> Vec<Text> {
        let mut texts = Vec::new();
        for (i, first, lines) in &self.labels {
            let Some(series) = input.series.get(*i) else { continue };
            for (row, line) in lines.iter().enumerate() {
                let at = first + (LABEL + 3.0) * row as f64;
                texts.push(Text::label(end + 8.0, at, Anchor::Start, series.tone, line.clone()));
            }
        }
        if let Some(week) = self.along {
            let height = |s: &Series<'_>| s.p50.get(week).map_or(0.0, |v| y.at(*v));
            let highest = input.series.iter().map(height).fold(f64::INFINITY, f64::min);
            for series in input.series {
                let at = height(series);
                let at = if at <= highest { (at - 7.0).max(top + 10.0) } else { (at + LABEL + 5.0).min(bottom) };
                let name = fitted(series.name, LABEL, true, input.width - x.at(1.0));
                let text = Text::label(x.at((week + 1) as f64), at, Anchor::Middle, series.tone, name);
                texts.push(text.within(x.at(1.0), input.width));
            }
        }
        texts
    }
}
