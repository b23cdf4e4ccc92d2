//! What a field is measured in, and the units that people use instead.

use funnel_scenario::{Period, Unit};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Time {
    /// 60 seconds are a minute.
    Second,
    /// 60 minutes are an hour.
    Minute,
    /// 24 hours are a day.
    Hour,
    /// 7 days are a week.
    Day,
    /// The simulation's unit.
    Week,
    /// Two weeks.
    Fortnight,
    /// A twelfth of a year of 52 weeks.
    Month,
    /// A quarter of a year of 52 weeks: 13.
    Quarter,
    /// 52 weeks.
    Year,
}

impl Time {
    /// In weeks, as a fraction.
    #[must_use]
    pub fn weeks(self) -> (f64, f64) {
        match self {
            Self::Second => (1.0, 604_800.0),
            Self::Minute => (1.0, 10_080.0),
            Self::Hour => (1.0, 168.0),
            Self::Day => (1.0, 7.0),
            Self::Week => (1.0, 1.0),
            Self::Fortnight => (2.0, 1.0),
            Self::Month => (52.0, 12.0),
            Self::Quarter => (13.0, 1.0),
            Self::Year => (52.0, 1.0),
        }
    }

    /// `x` of these units, in another unit.
    #[must_use]
    pub fn in_units_of(self, other: Self, x: f64) -> f64 {
        let ((a, b), (c, d)) = (self.weeks(), other.weeks());
        if self == other { x } else { x * (a * d) / (b * c) }
    }

    /// A rate per one of these units as a rate per another unit: 12 a month are 144 a year.
    #[must_use]
    pub fn rate_in(self, other: Self, x: f64) -> f64 {
        let ((a, b), (c, d)) = (self.weeks(), other.weeks());
        if self == other { x } else { x * (b * c) / (a * d) }
    }

    /// The unit that a word names.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            "w" | "wk" | "wks" | "week" | "weeks" => Self::Week,
            "fortnight" | "fortnights" => Self::Fortnight,
            "mo" | "mos" | "mth" | "mths" | "month" | "months" => Self::Month,
            "q" | "qtr" | "qtrs" | "quarter" | "quarters" => Self::Quarter,
            "y" | "yr" | "yrs" | "year" | "years" | "annum" => Self::Year,
            _ => return None,
        })
    }

    /// The unit in a single word for a rate: `weekly`, `p.a.`
    pub(crate) fn of_rate(word: &str) -> Option<Self> {
        Some(match word {
            "hourly" => Self::Hour,
            "daily" => Self::Day,
            "weekly" | "pw" => Self::Week,
            "fortnightly" => Self::Fortnight,
            "monthly" | "pcm" | "pm" => Self::Month,
            "quarterly" => Self::Quarter,
            "yearly" | "annually" | "annual" | "pa" => Self::Year,
            _ => return None,
        })
    }
}

impl From<Period> for Time {
    fn from(period: Period) -> Self {
        match period {
            Period::Week => Self::Week,
            Period::Month => Self::Month,
            Period::Quarter => Self::Quarter,
            Period::Year => Self::Year,
        }
    }
}

/// What a field is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money, once or in total.
    Money,
    /// Money a week, shown in the scenario's period: a field per month is written and read per month.
    MoneyPerWeek,
    /// A share, in per cent.
    Share,
    /// Per cent of effect for one per cent of cause.
    Elasticity,
    /// People a week, shown in the scenario's period.
    PeoplePerWeek,
    /// People, deals, things.
    Count,
    /// A shift of the log-odds, shown by what it does to an even chance: how many more, or fewer, of 100 ([`even`]).
    LogOdds,
    /// A span of time in this unit.
    Span(Time),
    /// A pure number.
    Number,
}

/// A shift of the log-odds as a person can picture it: of 100 people with an even chance, how many more, or fewer,
/// pass.
///
/// A shift of *x* turns an even chance into 1 / (1 + e⁻ˣ): 100 times that, less 50, is 50 · tanh(x / 2). ln 2, which doubles the odds,
/// is 16.7 of 100.
pub mod even {
    /// Shifts are less than this many of 100 in either direction; 50 would be certainty.
    pub const MOST: f64 = 50.0;

    /// How many more of 100 even chances, from a shift of the log-odds.
    #[must_use]
    pub fn of_shift(shift: f64) -> f64 {
        MOST * (shift / 2.0).tanh()
    }

    /// The shift of the log-odds that makes this many more of 100 even chances; not finite from 50 on.
    #[must_use]
    pub fn to_shift(more: f64) -> f64 {
        ((MOST + more) / (MOST - more)).ln()
    }
}

impl From<Unit> for Measure {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Money => Self::Money,
            Unit::Share => Self::Share,
            Unit::Elasticity => Self::Elasticity,
            Unit::PerWeek => Self::PeoplePerWeek,
            Unit::LogOdds => Self::LogOdds,
            Unit::Number => Self::Number,
        }
    }
}

impl Measure {
    /// Whether an amount ten times the previous one is likely to be a slip.
    pub(crate) fn is_amount(self) -> bool {
        matches!(self, Self::Money | Self::MoneyPerWeek | Self::PeoplePerWeek)
    }

    /// Whether it is money.
    pub(crate) fn is_money(self) -> bool {
        matches!(self, Self::Money | Self::MoneyPerWeek)
    }

    /// Whether it is a rate per unit of time.
    pub(crate) fn is_rate(self) -> bool {
        matches!(self, Self::MoneyPerWeek | Self::PeoplePerWeek)
    }

    /// Whether a word names what is counted here: as in the label, or as people say it.
    pub(crate) fn counts(self, word: &str) -> bool {
        let people = matches!(
            word,
            "people"
                | "persons"
                | "person"
                | "inquiries"
                | "inquiry"
                | "leads"
                | "lead"
                | "customers"
                | "customer"
                | "deals"
                | "deal"
        );
        match self {
            Self::PeoplePerWeek => people,
            Self::Count => people || matches!(word, "renewals" | "renewal" | "attempts" | "fields" | "steps"),
            Self::LogOdds => matches!(word, "points" | "point" | "pp"),
            Self::Number => matches!(word, "times" | "x" | "log" | "odds"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_in_each_other() {
        for (x, of, other, y) in [
            (12.0, Time::Month, Time::Week, 52.0),
            (3.0, Time::Month, Time::Week, 13.0),
            (1.0, Time::Quarter, Time::Month, 3.0),
            (10.0, Time::Day, Time::Week, 10.0 / 7.0),
            (2.0, Time::Hour, Time::Minute, 120.0),
            (1.0, Time::Day, Time::Minute, 1_440.0),
        ] {
            assert_eq!(of.in_units_of(other, x), y, "{of:?} {other:?}");
        }
    }
}
