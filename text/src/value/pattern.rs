//! The value of a pattern.

use funnel_scenario::laws::{Call, Counts, Pert, Range, Role};
use funnel_scenario::{Domain, Value};

use super::{Reading, Takes};
use crate::amount::Amount;
use crate::measure::Measure;
use crate::said::Said;

/// "About x" spans this factor in each direction (on the odds, for a share), eight times in ten.
const ABOUT: f64 = 1.25;

/// The message where counts make no sense.
const NO_SHARE: &str = "is not a share, so it cannot come from counts";

/// A recognised pattern, with its numbers as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pattern {
    One(Amount),
    About(Amount),
    Range(Amount, Amount),
    Pert(Amount, Amount, Amount),
    Counts(Amount, Amount),
    /// One in five: a share, and not five people of whom one was observed.
    Ratio(Amount, Amount),
    List(Vec<Amount>),
    /// A law by name, with as many amounts as it has parameters.
    Call(&'static Call, Vec<Amount>),
}

impl Pattern {
    /// Whether it says one number.
    pub(super) fn is_one(&self) -> bool {
        matches!(self, Self::One(_) | Self::Counts(..) | Self::Ratio(..))
    }

    /// The numbers of the pattern that are values in the field's own measure.
    fn amounts(&mut self) -> Vec<&mut Amount> {
        match self {
            Self::One(a) | Self::About(a) => vec![a],
            Self::Range(a, b) => vec![a, b],
            Self::Pert(a, m, b) => vec![a, m, b],
            Self::List(all) => all.iter_mut().collect(),
            Self::Call(call, all) => {
                let own = call.parameters.iter().zip(all).filter(|(parameter, _)| parameter.role != Role::Shape);
                own.map(|(_, amount)| amount).collect()
            }
            Self::Counts(..) | Self::Ratio(..) => Vec::new(),
        }
    }

    /// Whether its numbers come in order of size; numbers that cannot stand here have none.
    pub(super) fn is_in_order(&self, reading: &Reading<'_>) -> bool {
        let all: Option<Vec<f64>> = match self {
            Self::Range(a, b) => [a, b].into_iter().map(|n| reading.measure.value(n, reading.period()).ok()).collect(),
            Self::Pert(a, m, b) => {
                [a, m, b].into_iter().map(|n| reading.measure.value(n, reading.period()).ok()).collect()
            }
            _ => None,
        };
        all.is_none_or(|all| all.is_sorted())
    }

    /// `.65` for a share may be 65 % or 0.65 %, so both are offered.
    pub(super) fn asked_back(mut self, reading: &Reading<'_>) -> Said<Self> {
        if reading.measure != Measure::Share {
            return Said::Clear(self);
        }
        let amounts = self.amounts();
        let bare = |n: &Amount| n.is_bare();
        let below = amounts.iter().all(|n| bare(n) && (0.0..=1.0).contains(&n.value()));
        let within = amounts.iter().any(|n| n.value() > 0.0 && n.value() < 1.0);
        if !(below && within) {
            return Said::Clear(self);
        }
        let with = |power: i32| {
            let mut pattern = self.clone();
            for amount in pattern.amounts() {
                amount.percent = Some(power);
            }
            pattern
        };
        let choices = [with(0), with(-2)].map(|pattern| {
            let value = pattern.value(reading, None);
            (value.map_or_else(|_| String::new(), |value| reading.write(&value)), pattern)
        });
        let question = format!("{} or {}?", choices[0].0, choices[1].0);
        Said::ask(question, choices)
    }

