//! The same budgets kept up for twice the horizon: what pays late is worth more to those who go on paying for it.
//!
//! This takes one run, which in most cases has as many weeks as the horizon with its run-off, with half the futures and
//! plans for at most six budgets. Over twice the weeks a budget brings about twice as much, and its luck is √2 times as
//! large, so half the futures say about as much. Where the answer is reversed, the best budget is scored again in
//! futures of a fresh seed, as is done within the horizon.

use serde::{Deserialize, Serialize};

use super::read::{optimum, point};
use super::{Optimum, Point};
use crate::report::Estimate;
use crate::scenario::{Frame, Plan, Scenario, limits};
use crate::stats::order;

use super::super::plan_outcome::{PlanOutcome, difference, fresh, is_alone, scaled};
use super::super::study::{RunRequest, RunResult};

/// Multiples of today's budget to try besides the best ones within the horizon, the likeliest first: over longer times,
/// more usually pays.
const BESIDE: [f64; 5] = [1.5, 0.5, 2.0, 3.0, 0.0];

/// A multiple closer than this to one already tried adds little.
const NEAR: f64 = 0.1;

/// What the budgets bring when each is kept up for longer than the horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Longer {
    /// Over how many weeks: twice the horizon, or the most that a scenario may have.
    pub weeks: u32,
    /// The budgets tried over these weeks, ascending. They are compared with today's budget; everything else that the
    /// first plan changes is the same in all of them.
    pub points: Vec<Point>,
    /// Today's budget over these weeks.
    pub today: f64,
    /// The best by mean profit.
    pub best: Optimum,
    /// Its mean profit less that of today's budget, in futures of a fresh seed; known where it lies on a different side
    /// of today's budget than the best within the horizon.
    pub fresh: Option<Estimate>,
}

impl Longer {
    /// The side of today's budget on which the best lies: −1 below, 1 above, 0 where the two cannot be told apart, or
    /// where it was not ahead in the fresh futures.
    #[must_use]
    pub fn side(&self) -> i8 {
        if self.fresh.as_ref().is_none_or(Estimate::is_gain) { self.best.side(self.today) } else { 0 }
    }
}

/// The runs over the longer time.
#[derive(Clone)]
pub(super) struct Beyond {
    scenario: Scenario,
    asked: Plan,
    replicates: u32,
}

impl Beyond {
    /// `None` where no longer run is possible: the horizon is already as long as allowed, or the run would not fit the
    /// limits.
    pub(super) fn of(scenario: &Scenario, asked: &Plan, replicates: u32) -> Option<Self> {
        let horizon = scenario.frame.horizon_weeks;
        let horizon_weeks = horizon.saturating_mul(2).min(limits::WEEKS);
        // Figures within the horizon do not depend on the run-off.
        let frame = Frame { horizon_weeks, run_off_weeks: 0 };
        let this = Self {
            scenario: Scenario { frame, plans: Vec::new(), ..scenario.clone() },
            asked: asked.clone(),
            replicates: replicates.div_ceil(2),
        };
        // The largest number of plans ever run at once, with the most money.
        let most = this.with(&[3.0; limits::PLANS]);
        (horizon_weeks > horizon && most.problems().is_empty()).then_some(this)
    }

    fn with(&self, multiples: &[f64]) -> Scenario {
        let plans = multiples.iter().map(|m| scaled(*m, &self.asked)).collect();
        Scenario { plans, ..self.scenario.clone() }
    }

    /// The multiples to run as plans, the most important first: today's, where the run would not contain it anyway; the
    /// best ones found within the horizon; and others that are not too close to these.
    fn multiples(&self, bests: &[f64]) -> Vec<f64> {
        let mut all = vec![1.0];
        let add = |all: &mut Vec<f64>, m: f64, apart: f64| {
            if all.iter().all(|x| (x - m).abs() > apart) {
                all.push(m);
            }
        };
        bests.iter().for_each(|m| add(&mut all, *m, 0.0));
        BESIDE.iter().for_each(|m| add(&mut all, *m, NEAR));
        let from = usize::from(is_alone(&self.asked));
        all.into_iter().skip(from).take(limits::PLANS).collect()
    }

