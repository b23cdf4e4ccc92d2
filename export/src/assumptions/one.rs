//! A single assumption of each kind.

use funnel_engine::scenario::{Delay, Domain, Field, Input, Unit, distribution};
use funnel_sentences::field;
use funnel_sentences::numbers::{Numbers, count};
use funnel_text::Reading;
use funnel_text::format::{Digits, Unit as Counts};

use super::{Assumption, Measure};

/// An uncertain input.
pub(super) fn estimate(field: &Field<'_>, n: &dyn Numbers) -> Assumption {
    let Field { path, label, owner, unit, domain, input, .. } = field;
    let reading = Reading::new(*unit, *domain, n.style());
    let dist = distribution(&input.value, *domain).ok();
    let at = |p: f64| dist.as_ref().map(|x| x.dist.quantile(p) * x.scale);
    Assumption {
        path: path.json.clone(),
        of: owner.clone(),
        what: (*label).to_owned(),
        said: if *unit == Unit::Money { sum(&reading.write(&input.value), n) } else { reading.write(&input.value) },
        unit: match unit {
            Unit::Money => Measure::Money,
            Unit::Share => Measure::Share,
            _ => Measure::Number,
        },
        mean: dist.as_ref().map(|x| x.dist.mean() * x.scale).filter(|x| x.is_finite()),
        range: (!input.is_fixed()).then(|| at(0.1).zip(at(0.9))).flatten(),
        source: input.source.clone(),
        tag: field::tag(input.tag),
        grade: field::grade(input.grade),
        is_idle: **input == Input::fixed(0.0),
    }
}

/// Digits with the currency's sign before or after them.
fn sum(digits: &str, n: &dyn Numbers) -> String {
    [n.style().prefix.as_str(), digits, n.style().suffix.as_str()].concat()
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

    pub(super) fn number(&self, path: String, of: &str, what: &str, x: f64) -> Assumption {
        let reading = Reading::new(Unit::Number, Domain::Real, self.n.style());
        let said = reading.write_number(x);
        Assumption { unit: Measure::Number, mean: Some(x), ..self.words(path, of, what, said) }
    }

    pub(super) fn money(&self, path: String, of: &str, what: &str, x: f64) -> Assumption {
        let number = self.number(path, of, what, x);
        Assumption { unit: Measure::Money, said: sum(&number.said, self.n), ..number }
    }
}
