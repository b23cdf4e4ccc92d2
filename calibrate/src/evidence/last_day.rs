//! The day of an export: where the bulk of what happened ends. A date typed a year late is not that day.

use crate::column::date::Day;

/// Gaps before a date by which it is judged: what was usual a year earlier may no longer be.
const LATELY: usize = 50;
/// A gap so many times as long as the second longest of those is no pause. Were events independent, that would occur
/// once in some hundred thousand records.
const LONG: i32 = 4;
/// Nor is any gap shorter than this, in days: works holidays take two or three weeks.
const PAUSE: i32 = 28;
/// Of so many events, one may be dated too late.
const ONE_IN: usize = 100;

/// The last day before the few that stand apart; `None` without any.
pub(crate) fn of(mut days: Vec<Day>) -> Option<Day> {
    days.sort_unstable();
    let few = days.len() / ONE_IN + 1;
    let count = days.len();
    // Of each day, how many events come before it.
    let mut distinct: Vec<(Day, usize)> = Vec::new();
    for (before, day) in days.into_iter().enumerate() {
        if distinct.last().is_none_or(|(last, _)| *last != day) {
            distinct.push((day, before));
        }
    }
    let gap = |two: &[(Day, usize)]| two.last().map_or(0, |(day, _)| day.0) - two.first().map_or(0, |(day, _)| day.0);
    let mut last = distinct.len().checked_sub(1)?;
    for at in (1..distinct.len()).rev() {
        let Some([.., (_, before)]) = distinct.get(at - 1..=at) else { break };
        if count - before > few {
            break;
        }
        let from = (at - 1).saturating_sub(LATELY);
        let mut usual: Vec<i32> = distinct.get(from..at).unwrap_or(&[]).windows(2).map(gap).collect();
        usual.sort_unstable();
        // Of a few gaps, the longest is no exception yet.
        let place = if usual.len() > LATELY / 5 { 2 } else { 1 };
        let Some(longest) = usual.len().checked_sub(place).and_then(|place| usual.get(place)) else { break };
        if distinct.get(at - 1..=at).map_or(0, gap) > (LONG * longest).max(PAUSE) {
            last = at - 1;
        }
    }
    distinct.get(last).map(|(day, _)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// However often anything happens, a date beyond what is usual changes nothing, and without one the last day
        /// is the day of the export.
        #[test]
        fn a_date_typed_late_is_not_the_day_of_the_export(
            gaps in prop::collection::vec(0..7_i32, 30..400),
            each in 1..5_i32,
            late in prop::collection::vec(200..4_000_i32, 1..4),
            early in 0..9_000_i32,
        ) {
            let mut at = 12_000;
            let mut days: Vec<Day> = gaps.iter().map(|gap| { at += gap * each; Day(at) }).collect();
            let last = days.last().copied();
            prop_assert_eq!(of(days.clone()), last);
            // One typed too early, too, and no more that are late than one in a hundred.
            days.push(Day(early));
            let few = days.len() / ONE_IN + 1;
            days.extend(late.iter().take(few).map(|late| Day(at + late)));
            prop_assert_eq!(of(days), last);
        }
    }

    #[test]
    fn one_event_is_enough_and_none_is_no_day() {
        assert_eq!((of(vec![Day(7)]), of(Vec::new())), (Some(Day(7)), None));
    }
}