    pub(super) fn wanted(&self, bests: &[f64]) -> RunRequest {
        RunRequest { scenario: self.with(&self.multiples(bests)), replicates: self.replicates }
    }

    pub(super) fn found(&self, bests: &[f64], lambda: f64, ran: &RunResult<'_>) -> Option<Longer> {
        let arms = self.multiples(bests).into_iter().zip(1..);
        let own = is_alone(&self.asked).then_some((1.0, 0));
        let mut tried: Vec<(f64, PlanOutcome)> =
            own.into_iter().chain(arms).map(|(m, arm)| (m, PlanOutcome::of(ran, arm))).collect();
        order::by_rising(&mut tried, |(multiple, _)| *multiple);
        let (_, today) = tried.iter().find(|(multiple, _)| *multiple == 1.0)?;
        let below = std::iter::once(None).chain(tried.iter().map(|(_, t)| Some(t)));
        Some(Longer {
            weeks: self.scenario.frame.horizon_weeks,
            points: tried.iter().zip(below).map(|((_, t), below)| point(t, today, below, lambda)).collect(),
            today: today.budget,
            best: optimum(&tried, &today.profit, |t| t.profit.clone())?,
            fresh: None,
        })
    }

    /// The best against today's budget, once more.
    pub(super) fn again(&self, best: f64) -> RunRequest {
        let mut scenario = self.with(&[best, 1.0]);
        scenario.seed = fresh(scenario.seed);
        RunRequest { scenario, replicates: self.replicates }
    }

    pub(super) fn scored(ran: &RunResult<'_>) -> Estimate {
        difference(&PlanOutcome::of(ran, 1).profit, &PlanOutcome::of(ran, 2).profit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates;

    fn beyond(scenario: &Scenario) -> Option<Beyond> {
        Beyond::of(scenario, &scenario.plans.first().cloned().unwrap_or_default(), 9)
    }

    #[test]
    fn today_is_always_among_those_that_are_run_and_the_best_come_first() {
        let mut s = templates::load("sales-led-saas").unwrap_or_default();
        let alone = beyond(&s).map(|x| x.multiples(&[0.5625, 0.75]));
        assert_eq!(alone, Some(vec![0.5625, 0.75, 1.5, 2.0, 3.0, 0.0]), "the run's first arm is today's");
        let few = beyond(&s).map(|x| x.multiples(&[1.0, 1.0]));
        assert_eq!(few, Some(vec![1.5, 0.5, 2.0, 3.0, 0.0]));
        s.plans[0].rates = vec![crate::scenario::RateChange { stage: s.stages[0].id.clone(), logit: 0.1 }];
        let not_alone = beyond(&s).map(|x| x.multiples(&[0.98, 0.0]));
        assert_eq!(not_alone, Some(vec![1.0, 0.98, 0.0, 1.5, 0.5, 2.0]));
        assert_eq!(beyond(&s).map(|x| x.wanted(&[1.0]).replicates), Some(5), "half, and at least one");
    }

    /// Twice the weeks need twice the rows, so not everything that can be run for a year can be run for two.
    #[test]
    fn where_it_does_not_fit_nothing_is_run() {
        let mut s = templates::load("sales-led-saas").unwrap_or_default();
        s.frame = Frame { horizon_weeks: limits::WEEKS / 2, run_off_weeks: 0 };
        assert!(beyond(&s).is_some());
        let fits = |s: &Scenario| s.problems().is_empty();
        while {
            let more = Scenario { plans: vec![Plan::default(); limits::PLANS], ..s.clone() };
            fits(&Scenario { frame: Frame { horizon_weeks: limits::WEEKS, ..s.frame }, ..more })
        } {
            let mut channel = s.channels[0].clone();
            channel.id = format!("more-{}", s.channels.len());
            channel.name.clone_from(&channel.id);
            s.channels.push(channel);
        }
        assert!(fits(&s), "{:?}", s.problems());
        assert!(beyond(&s).is_none());
    }
}