    /// The value in the scenario's own unit.
    pub(super) fn value(&self, reading: &Reading<'_>, old: Option<&Value>) -> Result<Value, String> {
        let x = |n: &Amount| reading.measure.value(n, reading.period());
        let plain = |n: &Amount| {
            let is_plain = n.percent.is_none() && !n.currency && n.time.is_none() && n.per.is_none() && !n.is_part();
            if is_plain { Ok(n.value()) } else { Err("counts and shapes are plain numbers".to_owned()) }
        };
        let counts = |k: &Amount, n: &Amount| {
            let (successes, trials) = (plain(k)?, plain(n)?);
            if !(successes >= 0.0 && trials >= successes && trials > 0.0) {
                return Err(reading.advised("a count goes from 0 to the whole"));
            }
            Ok((successes, trials))
        };
        match self {
            Self::One(a) => Ok(Value::Fixed(x(a)?)),
            Self::About(a) => about(x(a)?, reading),
            Self::Range(a, b) => {
                let (a, b) = (x(a)?, x(b)?);
                Ok(if a == b { Value::Fixed(a) } else { Value::Range(Range { p10: a.min(b), p90: a.max(b) }) })
            }
            Self::Pert(a, m, b) => {
                let (a, mode, b) = (x(a)?, x(m)?, x(b)?);
                let (min, max) = (a.min(b), a.max(b));
                if !(min <= mode && mode <= max) || min == max {
                    return Err("the most likely value must lie between the smallest and the largest".to_owned());
                }
                Ok(Value::Pert(Pert { min, mode, max }))
            }
            Self::Counts(k, n) if reading.is_rate() && reading.takes == Takes::Any => {
                let (successes, trials) = counts(k, n)?;
                let prior =
                    if let Some(Value::Counts(Counts { prior, .. })) = old { *prior } else { Default::default() };
                Ok(Value::Counts(Counts { successes, trials, prior }))
            }
            Self::Counts(k, n) | Self::Ratio(k, n) if reading.measure == Measure::Share => {
                let (k, n) = counts(k, n)?;
                Ok(Value::Fixed(k / n))
            }
            // "7 of 100"
            Self::Counts(k, n) | Self::Ratio(k, n) if reading.measure == Measure::LogOdds && plain(n)? == 100.0 => {
                Ok(Value::Fixed(x(k)?))
            }
            Self::Call(call, _) if call.for_rates && !reading.is_rate() => Err(NO_SHARE.to_owned()),
            Self::Counts(..) | Self::Ratio(..) => Err(NO_SHARE.to_owned()),
            Self::List(numbers) => Ok(Value::Empirical(numbers.iter().map(x).collect::<Result<_, _>>()?)),
            Self::Call(call, amounts) => {
                let read = call.parameters.iter().zip(amounts).map(|(parameter, amount)| {
                    // The parameters of a law of log-odds are on the log-odds scale itself.
                    let is_plain = parameter.role == Role::Shape || reading.measure == Measure::LogOdds;
                    let number = if is_plain { plain(amount) } else { x(amount) }?;
                    if parameter.positive && number <= 0.0 {
                        Err("its shape must be above 0".to_owned())
                    } else {
                        Ok(number)
                    }
                });
                let numbers = read.collect::<Result<Vec<_>, _>>()?;
                (call.value)(&numbers).ok_or_else(|| format!("{} takes {} numbers", call.name, call.parameters.len()))
            }
        }
    }
}

/// A range around a number, within the domain.
fn about(x: f64, reading: &Reading<'_>) -> Result<Value, String> {
    if !reading.holds(x) {
        return Err(format!("must be {}", reading.allowed()));
    }
    let ((low, _), (high, _)) = reading.domain.bounds();
    let (p10, p90) = match reading.domain {
        Domain::Rate | Domain::BelowOne | Domain::Below(_) => {
            let odds = |factor: f64| high * x * factor / (high - x + x * factor);
            (odds(1.0 / ABOUT), odds(ABOUT))
        }
        Domain::Positive | Domain::NonNegative => (x / ABOUT, x * ABOUT),
        Domain::Real => {
            let spread = if x == 0.0 { 0.1 } else { x.abs() * (ABOUT - 1.0) };
            (x - spread, x + spread)
        }
    };
    let (p10, p90) = (tidy(p10), tidy(p90));
    if p10 > low && p90 < high && p10 < p90 {
        Ok(Value::Range(Range { p10, p90 }))
    } else {
        Err("“about” has no room there: write a number, or a range".to_owned())
    }
}

/// Rounds to three significant digits, as nobody measured such a range to the cent.
fn tidy(x: f64) -> f64 {
    format!("{x:.2e}").parse().unwrap_or(x)
}
