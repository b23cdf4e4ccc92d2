//! Days of the calendar: "1 April 2027", "April 1st", "2027-04-01", "01.04.2027", "3/27".

use super::when::When;
use super::{LEAD, month_of};
use crate::clean::clean;
use crate::lex::words::in_english;
use crate::style::NumberStyle;

/// A part of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A number, with how many digits it has.
    Number(u16, usize),
    /// A month by its name.
    Month(u8),
}

/// Days that each month has at most.
const DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// How many days a month has at most; 0 for what is none.
pub(super) fn days(month: u8) -> u8 {
    month.checked_sub(1).and_then(|at| DAYS.get(usize::from(at)).copied()).unwrap_or(0)
}

/// What a text with a day may mean: two dates where the order of day and month is open, or a date and a month with its
/// year: `Mar 27`. Nothing for a text that names no day.
pub(super) fn readings(text: &str, style: &NumberStyle) -> Vec<When> {
    let Some((parts, marks)) = parts(text, style) else { return Vec::new() };
    let day = |day: u16, month: u16, year: Option<u16>| {
        let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        (1..=days(month)).contains(&day).then_some(When::Day { day, month, year })
    };
    let full = |year: u16, digits: usize| match digits {
        4 => Some(year),
        2 => Some(2_000 + year),
        _ => None,
    };
    let slashed = |mark: char| marks.iter().all(|own| *own == mark);
    // English is written in both orders; elsewhere the day comes first where the year does not.
    let ordered = |a: u16, b: u16, year: Option<u16>| {
        let month_first = day(b, a, year).filter(|_| style.language == "en");
        let day_first = day(a, b, year);
        let mut all: Vec<When> = month_first.into_iter().chain(day_first).collect();
        all.dedup();
        all
    };
    use Part::{Month, Number};
    match *parts.as_slice() {
        [Number(d, ..=2), Month(m)] => day(d, m.into(), None).into_iter().collect(),
        [Number(d, ..=2), Month(m), Number(y, digits)] | [Month(m), Number(d, ..=2), Number(y, digits @ 4)] => {
            full(y, digits).and_then(|year| day(d, m.into(), Some(year))).into_iter().collect()
        }
        [Number(y, 4), Month(m), Number(d, ..=2)] => day(d, m.into(), Some(y)).into_iter().collect(),
        // "March 28" is a day of that month, or the month of that year.
        [Month(m), Number(n, digits @ ..=2)] => {
            let year = (digits == 2).then_some(When::Month(m, Some(2_000 + n)));
            day(n, m.into(), None).map(|day| std::iter::once(day).chain(year).collect()).unwrap_or_default()
        }
        [Number(y, 4), Number(m, ..=2), Number(d, ..=2)] => day(d, m, Some(y)).into_iter().collect(),
        [Number(a, ..=2), Number(b, ..=2), Number(y, digits)] if slashed('/') || slashed('.') || slashed('-') => {
            full(y, digits).map(|year| ordered(a, b, Some(year))).unwrap_or_default()
        }
        [Number(a, ..=2), Number(b, digits @ ..=2)] if slashed('/') || (slashed('.') && style.decimal_mark != ".") => {
            let year = (digits == 2 && b > 12 && (1..=12).contains(&a)).then_some(2_000 + b);
            let month = year.and_then(|year| Some(When::Month(u8::try_from(a).ok()?, Some(year))));
            ordered(a, b, None).into_iter().chain(month).collect()
        }
        _ => Vec::new(),
    }
}

/// The parts of a date, and the marks between numbers; `None` where there is anything else.
fn parts(text: &str, style: &NumberStyle) -> Option<(Vec<Part>, Vec<char>)> {
    let chars = clean(text).ok()?;
    let (mut parts, mut marks) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = |is: fn(&char) -> bool| chars.iter().skip(at).copied().take_while(is).collect::<String>();
        if c.is_ascii_digit() {
            let digits = run(char::is_ascii_digit);
            let number = digits.parse().ok()?;
            parts.push(Part::Number(number, digits.len()));
            at += digits.len();
            let suffix: String = chars.iter().skip(at).take_while(|c| c.is_alphabetic()).collect();
            if matches!(suffix.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "er") {
                // An ordinal is a day, whatever stands for a year.
                if let Some(Part::Number(_, digits)) = parts.last_mut() {
                    *digits = 1;
                }
                at += suffix.chars().count();
            }
        } else if c.is_alphabetic() {
            let word = run(|c: &char| c.is_alphabetic());
            at += word.chars().count();
            let small = word.to_lowercase();
            if let Some(month) = month_of(&small, style) {
                parts.push(Part::Month(month));
            } else if small != "am" && !LEAD.contains(&in_english(&style.language, &small)) {
                return None;
            }
        } else if matches!(c, '/' | '.' | '-') {
            // A dot or dash at the end, or beside a name, adds nothing: "1. April", "Mar-27".
            let between = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
            if at > 0 && between(at - 1) && between(at + 1) {
                marks.push(c);
            }
            at += 1;
        } else if c.is_whitespace() || matches!(c, ',' | '\u{a0}') {
            at += 1;
        } else {
            return None;
        }
    }
    let numbers = parts.iter().filter(|part| matches!(part, Part::Number(..))).count();
    // Numbers alone are a date where marks join all of them.
    let named = parts.iter().any(|part| matches!(part, Part::Month(_)));
    (named || (numbers > 1 && marks.len() + 1 == numbers)).then_some((parts, marks))
}
