//! Settings: what we decide, today and in each plan.

use crate::people::index::ArmIx;
use crate::scenario::Scenario;

/// The value that a plan gives a setting, if it sets it.
pub(crate) fn set_by(s: &Scenario, plan: usize, key: &str) -> Option<f64> {
    s.plans.get(plan)?.settings.iter().rev().find(|c| c.setting == key).map(|c| c.value)
}

/// A setting's value in every arm.
pub(crate) fn by_arm(s: &Scenario, key: &str, today: f64) -> Vec<f64> {
    let plans = (0..s.plans.len()).map(|plan| set_by(s, plan, key).unwrap_or(today));
    std::iter::once(today).chain(plans).collect()
}

/// The plans that set it to a value other than today's, with that value.
pub(crate) fn changed(s: &Scenario, key: &str, today: f64) -> impl Iterator<Item = (ArmIx, f64)> {
    let values = by_arm(s, key, today).into_iter().enumerate().skip(1);
    values.filter(move |(_, value)| *value != today).map(|(arm, value)| (ArmIx(arm), value))
}
