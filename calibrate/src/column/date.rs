//! Dates as people and programs write them.
//!
//! A date is the local day where it was written: a time or time zone after it is accepted and ignored. A month or
//! quarter stands for its first day.

use jiff::civil;
use serde::{Deserialize, Serialize};

/// Days since 1970-01-01; in JSON, in ISO 8601 format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub i32);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_iso(&text).ok_or_else(|| format!("“{text}” is not a day such as 2017-10-01"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.iso()
    }
}

impl Day {
    /// The day of a calendar date; `None` outside 1970 to 2099, which no funnel export needs.
    #[must_use]
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1970..2100).contains(&year) {
            return None;
        }
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let date = civil::Date::new(year, month, day).ok()?;
        let since = date.since(civil::Date::constant(1970, 1, 1)).ok()?;
        Some(Self(since.get_days()))
    }

    /// The calendar date.
    #[must_use]
    pub fn date(self) -> civil::Date {
        civil::Date::constant(1970, 1, 1).saturating_add(jiff::Span::new().days(self.0.clamp(-700_000, 2_900_000)))
    }

    /// In ISO 8601 format.
    #[must_use]
    pub fn iso(self) -> String {
        self.date().to_string()
    }

    /// Reads ISO 8601 format.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let date: civil::Date = text.parse().ok()?;
        Self::of(i32::from(date.year()), u32::from(date.month().unsigned_abs()), u32::from(date.day().unsigned_abs()))
    }
}

/// The order in which a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// 2018-04-03, 20180403, and 18-04-03 where years first make more sense of the column.
    Ymd,
    /// 3/4/2018, 3.4.18.
    Dmy,
    /// 4/3/2018.
    Mdy,
    /// Apr 3, 2018; 3 April 2018; Apr 2018; Apr-18; 2018-04; 2018 Q2: the month or quarter is unambiguous.
    Named,
    /// Days since 30 December 1899, as spreadsheets count (from 1900-03-01 on).
    Serial,
}

/// Every order. If two fit equally well, the column is in doubt.
pub const ORDERS: [Order; 5] = [Order::Ymd, Order::Dmy, Order::Mdy, Order::Named, Order::Serial];

/// Reads a date; `None` if it is not one in this order.
///
/// ```
/// use funnel_calibrate::column::date::{Day, Order, parse};
/// assert_eq!(parse("3/4/2018 14:05", Order::Dmy), Day::of(2018, 4, 3));
/// assert_eq!(parse("3/4/2018", Order::Mdy), Day::of(2018, 3, 4));
/// assert_eq!(parse("2018-04-03T23:30:00-05:00", Order::Ymd), Day::of(2018, 4, 3));
/// assert_eq!(parse("43193", Order::Serial), Day::of(2018, 4, 3));
/// assert_eq!(parse("31/2/2018", Order::Dmy), None);
/// ```
#[must_use]
pub fn parse(text: &str, order: Order) -> Option<Day> {
    let (year, month, day) = parts(text, order)?;
    Day::of(year, month, day)
}

/// Whether the text has the form of a date in this order, even if its year is outside the accepted range, like 20023.
#[must_use]
pub fn is_form(text: &str, order: Order) -> bool {
    parts(text, order).is_some()
}

fn parts(text: &str, order: Order) -> Option<(i32, u32, u32)> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let text = if order == Order::Named { text } else { without_weekday(text) };
    match order {
        Order::Serial => serial(text),
        Order::Named => super::named::parts(text),
        Order::Ymd if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) => {
            let number = |from, to| text.get(from..to)?.parse::<u32>().ok();
            let (y, m, d) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
            ((1970..2100).contains(&y)).then_some((y as i32, m, d)).filter(sound)
        }
        _ => {
            let (first, second, third, rest) = three(text)?;
            if !is_time(rest) {
                return None;
            }
            let (y, m, d) = match order {
                Order::Ymd => (first, second, third),
                Order::Dmy => (third, second, first),
                _ => (third, first, second),
            };
            // A year has four digits, or two.
            let year: i32 = match y.len() {
                2 if order != Order::Ymd || (first.len(), second.len(), third.len()) == (2, 2, 2) => {
                    super::named::century(y.parse().ok()?)
                }
                4 | 5 => y.parse().ok()?,
                _ => return None,
            };
            let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
            Some((year, number(m)?, number(d)?)).filter(sound)
        }
    }
}

/// What follows a day of the week: "Mo. 03.04.2018", "Tue 4/3/2018".
fn without_weekday(text: &str) -> &str {
    let at = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let word = text.get(..at).map(|before| before.trim_end_matches([' ', ',', '.', '\u{a0}'])).unwrap_or("");
    if super::named::is_weekday(word) && !word.is_empty() { text.get(at..).unwrap_or(text) } else { text }
}

/// Whether the calendar has this day in some year.
pub(super) fn sound((year, month, day): &(i32, u32, u32)) -> bool {
    let year = if (1970..2100).contains(year) { *year } else { 2000 };
    Day::of(year, *month, *day).is_some()
}

