//! Regret and robustness: which plan is best under whose assumptions, and which one loses least whoever is right.
//!
//! Every plan of every scenario, and no change at all, is run under every scenario's assumptions in the same futures.

mod choice;
mod column;
mod same;

pub use choice::{Choice, Close, Savage, savage, worst_tenth};
pub use column::{Cell, Column, Figures};

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::report::Estimate;
use crate::scenario::limits::PLANS;
use crate::scenario::{Plan, Scenario};

use super::Finding;
use super::differ::between;
use super::sides::{Carried, Refusal, refusals, same_futures};
use super::study::{RunRequest, RunResult, Study};

/// Regret and robustness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Regret {
    /// The figure that is wanted; more is better.
    pub metric: Metric,
    /// Why the scenarios cannot be compared; empty where they can. If they cannot, nothing is run.
    pub refused: Vec<Refusal>,
    /// Replicates of each run.
    pub replicates: u32,
    /// The names of the scenarios whose assumptions are tried, the reader's own first.
    pub sets: Vec<String>,
    /// For each set, the first set with the same assumptions: itself where it is the first.
    pub alike: Vec<u32>,
    /// What is tried: no change first, then each plan that changes something once.
    pub plans: Vec<Candidate>,
    /// One for each set of assumptions that is finished, in their order.
    pub columns: Vec<Column>,
    /// For each plan, its largest regret; `None` where it cannot be carried out under all assumptions. Empty until
    /// everything has run.
    pub most: Vec<Option<Most>>,
    /// The plan whose largest regret is smallest (Savage 1951), once everything has run; `ahead` is by how much.
    pub minimax: Option<Choice>,
}

/// A plan that is tried.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// Its name; empty for no change, and for a plan without one.
    pub name: String,
    /// The scenarios that have this plan, as (scenario, place among its plans), both counted from 0; empty for no
    /// change.
    pub from: Vec<(u32, u32)>,
}

/// The largest regret of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Most {
    /// The set of assumptions under which it occurs.
    pub set: u32,
    /// How much.
    pub regret: Estimate,
}

/// Plans under one set of assumptions, as many at once as fit into a run.
#[derive(Clone)]
struct Run {
    set: usize,
    plans: Vec<usize>,
}

/// The runs, one set of assumptions after another.
#[derive(Clone)]
pub(super) struct RegretStudy {
    sets: Vec<Scenario>,
    plans: Vec<Plan>,
    replicates: u32,
    runs: Vec<Run>,
    done: usize,
    /// Why a plan cannot be carried out: `[set][plan]`.
    reasons: Vec<Vec<Vec<String>>>,
    /// The figure in every replicate, where it is known: `[set][plan]`.
    values: Vec<Vec<Option<Vec<f64>>>>,
    found: Regret,
}

impl RegretStudy {
    pub(super) fn new(scenario: &Scenario, others: &[Carried], metric: Metric, replicates: u32) -> Self {
        let sets = same_futures(scenario, others);
        let refused = refusals(&sets, metric, 1);
        let (plans, tried) = plans(&sets);
        let mut this = Self {
            reasons: vec![vec![Vec::new(); plans.len()]; sets.len()],
            values: vec![vec![None; plans.len()]; sets.len()],
            found: Regret {
                metric,
                replicates: 0,
                sets: sets.iter().map(|s| s.name.clone()).collect(),
                alike: alike(&sets),
                plans: tried,
                columns: Vec::new(),
                most: Vec::new(),
                minimax: None,
                refused,
            },
            sets,
            plans,
            replicates,
            runs: Vec::new(),
            done: 0,
        };
        if this.found.refused.is_empty() {
            (0..this.sets.len()).for_each(|set| this.schedule(set));
        }
        this
    }

    /// The scenario with these assumptions and these plans.
    fn scenario(&self, set: usize, plans: &[usize]) -> Scenario {
        let plans = plans.iter().map(|p| self.plans[*p].clone()).collect();
        Scenario { plans, ..self.sets[set].clone() }
    }

    /// Queues the runs of a set. Today is in every run, and a plan's outcome does not depend on the other plans in it,
    /// so how they are grouped changes no bit.
    fn schedule(&mut self, set: usize) {
        let mut left = Vec::new();
        for plan in 1..self.plans.len() {
            let problems = self.scenario(set, &[plan]).problems();
            if problems.is_empty() {
                left.push(plan);
            }
            self.reasons[set][plan] = problems.into_iter().map(|p| p.message).collect();
        }
        loop {
            // Fewer at once where the scenario is so large that they do not all fit.
            let mut n = left.len().min(PLANS);
            while n > 1 && !self.scenario(set, &left[..n]).problems().is_empty() {
                n -= 1;
            }
            let plans: Vec<usize> = left.drain(..n).collect();
            self.runs.push(Run { set, plans });
            if left.is_empty() {
                return;
            }
        }
    }

