//! A single assumption of each kind. Its text and its numbers are on one scale, the page's: rates in the scenario's
//! period, shifts of the odds in people of 100.

use funnel_engine::scenario::{Delay, Domain, Field, Input, SettingUnit, Unit, distribution};
use funnel_sentences::field;
use funnel_sentences::numbers::{Numbers, count};
use funnel_text::calendar::per;
use funnel_text::format::{Digits, Unit as Counts};
use funnel_text::{Measure as Written, Reading, Time, even};

use super::{Assumption, Measure};

/// Places at which a mean is taken where the scale of the page is curved.
const PLACES: u32 = 400;

/// An uncertain input.
pub(super) fn estimate(field: &Field<'_>, n: &dyn Numbers) -> Assumption {
    let Field { path, label, owner, unit, domain, input, .. } = field;
    let reading = Reading::new(*unit, *domain, n.style());
    let measure = match unit {
        Unit::Money => Measure::Money,
        Unit::Share => Measure::Share,
        Unit::Elasticity => Measure::Of("% for 1% more"),
        Unit::PerWeek => Measure::People,
        Unit::LogOdds => Measure::Even,
        Unit::Number => Measure::Of(counted(&path.json)),
    };
    let dist = distribution(&input.value, *domain).ok();
    let at = |p: f64| dist.as_ref().map(|x| shown(measure, x.dist.quantile(p) * x.scale, n));
    let mean = match measure {
        Measure::Even => {
            let middles = (0..PLACES).map(|i| at((f64::from(i) + 0.5) / f64::from(PLACES)));
            middles.sum::<Option<f64>>().map(|sum| sum / f64::from(PLACES))
        }
        _ => dist.as_ref().map(|x| shown(measure, x.dist.mean() * x.scale, n)),
    };
    Assumption {
        path: path.json.clone(),
        of: owner.clone(),
        what: (*label).to_owned(),
        said: with_unit(&reading.write(&input.value), measure, n),
        unit: measure,
        mean: mean.filter(|x| x.is_finite()),
        range: (!input.is_fixed()).then(|| at(0.1).zip(at(0.9))).flatten(),
        source: input.source.clone(),
        tag: field::tag(input.tag),
        grade: field::grade(input.grade),
        is_idle: **input == Input::fixed(0.0),
    }
}

/// What a plain number counts, where it counts anything.
fn counted(path: &str) -> &'static str {
    let of = [(".work.hours", "hours"), (".tau_minutes", "minutes"), (".referrals_per_quarter", "a quarter")];
    of.into_iter().find(|(end, _)| path.ends_with(end)).map_or("", |(_, unit)| unit)
}

/// A number of the engine on the scale of the page.
pub(super) fn shown(measure: Measure, x: f64, n: &dyn Numbers) -> f64 {
    match measure {
        Measure::Spend | Measure::People => Time::Week.rate_in(n.style().calendar.period.into(), x),
        Measure::Even => even::of_shift(x),
        Measure::Money | Measure::Share | Measure::Of(_) | Measure::Words => x,
    }
}

/// Digits with the currency's sign before or after them, or with their unit.
fn with_unit(digits: &str, measure: Measure, n: &dyn Numbers) -> String {
    let sum = || [n.style().prefix.as_str(), digits, n.style().suffix.as_str()].concat();
    let period = || per(n.style().calendar.period);
    match measure {
        Measure::Money => sum(),
        Measure::Spend => format!("{} {}", sum(), period()),
        Measure::People => format!("{digits} {}", period()),
        Measure::Even => format!("{digits} of 100"),
        // What is short goes after the digits; a scale that its name explains does not.
        Measure::Of(unit) if !unit.is_empty() && !unit.starts_with('%') => format!("{digits} {unit}"),
        Measure::Of(_) | Measure::Share | Measure::Words => digits.to_owned(),
    }
}

/// What a setting is measured in.
pub(super) fn of_setting(unit: SettingUnit) -> Measure {
    match unit {
        SettingUnit::Count => Measure::Of(""),
        SettingUnit::Times | SettingUnit::Share => Measure::Share,
        SettingUnit::Minutes => Measure::Of("minutes"),
        SettingUnit::Hours => Measure::Of("hours"),
        SettingUnit::LogOdds => Measure::Even,
        SettingUnit::Money => Measure::Money,
        SettingUnit::Weeks => Measure::Of("weeks"),
    }
}

pub(super) fn delay(delay: &Delay, n: &dyn Numbers) -> String {
    let weeks = |x: f64| n.style().number(x, Digits::Significant(3), Counts::Count);
    match delay {
        Delay::None => "within the week".to_owned(),
        Delay::Lognormal { median_weeks, p90_weeks } => {
            format!("half in {}, nine in ten in {} weeks", weeks(*median_weeks), weeks(*p90_weeks))
        }
        Delay::Empirical { weeks } => format!("one of {} times seen", count(n, weeks.len() as f64)),
    }
}

/// What is given rather than estimated.
pub(super) struct Given<'a> {
    /// The reader's number format.
    pub(super) n: &'a dyn Numbers,
}

impl Given<'_> {
    pub(super) fn words(&self, path: String, of: &str, what: &str, said: String) -> Assumption {
        let (of, what) = (of.to_owned(), what.to_owned());
        let (mean, range, source) = (None, None, String::new());
        Assumption {
            path,
            of,
            what,
            said,
            unit: Measure::Words,
            mean,
            range,
            source,
            tag: "",
            grade: "",
            is_idle: false,
        }
    }

    /// A number of the engine, of any measure that its text does not hold already.
    pub(super) fn number(&self, path: String, of: &str, what: &str, x: f64, unit: Measure) -> Assumption {
        // What is kept by the week is written in the scenario's period as the page's field has it: to the cent.
        let (written, x_written) = match unit {
            Measure::Spend => (Written::MoneyPerWeek, x),
            _ => (Written::Number, shown(unit, x, self.n)),
        };
        let reading = Reading::new(written, Domain::Real, self.n.style());
        let said = with_unit(&reading.write_number(x_written), unit, self.n);
        Assumption { unit, mean: Some(shown(unit, x, self.n)), ..self.words(path, of, what, said) }
    }
}
