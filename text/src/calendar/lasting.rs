//! How long something lasts, and when it ends: "3 months", "until June", "until 30 June".

use super::when::{When, weeks, when};
use super::{LEAD, date, in_digits, is_point, manner, month_of_run, one_of, outside, plain};
use crate::read::understand;
use crate::said::{Read, Said};
use crate::span::{self, lead_away};
use crate::style::NumberStyle;
use funnel_scenario::Calendar;

/// An end as stated, seen from a beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    /// The first week of what is said: of June in "until June".
    first: u32,
    /// The first week after it.
    after: u32,
    /// Whether it lies a year after the first time of that name.
    later: bool,
}

/// Where something ends that begins in week `from`. Without a year the first end after that is meant: from October,
/// "until March" ends in the year after.
fn end(said: When, calendar: &Calendar, from: u32) -> Result<End, String> {
    const YEAR: u32 = 52;
    let (first, after) = weeks(said, calendar)?;
    let later = after <= from && said.is_of_any_year() && calendar.starts.is_some();
    let years = if later { (from - after) / YEAR + 1 } else { 0 };
    let end = End { first: first + years * YEAR, after: after + years * YEAR, later };
    if end.after > from { Ok(end) } else { Err("ends before it begins".to_owned()) }
}

/// The first word of a text in lower case and in English, and the rest.
pub(crate) fn led<'a>(small: &'a str, style: &NumberStyle) -> Option<(&'a str, &'a str)> {
    let (first, rest) = small.split_once(' ')?;
    let rest = rest.trim_start();
    // "von März", "de marzo a junio": words that mean more than a beginning and an end.
    let lead = match (style.language.as_str(), first) {
        ("de", "von") | ("fr" | "es" | "pt", "de") if is_point(rest, style) => "from",
        ("es" | "pt" | "it", "a") if is_point(rest, style) => "to",
        (language, first) => crate::lex::words::in_english(language, first),
    };
    Some((lead, rest))
}

/// The text after "until" and the like, without what only leads to it.
fn until(small: &str, style: &NumberStyle) -> Option<String> {
    let (_, rest) =
        led(small, style).filter(|(lead, _)| matches!(*lead, "until" | "till" | "til" | "through" | "up" | "to"))?;
    let rest = without_end(rest);
    (rest != "end").then(|| rest.to_owned())
}

/// A time without what only leads to it: "the end of June", "Ende Juni".
pub(crate) fn without_end(rest: &str) -> &str {
    let leads =
        ["to ", "a ", "the ", "end of ", "zum ", "ende ", "la ", "fin ", "finales ", "final ", "fim ", "eind ", "de "];
    leads.iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest))
}

/// The end that a text says, from all that it may say.
fn read<T: PartialEq>(
    until: &str,
    style: &NumberStyle,
    from: u32,
    refused: impl Fn(String) -> String,
    means: impl Fn(End) -> Read<T>,
) -> Read<T> {
    let means = |said: When| means(end(said, &style.calendar, from).map_err(&refused)?);
    if let Some(month) = in_digits(until) {
        return means(When::Month(month.number(), Some(month.year())));
    }
    let dates = date::readings(until, style);
    if !dates.is_empty() {
        return one_of(until, &dates, style, means);
    }
    understand(&plain(until), style, manner(), &refused, |pieces| {
        means(when(lead_away(pieces, LEAD), style).map_err(&refused)?)
    })
}

/// The first week after "until June" for something that begins in week `from`, in a run that ends with week `last`;
/// `None` where the text is nothing of that kind.
///
/// # Errors
///
/// Why the end is none of this run's.
pub(crate) fn read_end(text: &str, style: &NumberStyle, from: u32, last: u32) -> Option<Result<u32, String>> {
    let until = until(&plain(text).trim().to_lowercase(), style)?;
    let calendar = &style.calendar;
    let said = read(
        &until,
        style,
        from,
        |why| why,
        |end| {
            if end.first <= last {
                return Ok(Said::Clear(end.after));
            }
            let [begins, ends, run] =
                [from, end.first, last].map(|week| month_of_run(calendar, Calendar::month_of(week)));
            Err(if end.later {
                format!("after {begins} is in {ends}, which lies after the run: it ends in {run}")
            } else {
                outside(last)
            })
        },
    );
    match said {
        Ok(Said::Clear(after)) => Some(Ok(after)),
        Ok(Said::Ask(question)) => {
            let choices: Vec<String> = question.choices.iter().map(|choice| format!("“{}”", choice.text)).collect();
            Some(Err(format!("can be read in several ways: {}", choices.join(", "))))
        }
        Err(why) => {
            // What is no point in time at all is none of this function's.
            (!super::read_whens(&until, style).is_empty()).then_some(Err(why))
        }
    }
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
    let Some(until) = until(&plain(text).trim().to_lowercase(), style) else {
        return span::read_lasting(text, style, allowed);
    };
    let refused = |why: String| format!("{why}; write how long, such as “{}” or “to the end”", span::write(26));
    let said = read(&until, style, from, refused, |end| {
        let weeks = end.after.saturating_sub(from);
        let fits = allowed.contains(&weeks);
        fits.then_some(Said::Clear(Some(weeks)))
            .ok_or_else(|| refused(format!("must last from {} to {} weeks", allowed.start(), allowed.end())))
    })?;
    Ok(match said {
        // The answer is typed after the same word.
        Said::Ask(mut question) => {
            for choice in &mut question.choices {
                choice.text = format!("until {}", choice.text);
            }
            Said::Ask(question)
        }
        clear => clear,
    })
}
