//! Up to four scenarios side by side, in the same futures.
//!
//! Each is run with its own first plan, or as it is today where it has none, under the first scenario's seed. Inputs
//! and luck with the same ids share their streams, so replicate r of one is paired with replicate r of another (common
//! random numbers; Kahn & Marshall 1953, Glasserman & Yao 1992).

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::report::Estimate;
use crate::scenario::Scenario;
use crate::stats::{covariance, quantile::Sorted};

use super::Finding;
use super::differ::{self, Differences};
use super::sides::{Carried, FIGURES, Refusal, refusals, same_futures};
use super::study::{RunRequest, RunResult, Study, estimate, quantile};

/// Scenarios side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compare {
    /// The figure that decides who is ahead.
    pub metric: Metric,
    /// Why they cannot be compared; empty where they can. If they cannot, nothing is run.
    pub refused: Vec<Refusal>,
    /// Replicates behind each.
    pub replicates: u32,
    /// The scenarios run so far, the reader's own first.
    pub sides: Vec<Side>,
    /// `[a][b]`: scenario a against scenario b.
    pub duels: Vec<Vec<Duel>>,
    /// What differs between the first scenario and each of the others, in their order; known before any run.
    pub inputs: Vec<Differences>,
}

/// One scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Side {
    /// The scenario's name; may be empty.
    pub name: String,
    /// Whether its first plan was run, rather than today because it has no plan.
    pub planned: bool,
    /// The plan's name; may be empty.
    pub plan: String,
    /// One for each of [`FIGURES`].
    pub figures: Vec<Figure>,
    /// Correlation over the replicates of the chosen figure with the first scenario's: the benefit of pairing. Pairs
    /// have 1 − r of the variance of independent runs with equal spread. `null` where one of the two does not vary.
    pub correlation: Option<f64>,
}

/// One figure of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// Which figure.
    pub metric: Metric,
    /// Mean.
    pub mean: Estimate,
    /// One replicate in ten lies below.
    pub p10: Estimate,
    /// Median.
    pub p50: Estimate,
    /// One in ten lies above.
    pub p90: Estimate,
    /// Mean of the differences from the first scenario, pair by pair, with the standard error of the pairs.
    pub less_first: Estimate,
}

/// One scenario against another, by the chosen figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Duel {
    /// Replicates in which it is ahead.
    pub wins: u32,
    /// Replicates in which both have exactly the same value.
    pub ties: u32,
    /// Replicates in which it is behind.
    pub losses: u32,
    /// Chance of being ahead, counting ties as halves: P(A > B) + ½ P(A = B) (Mann & Whitney 1947). So a scenario
    /// against itself has ½, and the two directions sum to 1. The standard error is 0 where all replicates agree; the
    /// counts then say how many there were.
    pub chance: Estimate,
    /// Mean of the differences, pair by pair.
    pub ahead: Estimate,
}

impl Compare {
    /// The same, in the words that the scenarios have now.
    pub(super) fn named(mut self, scenario: &Scenario, others: &[Carried]) -> Self {
        self.inputs = differences(scenario, others);
        for (side, s) in self.sides.iter_mut().zip(std::iter::once(scenario).chain(others.iter().map(|x| &x.0))) {
            side.name.clone_from(&s.name);
            side.plan = s.plans.first().map(|plan| plan.name.clone()).unwrap_or_default();
        }
        self
    }
}

/// What differs between the first scenario and each of the others.
fn differences(scenario: &Scenario, others: &[Carried]) -> Vec<Differences> {
    others.iter().map(|other| differ::between(scenario, &other.0)).collect()
}

