//! What a deal is worth on average, as the books give it.

use super::mine;
use crate::laws;
use crate::{DealSize, Input, Scenario, Value};

const GIVEN: &str = "Our own average";

/// How much deals differ, as the standard deviation of the logarithm, where nobody said: one in ten is above 2.4 times
/// the median.
const USUAL_SIGMA: f64 = 0.7;

/// The shape of the gamma distribution whose deals differ as much as a lognormal's: with the same coefficient of
/// variation.
fn shape(sigma: f64) -> f64 {
    1.0 / (sigma * sigma).exp_m1()
}

/// The mean; `None` where segments have their own, or it is not one number.
pub(super) fn read(s: &Scenario) -> Option<Value> {
    if s.segments.iter().any(|segment| segment.deal.is_some()) {
        return None;
    }
    match &s.money.deal {
        DealSize::Fixed { value } => Some(value.value.clone()),
        DealSize::Gamma { mean, .. } => Some(mean.value.clone()),
        DealSize::Lognormal { median, sigma } => {
            let times = (sigma * sigma / 2.0).exp();
            match median.value {
                Value::Fixed(x) => Some(Value::Fixed(x * times)),
                Value::Range(laws::Range { p10, p90 }) => {
                    Some(Value::Range(laws::Range { p10: p10 * times, p90: p90 * times }))
                }
                _ => None,
            }
        }
        DealSize::Empirical { .. } => None,
    }
}

/// Makes deals worth this much on average. They keep differing as much from each other as they did.
pub(super) fn put(s: &mut Scenario, mean: &Value) {
    let mean = mine(mean.clone(), GIVEN);
    let had_own = s.segments.iter().any(|segment| segment.deal.is_some());
    for segment in &mut s.segments {
        segment.deal = None;
    }
    s.money.deal = match &s.money.deal {
        DealSize::Fixed { .. } if !had_own => DealSize::Fixed { value: mean },
        DealSize::Gamma { shape, .. } if !had_own => DealSize::Gamma { mean, shape: *shape },
        DealSize::Lognormal { sigma, .. } if !had_own && *sigma > 0.0 => DealSize::Gamma { mean, shape: shape(*sigma) },
        _ => DealSize::Gamma { mean, shape: shape(USUAL_SIGMA) },
    };
}

/// Sets the gross margin.
pub(super) fn put_margin(s: &mut Scenario, margin: &Value) {
    let Input { group, market, .. } = s.money.margin.clone();
    s.money.margin = Input { group, market, ..mine(margin.clone(), "Our own") };
}
