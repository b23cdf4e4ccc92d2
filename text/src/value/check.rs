//! Whether a value is among those allowed.

use funnel_scenario::laws::{Range, Role};
use funnel_scenario::{Domain, Value, limits};

use super::Reading;
use crate::measure::Measure;

impl Reading<'_> {
    /// The allowed values, for a message: `between 0 and 100 %`.
    #[must_use]
    pub fn allowed(&self) -> String {
        let n = |x: f64| self.write_number(x);
        match self.domain {
            Domain::Real if self.measure == Measure::LogOdds => "between −50 and 50".to_owned(),
            Domain::Rate => format!("between {} and {}", n(0.0), n(1.0)),
            Domain::BelowOne => format!("at least {} and below {}", n(0.0), n(1.0)),
            Domain::Below(top) => format!("above 0 and below {}", n(top)),
            Domain::Positive => "above 0".to_owned(),
            Domain::NonNegative => "0 or more".to_owned(),
            Domain::Real => "any number".to_owned(),
        }
    }

    pub(super) fn holds(&self, x: f64) -> bool {
        let ((low, low_in), (high, high_in)) = self.domain.bounds();
        self.fits(x) && (x > low || (low_in && x == low)) && (x < high || (high_in && x == high))
    }

    fn most(&self) -> f64 {
        if self.measure.is_money() { limits::MONEY } else { limits::NUMBER }
    }

    fn fits(&self, x: f64) -> bool {
        x.abs() <= self.most()
    }

    /// Checks that every number is inside the domain, and a range clear of bounds that its distribution never reaches.
    pub(super) fn check(&self, value: &Value) -> Result<(), String> {
        let numbers = value.numbers();
        if let Some(x) = numbers.iter().find(|x| !self.inside(x.value, x.role)).map(|x| x.value) {
            let what = self.write_number(x);
            return Err(if self.fits(x) {
                format!("{what} is outside; must be {}", self.allowed())
            } else {
                format!("{what} is too large; must be at most {}", self.write_number(self.most()))
            });
        }
        if let Value::Range(Range { p10, p90 }) = value {
            let ((low, _), (high, _)) = self.domain.bounds();
            if *p10 <= low || *p90 >= high {
                let [a, b] = [p10, p90].map(|x| self.write_number(*x));
                let middle = self.write_number(low.max(*p10) + (high.min(*p90) - low.max(*p10)) / 2.0);
                return Err(format!(
                    "one draw in ten falls below {a}, one above {b}: impossible at the edge of what is allowed; \
                     for firm bounds write “{a} to {b}, most likely {middle}”"
                ));
            }
        }
        Ok(())
    }

    /// A continuous distribution may touch an open bound; a single value may not.
    fn inside(&self, x: f64, role: Role) -> bool {
        let ((low, _), (high, _)) = self.domain.bounds();
        match role {
            Role::Drawn => self.holds(x),
            Role::Edge => self.holds(x) || x == low || x == high,
            Role::Centre => self.holds(x) || self.fits(x),
            Role::Spread | Role::Shape => true,
        }
    }

    /// Whether counts make sense, which they do for shares of people.
    pub(super) fn is_rate(&self) -> bool {
        matches!(self.domain, Domain::Rate | Domain::BelowOne) && self.measure == Measure::Share
    }
}
