//! The ladder of levers: what a small step of each lever brings, in the same futures.
//!
//! Each rung is today with one thing changed. Its figures are differences from today in the same futures (common random
//! numbers: Glasserman & Yao 1992), so their standard errors are those of pairs. See `docs/decide.md`.

mod steps;

pub use steps::{MEDIA, NURTURE, POINT};

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::report::Estimate;
use crate::scenario::{Plan, Scenario, limits};
use crate::stats::{order, ratio};

use self::steps::{Change, Cost, Step, steps};
use super::Finding;
use super::plan_outcome::{minus, within};
use super::study::{RunRequest, RunResult, Study, estimate};

/// Weeks in a year.
const YEAR: f64 = crate::scenario::YEAR as f64;

/// What one step moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// A stage's mean rate rises by one percentage point. The step is the shift on the logit scale that achieves this.
    Rate {
        /// Id of the stage.
        stage: String,
    },
    /// The first answer comes an hour earlier, or at once where it takes less than an hour today. The step is in hours.
    Answer,
    /// One more attempt to reach somebody. The step is in attempts.
    Attempt,
    /// One more person. The step is in people.
    Person {
        /// Id of the team.
        team: String,
    },
    /// More money for a channel. The step is in money a week.
    Media {
        /// Id of the channel.
        channel: String,
    },
    /// Ten points more of the nurture programme's quality, or all that is left to the maximum. The step is a share.
    Nurture,
    /// Ten points more of the people whom a stage loses are taken into nurture, or all that are left. The step is a
    /// share.
    Feed {
        /// Id of the stage.
        stage: String,
    },
    /// One percentage point fewer of the customers leave at their first renewal, on average. The step is a share.
    Churn,
}

/// What each dollar that a step costs brings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PerDollar {
    /// Revenue.
    pub revenue: Estimate,
    /// Profit, with the dollar deducted.
    pub profit: Estimate,
}

/// One step of one lever, against today. Money is within the horizon, scaled to a year of 52 weeks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rung {
    /// What is moved.
    pub lever: Lever,
    /// By how much, in the lever's own unit.
    pub step: f64,
    /// Change of mean revenue a year.
    pub revenue: Estimate,
    /// Change of mean profit a year.
    pub profit: Estimate,
    /// What the step costs a year. For media and people this is their price, without error; for answers, attempts and
    /// nurture it is the rise of the mean acquisition cost. `null` where a step has no price: points of a rate and of
    /// churn, which nobody sells, and anything for which nobody entered a price.
    pub cost: Option<Estimate>,
    /// Where nobody entered the price, the JSON path of the field that would hold it. The profit then leaves out that
    /// cost, and must not be taken for advice.
    pub missing: Option<String>,
    /// For each dollar of cost; `null` where there is no price, or where it is not clearly above zero.
    pub per_dollar: Option<PerDollar>,
    /// Whether the change of revenue is clear, in either direction.
    pub revenue_sign_known: bool,
    /// The same for the change of profit.
    pub sign_known: bool,
}

/// The ladder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ladder {
    /// Mean revenue a year, today.
    pub revenue: Estimate,
    /// Mean profit a year, today.
    pub profit: Estimate,
    /// The rungs known so far: first those with a price, by change of profit with the largest first, then those without
    /// a price in the same order.
    pub rungs: Vec<Rung>,
}

/// Today's figures, by replicate.
#[derive(Clone)]
struct Today {
    revenue: Vec<f64>,
    profit: Vec<f64>,
    cost: Vec<f64>,
}

/// As many runs as the rungs need, with up to [`limits::PLANS`] of them in each.
#[derive(Clone)]
pub(super) struct LadderStudy {
    scenario: Scenario,
    replicates: u32,
    steps: Vec<Step>,
    done: usize,
    today: Option<Today>,
    found: Ladder,
}

impl LadderStudy {
    pub(super) fn new(scenario: &Scenario, replicates: u32) -> Self {
        Self {
            scenario: within(scenario),
            replicates,
            steps: steps(scenario),
            done: 0,
            today: None,
            found: Ladder::default(),
        }
    }

