//! What the plan keeps when its company is replaced.

use crate::{Plan, Scenario, SpendChange};

/// Drops what plans say about channels and stages that are gone. A company that spends nothing today has no use for “20
/// % more”, so the plan then tries a channel.
pub(super) fn mend(mut s: Scenario) -> Scenario {
    crate::edit::forget_gone(&mut s);
    if s.plans.is_empty() {
        s.plans.push(Plan::default());
    }
    let (spends, is_known) = (s.spend_per_week() > 0.0, s.plans.iter().any(|plan| !plan.spend.is_empty()));
    if let Some(plan) = s.plans.first_mut() {
        if !spends {
            plan.spend.retain(|change| change.add_per_week > 0.0);
        } else if !is_known {
            plan.spend.push(SpendChange { scale: 1.2, ..SpendChange::default() });
        }
    }
    let adds = s.plans.iter().any(|plan| !plan.spend.is_empty());
    if spends || adds { s } else { crate::edit::try_channel(&s).unwrap_or(s) }
}
