//! How weeks and months are written, so that they read back.

use super::{Calendar, Period, write_month};
use crate::span;

/// A month of the run: `March 2027`, or `month 3` where its start is not known.
#[must_use]
pub fn month_of_run(calendar: &Calendar, month: u32) -> String {
    match calendar.starts {
        Some(starts) => write_month(starts.later(month.saturating_sub(1))),
        None => format!("month {month}"),
    }
}

/// A week as its reader counts: `week 31`, `October 2027`, `month 8`.
#[must_use]
pub fn week(calendar: &Calendar, week: u32) -> String {
    if calendar.is_in_weeks() { format!("week {week}") } else { month_of_run(calendar, Calendar::month_of(week)) }
}

/// The same where the exact week matters: `week 31`, `October 2027 (week 31)`.
#[must_use]
pub fn week_in_full(calendar: &Calendar, number: u32) -> String {
    if calendar.is_in_weeks() { week(calendar, number) } else { format!("{} (week {number})", week(calendar, number)) }
}

/// A week written so that it reads back to itself: `March 2027` for the first week that begins in it, `week 7` for
/// others.
#[must_use]
pub fn write_week(calendar: &Calendar, number: u32) -> String {
    if Calendar::first_week_of(Calendar::month_of(number)) == number {
        week(calendar, number)
    } else {
        format!("week {number}")
    }
}

/// How long something lasts that begins in a given week, written so that it reads back: `12 months`, or
/// `until the end of June 2027`.
#[must_use]
pub fn write_lasting(calendar: &Calendar, from: u32, weeks: u32) -> String {
    let after = from.saturating_add(weeks);
    let is_even = weeks > 0 && weeks.saturating_mul(12).is_multiple_of(52);
    let ends_a_month = Calendar::first_week_of(Calendar::month_of(after)) == after;
    if calendar.is_in_weeks() || is_even || !ends_a_month {
        span::write(weeks)
    } else {
        format!("until the end of {}", month_of_run(calendar, Calendar::month_of(after) - 1))
    }
}

/// The scenario's period for money and people: `a month`.
#[must_use]
pub fn per(period: Period) -> String {
    format!("a {}", period.name())
}
