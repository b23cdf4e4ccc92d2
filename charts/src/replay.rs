//! Outcomes that come one at a time: the latest as a large dot above columns that count all so far.
//!
//! The scale is that of all outcomes that will come, so that only new ones move anything. Columns are counted from
//! break-even in both directions, so none crosses it.

use crate::axis::{self, Tick, Writing, bottom};
use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::{Anchor, Rect, Text, Tone};
use crate::scale::{Domain, LARGEST, Linear, rising};

/// Approximate number of columns over the whole width.
const COLUMNS: f64 = 48.0;
/// Height of an outcome in its column while there are few, px.
const TALLEST: f64 = 9.0;
/// Radius of the latest outcome, px.
const RADIUS: f64 = 9.0;
/// Space above the columns for the latest outcome and its text, px.
const HEAD: f64 = 46.0;
/// One outcome in this many lies beyond each end of the scale, and is counted at that end.
const BEYOND: usize = 200;

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// All outcomes, in the order in which they come.
    pub outcomes: &'a [f64],
    /// How many have come so far.
    pub seen: usize,
    /// What is measured.
    pub caption: &'a str,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// The reader's number format.
    pub style: &'a NumberStyle,
}

/// The chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// The columns that are not empty, and whether they are losses.
    pub columns: Vec<(Rect, bool)>,
    /// The latest outcome: its position, and whether it is a loss.
    pub latest: Option<(f64, f64, bool)>,
    /// Its radius, px.
    pub radius: f64,
    /// Position of break-even, px.
    pub zero: f64,
    /// The line on which columns stand, px.
    pub base: f64,
    /// Ticks under it.
    pub ticks: Vec<Tick>,
    /// The texts.
    pub texts: Vec<Text>,
}

/// Lays out the chart. An outcome exactly at break-even does not count as a gain.
#[must_use]
pub fn layout(input: &Input<'_>) -> Replay {
    let sound: Vec<f64> = input.outcomes.iter().copied().filter(|x| x.is_finite()).collect();
    let caption = axis::caption(input.caption, input.width);
    let base = (input.height - 26.0 - axis::height_of(&caption)).max(1.0);
    let pitch = (input.width / COLUMNS).max(4.0);
    let scale = Linear::new(domain(&sound), pitch, (input.width - pitch).max(pitch + 1.0));
    let zero = scale.at(0.0);
    let seen = sound.get(..input.seen.min(sound.len())).unwrap_or_default();
    // From break-even to the left: −1, −2 …; to the right: 0, 1 …
    let (first, last) = (-(zero / pitch).floor(), ((input.width - zero) / pitch).floor() - 1.0);
    let column = |x: f64| {
        let from_zero = (scale.at(x.clamp(-LARGEST, LARGEST)) - zero) / pitch;
        // Exactly break-even is left of the line.
        let at = if x > 0.0 { from_zero.floor().max(0.0) } else { (from_zero.ceil() - 1.0).min(-1.0) };
        at.clamp(first.min(-1.0), last.max(0.0))
    };
    let mut places: Vec<f64> = seen.iter().map(|x| column(*x)).collect();
    let latest = places.last().copied();
    places.sort_by(f64::total_cmp);
    let piles: Vec<&[f64]> = places.chunk_by(|a, b| a == b).collect();
    let tallest = piles.iter().map(|pile| pile.len()).max().unwrap_or(0).max(1) as f64;
    let one = TALLEST.min((base - HEAD).max(1.0) / tallest);
    let pile = |places: &&[f64]| {
        let at = places.first().copied().unwrap_or_default();
        let height = places.len() as f64 * one;
        (Rect { x: zero + at * pitch + 0.5, y: base - height, width: pitch - 1.0, height }, at < 0.0)
    };
    let columns: Vec<(Rect, bool)> = piles.iter().map(pile).collect();
    let top = |at: f64| {
        let rect = columns.iter().map(|(rect, _)| rect).find(|rect| (rect.x - zero - at * pitch - 0.5).abs() < 0.25);
        rect.map_or(base, |rect| rect.y)
    };
    let latest = latest.map(|at| (zero + (at + 0.5) * pitch, top(at) - RADIUS - 2.0, at < 0.0));
    let name = Text::note(zero, base + 18.0, Anchor::Middle, Tone::Ink, "break-even").within(0.0, input.width);
    let writing = Writing { style: input.style, unit: Unit::Money, signed: true };
    let ticks = if sound.is_empty() {
        Vec::new()
    } else {
        bottom(&scale, writing, base + 18.0, input.width, core::slice::from_ref(&name))
    };
    let mut texts = vec![name];
    texts.extend(axis::below(caption, input.width, base + 18.0));
    if let (Some((x, y, is_loss)), Some(value)) = (latest, seen.last()) {
        let said = input.style.change(*value, Digits::Significant(2), Unit::Money);
        let tone = if is_loss { Tone::Loss } else { Tone::Plan };
        texts.push(Text::label(x, y - RADIUS - 6.0, Anchor::Middle, tone, said).within(0.0, input.width));
    }
    Replay { columns, latest, radius: RADIUS, zero, base, ticks, texts }
}

