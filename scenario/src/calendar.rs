//! How the reader speaks of time: the month in which the run begins, the fiscal year, and the period for money and
//! leads. No figure depends on it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{SeasonUnit, YEAR, is_default, is_one_month};

/// When the run begins, and in which periods its reader counts.
///
/// A month is a twelfth of a year of 52 weeks: month `m` of the run begins 4 ⅓ · (m − 1) weeks after its start. A week
/// belongs to the month in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// The month in which week 1 begins, such as `2027-03`; left out where time is only counted from the start.
    #[serde(skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub starts: Option<Month>,
    /// The month in which the fiscal year begins, 1 to 12; quarters are counted from it.
    #[serde(skip_serializing_if = "is_one_month")]
    pub fiscal_year: u8,
    /// The period for money and people: so much per week, month, quarter or year.
    #[serde(skip_serializing_if = "is_default")]
    pub period: Period,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { starts: None, fiscal_year: 1, period: Period::Week }
    }
}

/// The period for money and people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A week.
    #[default]
    Week,
    /// A twelfth of a year: 4 ⅓ weeks.
    Month,
    /// 13 weeks.
    Quarter,
    /// 52 weeks.
    Year,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Its name, in JSON and in a reader's words: `month`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    /// Counted from 0.
    month: u8,
}

