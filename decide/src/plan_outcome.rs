//! Figures of single futures, kept so that plans from different runs can be compared.
//!
//! Neither the other plans of a run nor their number change a plan's outcome (streams are named by ids, and arms are
//! not part of the name). So a plan's figure less today's, future by future, is the same in whichever run it is tried.
//! As figures are kept by replicate, any two plans can be compared with the standard error of pairs, even if they were
//! never in the same run.

use crate::process::{Metric, Model};
use crate::report::{Chance, Estimate};
use crate::scenario::{Plan, Scenario, SpendChange, limits};
use crate::stats::moments::Moments;
use crate::stats::proportion::Proportion;

use super::study::{RunResult, estimate};
use serde::{Deserialize, Serialize};

/// The largest seed that JavaScript can hold.
const SEEDS: u64 = limits::SEED;

/// The outcome of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PlanOutcome {
    /// Spend on channels within the horizon, money.
    pub(super) budget: f64,
    /// Revenue within the horizon, by replicate.
    pub(super) revenue: Vec<f64>,
    /// Profit within the horizon, by replicate.
    pub(super) profit: Vec<f64>,
    /// Profit including what lands after the horizon, by replicate.
    pub(super) profit_after: Vec<f64>,
}

impl PlanOutcome {
    /// Reads an arm of a run.
    pub(super) fn of(ran: &RunResult<'_>, arm: usize) -> Self {
        Self {
            budget: budget(ran.model, arm),
            revenue: ran.tally.values(arm, Metric::Revenue),
            profit: ran.tally.values(arm, Metric::Profit),
            profit_after: ran.tally.values(arm, Metric::ProfitWithAfter),
        }
    }
}

/// Spend on channels within the horizon, money.
pub(super) fn budget(model: &Model, arm: usize) -> f64 {
    (0..model.scenario().channels.len()).flat_map(|c| model.spend(arm, c)).sum()
}

/// `a − b`, future by future.
pub(super) fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// The mean of `a − b` with the standard error of pairs.
pub(super) fn difference(a: &[f64], b: &[f64]) -> Estimate {
    estimate(&minus(a, b))
}

/// Where more budget lowers revenue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Falls {
    /// Above this budget every budget tried is clearly below the best.
    pub from: f64,
    /// Budgets between which revenue begins to fall: those tried next to all that cannot be told from the best; 0 where
    /// the smallest one is among them.
    pub begins: [f64; 2],
    /// Average revenue lost for each dollar from `from` to the largest budget tried.
    pub lost_per_dollar: Estimate,
}

/// Multiples of today's budget that every study of budgets tries.
pub(super) const COMMON: [f64; 5] = [0.5, 1.0, 1.5, 2.0, 3.0];

impl Falls {
    /// Where revenue falls among plans by ascending budget; `None` where the largest budget cannot be told from the best.
    ///
    /// A plan is told from the best if its revenue is clearly lower in the same futures ([`Estimate::side`]). Where the curve is flat, chance decides which budget is the best, and another grid names another one;
    /// so the fall is said to begin somewhere among all that cannot be told from it. Whether revenue falls at all is decided by the
    /// multiples of today's budget that every study tries in the same futures, so no view sees a fall that another denies.
    pub(super) fn of(tried: &[(f64, &PlanOutcome)]) -> Option<Self> {
        let common: Vec<&PlanOutcome> =
            tried.iter().filter(|(multiple, _)| COMMON.contains(multiple)).map(|(_, plan)| *plan).collect();
        let falls = Self::among(&common)?;
        Some(Self::among(&tried.iter().map(|(_, plan)| *plan).collect::<Vec<_>>()).unwrap_or(falls))
    }

    fn among(plans: &[&PlanOutcome]) -> Option<Self> {
        let means: Vec<f64> = plans.iter().map(|p| Moments::of(&p.revenue).mean()).collect();
        let best = (0..plans.len()).max_by(|a, b| means[*a].total_cmp(&means[*b]))?;
        let is_near = |plan: &PlanOutcome| !difference(&plans[best].revenue, &plan.revenue).is_gain();
        let first = plans.iter().position(|plan| is_near(plan))?;
        let last = plans.iter().rposition(|plan| is_near(plan))?;
        let (from, above, most) = (plans[last], plans.get(last + 1)?, plans.last()?);
        let dollars = most.budget - from.budget;
        let below = first.checked_sub(1).map_or(0.0, |i| plans[i].budget);
        let lost_per_dollar = difference(&from.revenue, &most.revenue).times(1.0 / dollars);
        (dollars > 0.0).then_some(Self { from: from.budget, begins: [below, above.budget], lost_per_dollar })
    }
}

/// The share of futures in which something holds.
pub(super) fn chance(hits: impl Iterator<Item = bool>) -> Chance {
    let (mut k, mut n) = (0_u64, 0_u64);
    for hit in hits {
        k += u64::from(hit);
        n += 1;
    }
    let p = Proportion::new(k, n);
    let (low, high) = p.wilson95();
    Chance { value: if n == 0 { 0.0 } else { p.value() }, se: if n == 0 { 0.0 } else { p.se() }, low, high }
}

/// Whether a plan changes its budget and nothing else: today is then already today's budget with all else that the plan
/// changes.
pub(super) fn is_alone(plan: &Plan) -> bool {
    plan.settings.is_empty() && plan.rates.is_empty()
}

/// All channels at a multiple of today's spend, with a plan's settings and rates.
pub(super) fn scaled(scale: f64, like: &Plan) -> Plan {
    Plan { name: String::new(), spend: vec![SpendChange { scale, ..SpendChange::default() }], ..like.clone() }
}

/// The scenario without a run-off, for questions that concern nothing that lands later. No figure within the horizon
/// depends on how long the run goes on, to the last bit; on the worked example this saves a seventh of a run's time.
pub(super) fn within(scenario: &Scenario) -> Scenario {
    let mut s = scenario.clone();
    s.frame.run_off_weeks = 0;
    s
}

/// A seed for other futures, to score anew what was chosen among many: the best of several noisy figures is flattered
/// by having been chosen (Smith & Winkler 2006). It is one step of Knuth's MMIX generator, cut to 53 bits, and never
/// the same seed.
pub(super) fn fresh(seed: u64) -> u64 {
    let next = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 11;
    if next == seed { (next + 1) & SEEDS } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_seeds_differ_and_can_be_held() {
        for seed in (0..1000).chain([SEEDS, SEEDS - 1]) {
            assert!(fresh(seed) != seed && fresh(seed) <= SEEDS);
        }
    }
}
