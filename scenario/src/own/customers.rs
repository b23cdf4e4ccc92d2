//! Whether customers renew.

use funnel_sample::math::normal;

use super::{Renewal, mine};
use crate::laws;
use crate::lever::{Lever, Outline};
use crate::{Customers, Input, Scenario, Value, YEAR};

/// b/(a + b) of new customers renew the first time: with a = 1, a share r renews if b = r/(1 − r).
fn b_of(rate: f64) -> f64 {
    rate / (1.0 - rate)
}

fn rate_of(a: f64, b: f64) -> f64 {
    b / (a + b)
}

pub(super) fn read(s: &Scenario) -> Option<Renewal> {
    let customers = s.levers.customers.as_ref()?;
    let Value::Fixed(a) = customers.a.value else { return None };
    if customers.renewal_weeks as usize != YEAR {
        return None;
    }
    match customers.b.value {
        Value::Fixed(b) => Some(Renewal::Yearly(Value::Fixed(rate_of(a, b)))),
        Value::Range(laws::Range { p10, p90 }) => {
            Some(Renewal::Yearly(Value::Range(laws::Range { p10: rate_of(a, p10), p90: rate_of(a, p90) })))
        }
        _ => None,
    }
}

pub(super) fn put(s: &mut Scenario, renewal: &Renewal) {
    let rate = match renewal {
        Renewal::OneOff => {
            s.levers.customers = None;
            return;
        }
        Renewal::Yearly(rate) => rate,
    };
    let b = match rate {
        Value::Range(laws::Range { p10, p90 }) => Value::Range(laws::Range { p10: b_of(*p10), p90: b_of(*p90) }),
        Value::Counts(laws::Counts { successes, trials, .. }) => {
            // Range of a share from counts: a normal one around the mean of its beta law, kept away from the ends by 1
            // in 1,000.
            let mean = (successes + 1.0) / (trials + 2.0);
            let reach = normal::Z90 * (mean * (1.0 - mean) / (trials + 3.0)).sqrt();
            let [p10, p90] = [mean - reach, mean + reach].map(|x| b_of(x.clamp(0.001, 0.999)));
            Value::Range(laws::Range { p10, p90 })
        }
        other => Value::Fixed(b_of(super::middle(other))),
    };
    let source = "Our own: the share of customers who renew after their first year";
    let old = s.levers.customers.take();
    let customers = old.unwrap_or_else(|| Customers::taken_up(&Outline::of(s)));
    let a = Input { tag: crate::Tag::Benchmark, ..Customers::default().a };
    s.levers.customers = Some(Customers { renewal_weeks: 52, a, b: mine(b, source), ..customers });
}
