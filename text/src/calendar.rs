//! Weeks of a run by their month, and what people say about time: "March", "from Q2", "month 3", "until June".

mod when;
mod write;

pub use funnel_scenario::{Calendar, Month, Period};

use when::{When, weeks, when};
pub use write::{month_of_run, per, week, week_in_full, write_lasting, write_week};

use crate::clean::BINDING;
use crate::lex::Manner;
use crate::read::understand;
use crate::said::{Read, Said};
use crate::span::{self, lead_away};
use crate::style::NumberStyle;

/// Months as they are written, and what else is read as one. `sept` and the like match by their first three letters.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Length of a month's short name.
const SHORT: usize = 3;

/// A month's name: `March`.
#[must_use]
pub fn month_name(month: Month) -> &'static str {
    MONTHS.get(usize::from(month.number()) - 1).copied().unwrap_or_default()
}

/// A month's short name: `Mar`.
#[must_use]
pub fn short_month_name(month: Month) -> &'static str {
    month_name(month).get(..SHORT).unwrap_or_default()
}

/// A month with its year: `March 2027`.
#[must_use]
pub fn write_month(month: Month) -> String {
    format!("{} {}", month_name(month), month.year())
}

/// A month as typed: "March 2027", "Mar 27", "2027-03", "3/2027".
///
/// # Errors
///
/// What is wrong, and what would be accepted.
///
/// ```
/// use funnel_scenario::Month;
/// use funnel_text::{NumberStyle, calendar};
/// let march = Month::new(2027, 3).unwrap();
/// assert_eq!(calendar::read_month("March 2027", &NumberStyle::default()), Ok(march));
/// assert_eq!(calendar::read_month("2027-03", &NumberStyle::default()), Ok(march));
/// ```
pub fn read_month(text: &str, style: &NumberStyle) -> Result<Month, String> {
    let advised = |why: String| format!("{why}; write a month with its year, such as “March 2027” or “2027-03”");
    if let Some(month) = in_digits(text) {
        return Ok(month);
    }
    let said = understand(&plain(text), style, manner(), advised, |pieces| {
        let pieces = lead_away(lead_away(pieces, &["starts", "start"]), LEAD);
        match when(pieces, style).map_err(advised)? {
            When::Month(number, Some(year)) => Month::new(year, number)
                .map(Said::Clear)
                .ok_or_else(|| advised(format!("{year} is not a year of a calendar"))),
            When::Month(..) => Err(advised("has no year".to_owned())),
            _ => Err(advised("is not a month".to_owned())),
        }
    })?;
    said.clear().ok_or_else(|| advised("can be read in two ways".to_owned()))
}

/// Words before a point in time that add nothing.
const LEAD: &[&str] = &[
    "the",
    "from",
    "at",
    "on",
    "in",
    "of",
    "begin",
    "beginning",
    "starting",
    "since",
    "after",
    "as",
    "than",
    "into",
    "starts",
    "start",
];

/// The text without invisible characters, and without the apostrophe of a short year: `’27`.
pub(crate) fn plain(text: &str) -> String {
    let clean: String = match crate::clean::clean(text) {
        Ok(chars) => chars.into_iter().map(|c| if c == BINDING { ' ' } else { c }).collect(),
        Err(_) => text.to_owned(),
    };
    let mut chars = clean.chars().peekable();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        let is_short = matches!(c, '\'' | '’' | '‘' | 'ʼ') && chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if is_short { ' ' } else { c });
    }
    out
}

fn manner() -> Manner {
    Manner { scales: false, ..Manner::default() }
}

/// A calendar month in digits: `2027-03`, `03/2027`, `3.2027`.
fn in_digits(text: &str) -> Option<Month> {
    let text = plain(text);
    let text = text.trim();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let (a, b) = text.split_once(['-', '/', '.', '\u{2011}', '\u{2013}'])?;
    let (year, month) = match (a.len(), b.len()) {
        (4, 1 | 2) => (number(a)?, number(b)?),
        (1 | 2, 4) => (number(b)?, number(a)?),
        _ => return None,
    };
    Month::new(year, u8::try_from(month).ok()?)
}

/// The number, 1 to 12, of the month that a word of the reader's language names.
#[must_use]
pub fn month_of(name: &str, style: &NumberStyle) -> Option<u8> {
    let name = name.trim().to_lowercase();
    month(crate::lex::words::in_english(&style.language, name.trim_end_matches('.')))
}

/// The number, 1 to 12, of the month that a word names.
pub(crate) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let is_it = |name: &&str| {
        let name = name.to_ascii_lowercase();
        word == name || (word.len() >= SHORT && word.len() < 5 && name.starts_with(word))
    };
    let at = MONTHS.iter().position(is_it)?;
    u8::try_from(at + 1).ok()
}