impl Duel {
    /// Compares two figures of the same replicates.
    ///
    /// ```
    /// use funnel_decide::compare::Duel;
    /// let duel = Duel::of(&[1.0, 2.0, 3.0, 9.0], &[0.0, 2.0, 4.0, 5.0]);
    /// assert_eq!((duel.wins, duel.ties, duel.losses), (2, 1, 1));
    /// assert_eq!(duel.chance.value, Some(0.625));
    /// assert_eq!(duel.ahead.value, Some(1.0));
    /// ```
    #[must_use]
    pub fn of(a: &[f64], b: &[f64]) -> Self {
        let count = |is: fn(&f64, &f64) -> bool| {
            u32::try_from(a.iter().zip(b).filter(|(a, b)| is(a, b)).count()).unwrap_or(u32::MAX)
        };
        // A score of 1, ½ or 0 for each replicate: its mean is the chance, and its spread gives the error.
        let score = |(a, b): (&f64, &f64)| if a > b { 1.0 } else { 0.5 * f64::from(u8::from(a == b)) };
        let scores: Vec<f64> = a.iter().zip(b).map(score).collect();
        let ahead: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        Self {
            wins: count(|a, b| a > b),
            ties: count(|a, b| a == b),
            losses: count(|a, b| a < b),
            chance: estimate(&scores),
            ahead: estimate(&ahead),
        }
    }
}

/// One run for each scenario.
#[derive(Clone)]
pub(super) struct CompareStudy {
    scenarios: Vec<Scenario>,
    replicates: u32,
    /// Figures of the scenarios run so far: `[scenario][figure][replicate]`.
    values: Vec<Vec<Vec<f64>>>,
    found: Compare,
}

impl CompareStudy {
    pub(super) fn new(scenario: &Scenario, others: &[Carried], metric: Metric, replicates: u32) -> Self {
        let scenarios = same_futures(scenario, others);
        let found = Compare {
            metric,
            refused: refusals(&scenarios, metric, 2),
            replicates: 0,
            sides: Vec::new(),
            duels: Vec::new(),
            inputs: differences(scenario, others),
        };
        Self { scenarios, replicates, values: Vec::new(), found }
    }
}

impl Study for CompareStudy {
    fn next(&self) -> Option<RunRequest> {
        let mut scenario = self.scenarios.get(self.values.len()).filter(|_| self.found.refused.is_empty())?.clone();
        scenario.plans.truncate(1);
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        let plan = ran.model.scenario().plans.first();
        let values = FIGURES.map(|metric| ran.tally.values(usize::from(plan.is_some()), metric)).to_vec();
        let first = self.values.first().unwrap_or(&values);
        let figures =
            FIGURES.into_iter().zip(values.iter().zip(first)).map(|(m, (x, first))| figure(m, x, first)).collect();
        let chosen = FIGURES.iter().position(|m| *m == self.found.metric).unwrap_or_default();
        let r = covariance::correlation(&values[chosen], &first[chosen]);
        self.found.replicates = ran.tally.replicates();
        self.found.sides.push(Side {
            name: ran.model.scenario().name.clone(),
            planned: plan.is_some(),
            plan: plan.map(|p| p.name.clone()).unwrap_or_default(),
            figures,
            correlation: r.is_finite().then_some(r),
        });
        self.values.push(values);
        let against = |a: &Vec<Vec<f64>>| self.values.iter().map(|b| Duel::of(&a[chosen], &b[chosen])).collect();
        self.found.duels = self.values.iter().map(against).collect();
    }

    fn found(&self) -> Finding {
        Finding::Compare(self.found.clone())
    }

    fn refused(&self) -> &[Refusal] {
        &self.found.refused
    }

    fn progress(&self) -> f64 {
        if !self.found.refused.is_empty() {
            return 1.0;
        }
        self.values.len() as f64 / self.scenarios.len() as f64
    }
}

fn figure(metric: Metric, values: &[f64], first: &[f64]) -> Figure {
    let sorted = Sorted::new(values.to_vec());
    let less_first: Vec<f64> = values.iter().zip(first).map(|(x, first)| x - first).collect();
    Figure {
        metric,
        mean: estimate(values),
        p10: quantile(&sorted, 0.1),
        p50: quantile(&sorted, 0.5),
        p90: quantile(&sorted, 0.9),
        less_first: estimate(&less_first),
    }
}