    /// The plans of the next run: those of the next steps, or none where the next step moves an assumption.
    fn batch(&self) -> Vec<Plan> {
        let plan = |step: &Step| match &step.change {
            Change::Plan(plan) => Some(plan.clone()),
            Change::Assumption(_) => None,
        };
        self.steps[self.done..].iter().map_while(plan).take(limits::PLANS).collect()
    }

    fn rung(&self, step: &Step, today: &Today, ran: &RunResult<'_>, arm: usize) -> Rung {
        let year = YEAR / f64::from(self.scenario.frame.horizon_weeks.max(1));
        let less = |metric, today: &[f64]| minus(&ran.tally.values(arm, metric), today);
        let (revenue, profit) = (less(Metric::Revenue, &today.revenue), less(Metric::Profit, &today.profit));
        let (mean, gain) = (estimate(&revenue).times(year), estimate(&profit).times(year));
        let missing = if let Cost::Missing(path) = &step.cost { Some(path.clone()) } else { None };
        let (cost, per_dollar) = match step.cost {
            Cost::None | Cost::Missing(_) => (None, None),
            Cost::Price(price) => {
                let per = PerDollar { revenue: mean.times(1.0 / price), profit: gain.times(1.0 / price) };
                (Some(Estimate { value: Some(price), se: Some(0.0) }), (price > 0.0).then_some(per))
            }
            Cost::Inside => {
                let rise = less(Metric::AcquisitionCost, &today.cost);
                let cost = estimate(&rise);
                let of = |a: &[f64]| {
                    let r = ratio::of_means(a, &rise);
                    Estimate { value: Some(r.value), se: Some(r.se) }
                };
                let per = cost.is_gain().then(|| PerDollar { revenue: of(&revenue), profit: of(&profit) });
                (Some(cost.times(year)), per)
            }
        };
        Rung {
            lever: step.lever.clone(),
            step: step.size,
            revenue_sign_known: mean.is_clear(),
            sign_known: gain.is_clear(),
            revenue: mean,
            profit: gain,
            cost,
            missing,
            per_dollar,
        }
    }
}

impl Study for LadderStudy {
    fn next(&self) -> Option<RunRequest> {
        let plans = self.batch();
        let scenario = match self.steps.get(self.done) {
            Some(Step { change: Change::Assumption(other), .. }) if self.today.is_some() => (**other).clone(),
            None if self.today.is_some() => return None,
            _ => Scenario { plans, ..self.scenario.clone() },
        };
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        let plans = self.batch().len();
        let values = |metric| ran.tally.values(0, metric);
        let first = self.today.is_none();
        let today = self.today.take().unwrap_or_else(|| Today {
            revenue: values(Metric::Revenue),
            profit: values(Metric::Profit),
            cost: values(Metric::AcquisitionCost),
        });
        // A run without plans is either today alone, or has a moved assumption in its only arm.
        let (steps, arm) = if plans > 0 { (plans, 1) } else { (usize::from(!first), 0) };
        let tried = self.steps.iter().skip(self.done).take(steps);
        let rungs: Vec<Rung> = tried.enumerate().map(|(i, step)| self.rung(step, &today, ran, arm + i)).collect();
        self.done += rungs.len();
        self.found.rungs.extend(rungs);
        order::by_falling(&mut self.found.rungs, |rung| rung.profit.value.unwrap_or(f64::NEG_INFINITY));
        order::by_falling(&mut self.found.rungs, |rung| f64::from(u8::from(rung.cost.is_some())));
        let year = YEAR / f64::from(self.scenario.frame.horizon_weeks.max(1));
        self.found.revenue = estimate(&today.revenue).times(year);
        self.found.profit = estimate(&today.profit).times(year);
        self.today = Some(today);
    }

    fn found(&self) -> Finding {
        Finding::Ladder(self.found.clone())
    }

    fn progress(&self) -> f64 {
        match self.steps.len() {
            0 => f64::from(u8::from(self.today.is_some())),
            all => self.done as f64 / all as f64,
        }
    }
}
