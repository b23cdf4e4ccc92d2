//! Spans of time in the reader's words.

use super::entry::lex::{Item, lex};
use funnel_charts::format::NumberStyle;

/// So many weeks, in months where they come out even: 52 weeks are 12 months.
#[must_use]
pub fn period(weeks: u32) -> String {
    match weeks {
        1 => "1 week".to_owned(),
        _ if weeks > 0 && (weeks * 12).is_multiple_of(52) => match weeks * 12 / 52 {
            1 => "1 month".to_owned(),
            months => format!("{months} months"),
        },
        _ => format!("{weeks} weeks"),
    }
}

/// Weeks from "12 months", "26 weeks", "1 year", or a bare number of weeks.
///
/// # Errors
///
/// What to write instead.
pub fn parse(text: &str, style: &NumberStyle) -> Result<u32, String> {
    let advice = "write a span such as “12 months” or “26 weeks”";
    let items = lex(text, style).map_err(|_| advice.to_owned())?;
    let (number, unit) = match items.as_slice() {
        [Item::Number(x)] => (x.value(), 1.0),
        [Item::Number(x), Item::Word(unit)] => match unit.as_str() {
            "w" | "week" | "weeks" => (x.value(), 1.0),
            "month" | "months" => (x.value(), 52.0 / 12.0),
            "quarter" | "quarters" => (x.value(), 13.0),
            "y" | "year" | "years" => (x.value(), 52.0),
            _ => return Err(advice.to_owned()),
        },
        _ => return Err(advice.to_owned()),
    };
    let weeks = (number * unit).round();
    if (1.0..=260.0).contains(&weeks) { Ok(weeks as u32) } else { Err("must be from 1 to 260 weeks".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_where_they_come_out_even() {
        let words = [1, 2, 13, 26, 39, 52, 104].map(period);
        assert_eq!(words, ["1 week", "2 weeks", "3 months", "6 months", "9 months", "12 months", "24 months"]);
        assert_eq!(period(0), "0 weeks");
    }

    #[test]
    fn reads_what_people_say() {
        let style = NumberStyle::default();
        for (text, weeks) in [("12 months", 52), ("26 weeks", 26), ("8", 8), ("1 year", 52), (" 1 Week ", 1)] {
            assert_eq!(parse(text, &style), Ok(weeks), "{text}");
        }
        for text in ["", "soon", "0", "300 weeks", "12 12", "1e9 years", "-3 weeks"] {
            assert!(parse(text, &style).is_err(), "{text}");
        }
    }

    #[test]
    fn a_period_reads_back() {
        for weeks in 1..=260 {
            assert_eq!(parse(&period(weeks), &NumberStyle::default()), Ok(weeks));
        }
    }
}
