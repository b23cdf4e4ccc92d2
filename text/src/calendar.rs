//! Weeks of a run by their month, and what people say about time: "March", "from Q2", "month 3", "until June".

mod date;
mod lasting;
mod when;
mod write;

pub use funnel_scenario::{Calendar, Month, Period};

pub use lasting::read_lasting;
pub(crate) use lasting::{led, read_end, without_end};
use when::{When, in_full, weeks, when};
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
    let dates = date::readings(&plain(text), style);
    match dates.iter().copied().filter(|said| !said.is_of_any_year()).collect::<Vec<_>>().as_slice() {
        [] if !dates.is_empty() => return Err(advised("has no year".to_owned())),
        [When::Month(number, Some(year)) | When::Day { month: number, year: Some(year), .. }] => {
            return Month::new(*year, *number).ok_or_else(|| advised(format!("{year} is not a year of a calendar")));
        }
        several @ [_, _, ..] => return Err(advised(doubtful(several, style))),
        _ => {}
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

/// The text without invisible characters, and with short years in full: `’27`.
pub(crate) fn plain(text: &str) -> String {
    let Ok(chars) = crate::clean::clean(text) else { return text.to_owned() };
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        // In "1'200" it separates groups of digits.
        let is_short = c == '\'' && !(at > 0 && digit(at - 1)) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
        match c {
            _ if is_short => out.push_str(" 20"),
            BINDING => out.push(' '),
            c => out.push(c),
        }
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
    let dates = date::readings(&plain(text), style);
    if !dates.is_empty() {
        return one_of(text, &dates, style, |said| match weeks(said, calendar) {
            Ok((first, _)) => checked(first),
            Err(why) => Err(refused(why)),
        });
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
    let said = one_when(text, style)?;
    let is_part = !matches!(said, When::Week(_) | When::Day { .. });
    weeks(said, &style.calendar).ok().filter(|_| is_part)
}

/// Whether a text is a point in time that is not merely a number.
pub(crate) fn is_point(text: &str, style: &NumberStyle) -> bool {
    read_whens(text, style).iter().any(|said| !matches!(said, When::Week(_)))
}

/// Why a point in time as stated is none of this run's; `None` for one that is, and for anything else.
pub(crate) fn amiss(text: &str, style: &NumberStyle, last: u32) -> Option<String> {
    let all = read_whens(text, style);
    let checked = |said: &When| match weeks(*said, &style.calendar) {
        Ok((first, _)) if (1..=last).contains(&first) => Ok(first),
        Ok(_) => Err(outside(last)),
        Err(why) => Err(why),
    };
    let mut found: Vec<u32> = all.iter().filter_map(|said| checked(said).ok()).collect();
    found.dedup();
    match found.as_slice() {
        [] => all.first().and_then(|said| checked(said).err()),
        [_] => None,
        _ => Some(doubtful(&all, style)),
    }
}

/// That a date can be two.
fn doubtful(all: &[When], style: &NumberStyle) -> String {
    let names: Vec<String> = all.iter().filter_map(|said| in_full(*said, &style.calendar)).collect();
    format!("can be read in several ways: {}", names.iter().map(|x| format!("“{x}”")).collect::<Vec<_>>().join(", "))
}

/// What the readings of a date mean, where only one of them is allowed; otherwise the person is asked.
fn one_of<T: PartialEq>(text: &str, dates: &[When], style: &NumberStyle, means: impl Fn(When) -> Read<T>) -> Read<T> {
    let mut refusal = None;
    let mut choices: Vec<(String, T)> = Vec::new();
    for said in dates {
        match means(*said).map(Said::clear) {
            Ok(Some(value)) if choices.iter().all(|(_, other)| *other != value) => {
                choices.push((in_full(*said, &style.calendar).unwrap_or_default(), value));
            }
            Ok(_) => {}
            Err(why) => refusal = refusal.or(Some(why)),
        }
    }
    match (choices.len(), refusal) {
        (0, Some(why)) => Err(why),
        (1, _) => choices.pop().map(|(_, value)| Said::Clear(value)).ok_or_else(|| "is not a week".to_owned()),
        _ => Ok(Said::ask(format!("“{}” can be read in several ways. Which is meant?", text.trim()), choices)),
    }
}

fn outside(last: u32) -> String {
    format!("must be a week from 1 to {last}")
}

/// The point in time that a text can only be.
fn one_when(text: &str, style: &NumberStyle) -> Option<When> {
    match read_whens(text, style).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The points in time that a text may be.
fn read_whens(text: &str, style: &NumberStyle) -> Vec<When> {
    if let Some(month) = in_digits(text) {
        return vec![When::Month(month.number(), Some(month.year()))];
    }
    let dates = date::readings(&plain(text), style);
    if !dates.is_empty() {
        return dates;
    }
    let said = understand(&plain(text), style, manner(), |why| why, |pieces| when(pieces, style).map(Said::Clear));
    said.ok().and_then(Said::clear).into_iter().collect()
}

#[cfg(test)]
mod tests;