/// The first week of what is said: "5", "week 5", "now", "month 3", "March", "Q2", "2027-03", "in 4 weeks".
///
/// # Errors
///
/// What is wrong, and what would be accepted.
pub fn read_week(text: &str, style: &NumberStyle, last: u32) -> Read<u32> {
    let calendar = &style.calendar;
    let example = write_week(calendar, Calendar::first_week_of(3).min(last));
    let refused = |why: String| format!("{why}; write when it begins, such as “{example}” or “week {}”", last.min(5));
    let checked = |week: u32| {
        let within = (1..=last).contains(&week);
        within.then_some(Said::Clear(week)).ok_or_else(|| outside(last))
    };
    if let Some(month) = in_digits(text) {
        return checked(weeks(When::Month(month.number(), Some(month.year())), calendar).map_err(refused)?.0);
    }
    understand(&plain(text), style, manner(), refused, |pieces| {
        let pieces = lead_away(pieces, LEAD);
        // "in 3 weeks", whose "in" has been stripped.
        if let Ok(after) = span::in_weeks(pieces, style) {
            return checked(after.saturating_add(1));
        }
        checked(weeks(when(pieces, style).map_err(refused)?, calendar).map_err(refused)?.0)
    })
}

/// The first week of a month, quarter or half-year, and the first week after it: "Q2", "March 2027", "month 3". `None`
/// for anything else.
#[must_use]
pub fn read_part(text: &str, style: &NumberStyle) -> Option<(u32, u32)> {
    let said = read_when(text, style)?;
    let is_part = !matches!(said, When::Week(_));
    weeks(said, &style.calendar).ok().filter(|_| is_part)
}

/// Why a point in time as stated is none of this run's; `None` for one that is, and for anything else.
pub(crate) fn amiss(text: &str, style: &NumberStyle, last: u32) -> Option<String> {
    match weeks(read_when(text, style)?, &style.calendar) {
        Ok((first, _)) if (1..=last).contains(&first) => None,
        Ok(_) => Some(outside(last)),
        Err(why) => Some(why),
    }
}

fn outside(last: u32) -> String {
    format!("must be a week from 1 to {last}")
}

fn read_when(text: &str, style: &NumberStyle) -> Option<When> {
    if let Some(month) = in_digits(text) {
        return Some(When::Month(month.number(), Some(month.year())));
    }
    understand(&plain(text), style, manner(), |why| why, |pieces| when(pieces, style).map(Said::Clear)).ok()?.clear()
}

/// The first word of a text in lower case and in English, and the rest.
pub(crate) fn led<'a>(small: &'a str, style: &NumberStyle) -> Option<(&'a str, &'a str)> {
    let (first, rest) = small.split_once(' ')?;
    Some((crate::lex::words::in_english(&style.language, first), rest.trim_start()))
}

/// How long something lasts that begins in week `from`: a span, "to the end" (`None`), or "until June", which includes
/// June.
///
/// # Errors
///
/// What is wrong, and what would be accepted.
pub fn read_lasting(
    text: &str,
    style: &NumberStyle,
    from: u32,
    allowed: std::ops::RangeInclusive<u32>,
) -> Read<Option<u32>> {
    let small = plain(text).trim().to_lowercase();
    let until =
        led(&small, style).filter(|(lead, _)| matches!(*lead, "until" | "till" | "til" | "through" | "up" | "to"));
    let until = until.map(|(_, rest)| {
        ["to ", "a ", "the ", "end of "].iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest))
    });
    let Some(until) = until.filter(|rest| *rest != "end") else {
        return span::read_lasting(text, style, allowed);
    };
    let refused = |why: String| format!("{why}; write how long, such as “{}” or “to the end”", span::write(26));
    let lasts = |after: u32| {
        let weeks = after.saturating_sub(from);
        if weeks == 0 {
            return Err(refused("ends before it begins".to_owned()));
        }
        let fits = allowed.contains(&weeks);
        fits.then_some(Said::Clear(Some(weeks)))
            .ok_or_else(|| refused(format!("must last from {} to {} weeks", allowed.start(), allowed.end())))
    };
    if let Some(month) = in_digits(until) {
        let said = When::Month(month.number(), Some(month.year()));
        return lasts(weeks(said, &style.calendar).map_err(refused)?.1);
    }
    understand(&plain(until), style, manner(), refused, |pieces| {
        let pieces = lead_away(pieces, LEAD);
        lasts(weeks(when(pieces, style).map_err(refused)?, &style.calendar).map_err(refused)?.1)
    })
}

#[cfg(test)]
mod tests;