    /// Compares the largest regrets, once all columns are there.
    fn conclude(&mut self) {
        let columns = &self.found.columns;
        let regret = |plan: usize, set: usize| columns[set].cells[plan].figures.map(|f| f.regret);
        let matrix: Vec<Vec<Option<f64>>> =
            (0..self.plans.len()).map(|p| (0..columns.len()).map(|c| regret(p, c)?.value).collect()).collect();
        let largest = choice::largest(&matrix);
        // The largest regrets of two plans may occur under different assumptions; they are still paired, as the futures
        // are the same.
        let paired = |(plan, at): (usize, &Option<usize>)| {
            let set = (*at)?;
            let best = self.values[set][columns[set].best.plan as usize].as_ref()?;
            let mine = self.values[set][plan].as_ref()?;
            Some(mine.iter().zip(best).map(|(x, best)| x - best).collect())
        };
        let candidates: Vec<Option<Vec<f64>>> = largest.iter().enumerate().map(paired).collect();
        let most = |(plan, at): (usize, &Option<usize>)| {
            let set = (*at)?;
            Some(Most { set: set as u32, regret: regret(plan, set)? })
        };
        self.found.most = largest.iter().enumerate().map(most).collect();
        self.found.minimax = Choice::of(&candidates);
    }
}

impl Study for RegretStudy {
    fn next(&self) -> Option<RunRequest> {
        let run = self.runs.get(self.done)?;
        Some(RunRequest { scenario: self.scenario(run.set, &run.plans), replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        let Some(run) = self.runs.get(self.done) else { return };
        let set = run.set;
        for (arm, plan) in std::iter::once(&0).chain(&run.plans).enumerate() {
            self.values[set][*plan] = Some(ran.tally.values(arm, self.found.metric));
        }
        self.found.replicates = ran.tally.replicates();
        self.done += 1;
        if self.runs.get(self.done).is_none_or(|next| next.set != set) {
            self.found.columns.extend(Column::of(&self.values[set], &self.reasons[set]));
        }
        if self.done == self.runs.len() && self.found.columns.len() == self.sets.len() {
            self.conclude();
        }
    }

    fn found(&self) -> Finding {
        Finding::Regret(self.found.clone())
    }

    fn refused(&self) -> &[Refusal] {
        &self.found.refused
    }

    fn progress(&self) -> f64 {
        if self.runs.is_empty() { 1.0 } else { self.done as f64 / self.runs.len() as f64 }
    }
}

impl Regret {
    /// The same, with the names that the scenarios and their plans have now.
    pub(super) fn named(mut self, scenario: &Scenario, others: &[Carried]) -> Self {
        let sets = same_futures(scenario, others);
        self.plans = plans(&sets).1;
        self.sets = sets.into_iter().map(|set| set.name).collect();
        self
    }

    /// How many different sets of assumptions there are.
    #[must_use]
    pub fn different_sets(&self) -> usize {
        (0_u32..).zip(&self.alike).filter(|(i, first)| i == *first).count()
    }
}

/// For each scenario, the first one with the same assumptions, whatever its plans, name and notes.
fn alike(sets: &[Scenario]) -> Vec<u32> {
    let bare: Vec<Scenario> = sets.iter().map(|s| Scenario { plans: Vec::new(), ..s.clone() }).collect();
    let same = |a: &Scenario, b: &Scenario| {
        let found = between(a, b);
        found.list.is_empty() && found.more == 0
    };
    let first = |i: usize| (0..i).find(|j| same(&bare[*j], &bare[i])).unwrap_or(i) as u32;
    (0..bare.len()).map(first).collect()
}

/// No change, then each plan once: plans that do the same under all assumptions are one, whatever they are called and
/// however they are written, and one that changes nothing under any is no change.
fn plans(sets: &[Scenario]) -> (Vec<Plan>, Vec<Candidate>) {
    let mut plans = vec![Plan::default()];
    let mut tried = vec![Candidate::default()];
    for (set, scenario) in sets.iter().enumerate() {
        for (place, plan) in scenario.plans.iter().enumerate() {
            let at = plans.iter().position(|other| same::do_the_same(other, plan, sets)).unwrap_or(plans.len());
            if at == 0 {
                continue;
            }
            if at == plans.len() {
                plans.push(plan.clone());
                tried.push(Candidate { name: plan.name.clone(), from: Vec::new() });
            }
            tried[at].from.push((set as u32, place as u32));
        }
    }
    (plans, tried)
}
