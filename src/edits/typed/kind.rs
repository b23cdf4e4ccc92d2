//! What a plain number is.

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::{Domain, Field, TargetMetric};
use funnel_text::{Measure, Read, Reading, Time};
use serde_json::Value as Json;

/// What a plain number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Money, 0 or more.
    Money,
    /// Money a week, 0 or more.
    MoneyPerWeek,
    /// Money with its sign.
    Gain,
    /// A share, in per cent.
    Share,
    /// A share a year.
    ShareAYear,
    /// A number, 0 or more.
    Number,
    /// A number above 0.
    Positive,
    /// A number with its sign.
    Signed,
    /// A whole number, 0 or more.
    Whole,
    /// People, whole.
    People,
    /// People, deals, customers: not necessarily whole.
    Customers,
    /// Weeks, 0 or more.
    Weeks,
    /// Weeks, whole.
    WholeWeeks,
    /// Weeks above 0.
    Waiting,
    /// Minutes.
    Minutes,
    /// Hours, above 0.
    Hours,
}

impl Kind {
    /// The kind of a target's number: a profit may be 0 to break even, or negative for a loss that can be borne.
    #[must_use]
    pub fn of_target(metric: TargetMetric) -> Self {
        match metric {
            TargetMetric::Revenue => Self::Money,
            TargetMetric::Profit => Self::Gain,
            TargetMetric::Customers => Self::Customers,
        }
    }

    /// How it is read and written.
    #[must_use]
    pub fn reading(self, style: &NumberStyle) -> Reading<'_> {
        let (measure, domain) = match self {
            Self::Money => (Measure::Money, Domain::NonNegative),
            Self::MoneyPerWeek => (Measure::MoneyPerWeek, Domain::NonNegative),
            Self::Gain => (Measure::Money, Domain::Real),
            Self::Share | Self::ShareAYear => (Measure::Share, Domain::NonNegative),
            Self::Number | Self::Whole => (Measure::Number, Domain::NonNegative),
            Self::Positive => (Measure::Number, Domain::Positive),
            Self::Signed => (Measure::LogOdds, Domain::Real),
            Self::People | Self::Customers => (Measure::Count, Domain::NonNegative),
            Self::Weeks | Self::WholeWeeks => (Measure::Span(Time::Week), Domain::NonNegative),
            Self::Waiting => (Measure::Span(Time::Week), Domain::Positive),
            Self::Minutes => (Measure::Span(Time::Minute), Domain::NonNegative),
            Self::Hours => (Measure::Span(Time::Hour), Domain::Positive),
        };
        let reading = Reading::new(measure, domain, style);
        let reading = if self == Self::ShareAYear { reading.a(Time::Year) } else { reading };
        if self.is_whole() { reading.whole() } else { reading.one() }
    }

    fn is_whole(self) -> bool {
        matches!(self, Self::Whole | Self::People | Self::WholeWeeks)
    }

    /// The number as text.
    #[must_use]
    pub fn write(self, x: f64, style: &NumberStyle) -> String {
        self.reading(style).write_number(x)
    }

    /// The number in a text; `old` is the previous number, `sure` says that the reader was asked about it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(self, text: &str, old: Option<f64>, sure: bool, style: &NumberStyle) -> Read<f64> {
        self.reading(style).read_one(text, old, sure)
    }

    /// The same for a number that goes where `put` puts it: what that refuses is no example of what to write.
    pub(super) fn read_into<T>(
        self,
        text: &str,
        old: Option<f64>,
        sure: bool,
        style: &NumberStyle,
        put: impl Fn(f64) -> Result<T, String>,
    ) -> Read<T> {
        let put = |x: f64| put(x).map_err(|why| self.in_its_unit(&why, style).unwrap_or(why));
        let fits = |x: f64| put(x).map(drop);
        self.reading(style).fitting(&fits).read_one(text, old, sure)?.try_map(put)
    }

    /// A scenario's refusal, "is 1.5; must be from 0 to 1", with its numbers as the field shows them.
    fn in_its_unit(self, why: &str, style: &NumberStyle) -> Option<String> {
        let (is, must) = why.strip_prefix("is ")?.split_once("; must be from ")?;
        let (low, high) = must.split_once(" to ")?;
        let shown = |text: &str| text.parse().ok().map(|x| self.write(x, style));
        Some(format!("is {}; must be from {} to {}", shown(is)?, shown(low)?, shown(high)?))
    }

    pub(super) fn json(self, x: f64) -> Json {
        // The format has whole numbers there; the largest of them, the seed, ends at 2^53.
        if self.is_whole() { Json::from(x as u64) } else { Json::from(x) }
    }
}

/// How an uncertain input is read and written; whether it is measured in time follows from its path.
#[must_use]
pub fn reading<'a>(field: &Field<'_>, style: &'a NumberStyle) -> Reading<'a> {
    let measure = match field.path.json.rsplit('.').next() {
        Some("tau_minutes") => Measure::Span(Time::Minute),
        Some("hours") => Measure::Span(Time::Hour),
        _ => field.unit.into(),
    };
    Reading::new(measure, field.domain, style)
}

/// The plain number at a path.
pub(super) fn number_at(s: &funnel_engine::scenario::Scenario, path: &str) -> Option<f64> {
    let json = serde_json::to_value(s).ok()?;
    json.pointer(&pointer(path)).and_then(Json::as_f64)
}

/// `channels[0].spend_per_week` as JSON points to it: `/channels/0/spend_per_week`.
fn pointer(path: &str) -> String {
    format!("/{}", path.replace('[', "/").replace(']', "").replace('.', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates;
    use funnel_text::Said;

    #[test]
    fn numbers_are_found_by_their_paths() {
        let s = templates::load("sales-led-saas").unwrap();
        assert_eq!(number_at(&s, "channels[0].spend_per_week"), Some(s.channels[0].spend_per_week));
        assert_eq!(number_at(&s, "channels[99].spend_per_week"), None);
    }

    #[test]
    fn units_as_people_say_them() {
        let style = NumberStyle::default();
        for (kind, text, x) in [
            (Kind::Weeks, "2 months", 26.0 / 3.0),
            (Kind::Weeks, "a quarter", 13.0),
            (Kind::WholeWeeks, "2 months", 9.0),
            (Kind::Minutes, "2 hours", 120.0),
            (Kind::Minutes, "1 h 30 min", 90.0),
            (Kind::Hours, "90 minutes", 1.5),
            (Kind::MoneyPerWeek, "$30k a month", 30_000.0 * 12.0 / 52.0),
            (Kind::MoneyPerWeek, "$52k a year", 1_000.0),
            (Kind::Share, "4 in 5", 0.8),
            (Kind::Share, "a third", 1.0 / 3.0),
            (Kind::ShareAYear, "8% p.a.", 0.08),
            (Kind::ShareAYear, "10% a year", 0.1),
            (Kind::Hours, "3/4 hour", 0.75),
            (Kind::People, "40 people", 40.0),
        ] {
            assert_eq!(kind.read(text, None, false, &style), Ok(Said::Clear(x)), "{text}");
        }
        for (kind, text, named) in [
            (Kind::Weeks, "30 DAYZ", "DAYZ"),
            (Kind::Weeks, "5 m", "m"),
            (Kind::People, "40.5", "whole"),
            (Kind::Whole, "7 people", "people"),
            (Kind::Money, "5 EUR", "EUR"),
            (Kind::Money, "5 a week", "a week"),
        ] {
            let message = kind.read(text, None, false, &style).unwrap_err();
            assert!(message.contains(named), "{text}: {message}");
        }
    }
}
