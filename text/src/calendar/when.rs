//! A point in time as stated, and its weeks.

use funnel_scenario::{Calendar, Month};

use super::date::days;
use super::{month, write_month};
use crate::lex::{Piece, Token, foreign};
use crate::measure::Time;
use crate::style::NumberStyle;

/// A point in time as stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum When {
    /// A week of the run, counted from 1.
    Week(u32),
    /// A month of the run, counted from 1.
    MonthOfRun(u32),
    /// A calendar month, 1 to 12, with its year if stated.
    Month(u8, Option<u16>),
    /// A day, with its year if stated.
    Day {
        /// Which day of its month.
        day: u8,
        /// Which month, 1 to 12.
        month: u8,
        /// Which year.
        year: Option<u16>,
    },
    /// The n-th part of the fiscal year, counted from 0, with a given number of months: a quarter or a half.
    Part {
        /// Months in each part.
        months: u32,
        /// Which part, counted from 0.
        nth: u32,
        /// The year in which it lies, if stated; fiscal years are named after the year in which they end.
        year: Option<u16>,
    },
}

impl When {
    /// Whether the same time of another year may be meant.
    pub(super) fn is_of_any_year(self) -> bool {
        matches!(self, Self::Month(_, None) | Self::Day { year: None, .. } | Self::Part { year: None, .. })
    }
}

/// The month of a calendar: the first of that name from the start on if no year is stated.
fn month_meant(number: u8, year: Option<u16>, starts: Month) -> Result<Month, String> {
    match year {
        Some(year) => Month::new(year, number).ok_or_else(|| format!("{year} is not a year of a calendar")),
        None => Ok((0..12).map(|i| starts.later(i)).find(|month| month.number() == number).unwrap_or(starts)),
    }
}

/// A day or month as it can be written without doubt; `None` for other points in time.
pub(super) fn in_full(said: When, calendar: &Calendar) -> Option<String> {
    let (number, year) = match said {
        When::Month(number, year) | When::Day { month: number, year, .. } => (number, year),
        _ => return None,
    };
    let month = match calendar.starts {
        Some(starts) => month_meant(number, year, starts).ok()?,
        None => Month::new(year?, number)?,
    };
    Some(match said {
        When::Day { day, .. } => format!("{day} {}", write_month(month)),
        _ => write_month(month),
    })
}

/// The first week of what was said, and the first week after it.
pub(crate) fn weeks(said: When, calendar: &Calendar) -> Result<(u32, u32), String> {
    let months = |first: u32, months: u32| {
        (Calendar::first_week_of(first), Calendar::first_week_of(first.saturating_add(months)))
    };
    let unknown = "means nothing before it is said in which month the run starts";
    match said {
        When::Week(n) => Ok((n, n.saturating_add(1))),
        When::MonthOfRun(n) => Ok(months(n, 1)),
        When::Month(number, year) => {
            let starts = calendar.starts.ok_or(unknown)?;
            let month = month_meant(number, year, starts)?;
            let first = calendar
                .month_of_run(month)
                .ok_or_else(|| format!("{} is before the start, {}", write_month(month), write_month(starts)))?;
            Ok(months(first, 1))
        }
        // The weeks of a month share its days evenly, as months of 52 / 12 weeks begin on no day of the week.
        When::Day { day, month, year } => {
            let (first, after) = weeks(When::Month(month, year), calendar)?;
            let passed = u32::from(day.saturating_sub(1)) * after.saturating_sub(first) / u32::from(days(month).max(1));
            let week = first.saturating_add(passed);
            Ok((week, week.saturating_add(1)))
        }
        When::Part { months: many, nth, year } => {
            let Some(starts) = calendar.starts else {
                return match year {
                    None => Ok(months(nth * many + 1, many)),
                    Some(_) => Err(unknown.to_owned()),
                };
            };
            let begins = |month: Month| calendar.month_of_fiscal_year(month) == nth * many;
            // A fiscal year is named after the calendar year in which it ends.
            let called = |month: Month| month.later(11 - nth * many).year();
            // A part that has already begun counts from the run's start on.
            let running = calendar.month_of_fiscal_year(starts);
            if running / many == nth && year.is_none_or(|year| year == starts.later(11 - running).year()) {
                return Ok(months(1, many - running % many));
            }
            let found = (0..120).find(|i| {
                let month = starts.later(*i);
                begins(month) && year.is_none_or(|year| year == called(month))
            });
            found.map(|i| months(i + 1, many)).ok_or_else(|| "is not within ten years of the start".to_owned())
        }
    }
}

