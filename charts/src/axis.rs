//! Axes: a few ticks with labels that do not touch.

use funnel_text::calendar::{Calendar, Month, short_month_name};

use crate::format::{NumberStyle, Unit};
use crate::label::{Slot, keep_clear};
use crate::mark::{Anchor, Text, Tone};
use crate::scale::{Linear, ticks, week_ticks};
use crate::text::{SMALL, wrapped};

/// Least space between two tick labels, px.
const GAP: f64 = 10.0;

/// Height of a line of what an axis measures, px.
const LINE: f64 = SMALL + 4.0;

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
    /// The reader's number format.
    pub style: &'a NumberStyle,
    /// What is counted.
    pub unit: Unit,
    /// Whether a plus is written, for differences.
    pub signed: bool,
}

/// What a horizontal axis measures, in the lines that it takes: at most three, which is more than any of the page's on a
/// phone.
pub(crate) fn caption(text: &str, width: f64) -> Vec<String> {
    wrapped(text, SMALL, false, width, 3)
}

/// Height of the lines of a caption, px.
pub(crate) fn height_of(caption: &[String]) -> f64 {
    LINE * caption.len() as f64
}

/// A caption at the right, below an axis whose ticks are at baseline `y`.
pub(crate) fn below(caption: Vec<String>, width: f64, y: f64) -> Vec<Text> {
    let line = |(i, line)| Text::note(width, y + LINE * (i + 1) as f64, Anchor::End, Tone::Muted, line);
    caption.into_iter().enumerate().map(line).collect()
}

/// Ticks under a horizontal axis at baseline `y`, clear of texts that are already there (`taken`), and moved inside
/// `width` where they would stick out.
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

/// Ticks for weeks under a horizontal axis from 0 to `right`, in the reader's unit: by the week, by the month of the
/// run, or by the calendar month, which is placed where it begins.
#[must_use]
pub fn weeks(scale: &Linear, last: u32, y: f64, width: f64, right: f64, calendar: &Calendar) -> Vec<Tick> {
    let most = ((width / 90.0) as usize).clamp(3, 6);
    let labels: Vec<(u32, String)> = match calendar.starts {
        Some(starts) => months_of_calendar(starts, last, most),
        None if calendar.is_in_weeks() => {
            week_ticks(last, most).into_iter().map(|week| (week, week.to_string())).collect()
        }
        None => months_of_run(last, most),
    };
    let unit = if calendar.is_in_weeks() { "week " } else { "month " };
    let placed = labels.into_iter().enumerate().map(|(i, (week, label))| {
        let value = f64::from(week);
        let at = scale.at(value);
        let label = if i == 0 && calendar.starts.is_none() { format!("{unit}{label}") } else { label };
        let text = Text::note(at, y, Anchor::Middle, Tone::Muted, label).within(0.0, right);
        Tick { at, value, text }
    });
    clear(placed.collect(), &[])
}

/// Months between two ticks.
const STEPS: [u32; 6] = [1, 3, 6, 12, 24, 60];

/// The smallest step that makes at most `most` ticks for this many months.
fn step(months: u32, most: usize) -> u32 {
    STEPS.into_iter().find(|step| (months / step) as usize <= most).unwrap_or(120)
}

/// Whole months of the run, each at its last week.
fn months_of_run(last: u32, most: usize) -> Vec<(u32, String)> {
    let ends = |month: u32| Calendar::first_week_of(month + 1) - 1;
    let months = (1..).take_while(|month| ends(*month) <= last).last().unwrap_or(0);
    let step = step(months, most);
    (1..=months).filter(|month| month.is_multiple_of(step)).map(|month| (ends(month), month.to_string())).collect()
}

/// Calendar months, each where it begins; the first one in a year has the year.
fn months_of_calendar(starts: Month, last: u32, most: usize) -> Vec<(u32, String)> {
    let months = Calendar::month_of(last);
    let step = step(months, most);
    let mut year = None;
    (0..months)
        .step_by(step as usize)
        .map(|i| {
            let month = starts.later(i);
            let name = short_month_name(month);
            let is_new = year.replace(month.year()) != Some(month.year());
            let label = if is_new { format!("{name} {}", month.year()) } else { name.to_owned() };
            (Calendar::first_week_of(i + 1), label)
        })
        .collect()
}

/// Ticks of a vertical axis; labels end at 0 until [`align`] moves them. Fewer on a low chart.
#[must_use]
pub fn left(scale: &Linear, writing: Writing<'_>, height: f64) -> Vec<Tick> {
    let most = ((height / 44.0) as usize).clamp(2, 5);
    let ticks = ticks(scale.domain(), most);
    let labels = writing.style.axis(&ticks.values, ticks.step, writing.unit, writing.signed);
    let placed = ticks.values.iter().zip(labels).map(|(value, label)| {
        let at = scale.at(*value);
        // Lowering the baseline by a third of the size puts the middle of the figures at the tick.
        let text = Text::note(0.0, at + SMALL / 3.0, Anchor::End, Tone::Muted, label);
        Tick { at, value: *value, text }
    });
    placed.collect()
}

/// Moves the labels of a vertical axis to the left edge of the chart, and returns where they end.
pub fn align(ticks: &mut [Tick]) -> f64 {
    let end = ticks.iter().map(|tick| tick.text.width()).fold(0.0, f64::max);
    for tick in ticks {
        tick.text.x = end;
    }
    end
}

/// Drops ticks whose labels would touch a more important text or each other.
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
    use funnel_text::calendar::Period;

    #[test]
    fn weeks_are_told_as_their_reader_counts() {
        let of = |calendar: Calendar, last: u32| -> Vec<(f64, String)> {
            let scale = Linear::new(Domain { lo: 1.0, hi: f64::from(last.max(2)) }, 0.0, 600.0);
            let ticks = weeks(&scale, last, 20.0, 600.0, 620.0, &calendar);
            ticks.into_iter().map(|tick| (tick.value, tick.text.text)).collect()
        };
        let owned = |all: &[(f64, &str)]| all.iter().map(|(x, text)| (*x, (*text).to_owned())).collect::<Vec<_>>();
        assert_eq!(of(Calendar::default(), 52), owned(&[(13.0, "week 13"), (26.0, "26"), (39.0, "39"), (52.0, "52")]));
        let months = Calendar { period: Period::Month, ..Calendar::default() };
        assert_eq!(of(months, 52), owned(&[(13.0, "month 3"), (26.0, "6"), (39.0, "9"), (52.0, "12")]));
        let march = Calendar { starts: Month::new(2027, 3), ..months };
        assert_eq!(of(march, 104), owned(&[(1.0, "Mar 2027"), (27.0, "Sep"), (53.0, "Mar 2028"), (79.0, "Sep")]));
        assert_eq!(of(march, 9), owned(&[(1.0, "Mar 2027"), (6.0, "Apr")]));
        for last in 0..400 {
            for calendar in [Calendar::default(), months, march] {
                assert!(of(calendar, last).len() <= 7, "{last}");
            }
        }
    }

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
