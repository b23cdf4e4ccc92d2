//! Which inputs drive the difference that the first plan makes: Sobol indices and a tornado.

use serde::{Deserialize, Serialize};

use crate::math::normal;
use crate::process::{Draws, MARKET, Metric, Uncertain};
use crate::report::Estimate;
use crate::scenario::Scenario;
use crate::stats::moments::Moments;
use crate::stats::order;
use crate::stats::quantile::Sorted;
use crate::stats::sobol::{self, First};

use super::Finding;
use super::parts::{Members, parts, told_alike};
use super::regress;
use super::study::{RunRequest, RunResult, Study, estimate};

/// A share of the variance with its standard error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// The estimate; within its error it may lie below 0 or above 1.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

impl Share {
    fn new(value: f64, se: f64) -> Self {
        let half = se * normal::quantile(0.975);
        Self { value, se, low: value - half, high: value + half }
    }
}

/// One input, or several that are uncertain together, independent of every other part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// Keys of its inputs, as in [`crate::scenario::FieldPath::key`].
    pub inputs: Vec<String>,
    /// Their paths in the JSON, in the same order.
    pub paths: Vec<String>,
    /// Whether the market factor belongs to it.
    pub market: bool,
    /// First-order index: the expected share of the variance of the difference that knowing this part would remove.
    pub first: Share,
    /// Total index: the share of the variance that would be left if everything else, luck included, were known. `None`
    /// until it has been computed.
    pub total: Option<Share>,
}

/// The difference from the tenth to the ninetieth percentile of one input, while all others vary as they do together
/// with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bar {
    /// The input's key.
    pub input: String,
    /// Its path in the JSON.
    pub path: String,
    /// Keys of the inputs that rise with it in every future, as inputs with correlation 1 do: the bar stands for them
    /// too.
    pub with: Vec<String>,
    /// The input's tenth percentile, in its own unit.
    pub p10: f64,
    /// Its ninetieth percentile.
    pub p90: f64,
    /// Mean difference where the input is at its tenth percentile, money.
    pub at_p10: Estimate,
    /// Mean difference where the input is at its ninetieth percentile.
    pub at_p90: Estimate,
    /// The latter less the former, with its own standard error.
    pub swing: Estimate,
}

/// Which inputs drive the difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drivers {
    /// The figure whose difference is meant.
    pub metric: Metric,
    /// Replicates of each run; 0 until there is one.
    pub replicates: u32,
    /// Mean difference between the first plan and today, money.
    pub difference: Estimate,
    /// Its standard deviation over the replicates, money.
    pub sd: Option<f64>,
    /// All parts, with the largest first-order index first. Empty where nothing varies, nothing is uncertain, or there
    /// is no plan.
    pub parts: Vec<Part>,
    /// 1 less the sum of the first-order indices: luck, which no input explains, and what inputs do only in
    /// combination.
    pub luck_and_interactions: Option<Share>,
    /// One bar for each uncertain input, the longest first.
    pub tornado: Vec<Bar>,
}

/// The run as asked, then one run for each part if total effects are wanted.
#[derive(Clone)]
pub(super) struct DriversStudy {
    scenario: Scenario,
    replicates: u32,
    total: bool,
    /// The difference in each replicate, once known.
    differences: Option<Vec<f64>>,
    found: Drivers,
}

impl DriversStudy {
    pub(super) fn new(scenario: &Scenario, replicates: u32, metric: Metric, total: bool) -> Self {
        let found = Drivers {
            metric,
            replicates: 0,
            difference: Estimate::default(),
            sd: None,
            parts: Vec::new(),
            luck_and_interactions: None,
            tornado: Vec::new(),
        };
        Self { scenario: scenario.clone(), replicates, total, differences: None, found }
    }

    /// The part whose total index comes next.
    fn open(&self) -> Option<usize> {
        self.found.parts.iter().position(|part| self.total && part.total.is_none())
    }

