//! The budget curve: what each total budget from nothing to three times today's brings, in the same futures.
//!
//! All channels are scaled alike, with the first plan's settings. A coarse grid is refined around the best budgets and
//! where the curve bends; what is chosen is scored again in futures of a fresh seed. See `docs/decide.md`.

mod grid;
mod read;
mod reversal;

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};
use crate::scenario::{Plan, Scenario};
use crate::stats::order;

use self::grid::{COARSE, finer};
use self::read::{optimum, point, scores};
use super::Found;
use super::ladder::PerDollar;
use super::study::{Ran, Study, Wanted, estimate};
use super::tried::{Tried, chance, difference, fresh, scaled};

/// Share of the worst futures that the shortfall is about.
pub const TAIL: f64 = 0.1;
/// Runs after the coarse one.
const REFINEMENTS: usize = 3;
/// λ unless another is asked for.
pub const LAMBDA: f64 = 0.5;

/// A figure over the futures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Spread {
    /// Mean.
    pub mean: Estimate,
    /// One future in ten lies below.
    pub p10: Estimate,
    /// One in ten lies above.
    pub p90: Estimate,
}

/// What one budget brings within the horizon, money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Spend on channels.
    pub budget: f64,
    /// Revenue.
    pub revenue: Spread,
    /// Profit.
    pub profit: Spread,
    /// Mean profit − λ · shortfall, the shortfall being the mean less the mean of the worst tenth.
    pub careful: Estimate,
    /// Mean revenue less today's, with the error of pairs.
    pub revenue_less_today: Estimate,
    /// Mean profit less today's, with the error of pairs.
    pub profit_less_today: Estimate,
    /// What a dollar brought on the way here from the next smaller budget that was tried; none for the smallest, for
    /// today and for the plan.
    pub marginal: Option<PerDollar>,
}

/// The best of the budgets tried, by one criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Optimum {
    /// Spend on channels within the horizon.
    pub budget: f64,
    /// As a multiple of today's.
    pub multiple: f64,
    /// The criterion there, money.
    pub value: Estimate,
    /// The criterion there less today's, with the error of pairs.
    pub less_today: Estimate,
    /// The flat zone: budgets around it at which the criterion is within 1 % of its best value, straight lines being
    /// drawn between the budgets tried. It takes the means as they are, without their errors.
    pub flat: [f64; 2],
    /// The smallest and the largest of the budgets tried next to it that cannot be told from it: the difference is within
    /// two standard errors of pairs.
    pub undecided: [f64; 2],
    /// Whether it is the smallest or the largest budget tried: the true optimum may lie beyond.
    pub at_end: bool,
}

/// A budget that was chosen, scored again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rescored {
    /// Spend on channels within the horizon.
    pub budget: f64,
    /// Mean profit less today's in the futures it was chosen in.
    pub first: Estimate,
    /// Mean profit less today's in the futures of the fresh seed.
    pub fresh: Estimate,
    /// Mean profit in the futures of the fresh seed.
    pub profit: Estimate,
    /// Share of the fresh futures in which its profit is above today's.
    pub better: Chance,
}

/// The curve scored again in futures of a fresh seed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fresh {
    /// The seed.
    pub seed: u64,
    /// Today's mean profit there.
    pub today: Estimate,
    /// The best by mean profit.
    pub best: Rescored,
    /// The best by the careful criterion.
    pub careful: Rescored,
    /// The first plan, where there is one.
    pub plan: Option<Rescored>,
}

/// Where more budget lowers revenue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Falls {
    /// The budget from which on revenue falls.
    pub from: f64,
    /// Revenue lost for each dollar from there to the largest budget tried, on average.
    pub lost_per_dollar: Estimate,
}

/// The budget curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Curve {
    /// λ, the weight of the shortfall.
    pub lambda: f64,
    /// The budgets tried so far, ascending; none where nothing is spent today.
    pub points: Vec<Point>,
    /// Today.
    pub today: Option<Point>,
    /// The first plan, where there is one.
    pub plan: Option<Point>,
    /// The best by mean profit.
    pub best: Option<Optimum>,
    /// The best by mean profit − λ · shortfall.
    pub careful: Option<Optimum>,
    /// The best by mean profit with what lands after the horizon, without further spend.
    pub best_after: Option<Optimum>,
    /// Where more budget lowers revenue; none where it does not, or where the error does not let one tell.
    pub falls: Option<Falls>,
    /// What was chosen, scored again; the last to be known.
    pub fresh: Option<Fresh>,
}

/// One coarse run, some finer ones, and one with a fresh seed.
pub(super) struct Sweep {
    scenario: Scenario,
    replicates: u32,
    /// The first plan, or one that changes nothing.
    asked: Plan,
    runs: usize,
    today: Tried,
    plan: Option<Tried>,
    /// Multiples of today's budget with what they came to, ascending.
    tried: Vec<(f64, Tried)>,
    found: Curve,
}

