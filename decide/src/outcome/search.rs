//! The search for what reaches a target.

use crate::scenario::{Plan, Scenario, limits};
use crate::stats::order;

use super::super::Finding;
use super::super::plan_outcome::{difference, fresh, scaled, within};
use super::super::study::{RunRequest, RunResult, Study};
use super::came::Came;
use super::moves::{MOST, Move, changes, moves, plan};
use super::needs::needs;
use super::{Changed, Outcome, Reach, Taken, Target, Verdict, Way};

mod back;
mod up;

/// Multiples of today's budget to try first, besides today's own.
const COARSE: [f64; 6] = [0.0, 0.5, 1.5, 2.0, 2.5, MOST];
/// Runs that narrow down the smallest budget, each to a seventh of the gap.
const NARROW: usize = 2;
/// Most steps of the search for a combination, and most steps back.
const STEPS: usize = 20;
/// The way up is looked for with this part of the replicates, and with no fewer than [`FEWEST`]; what was found is then
/// tried with all of them.
const PART: u32 = 4;
/// With these, the chance of a point has a standard error of 3 points or less.
const FEWEST: u32 = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Budgets,
    Narrow(usize),
    Climb(usize),
    Check(usize),
    Trim(usize),
    Fresh,
    Done,
}

#[derive(Clone)]
pub(crate) struct OutcomeStudy {
    scenario: Scenario,
    replicates: u32,
    moves: Vec<Move>,
    phase: Phase,
    /// The value of each move at this point of the search, and the outcome there.
    values: Vec<f64>,
    now: Came,
    today: Came,
    /// What this phase tries, and the outcomes so far. Budgets are given as multiples.
    pending: Vec<Vec<f64>>,
    came: Vec<Came>,
    /// Replicates of the steps up: a part of all, until what they led to has been tried with all.
    climbs_with: u32,
    /// The budget that reaches the target most often where none does as often as wanted, and its outcome.
    furthest: Option<(f64, Came)>,
    /// Steps back after which the target was not reached, or that save nothing: a move, and where to.
    needed: Vec<(usize, f64)>,
    found: Outcome,
}

impl OutcomeStudy {
    pub(crate) fn new(scenario: &Scenario, replicates: u32, asked: Option<Target>) -> Self {
        let sound = |a: &Target| a.value.is_finite() && a.confidence > 0.0 && a.confidence < 1.0;
        let asked = asked.or_else(|| Target::of(scenario)).filter(sound);
        let (moves, unpriced) = moves(scenario);
        Self {
            scenario: Scenario { plans: Vec::new(), ..within(scenario) },
            replicates,
            values: moves.iter().map(|m| m.today).collect(),
            moves,
            phase: if asked.is_some() { Phase::Budgets } else { Phase::Done },
            now: Came::default(),
            today: Came::default(),
            pending: if scenario.spend_per_week() > 0.0 { COARSE.map(|m| vec![m]).to_vec() } else { Vec::new() },
            came: Vec::new(),
            climbs_with: (replicates / PART).max(FEWEST).min(replicates),
            furthest: None,
            needed: Vec::new(),
            found: Outcome { asked, unpriced, ..Outcome::default() },
        }
    }

    fn plan(&self, tried: &[f64]) -> Plan {
        match self.phase {
            Phase::Budgets | Phase::Narrow(_) => scaled(tried.first().copied().unwrap_or(1.0), &Plan::default()),
            _ => plan(&self.moves, tried),
        }
    }

    fn came(&self, ran: &RunResult<'_>, arm: usize) -> Came {
        Came::of(ran, arm, self.found.asked.map(|a| a.metric).unwrap_or_default())
    }

    fn reach(&self, multiple: f64, came: &Came) -> Reach {
        self.found.asked.map_or(Reach::default(), |asked| came.reach(multiple, &asked))
    }

    fn reaches(&self, reach: &Reach) -> bool {
        self.found.asked.is_some_and(|a| reach.chance.value >= a.confidence)
    }

    /// How often the target is reached.
    fn often(&self, came: &Came) -> f64 {
        self.reach(1.0, came).chance.value
    }

    /// The multiple of today's budget in a combination.
    fn multiple(&self, values: &[f64]) -> f64 {
        let budget = self.moves.iter().position(|m| m.key.is_empty());
        budget.and_then(|i| values.get(i)).copied().unwrap_or(1.0)
    }

    /// The smallest budget tried that reaches the target, with the next smaller one.
    fn bracket(&self) -> Option<(f64, f64)> {
        let high = self.found.budgets.iter().position(|reach| self.reaches(reach))?;
        let multiple = |i: usize| self.found.budgets[i].multiple;
        Some((high.checked_sub(1).map_or(multiple(high), multiple), multiple(high)))
    }

    /// Goes on once everything that a phase tried is known.
    fn finish(&mut self) {
        let came = std::mem::take(&mut self.came);
        let pending = std::mem::take(&mut self.pending);
        match self.phase {
            Phase::Budgets | Phase::Narrow(_) => {
                let mut budgets: Vec<Reach> = std::mem::take(&mut self.found.budgets);
                budgets.extend(pending.iter().zip(&came).map(|(m, came)| self.reach(m[0], came)));
                if self.phase == Phase::Budgets {
                    budgets.push(self.reach(1.0, &self.today));
                    self.now = self.today.clone();
                }
                order::by_rising(&mut budgets, |x| x.multiple);
                self.found.budgets = budgets;
                self.narrow(&pending, &came);
            }
            Phase::Climb(step) => self.climb(step, &pending, came),
            Phase::Check(step) => self.check(step, came),
            Phase::Trim(step) => self.trim(step, &pending, came),
            Phase::Fresh | Phase::Done => self.phase = Phase::Done,
        }
    }