fn word(piece: &Piece) -> Option<&str> {
    match &piece.token {
        Token::Word(word) => Some(word),
        _ => None,
    }
}

fn number(piece: &Piece) -> Option<f64> {
    match &piece.token {
        Token::Number(n) => Some(n.times_ten_to(0)),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked right here")]
fn whole(x: f64, most: f64) -> Option<u32> {
    (x.fract() == 0.0 && (1.0..=most).contains(&x)).then_some(x as u32)
}

/// A year in full or by its last two digits.
fn year(piece: &Piece) -> Option<u16> {
    let year = whole(number(piece)?, 9_999.0)?;
    match (year, piece.text.len()) {
        (1_000.., _) => u16::try_from(year).ok(),
        (1..100, 2) => u16::try_from(2_000 + year).ok(),
        _ => None,
    }
}

/// A point in time, from pieces.
pub(crate) fn when(pieces: &[Piece], style: &NumberStyle) -> Result<When, String> {
    match point(pieces) {
        Some((said, end)) if end == pieces.len() => Ok(said),
        Some((_, end)) => Err(pieces.get(end).map_or_else(String::new, |piece| foreign(piece).say(style))),
        None => match pieces.iter().find(|piece| number(piece).is_none()) {
            Some(piece) => Err(foreign(piece).say(style)),
            None => Err("is not a week".to_owned()),
        },
    }
}

/// The point in time at the beginning of a text, and the place after it.
pub(crate) fn point(pieces: &[Piece]) -> Option<(When, usize)> {
    /// Larger numbers of weeks or months are not read.
    const MOST: f64 = 10_000.0;
    let at = |i: usize| pieces.get(i);
    let first = at(0)?;
    if let Some(name) = word(first) {
        if let Some(number) = month(name) {
            // "March of 2027", "March, 2027"
            let between = at(1).is_some_and(|piece| matches!(piece.text.as_str(), "of" | ","));
            let of = usize::from(between);
            let year = at(1 + of).and_then(year);
            return Some((When::Month(number, year), if year.is_some() { 2 + of } else { 1 }));
        }
        if matches!(name, "now" | "today" | "once" | "immediately" | "start" | "first") {
            return Some((When::Week(1), 1));
        }
        let nth = at(1).and_then(number)?;
        let part = |months: u32, many: f64| {
            let nth = whole(nth, many)? - 1;
            let year = at(2).and_then(year);
            Some((When::Part { months, nth, year }, if year.is_some() { 3 } else { 2 }))
        };
        return match (Time::of(name), name) {
            (Some(Time::Quarter), _) => part(3, 4.0).or_else(|| {
                // The fifth quarter and later ones are counted from the run's start.
                Some((When::MonthOfRun(whole(nth, MOST)? * 3 - 2), 2))
            }),
            (None, "half" | "halfyear") | (Some(Time::Hour), "h") => part(6, 2.0),
            (Some(Time::Week), _) => Some((When::Week(whole(nth, MOST)?), 2)),
            (Some(Time::Month), _) => Some((When::MonthOfRun(whole(nth, MOST)?), 2)),
            (Some(Time::Year), _) => Some((When::MonthOfRun(whole(nth, MOST / 12.0)? * 12 - 11), 2)),
            _ => None,
        };
    }
    // "the 5th week"
    let n = whole(number(first)?, MOST)?;
    let ordinal = usize::from(matches!(at(1).and_then(word), Some("st" | "nd" | "rd" | "th")));
    if ordinal == 1 {
        return match at(2).and_then(word).and_then(Time::of)? {
            Time::Week => Some((When::Week(n), 3)),
            Time::Month => Some((When::MonthOfRun(n), 3)),
            Time::Quarter => Some((When::MonthOfRun(n * 3 - 2), 3)),
            Time::Year => Some((When::MonthOfRun(n * 12 - 11), 3)),
            _ => None,
        };
    }
    Some((When::Week(n), 1))
}