/// From the outcome below which one in [`BEYOND`] lies to the one above which as many lie, with break-even inside.
fn domain(sound: &[f64]) -> Domain {
    let order = rising(sound);
    let cut = order.len() / BEYOND;
    let kept = order.get(cut..order.len() - cut).unwrap_or_default();
    Domain::of(kept.iter().filter_map(|i| sound.get(*i).copied()).chain([0.0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{config, fault, figures, many, placed, size, style, with};
    use proptest::prelude::*;

    fn at(outcomes: &[f64], seen: usize) -> Replay {
        let style = NumberStyle::default();
        layout(&Input { outcomes, seen, caption: "change in profit", width: 740.0, height: 240.0, style: &style })
    }

    #[test]
    fn columns_count_all_so_far_on_their_side() {
        let outcomes = [3e5, -1e5, 0.0, 1e3, 1e3, 9e5];
        for seen in 0..=outcomes.len() {
            let chart = at(&outcomes, seen);
            let counted: f64 = chart.columns.iter().map(|(rect, _)| rect.height / TALLEST).sum();
            assert!((counted - seen as f64).abs() < 1e-9, "{seen}");
            for (rect, is_loss) in &chart.columns {
                assert_eq!(*is_loss, rect.x + rect.width / 2.0 < chart.zero);
            }
            assert_eq!(chart.latest.map(|(_, _, is_loss)| is_loss), (seen > 0).then(|| outcomes[seen - 1] <= 0.0));
        }
    }

    #[test]
    fn nothing_moves_but_what_comes() {
        let outcomes: Vec<f64> = (0..5_000).map(|i| f64::from(i * 7_919 % 5_003) - 1_000.0).collect();
        let (early, late) = (at(&outcomes, 1), at(&outcomes, 5_000));
        assert_eq!((early.zero, &early.ticks), (late.zero, &late.ticks));
        assert!(late.columns.len() <= 50 && late.columns.iter().all(|(rect, _)| rect.y >= HEAD - 0.01));
        let heights: f64 = late.columns.iter().map(|(rect, _)| rect.height).sum();
        let losses: f64 = late.columns.iter().filter(|(_, loss)| *loss).map(|(rect, _)| rect.height).sum();
        let share = outcomes.iter().filter(|x| **x <= 0.0).count() as f64 / 5_000.0;
        assert!((losses / heights - share).abs() < 1e-9);
    }

    #[test]
    fn far_outcomes_are_counted_at_the_ends() {
        let mut outcomes = vec![1.0; 400];
        outcomes.extend([1e9, -1e9]);
        let chart = at(&outcomes, 402);
        assert!(chart.columns.iter().all(|(rect, _)| rect.x >= -4.0 && rect.x + rect.width <= 740.0 + 4.0));
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn whatever_the_data(outcomes in many(300), seen in 0usize..400, width in size(), height in size()) {
            let style = NumberStyle::default();
            let input = Input { outcomes: &outcomes, seen, caption: "change in profit", width, height, style: &style };
            let chart = layout(&input);
            for (rect, _) in &chart.columns {
                prop_assert!(rect.x.is_finite() && rect.y.is_finite() && rect.height >= 0.0);
            }
            prop_assert!(chart.latest.is_none_or(|(x, y, _)| x.is_finite() && y.is_finite()));
            prop_assert!(placed(&chart.texts));
        }

        #[test]
        fn texts_keep_clear(outcomes in figures(1..200), style in style(), width in 280.0..960.0_f64, height in 180.0..420.0_f64) {
            let chart = layout(&Input { outcomes: &outcomes, seen: outcomes.len(), caption: "change in profit after spend, 12 months", width, height, style: &style });
            prop_assert_eq!(fault(&with(&chart.texts, &[&chart.ticks]), width, height), None);
        }
    }
}