    fn narrow(&mut self, pending: &[Vec<f64>], came: &[Came]) {
        let Some((low, high)) = self.bracket() else {
            let all = pending.iter().map(|m| m[0]).zip(came);
            let best = all.max_by(|(_, a), (_, b)| self.often(a).total_cmp(&self.often(b)));
            self.furthest = best.map(|(multiple, came)| (multiple, came.clone()));
            self.now = self.today.first(self.climbs_with);
            return self.next_climb(0);
        };
        // The outcome of the smallest budget so far.
        if let Some(i) = pending.iter().position(|m| m[0] == high) {
            self.now = came[i].clone();
        } else if high == 1.0 {
            self.now = self.today.clone();
        }
        let done = match self.phase {
            Phase::Narrow(n) => n + 1,
            _ => 0,
        };
        if done < NARROW && low < high {
            let parts = limits::PLANS as u32 + 1;
            let at = |i: u32| vec![low + (high - low) * f64::from(i) / f64::from(parts)];
            self.pending = (1..parts).map(at).collect();
            self.phase = Phase::Narrow(done);
            return;
        }
        if let Some(i) = self.moves.iter().position(|m| m.key.is_empty()) {
            self.values[i] = high;
        }
        self.end(Verdict::Budget);
    }

    /// The present point of the search, with one move changed.
    fn stepped(&self, to: impl Fn(&Move, f64) -> Vec<f64>) -> Vec<Vec<f64>> {
        let mut all = Vec::new();
        for (i, m) in self.moves.iter().enumerate() {
            for value in to(m, self.values[i]) {
                let mut values = self.values.clone();
                values[i] = value;
                all.push(values);
            }
        }
        all
    }

    /// The move in which these values differ from the present point, and its value there.
    fn changed(&self, values: &[f64]) -> Option<(usize, f64)> {
        let mut moves = self.values.iter().zip(values).enumerate();
        moves.find(|(_, (now, then))| now != then).map(|(i, (_, then))| (i, *then))
    }

    fn go(&mut self, values: &[f64], came: Came) {
        let changed = self.moves.iter().zip(self.values.iter().zip(values)).find(|(_, (a, b))| a != b);
        let changed = changed.map(|(m, (a, b))| Changed { setting: m.key.clone(), from: *a, to: *b });
        self.found.steps.push(Taken {
            changed: changed.unwrap_or_default(),
            cost: difference(&came.cost, &self.now.cost),
            reach: self.reach(self.multiple(values), &came),
        });
        self.values = values.to_vec();
        self.now = came;
    }

    /// The search is over; its result is scored in fresh futures.
    fn end(&mut self, verdict: Verdict) {
        let budget = self.moves.iter().position(|m| m.key.is_empty());
        if verdict == Verdict::Nothing
            && let (Some(budget), Some((multiple, came))) = (budget, self.furthest.take())
            && self.often(&came) > self.often(&self.now)
        {
            self.values = self.moves.iter().map(|m| m.today).collect();
            self.values[budget] = multiple;
            self.now = came;
            self.found.steps.clear();
        }
        self.found.verdict = Some(verdict);
        self.found.way = Some(Way {
            changes: changes(&self.moves, &self.values),
            cost: difference(&self.now.cost, &self.today.cost),
            reach: self.reach(self.multiple(&self.values), &self.now),
        });
        self.pending = vec![self.values.clone()];
        self.phase = Phase::Fresh;
    }
}

impl Study for OutcomeStudy {
    fn next(&self) -> Option<RunRequest> {
        if self.phase == Phase::Done {
            return None;
        }
        let mut scenario = self.scenario.clone();
        let next = self.pending.iter().skip(self.came.len()).take(limits::PLANS);
        scenario.plans = next.map(|tried| self.plan(tried)).collect();
        if self.phase == Phase::Fresh {
            scenario.seed = fresh(scenario.seed);
        }
        let replicates = if let Phase::Climb(_) = self.phase { self.climbs_with } else { self.replicates };
        Some(RunRequest { scenario, replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        if self.phase == Phase::Fresh {
            self.found.fresh = Some(self.reach(1.0, &self.came(ran, 1)).chance);
            self.found.needs = needs(ran);
            self.phase = Phase::Done;
            return;
        }
        if self.phase == Phase::Budgets {
            self.today = self.came(ran, 0);
        }
        let came: Vec<Came> = (1..ran.model.arms()).map(|arm| self.came(ran, arm)).collect();
        self.came.extend(came);
        if self.came.len() >= self.pending.len() {
            self.finish();
        }
    }

    fn found(&self) -> Finding {
        Finding::Outcome(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        // How many steps it takes is not known in advance.
        match self.phase {
            Phase::Budgets => 0.0,
            Phase::Narrow(n) => 0.25 + 0.25 * n as f64,
            Phase::Climb(n) | Phase::Check(n) => 0.1 + 0.5 * n as f64 / STEPS as f64,
            Phase::Trim(n) => 0.6 + 0.3 * n as f64 / STEPS as f64,
            Phase::Fresh => 0.9,
            Phase::Done => 1.0,
        }
    }
}