impl Sweep {
    pub(super) fn new(scenario: &Scenario, replicates: u32, lambda: f64) -> Self {
        Self {
            scenario: scenario.clone(),
            replicates,
            asked: scenario.plans.first().cloned().unwrap_or_default(),
            runs: 0,
            today: Tried::default(),
            plan: None,
            tried: Vec::new(),
            // Not a number becomes 0.
            found: Curve { lambda: lambda.max(0.0), ..Curve::default() },
        }
    }

    /// The multiples that the next run tries; the first finer run tries the plan, too.
    fn multiples(&self) -> Vec<f64> {
        match self.runs {
            0 => COARSE.to_vec(),
            n => finer(&self.tried, self.found.lambda, if n == 1 { COARSE.len() - 1 } else { COARSE.len() }),
        }
    }

    fn has_plan(&self) -> bool {
        !self.scenario.plans.is_empty()
    }

    fn best(&self) -> Option<(Optimum, Optimum)> {
        self.found.best.zip(self.found.careful)
    }

    fn read(&mut self) {
        let lambda = self.found.lambda;
        let today = &self.today;
        let mut below: Option<&Tried> = None;
        let mut points = Vec::new();
        for (_, tried) in &self.tried {
            points.push(point(tried, today, below, lambda));
            below = Some(tried);
        }
        self.found.points = points;
        self.found.today = Some(point(today, today, None, lambda));
        self.found.plan = self.plan.as_ref().map(|plan| point(plan, today, None, lambda));
        self.found.best = optimum(&self.tried, &today.profit, |t| t.profit.clone());
        self.found.careful = optimum(&self.tried, &scores(&today.profit, lambda), |t| scores(&t.profit, lambda));
        self.found.best_after = optimum(&self.tried, &today.profit_after, |t| t.profit_after.clone());
        let plans: Vec<&Tried> = self.tried.iter().map(|(_, tried)| tried).collect();
        self.found.falls = super::tried::falling(&plans).map(|(from, lost_per_dollar)| Falls { from, lost_per_dollar });
    }

    fn rescored(&self, ran: &Ran<'_>) -> Option<Fresh> {
        let (best, careful) = self.best()?;
        let first = |multiple: f64| self.tried.iter().find(|(m, _)| *m == multiple).map(|(_, tried)| tried);
        let today = Tried::of(ran, 0);
        let again = |arm: usize, first: Option<&Tried>| {
            let now = Tried::of(ran, arm);
            Rescored {
                budget: now.budget,
                first: first.map_or(Estimate::default(), |x| difference(&x.profit, &self.today.profit)),
                fresh: difference(&now.profit, &today.profit),
                profit: estimate(&now.profit),
                better: chance(now.profit.iter().zip(&today.profit).map(|(a, b)| a > b)),
            }
        };
        Some(Fresh {
            seed: ran.model.scenario().seed,
            today: estimate(&today.profit),
            best: again(1, first(best.multiple)),
            careful: again(2, first(careful.multiple)),
            plan: self.plan.as_ref().map(|plan| again(3, Some(plan))),
        })
    }
}

impl Study for Sweep {
    fn next(&self) -> Option<Wanted> {
        if self.scenario.spend_per_week() <= 0.0 || self.found.fresh.is_some() {
            return None;
        }
        let plan = |multiple: f64| scaled(multiple, &self.asked);
        let asked = self.has_plan().then(|| self.asked.clone());
        let mut scenario = self.scenario.clone();
        if self.runs <= REFINEMENTS {
            scenario.plans = self.multiples().into_iter().map(plan).collect();
            if self.runs == 1 {
                scenario.plans.extend(asked);
            }
        } else {
            let (best, careful) = self.best()?;
            scenario.plans = [best, careful].map(|x| plan(x.multiple)).into_iter().chain(asked).collect();
            scenario.seed = fresh(scenario.seed);
        }
        Some(Wanted { scenario, replicates: self.replicates })
    }

    fn take(&mut self, ran: &Ran<'_>) {
        if self.runs > REFINEMENTS {
            self.found.fresh = self.rescored(ran);
        } else {
            let multiples = self.multiples();
            self.today = Tried::of(ran, 0);
            if self.runs == 1 && self.has_plan() {
                self.plan = Some(Tried::of(ran, multiples.len() + 1));
            }
            self.tried.extend(multiples.into_iter().zip(1..).map(|(m, arm)| (m, Tried::of(ran, arm))));
            order::by_rising(&mut self.tried, |(multiple, _)| *multiple);
            self.read();
        }
        self.runs += 1;
    }

    fn found(&self) -> Found {
        Found::Curve(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        if self.scenario.spend_per_week() <= 0.0 { 1.0 } else { self.runs as f64 / (REFINEMENTS + 2) as f64 }
    }
}