/// Three numbers with the same separator, and what follows them.
fn three(text: &str) -> Option<(&str, &str, &str, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let n = digits(text);
    let (first, rest) = text.split_at_checked(n)?;
    let separator = rest.chars().next().filter(|c| ['-', '/', '.'].contains(c))?;
    let rest = rest.strip_prefix(separator)?.trim_start();
    let (second, rest) = rest.split_at_checked(digits(rest))?;
    let rest = rest.strip_prefix(separator)?.trim_start();
    let (third, rest) = rest.split_at_checked(digits(rest))?;
    (!first.is_empty() && !second.is_empty() && !third.is_empty()).then_some((first, second, third, rest))
}

/// Whether it is a time of day with its zone, or empty.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches([',', ' ', 'T', 't', '\u{a0}', '.']);
    if rest.is_empty() {
        return true;
    }
    let allowed = |c: char| c.is_ascii_digit() || c.is_alphabetic() || " :.,+-−/[]_\u{202f}()".contains(c);
    // A zone alone, or hours and minutes.
    let clock = rest.split(|c: char| !c.is_ascii_digit()).next().is_some_and(|hours| (1..=2).contains(&hours.len()));
    rest.chars().all(allowed) && ((clock && rest.contains(':')) || ["Z", "UTC", "GMT"].contains(&rest))
}

fn serial(text: &str) -> Option<(i32, u32, u32)> {
    // Decimals are the time of the day, behind whatever mark the spreadsheet's language has.
    let days: f64 = text.parse().or_else(|_| text.replacen(',', ".", 1).parse()).ok()?;
    let whole = libm::floor(days);
    // 1970-01-01 is 25569.
    if !(25_569.0..73_051.0).contains(&whole) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within a few ten thousand")]
    let date = Day(whole as i32 - 25_569).date();
    Some((i32::from(date.year()), u32::from(date.month().unsigned_abs()), u32::from(date.day().unsigned_abs())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_in_many_ways() {
        let third = Day::of(2018, 4, 3);
        for (text, order) in [
            ("2018-04-03", Order::Ymd),
            ("2018/4/3", Order::Ymd),
            ("20180403", Order::Ymd),
            ("2018-04-03 23:59:59 UTC", Order::Ymd),
            ("2018-04-03T01:02:03.456Z", Order::Ymd),
            ("2018-04-03T01:02:03+02:00[Europe/Berlin]", Order::Ymd),
            ("03.04.2018", Order::Dmy),
            ("3.4.18", Order::Dmy),
            ("3/4/2018, 11:04 PM", Order::Dmy),
            ("4/3/18 1:02", Order::Mdy),
            ("Apr 3, 2018", Order::Named),
            ("3-Apr-18", Order::Named),
            ("Tuesday, April 3rd 2018", Order::Named),
            ("3 avril 2018", Order::Named),
            ("3. April 2018", Order::Named),
            ("Apr 3, 2018 4:05 PM", Order::Named),
            ("43193", Order::Serial),
            ("43193.75", Order::Serial),
            ("43193,75", Order::Serial),
            ("Tue 03/04/2018", Order::Dmy),
            ("Di. 03.04.2018 10:05", Order::Dmy),
            ("Tuesday, 4/3/2018", Order::Mdy),
            ("18-04-03", Order::Ymd),
            ("3 kwietnia 2018", Order::Named),
            ("tisdag 3 apr 2018", Order::Named),
        ] {
            assert_eq!(parse(text, order), third, "{text}");
        }
        let first = Day::of(2018, 4, 1);
        for text in
            ["2018-04", "04/2018", "Apr 2018", "April 2018", "2018 Q2", "Q2 2018", "Apr-18", "avr.-18", "April ’18"]
        {
            assert_eq!(parse(text, Order::Named), first, "{text}");
        }
        // These may be the 18th of some April, or April 2018.
        for text in ["Apr 18", "18-Apr", "Q2-18"] {
            assert_eq!(parse(text, Order::Named), None, "{text}");
        }
        for text in ["", "1", "2018", "hello", "12:30", "3/4", "1.5", "2018-13-01", "Mars bar", "May", "10-20-30-40"] {
            assert!(ORDERS.iter().all(|order| parse(text, *order).is_none()), "{text}");
        }
        assert!(is_form("20023-01-02", Order::Ymd) && parse("20023-01-02", Order::Ymd).is_none());
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(day in 0..47_000_i32) {
            let date = Day(day).date();
            let (y, m, d) = (date.year(), date.month(), date.day());
            let name = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][m as usize - 1];
            for (text, order) in [
                (format!("{y}-{m:02}-{d:02}"), Order::Ymd),
                (format!("{d}.{m}.{y}"), Order::Dmy),
                (format!("{m}/{d}/{y}"), Order::Mdy),
                (format!("{name} {d}, {y}"), Order::Named),
                (format!("{}", day + 25_569), Order::Serial),
            ] {
                prop_assert_eq!(parse(&text, order), Some(Day(day)), "{}", text);
            }
            prop_assert_eq!(Day::from_iso(&Day(day).iso()), Some(Day(day)));
            let json = serde_json::to_string(&Day(day)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), Day(day), "{}", json);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            for order in ORDERS {
                let _ = parse(&text, order);
            }
        }
    }
}
