//! Evidence in a sentence: "433 of 2,262, Jan–Dec 2023".

use crate::column::date::Day;

/// A whole number with commas between thousands.
#[must_use]
pub fn count(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// How many of what: "1 row", "1,234 rows".
///
/// ```
/// use funnel_calibrate::evidence::say::so_many;
/// assert_eq!([so_many(1, "row"), so_many(1_234, "row")], ["1 row", "1,234 rows"]);
/// ```
#[must_use]
pub fn so_many(n: usize, what: &str) -> String {
    format!("{} {what}{}", count(crate::stats::real(n)), if n == 1 { "" } else { "s" })
}

/// The range of months between two days.
///
/// ```
/// use funnel_calibrate::column::date::Day;
/// use funnel_calibrate::evidence::say::months;
/// let day = |text| Day::from_iso(text).unwrap();
/// assert_eq!(months(day("2023-01-03"), day("2023-12-30")), "Jan–Dec 2023");
/// assert_eq!(months(day("2022-11-03"), day("2023-02-01")), "Nov 2022–Feb 2023");
/// ```
#[must_use]
pub fn months(from: Day, to: Day) -> String {
    let (from, to) = (from.date(), to.date());
    let name = |date: jiff::civil::Date| date.strftime("%b").to_string();
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{} {}", name(from), from.year());
    }
    if from.year() == to.year() {
        return format!("{}–{} {}", name(from), name(to), to.year());
    }
    format!("{} {}–{} {}", name(from), from.year(), name(to), to.year())
}

/// A share in per cent, with up to two decimals.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