    fn first_run(&mut self, ran: &RunResult<'_>) {
        let found = &mut self.found;
        let y = if ran.model.arms() > 1 { ran.differences(found.metric, 1, 0) } else { Vec::new() };
        let draws = ran.model.draws(ran.tally.replicates());
        found.replicates = ran.tally.replicates();
        found.difference = estimate(&y);
        found.sd = Some(Moments::of(&y).sd()).filter(|sd| sd.is_finite());
        let mut indices = Vec::new();
        for members in parts(&draws) {
            let Some(first) = first(&draws, &members, &y) else { continue };
            found.parts.push(Part {
                inputs: members.named(&draws, |path| &path.key),
                paths: members.named(&draws, |path| &path.json),
                market: members.market,
                first: Share::new(first.value, first.se),
                total: None,
            });
            indices.push(first);
        }
        if !indices.is_empty() {
            let (all, se) = sobol::sum(&indices);
            found.luck_and_interactions = Some(Share::new(1.0 - all, se));
            found.tornado = tornado(&draws, &y);
        }
        order::by_falling(&mut found.parts, |x| x.first.value);
        self.differences = Some(y);
    }
}

impl Study for DriversStudy {
    fn next(&self) -> Option<RunRequest> {
        let scenario = match (&self.differences, self.open()) {
            (None, _) => self.scenario.clone(),
            // A plan's figures do not depend on which other plans there are.
            (Some(_), Some(_)) => {
                Scenario { plans: self.scenario.plans.iter().take(1).cloned().collect(), ..self.scenario.clone() }
            }
            (Some(_), None) => return None,
        };
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn redrawn(&self) -> Vec<String> {
        let Some(part) = self.open().and_then(|i| self.found.parts.get(i)) else { return Vec::new() };
        part.inputs.iter().cloned().chain(part.market.then(|| MARKET.to_owned())).collect()
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        let (open, metric) = (self.open(), self.found.metric);
        match (&self.differences, open.and_then(|i| self.found.parts.get_mut(i))) {
            (Some(y), Some(part)) => {
                let total = sobol::total(y, &ran.differences(metric, 1, 0));
                part.total = Some(Share::new(total.value, total.se));
            }
            _ => self.first_run(ran),
        }
    }

    fn found(&self) -> Finding {
        Finding::Drivers(self.found.clone())
    }

    fn progress(&self) -> f64 {
        let runs = 1 + if self.total { self.found.parts.len() } else { 0 };
        let known = self.found.parts.iter().filter(|part| part.total.is_some()).count();
        (usize::from(self.differences.is_some()) + known) as f64 / runs as f64
    }
}

/// The first-order index of a part: by ranks where it is one number, otherwise by a regression on all of its numbers.
fn first(draws: &Draws, members: &Members, y: &[f64]) -> Option<First> {
    let columns = members.columns(draws);
    match columns.as_slice() {
        [x] => sobol::rank(x, y, sobol::neighbours(y.len())),
        many => {
            let mut index = sobol::regression(&regress::by_all(many, &[y.to_vec()]).pop()?, y)?;
            // What the fit may have missed: at least what ranks leave open for an input that has no effect.
            let least = 1.0 / ((y.len() * sobol::neighbours(y.len())) as f64).sqrt();
            index.se = index.se.max(least);
            Some(index)
        }
    }
}

/// A bar for each input, from the regression of the difference on it; inputs that are the same number share one.
fn tornado(draws: &Draws, y: &[f64]) -> Vec<Bar> {
    let bar = |(input, more): (&Uncertain, Vec<&Uncertain>)| {
        let sorted = Sorted::new(input.values.clone());
        let (p10, p90) = (sorted.quantile(0.1), sorted.quantile(0.9));
        let [at_p10, at_p90, swing] = regress::swing(&input.values, y, p10, p90);
        let with = more.iter().map(|x| x.path.key.clone()).collect();
        let (input, path) = (input.path.key.clone(), input.path.json.clone());
        Bar { input, path, with, p10, p90, at_p10, at_p90, swing }
    };
    let mut bars: Vec<Bar> = told_alike(draws).into_iter().map(bar).collect();
    order::by_falling(&mut bars, |bar| bar.swing.value.unwrap_or(0.0).abs());
    bars
}

#[cfg(test)]
mod tests;