impl Month {
    /// A month from its year, 1 to 9999, and its number, 1 to 12.
    ///
    /// ```
    /// use funnel_scenario::Month;
    /// assert_eq!(Month::new(2027, 3).unwrap().to_string(), "2027-03");
    /// assert_eq!(Month::new(2027, 13), None);
    /// ```
    #[must_use]
    pub fn new(year: u16, month: u8) -> Option<Self> {
        let is_one = (1..=9_999).contains(&year) && (1..=12).contains(&month);
        is_one.then(|| Self { year, month: month - 1 })
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its number, 1 to 12.
    #[must_use]
    pub fn number(self) -> u8 {
        self.month + 1
    }

    /// This many months later, at most the last month there is.
    #[must_use]
    pub fn later(self, months: u32) -> Self {
        let all = u32::from(self.year) * 12 + u32::from(self.month);
        let all = all.saturating_add(months).min(9_999 * 12 + 11);
        let (year, month) = ((all / 12) as u16, (all % 12) as u8);
        Self { year, month }
    }

    /// Months from another month to this one; negative if this one is earlier.
    #[must_use]
    pub fn since(self, other: Self) -> i32 {
        (i32::from(self.year) - i32::from(other.year)) * 12 + i32::from(self.month) - i32::from(other.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month + 1)
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let parts = parts.filter(|(year, month)| digits(year) && digits(month));
        let read = parts.and_then(|(year, month)| Self::new(year.parse().ok()?, month.parse().ok()?));
        read.ok_or_else(|| format!("“{text}” is not a month; write it as 2027-03"))
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Calendar {
    /// Whether its reader counts only in weeks.
    #[must_use]
    pub fn is_in_weeks(&self) -> bool {
        self.starts.is_none() && self.period == Period::Week
    }

    /// The month of the run in which a week begins, both counted from 1.
    ///
    /// ```
    /// use funnel_scenario::Calendar;
    /// assert_eq!([1, 5, 6, 52, 53].map(Calendar::month_of), [1, 1, 2, 12, 13]);
    /// ```
    #[must_use]
    pub fn month_of(week: u32) -> u32 {
        week.saturating_sub(1).saturating_mul(3) / 13 + 1
    }

    /// The first week that begins in a month of the run, both counted from 1.
    #[must_use]
    pub fn first_week_of(month: u32) -> u32 {
        month.saturating_sub(1).saturating_mul(13).div_ceil(3).saturating_add(1)
    }

    /// The number in the run, from 1, of a calendar month; `None` where the start is unknown or later than the month.
    #[must_use]
    pub fn month_of_run(&self, month: Month) -> Option<u32> {
        let since = month.since(self.starts?);
        u32::try_from(since).ok().map(|since| since + 1)
    }

    /// The number in the fiscal year, from 0, of a calendar month: three make a quarter, six a half.
    #[must_use]
    pub fn month_of_fiscal_year(&self, month: Month) -> u32 {
        u32::from((12 + month.month - (self.fiscal_year.clamp(1, 12) - 1)) % 12)
    }
}

/// A season shifted so that it begins this many months later, for a run whose start moves: each entry stays with its
/// calendar month. Quarters that no longer begin with the run become months. A season that repeats without regard to
/// the year stays as it is.
#[must_use]
pub fn moved_season(season: &[f64], unit: SeasonUnit, months: i32) -> (Vec<f64>, SeasonUnit) {
    let months = months.rem_euclid(12) as usize;
    let turned = |mut season: Vec<f64>, by: usize| {
        season.rotate_left(by);
        season
    };
    match (unit, season.len()) {
        (SeasonUnit::Months, 12) => (turned(season.to_vec(), months), unit),
        (SeasonUnit::Quarters, 4) if months.is_multiple_of(3) => (turned(season.to_vec(), months / 3), unit),
        (SeasonUnit::Quarters, 4) => {
            let by_month = season.iter().flat_map(|x| [*x; 3]).collect();
            (turned(by_month, months), SeasonUnit::Months)
        }
        (SeasonUnit::Weeks, YEAR) => (turned(season.to_vec(), (months * YEAR + 6) / 12 % YEAR), unit),
        _ => (season.to_vec(), unit),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Market;

    #[test]
    fn a_month_begins_with_the_first_week_that_begins_in_it() {
        for month in 1..=61 {
            let week = Calendar::first_week_of(month);
            assert_eq!(Calendar::month_of(week), month);
            assert!(week == 1 || Calendar::month_of(week - 1) == month - 1);
            // 4 ⅓ weeks each, which is whole where a quarter ends.
            assert!((0..3).contains(&(3 * (week - 1) - 13 * (month - 1))));
        }
    }

    #[test]
    fn fiscal_quarters() {
        let of = |fiscal_year: u8, month: u8| {
            let calendar = Calendar { fiscal_year, ..Calendar::default() };
            calendar.month_of_fiscal_year(Month::new(2027, month).unwrap()) / 3 + 1
        };
        assert_eq!([1, 3, 4, 12].map(|month| of(1, month)), [1, 1, 2, 4]);
        assert_eq!([1, 3, 4, 6, 12].map(|month| of(4, month)), [4, 4, 1, 1, 3]);
        assert_eq!([9, 10, 8].map(|month| of(10, month)), [4, 1, 4]);
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2027", "2027-0", "2027-00", "2027-13", "0000-01", "+027-03", "2027-+3", "27-03", "2027-03-01"]
        {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn months_read_back(year in 1_u16..=9_999, month in 1_u8..=12, later in 0_u32..400) {
            let one = Month::new(year, month).unwrap();
            prop_assert_eq!(one.to_string().parse(), Ok(one));
            let then = one.later(later);
            prop_assert!(then.since(one) == later as i32 || then == Month::new(9_999, 12).unwrap());
        }

        #[test]
        fn a_season_stays_with_its_months(
            season in proptest::collection::vec(0.0_f64..3.0, 12),
            quarters: bool,
            months in 0_usize..12,
            week in 0_usize..52,
        ) {
            let (season, unit) = if quarters {
                (season[..4].to_vec(), SeasonUnit::Quarters)
            } else {
                (season, SeasonUnit::Months)
            };
            let (moved, moved_unit) = moved_season(&season, unit, months as i32);
            let before = Market { season, season_unit: unit, ..Market::default() };
            let after = Market { season: moved.clone(), season_unit: moved_unit, ..Market::default() };
            // By whole quarters weeks map onto weeks: a week of the new run is the same calendar week.
            if months.is_multiple_of(3) {
                let same = before.season_in(week + months / 3 * 13);
                prop_assert!((after.season_in(week) - same).abs() < 1e-12);
            }
            // Moving there and back gives the same year.
            let (back, back_unit) = moved_season(&moved, moved_unit, 12 - months as i32);
            let back = Market { season: back, season_unit: back_unit, ..Market::default() };
            prop_assert!((back.season_in(week) - before.season_in(week)).abs() < 1e-12);
        }
    }
}
