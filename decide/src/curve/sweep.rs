//! The runs of the budget curve, one after another.

use super::super::Finding;
use super::super::plan_outcome::{Falls, PlanOutcome, chance, difference, fresh, is_alone, scaled};
use super::super::study::{RunRequest, RunResult, Study, estimate};
use super::grid::{COARSE, finer, finest};
use super::longer::Beyond;
use super::read::{optimum, point, scores};
use super::{Curve, Fresh, Optimum, Rescored};
use crate::report::Estimate;
use crate::scenario::{Plan, Scenario};
use crate::stats::order;

/// Largest number of runs after the coarse one.
const REFINEMENTS: usize = 3;

/// The run that is due.
enum Step {
    /// Budgets are tried.
    Try,
    /// The budgets chosen are scored again.
    Fresh,
    /// A few budgets are kept up for longer.
    Longer,
    /// The best of those is scored again.
    Again,
}

/// One coarse run, several finer ones, one with a fresh seed, and one over twice the horizon, which is checked by
/// another if it reverses the answer.
#[derive(Clone)]
pub(in super::super) struct CurveStudy {
    scenario: Scenario,
    replicates: u32,
    /// The first plan, or one that changes nothing.
    asked: Plan,
    runs: usize,
    today: PlanOutcome,
    plan: Option<PlanOutcome>,
    /// Multiples of today's budget with their outcomes, ascending.
    tried: Vec<(f64, PlanOutcome)>,
    found: Curve,
    beyond: Option<Beyond>,
}

impl CurveStudy {
    pub(in super::super) fn new(scenario: &Scenario, replicates: u32, lambda: f64) -> Self {
        let asked = scenario.plans.first().cloned().unwrap_or_default();
        Self {
            scenario: scenario.clone(),
            replicates,
            beyond: Beyond::of(scenario, &asked, replicates),
            asked,
            runs: 0,
            today: PlanOutcome::default(),
            plan: None,
            tried: Vec::new(),
            // NaN becomes 0.
            found: Curve { lambda: lambda.max(0.0), ..Curve::default() },
        }
    }

    /// The multiples that the next run tries; the first finer run tries the plan as well. Empty if the futures tell no more.
    fn multiples(&self) -> Vec<f64> {
        match self.runs {
            0 => COARSE.to_vec(),
            1 => finer(&self.tried, self.found.lambda, COARSE.len() - 1),
            _ => finest(&self.tried, self.found.lambda, COARSE.len()),
        }
    }

    /// Today's budget with everything else that the plan changes, which all budgets on the curve have in common.
    fn base(&self) -> &PlanOutcome {
        self.tried.iter().find(|(multiple, _)| *multiple == 1.0).map_or(&self.today, |(_, tried)| tried)
    }

    fn has_plan(&self) -> bool {
        !self.scenario.plans.is_empty()
    }

    fn best(&self) -> Option<(Optimum, Optimum)> {
        self.found.best.zip(self.found.careful)
    }

    /// The best multiples, without what lands after the horizon and with it.
    fn bests(&self) -> Vec<f64> {
        [self.found.best, self.found.best_after].iter().flatten().map(|best| best.multiple).collect()
    }

    fn step(&self) -> Option<Step> {
        if self.scenario.spend_per_week() <= 0.0 {
            return None;
        }
        match (self.runs.saturating_sub(REFINEMENTS), &self.found.longer) {
            (0, _) => Some(Step::Try),
            (1, _) => Some(Step::Fresh),
            (2, _) => self.beyond.as_ref().map(|_| Step::Longer),
            (3, Some(longer)) if longer.side() != 0 => self.found.turned().map(|_| Step::Again),
            _ => None,
        }
    }

    fn read(&mut self) {
        let lambda = self.found.lambda;
        let (today, base) = (&self.today, self.base().clone());
        let mut below: Option<&PlanOutcome> = None;
        let mut points = Vec::new();
        for (_, tried) in &self.tried {
            points.push(point(tried, &base, below, lambda));
            below = Some(tried);
        }
        self.found.points = points;
        self.found.today = Some(point(today, today, None, lambda));
        self.found.plan = self.plan.as_ref().map(|plan| point(plan, today, None, lambda));
        self.found.best = optimum(&self.tried, &base.profit, |t| t.profit.clone());
        self.found.careful = optimum(&self.tried, &scores(&base.profit, lambda), |t| scores(&t.profit, lambda));
        self.found.best_after = optimum(&self.tried, &base.profit_after, |t| t.profit_after.clone());
        let tried: Vec<(f64, &PlanOutcome)> = self.tried.iter().map(|(multiple, tried)| (*multiple, tried)).collect();
        self.found.falls = Falls::of(&tried);
    }

