//! An uncertain number as a person says it: "5 to 9", "about 20 %", "54 of 433", "10 to 42, most likely 26 %", "7".
//!
//! [`parse`] and [`write()`] are each other's inverse up to rounding; nothing here panics, whatever the text.

pub(crate) mod lex;
mod shape;
mod write;

use funnel_charts::format::NumberStyle;
use funnel_engine::scenario::{Domain, Unit, Value, limits};

use lex::lex;
pub use write::{write, write_number};

/// What the number is and how its reader writes numbers.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Its unit: shares are read and written in per cent.
    pub unit: Unit,
    /// The values it may take.
    pub domain: Domain,
    /// The reader's marks.
    pub style: &'a NumberStyle,
}

impl Reading<'_> {
    /// What a written number is multiplied by.
    fn factor(&self) -> f64 {
        if self.unit == Unit::Share { 0.01 } else { 1.0 }
    }

    /// The allowed values, for a message: `between 0 and 100 %`.
    #[must_use]
    pub fn allowed(&self) -> String {
        let n = |x: f64| write_number(x, self);
        match self.domain {
            Domain::Rate => format!("between {} and {}", n(0.0), n(1.0)),
            Domain::BelowOne => format!("at least {} and below {}", n(0.0), n(1.0)),
            Domain::Below(top) => format!("above 0 and below {}", n(top)),
            Domain::Positive => "above 0".to_owned(),
            Domain::NonNegative => "0 or more".to_owned(),
            Domain::Real => "any number".to_owned(),
        }
    }

    fn holds(&self, x: f64) -> bool {
        let ((low, low_in), (high, high_in)) = self.domain.bounds();
        x.abs() <= limits::NUMBER && (x > low || (low_in && x == low)) && (x < high || (high_in && x == high))
    }
}

/// What the text says. `old` is what stood there: counts keep the prior they had.
///
/// # Errors
///
/// What is wrong, with what would do.
///
/// ```
/// use funnel_charts::format::NumberStyle;
/// use funnel_engine::scenario::{Domain, Unit, Value};
/// use funnel_simulator::words::entry::{Reading, parse};
/// let style = NumberStyle::default();
/// let reading = Reading { unit: Unit::Money, domain: Domain::Positive, style: &style };
/// assert_eq!(parse("80 to 200", &reading, None), Ok(Value::Range { p10: 80.0, p90: 200.0 }));
/// ```
pub fn parse(text: &str, reading: &Reading<'_>, old: Option<&Value>) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Err(format!("is empty; {}", example(reading)));
    }
    let items = lex(text, reading.style).map_err(|piece| format!("cannot read “{piece}”; {}", example(reading)))?;
    let said = shape::said(&items).ok_or_else(|| format!("cannot be read; {}", example(reading)))?;
    let value = said.value(reading, old)?;
    check(&value, reading)?;
    Ok(value)
}

/// What could be written instead.
fn example(reading: &Reading<'_>) -> String {
    match reading.unit {
        Unit::Share => "write “20 %”, “10 to 30 %”, “about 20 %” or “54 of 433”",
        Unit::LogOdds => "write “0”, “0.1 to 0.7” or “about −0.3”",
        Unit::Elasticity => "write “0.5”, “0.3 to 0.8” or “about 0.5”",
        _ => "write “7”, “5 to 9”, “about 7” or “5 to 12, most likely 7”",
    }
    .to_owned()
}

/// Every number inside the domain, and a range clear of bounds that its distribution never reaches.
fn check(value: &Value, reading: &Reading<'_>) -> Result<(), String> {
    let numbers: &[f64] = match value {
        Value::Fixed(x) => &[*x],
        Value::Range { p10, p90 } => &[*p10, *p90],
        Value::Pert { min, mode, max } => &[*min, *mode, *max],
        Value::Empirical(values) => values,
        _ => &[],
    };
    if let Some(x) = numbers.iter().find(|x| !inside(value, **x, reading)) {
        return Err(format!("{} is outside; must be {}", write_number(*x, reading), reading.allowed()));
    }
    if let Value::Range { p10, p90 } = value {
        let ((low, _), (high, _)) = reading.domain.bounds();
        if *p10 <= low || *p90 >= high {
            let [a, b] = [p10, p90].map(|x| write_number(*x, reading));
            return Err(format!(
                "one draw in ten falls below {a}, one above {b}: impossible at the edge of what is allowed; \
                 for firm bounds write “{a} to {b}, most likely …”"
            ));
        }
    }
    Ok(())
}

/// A continuous distribution may touch an open bound, a single value may not.
fn inside(value: &Value, x: f64, reading: &Reading<'_>) -> bool {
    let ((low, _), (high, _)) = reading.domain.bounds();
    let touches = matches!(value, Value::Pert { .. } | Value::Range { .. });
    reading.holds(x) || (touches && (x == low || x == high))
}

#[cfg(test)]
mod tests;
