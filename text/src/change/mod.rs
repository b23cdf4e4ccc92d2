//! What is said about a budget: "20 % more", "half of today", "$2,000 a week less", "to $1.5M", "the same".

mod clause;
mod grammar;
pub mod steps;
mod told;
mod words;

pub(crate) use told::told;

use crate::calendar::per;
use crate::exact::{number_in_full, shifted};
use crate::format::{Digits, Unit};
use crate::lex::Manner;
use crate::read::understand;
use crate::said::{Read, Said};
use crate::style::NumberStyle;
use crate::value::advice;

/// A change of the budget as stated. Amounts are totals over everything that the question is about, unless they are per
/// channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Today's spend times this.
    Scale(f64),
    /// This much money a week.
    PerWeek(f64),
    /// This much more money a week than today, or less if negative.
    MorePerWeek(f64),
    /// This much more money a week on each channel (second), on top of a multiple of today's (first).
    OnEach(f64, f64),
    /// This much money for the whole time.
    Total(f64),
    /// This much more for the whole time, or less if negative.
    MoreInTotal(f64),
}

/// Largest multiple of today's spend that is accepted.
const MOST: f64 = 1_000.0;

/// Reads a change of the budget.
///
/// # Errors
///
/// What is wrong, and what would be accepted.
///
/// ```
/// use funnel_text::change::{Change, read};
/// use funnel_text::{NumberStyle, Said};
/// let style = NumberStyle::default();
/// assert_eq!(read("80 % of today", &style), Ok(Said::Clear(Change::Scale(0.8))));
/// assert_eq!(read("$500 more", &style), Ok(Said::Clear(Change::MoreInTotal(500.0))));
/// assert!(matches!(read("20", &style), Ok(Said::Ask(_))));
/// ```
pub fn read(text: &str, style: &NumberStyle) -> Read<Change> {
    let advised = |why: String| format!("{why}; {}", advice(&examples(style)));
    if text.trim().is_empty() {
        return Err(advised("is empty".to_owned()));
    }
    understand(text, style, Manner::default(), advised, |pieces| {
        let said = grammar::change(pieces, style).map_err(advised)?;
        said.try_map(|change| match change {
            Change::Scale(x) if x < 0.0 => Err("cannot be less than nothing".to_owned()),
            Change::Scale(x) if x > MOST => {
                Err(format!("is more than {} times today’s budget", number_in_full(MOST, style)))
            }
            Change::PerWeek(x) | Change::Total(x) if x < 0.0 => Err("a budget cannot be less than nothing".to_owned()),
            change => Ok(change),
        })
    })
}

/// Asks back about an amount that is ten times what is planned now, or a tenth of it.
#[must_use]
pub fn asked_back(total: f64, planned: f64, style: &NumberStyle) -> Said<Change> {
    let Some(times) = crate::slip::slip(planned, total) else { return Said::Clear(Change::Total(total)) };
    let [now, before] = [total, planned].map(|x| style.in_money(&number_in_full(x, style)));
    let text = format!("That is {times} what is planned now. Is it {now}, or {before} as before?");
    Said::ask(text, [(now, Change::Total(total)), (before, Change::Total(planned))])
}

/// Texts that are understood, the plainest first, in the scenario's currency and the locale's number format.
#[must_use]
pub fn examples(style: &NumberStyle) -> Vec<String> {
    vec![
        more(0.2, style),
        less(0.1, style),
        "the same".to_owned(),
        format!("{} {} more", style.in_money(&number_in_full(2_000.0, style)), per(style.calendar.period)),
        style.number(1_200_000.0, Digits::default(), Unit::Money),
    ]
}

fn percent(share: f64, style: &NumberStyle) -> String {
    style.in_percent(&shifted(share, 2, style))
}

/// `20% more`.
pub(crate) fn more(share: f64, style: &NumberStyle) -> String {
    format!("{} more", percent(share, style))
}

/// `20% less`.
pub(crate) fn less(share: f64, style: &NumberStyle) -> String {
    format!("{} less", percent(share, style))
}

#[cfg(test)]
mod tests;
