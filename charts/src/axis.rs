//! Axes: a few ticks with labels that do not touch.

use crate::format::{NumberStyle, Unit};
use crate::label::{Slot, keep_clear};
use crate::mark::{Anchor, Text, Tone};
use crate::scale::{Linear, ticks, week_ticks};
use crate::text::SMALL;

/// Room between two tick labels, px.
const GAP: f64 = 10.0;

/// A tick's place along the axis and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position along the axis, px.
    pub at: f64,
    /// Value.
    pub value: f64,
    /// Label, placed.
    pub text: Text,
}

/// How an axis writes its values.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The reader's numbers.
    pub style: &'a NumberStyle,
    /// What is counted.
    pub unit: Unit,
    /// Whether a plus is written: for differences.
    pub signed: bool,
}

/// Ticks under a horizontal axis at baseline `y`, clear of the texts already standing there (`taken`), and
/// moved inside `width` where they would stick out.
#[must_use]
pub fn bottom(scale: &Linear, writing: Writing<'_>, y: f64, width: f64, taken: &[Text]) -> Vec<Tick> {
    let most = ((width / 110.0) as usize).clamp(5, 6);
    let ticks = ticks(scale.domain(), most);
    let labels = writing.style.axis(&ticks.values, ticks.step, writing.unit, writing.signed);
    let placed = ticks.values.iter().zip(labels).map(|(value, label)| {
        let at = scale.at(*value);
        let text = Text::note(at, y, Anchor::Middle, Tone::Muted, label).within(0.0, width);
        Tick { at, value: *value, text }
    });
    clear(placed.collect(), taken)
}

/// Ticks for weeks under a horizontal axis.
#[must_use]
pub fn weeks(scale: &Linear, last: u32, y: f64, width: f64, taken: &[Text]) -> Vec<Tick> {
    let most = ((width / 90.0) as usize).clamp(3, 6);
    let placed = week_ticks(last, most).into_iter().map(|week| {
        let value = f64::from(week);
        let at = scale.at(value);
        let label = crate::format::whole(week as usize);
        let text = Text::note(at, y, Anchor::Middle, Tone::Muted, label).within(0.0, width);
        Tick { at, value, text }
    });
    clear(placed.collect(), taken)
}

/// Ticks of a vertical axis; labels end at `right`. At most `most`, fewer on a low chart.
#[must_use]
pub fn left(scale: &Linear, writing: Writing<'_>, right: f64, height: f64) -> Vec<Tick> {
    let most = ((height / 44.0) as usize).clamp(2, 5);
    let ticks = ticks(scale.domain(), most);
    let labels = writing.style.axis(&ticks.values, ticks.step, writing.unit, writing.signed);
    let placed = ticks.values.iter().zip(labels).map(|(value, label)| {
        let at = scale.at(*value);
        // A third of the size lowers the baseline so that the figures' middle is at the tick.
        let text = Text::note(right, at + SMALL / 3.0, Anchor::End, Tone::Muted, label);
        Tick { at, value: *value, text }
    });
    placed.collect()
}

/// Drops the ticks whose labels would touch a text of greater weight or each other.
fn clear(ticks: Vec<Tick>, taken: &[Text]) -> Vec<Tick> {
    let slots: Vec<Slot> = taken
        .iter()
        .chain(ticks.iter().map(|tick| &tick.text))
        .map(|text| {
            let (left, right) = text.span();
            Slot { wish: (left + right) / 2.0, size: right - left + GAP }
        })
        .collect();
    let kept = keep_clear(&slots);
    ticks.into_iter().zip(kept.into_iter().skip(taken.len())).filter_map(|(tick, keep)| keep.then_some(tick)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::Domain;

    #[test]
    fn a_tick_gives_way_to_a_named_place() {
        let style = NumberStyle::default();
        let writing = Writing { style: &style, unit: Unit::Money, signed: true };
        let scale = Linear::new(Domain { lo: -1e6, hi: 1e6 }, 0.0, 600.0);
        let named = Text::note(300.0, 20.0, Anchor::Middle, Tone::Ink, "break-even");
        let ticks = bottom(&scale, writing, 20.0, 600.0, &[named]);
        assert!(ticks.len() >= 2);
        assert!(ticks.iter().all(|tick| tick.value != 0.0));
    }
}