    fn rescored(&self, ran: &RunResult<'_>) -> Option<Fresh> {
        let (best, careful) = self.best()?;
        let first = |multiple: f64| self.tried.iter().find(|(m, _)| *m == multiple).map(|(_, tried)| tried);
        // Where today's budget with the plan's other changes is an arm of its own, it comes before the plan.
        let (base, asked) = if is_alone(&self.asked) { (0, 3) } else { (3, 4) };
        let base = PlanOutcome::of(ran, base);
        let again = |arm: usize, first: Option<&PlanOutcome>| {
            let now = PlanOutcome::of(ran, arm);
            Rescored {
                budget: now.budget,
                first: first.map_or(Estimate::default(), |x| difference(&x.profit, &self.base().profit)),
                fresh: difference(&now.profit, &base.profit),
                profit: estimate(&now.profit),
                better: chance(now.profit.iter().zip(&base.profit).map(|(a, b)| a > b)),
            }
        };
        Some(Fresh {
            seed: ran.model.scenario().seed,
            today: estimate(&base.profit),
            best: again(1, first(best.multiple)),
            careful: again(2, first(careful.multiple)),
            plan: self.plan.as_ref().map(|plan| again(asked, Some(plan))),
        })
    }
}

impl Study for CurveStudy {
    fn next(&self) -> Option<RunRequest> {
        let plan = |multiple: f64| scaled(multiple, &self.asked);
        let asked = self.has_plan().then(|| self.asked.clone());
        let mut scenario = self.scenario.clone();
        match self.step()? {
            Step::Try => {
                scenario.plans = self.multiples().into_iter().map(plan).collect();
                if self.runs == 1 {
                    scenario.plans.extend(asked);
                }
            }
            Step::Fresh => {
                let (best, careful) = self.best()?;
                let base = (!is_alone(&self.asked)).then(|| plan(1.0));
                let bests = [best, careful].map(|x| plan(x.multiple));
                scenario.plans = bests.into_iter().chain(base).chain(asked).collect();
                scenario.seed = fresh(scenario.seed);
            }
            Step::Longer => return Some(self.beyond.as_ref()?.wanted(&self.bests())),
            Step::Again => return Some(self.beyond.as_ref()?.again(self.found.longer.as_ref()?.best.multiple)),
        }
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        match self.step() {
            Some(Step::Try) => {
                let multiples = self.multiples();
                self.today = PlanOutcome::of(ran, 0);
                if self.runs == 1 && self.has_plan() {
                    self.plan = Some(PlanOutcome::of(ran, multiples.len() + 1));
                }
                self.tried.extend(multiples.into_iter().zip(1..).map(|(m, arm)| (m, PlanOutcome::of(ran, arm))));
                order::by_rising(&mut self.tried, |(multiple, _)| *multiple);
                self.read();
            }
            Some(Step::Fresh) => self.found.fresh = self.rescored(ran),
            Some(Step::Longer) => {
                let bests = self.bests();
                self.found.longer = self.beyond.as_ref().and_then(|x| x.found(&bests, self.found.lambda, ran));
            }
            Some(Step::Again) => {
                self.found.longer.iter_mut().for_each(|longer| longer.fresh = Some(Beyond::scored(ran)));
            }
            None => (),
        }
        self.runs += 1;
        if matches!(self.step(), Some(Step::Try)) && self.multiples().is_empty() {
            self.runs = REFINEMENTS + 1;
        }
    }

    fn found(&self) -> Finding {
        Finding::Curve(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        // Whether the last run is due becomes known only after the one before it.
        let left = match self.step() {
            None => return 1.0,
            Some(Step::Longer | Step::Again) => 1,
            Some(Step::Try | Step::Fresh) => REFINEMENTS + 2 - self.runs + usize::from(self.beyond.is_some()),
        };
        self.runs as f64 / (self.runs + left) as f64
    }
}
