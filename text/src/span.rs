//! Spans of time in whole weeks: "12 months", "a quarter", "10 days", "to the end".

use std::ops::RangeInclusive;

use crate::amount::Amount;
use crate::lex::{Manner, Piece, Token, foreign};
use crate::measure::{Measure, Time};
use crate::read::understand;
use crate::said::{Read, Said};
use crate::style::NumberStyle;
use crate::value::advice;

/// A span this close to whole weeks is taken for them: a month is four weeks, whereas ten days are not one.
const NEAR: f64 = 0.1;

/// A number of weeks, in months where these come out even: 52 weeks are 12 months.
#[must_use]
pub fn write(weeks: u32) -> String {
    match weeks {
        1 => "1 week".to_owned(),
        _ if weeks > 0 && (weeks * 12).is_multiple_of(52) => match weeks * 12 / 52 {
            1 => "1 month".to_owned(),
            months => format!("{months} months"),
        },
        _ => format!("{weeks} weeks"),
    }
}

/// Whole weeks from "12 months", "26 weeks", "a year", "half a year", or a bare number of weeks; "none" where 0 is
/// allowed. A month is a twelfth of 52 weeks.
///
/// # Errors
///
/// What is wrong, and what would be accepted.
pub fn read(text: &str, style: &NumberStyle, allowed: RangeInclusive<u32>) -> Read<u32> {
    let examples = [write(*allowed.end().min(&52)), write(*allowed.end().min(&6)), "a quarter".to_owned()];
    let advised = |why: String| format!("{why}; {}", advice(&examples));
    if text.trim().is_empty() {
        return Err(advised("is empty".to_owned()));
    }
    let small = text.trim().to_lowercase();
    if allowed.contains(&0) && ["at once", "all at once", "immediately"].contains(&small.as_str()) {
        return Ok(Said::Clear(0));
    }
    let manner = Manner { scales: false, ..Manner::default() };
    understand(text, style, manner, advised, |pieces| {
        let pieces = lead_away(pieces, &["for", "the", "lasting", "over"]);
        if allowed.contains(&0) && matches!(only_word(pieces), Some("none" | "no" | "nothing" | "zero")) {
            return Ok(Said::Clear(0));
        }
        let weeks = weeks(pieces, style).map_err(advised)?;
        whole(weeks, &allowed).map_err(|why| why.map_or_else(|| outside(&allowed), advised))
    })
}

/// A span that may also last to the end (`None`).
///
/// # Errors
///
/// What is wrong, and what would be accepted.
pub fn read_lasting(text: &str, style: &NumberStyle, allowed: RangeInclusive<u32>) -> Read<Option<u32>> {
    let small = text.trim().to_lowercase();
    let to_the_end =
        ["to the end", "until the end", "till the end", "the rest", "the whole time", "all the time", "for good"];
    if to_the_end.contains(&small.as_str()) {
        return Ok(Said::Clear(None));
    }
    read(text, style, allowed).map(|said| said.map(Some))
}

pub(crate) fn lead_away<'a>(pieces: &'a [Piece], words: &[&str]) -> &'a [Piece] {
    let lead =
        pieces.iter().take_while(|piece| matches!(&piece.token, Token::Word(word) if words.contains(&word.as_str())));
    pieces.get(lead.count()..).unwrap_or_default()
}

pub(crate) fn only_word(pieces: &[Piece]) -> Option<&str> {
    match pieces {
        [Piece { token: Token::Word(word), .. }] => Some(word),
        _ => None,
    }
}

fn weeks(pieces: &[Piece], style: &NumberStyle) -> Result<f64, String> {
    let measure = Measure::Span(Time::Week);
    // A bare unit: "month", "quarter".
    if let Some(time) = only_word(pieces).and_then(Time::of) {
        return Ok(time.in_units_of(Time::Week, 1.0));
    }
    let (amount, end) = Amount::spanning(pieces, measure).ok_or_else(|| match pieces.first() {
        Some(piece) => foreign(piece).say(style),
        None => "says no span of time".to_owned(),
    })?;
    match pieces.get(end) {
        Some(piece) => Err(foreign(piece).say(style)),
        None => measure.value(&amount, Time::Week),
    }
}

/// Converts to whole weeks, or asks back where these would be a different span. `Err(None)` where the result is not
/// allowed.
fn whole(weeks: f64, allowed: &RangeInclusive<u32>) -> Result<Said<u32>, Option<String>> {
    let within = |weeks: f64| {
        let (least, most) = (f64::from(*allowed.start()), f64::from(*allowed.end()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within two u32")]
        (least..=most).contains(&weeks).then_some(weeks as u32)
    };
    let nearest = weeks.round();
    if (nearest - weeks).abs() <= NEAR * weeks {
        return within(nearest).map(Said::Clear).ok_or(None);
    }
    let around = [weeks.floor(), weeks.ceil()].into_iter().filter_map(within).map(|n| (write(n), n));
    let around: Vec<_> = around.filter(|(_, n)| *n > 0).collect();
    if around.is_empty() {
        return Err(None);
    }
    Ok(Said::ask("Only whole weeks are counted. Which is nearer to what is meant?", around))
}

fn outside(allowed: &RangeInclusive<u32>) -> String {
    format!("must be from {} to {} weeks", allowed.start(), allowed.end())
}

/// The whole weeks nearest to a span in words.
pub(crate) fn in_weeks(pieces: &[Piece], style: &NumberStyle) -> Result<u32, String> {
    // A bare number is not a span here: it counts weeks from the start.
    if pieces.len() < 2 || matches!(pieces.get(1), Some(Piece { token: Token::Word(word), .. }) if word == "th") {
        return Err("is not a span of time".to_owned());
    }
    let weeks = weeks(pieces, style)?.round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within u32")]
    (0.0..=1e6).contains(&weeks).then_some(weeks as u32).ok_or_else(|| "is not a span of time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Read<u32> {
        read(text, &NumberStyle::default(), 1..=260)
    }

    #[test]
    fn months_where_they_come_out_even() {
        let words = [1, 2, 13, 26, 39, 52, 104].map(write);
        assert_eq!(words, ["1 week", "2 weeks", "3 months", "6 months", "9 months", "12 months", "24 months"]);
        assert_eq!(write(0), "0 weeks");
    }

    #[test]
    fn spans_as_people_say_them() {
        for (text, weeks) in [
            ("12 months", 52),
            ("26 weeks", 26),
            ("8", 8),
            ("1 year", 52),
            (" 1 Week ", 1),
            ("9 weeks", 9),
            ("2 months", 9),
            ("a month", 4),
            ("a quarter", 13),
            ("two quarters", 26),
            ("half a year", 26),
            ("half year", 26),
            ("a year and a half", 78),
            ("1.5 years", 78),
            ("one and a half years", 78),
            ("1 year and 6 months", 78),
            ("14 days", 2),
            ("a fortnight", 2),
            ("for 12 months", 52),
            ("the year", 52),
            ("five weeks", 5),
        ] {
            assert_eq!(said(text), Ok(Said::Clear(weeks)), "{text}");
        }
        assert_eq!(
            said("10 days"),
            Ok(Said::ask(
                "Only whole weeks are counted. Which is nearer to what is meant?",
                [("1 week".to_owned(), 1), ("2 weeks".to_owned(), 2)]
            ))
        );
        for (text, named) in [
            ("", "empty"),
            ("soon", "soon"),
            ("0", "from 1 to 260"),
            ("300 weeks", "from 1 to 260"),
            ("12 12", "12"),
            ("1e9 years", "from 1 to 260"),
            ("-3 weeks", "from 1 to 260"),
            ("30 DAYZ", "DAYZ"),
            ("$5", "money"),
            ("5 m", "m"),
        ] {
            let message = said(text).unwrap_err();
            assert!(message.contains(named), "{text}: {message}");
        }
        for text in ["none", "0 weeks", "At once", "all at once"] {
            assert_eq!(read(text, &NumberStyle::default(), 0..=260), Ok(Said::Clear(0)), "{text}");
        }
        assert!(said("at once").is_err(), "a horizon is never over at once");
    }

    #[test]
    fn a_span_reads_back() {
        for weeks in 1..=260 {
            assert_eq!(said(&write(weeks)), Ok(Said::Clear(weeks)));
        }
    }
}
