//! What is worth learning before deciding: the value of information, in money.
//!
//! The decision is between staying with today and adopting one of the plans; the decision maker takes the option with
//! the largest mean of the chosen figure. Luck cannot be learned by anybody, so it has no value here.

mod if_normal;

use serde::{Deserialize, Serialize};

use crate::math::normal;
use crate::process::{Draws, Metric, Uncertain};
use crate::report::Estimate;
use crate::scenario::{Scenario, Value};
use crate::stats::moments::Moments;
use crate::stats::quantile::Sorted;
use crate::stats::{order, sobol, voi};

use super::Finding;
use super::parts::{Members, parts};
use super::regress::{self, Curve};
use super::regret::Choice;
use super::study::{Reads, RunRequest, RunResult, Study};

/// Numbers of further leads to try.
pub const TRIALS: [u32; 6] = [10, 30, 100, 300, 1_000, 3_000];

/// Chance, in each list, that anything without value is shown as having some.
const FALSE_ALARM: f64 = 0.05;

/// Number of inputs among which pairs are valued: those that move the figure most.
const PAIRED: usize = 6;

/// Number of equally likely values that stand for an input when the value of a sample is computed.
const POINTS: usize = 256;

/// Why a value is shown as zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Zero {
    /// Knowing it would change the decision in none of the replicates.
    NeverChanges,
    /// The estimate is not clearly above 0.
    WithinError,
}

/// What knowing something is worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Worth {
    /// Money; 0 where `zero` gives a reason.
    pub value: f64,
    /// The estimate, whether or not it is shown as zero.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Share of futures in which the decision would be different.
    pub changes: f64,
    /// Why it is shown as zero, where it is.
    pub zero: Option<Zero>,
}

impl Worth {
    /// Zero unless the estimate exceeds a multiple of its standard error that any of `among` figures without value
    /// exceeds in only one case of twenty (Bonferroni's inequality; Dunn 1961).
    fn new(found: voi::Worth, among: usize) -> Self {
        let voi::Worth { value, se, changes } = found;
        let least = se * normal::quantile(1.0 - FALSE_ALARM / among.max(1) as f64);
        let zero = match (changes == 0.0, value > least) {
            (true, _) => Some(Zero::NeverChanges),
            (false, false) => Some(Zero::WithinError),
            (false, true) => None,
        };
        Self { value: if zero.is_some() { 0.0 } else { value }, estimate: value, se, changes, zero }
    }
}

/// The value of counting a number of further leads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct More {
    /// Further leads counted.
    pub trials: u32,
    /// Expected value of that sample, money.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// The same as a share of the value of knowing the rate for certain, 0 to 1.
    pub share: f64,
}

/// The value of knowing one input, or several that are uncertain together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Known {
    /// Keys of its inputs: one, or several that vary together, grouped as in the drivers.
    pub inputs: Vec<String>,
    /// Their paths in the JSON, in the same order.
    pub paths: Vec<String>,
    /// Whether the market factor belongs to it.
    pub market: bool,
    /// Knowing it for certain (EVPPI).
    pub worth: Worth,
    /// Counting more (EVSI), for a rate that comes from counts and whose knowledge is worth something.
    pub more: Vec<More>,
}

/// The value of knowing two of them at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pair {
    /// The keys of each of the two.
    pub inputs: [Vec<String>; 2],
    /// Knowing both for certain.
    pub worth: Worth,
}

/// What is worth learning first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Learn {
    /// The figure to be maximised.
    pub metric: Metric,
    /// Replicates; 0 until there are any.
    pub replicates: u32,
    /// What one would do now: adopt this plan, counted from 0, or stay with today where it is `None`.
    pub adopt: Option<u32>,
    /// The same with the options that cannot be told from it: option 0 is today, and option k the plan k − 1. `None`
    /// until known.
    pub choice: Option<Choice>,
    /// Mean of each plan less today, in money.
    pub differences: Vec<Estimate>,
    /// The value of knowing all inputs, but not the luck (EVPI of the parameters). It is a lower bound, as the
    /// regression may miss something.
    pub all: Option<Worth>,
    /// Share of the variance of the first plan's difference that the regression behind `all` explains.
    pub explained: Option<Estimate>,
    /// Share of that variance that all inputs explain, from futures with the same inputs and other luck; for profit
    /// only.
    pub knowledge: Option<Estimate>,
    /// What knowing all inputs would be worth if the part of the first plan's difference that they explain were normal.
    /// It follows from `knowledge`, without a regression, so it misses nothing. It is shown beside `all`, not instead
    /// of it.
    pub all_if_normal: Option<Estimate>,
    /// Each uncertain input, with those that vary together as one; the most valuable first.
    pub inputs: Vec<Known>,
    /// Pairs of the inputs that move the difference most, the most valuable first; if they were asked for.
    pub pairs: Option<Vec<Pair>>,
}

/// A single run, of the scenario as it is.
#[derive(Clone)]
pub(super) struct LearnStudy {
    scenario: Scenario,
    replicates: u32,
    pairs: bool,
    found: Learn,
}

impl LearnStudy {
    pub(super) fn new(scenario: &Scenario, replicates: u32, metric: Metric, pairs: bool) -> Self {
        let found = Learn {
            metric,
            replicates: 0,
            adopt: None,
            choice: None,
            differences: Vec::new(),
            all: None,
            explained: None,
            knowledge: None,
            all_if_normal: None,
            inputs: Vec::new(),
            pairs: None,
        };
        Self { scenario: scenario.clone(), replicates, pairs, found }
    }
}

impl Study for LearnStudy {
    fn next(&self) -> Option<RunRequest> {
        let wanted = || RunRequest { scenario: self.scenario.clone(), replicates: self.replicates };
        (self.found.replicates == 0).then(wanted)
    }

    fn reads(&self) -> Reads {
        Reads { books: true, ..Reads::default() }
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        let found = &mut self.found;
        let plans = 1..ran.model.arms();
        let benefits: Vec<Vec<f64>> = plans.clone().map(|arm| ran.differences(found.metric, arm, 0)).collect();
        let draws = ran.model.draws(ran.tally.replicates());
        found.replicates = ran.tally.replicates();
        found.differences = plans.map(|arm| ran.difference(found.metric, arm, 0)).collect();
        let today = Some(vec![0.0; found.replicates as usize]);
        let options: Vec<_> = std::iter::once(today).chain(benefits.iter().cloned().map(Some)).collect();
        found.choice = Choice::of(&options);
        found.adopt = voi::best(&benefits).map(|plan| plan as u32);
        if found.metric == Metric::Profit {
            let books = if ran.model.arms() > 1 { ran.tally.books(1) } else { None };
            found.knowledge = books.map(|books| books.knowledge_share);
            let first = benefits.first().map(|y| Moments::of(y));
            found.all_if_normal = first.zip(found.knowledge).and_then(|(y, share)| if_normal::if_normal(&y, share));
        }
        let market = draws.market_acts.then_some(draws.market.as_slice());
        let columns: Vec<&[f64]> = draws.inputs.iter().map(|x| x.values.as_slice()).chain(market).collect();
        let predicted = regress::by_all(&columns, &benefits);
        found.all = Some(Worth::new(voi::worth(&benefits, &predicted), 1));
        let explained = predicted.first().zip(benefits.first()).and_then(|(p, y)| sobol::regression(p, y));
        found.explained = explained.map(|s| Estimate { value: Some(s.value), se: Some(s.se) });
        let mut moves = Vec::new();
        // Nobody can find out the market's swing by itself, as it is not an input.
        let parts: Vec<Members> = parts(&draws).into_iter().filter(|m| !m.inputs.is_empty()).collect();
        for members in &parts {
            let columns = members.columns(&draws);
            let predicted = match columns.as_slice() {
                [x] => regress::by_one(x, &benefits),
                many => regress::by_all(many, &benefits),
            };
            let worth = Worth::new(voi::worth(&benefits, &predicted), parts.len());
            let more = match members.inputs.as_slice() {
                [one] if !members.market => more(&self.scenario, &draws.inputs[*one], &benefits, &worth),
                _ => Vec::new(),
            };
            let inputs = members.named(&draws, |path| &path.key);
            let paths = members.named(&draws, |path| &path.json);
            found.inputs.push(Known { inputs, paths, market: members.market, worth, more });
            let shares = predicted.iter().zip(&benefits).map(|(p, y)| regress::share(p, y));
            moves.push(shares.fold(0.0, f64::max));
        }
        dearest(&mut found.inputs, |x| &x.worth);
        found.pairs = self.pairs.then(|| pairs(&draws, &parts, &moves, &benefits));
    }

    fn found(&self) -> Finding {
        Finding::Learn(self.found.clone())
    }

    fn progress(&self) -> f64 {
        f64::from(u8::from(self.found.replicates > 0))
    }
}

/// Sorts by value, then by estimate.
fn dearest<T>(items: &mut [T], worth: impl Fn(&T) -> &Worth) {
    order::by_falling(items, |x| worth(x).estimate);
    order::by_falling(items, |x| worth(x).value);
}

/// The value of counting more leads, for a rate that comes from counts.
///
/// Its share of the value of perfect information comes from the regression over the rate's own distribution, exactly
/// ([`voi::sample`]); the value is that share of the input's worth.
fn more(scenario: &Scenario, input: &Uncertain, benefits: &[Vec<f64>], worth: &Worth) -> Vec<More> {
    let counted = |f: &crate::scenario::Field<'_>| f.path == input.path && matches!(f.input.value, Value::Counts(_));
    if worth.zero.is_some() || !scenario.inputs().iter().any(counted) {
        return Vec::new();
    }
    let sorted = Sorted::new(input.values.clone());
    let points: Vec<f64> = (0..POINTS).map(|i| sorted.quantile((i as f64 + 0.5) / POINTS as f64)).collect();
    let means: Vec<Vec<f64>> = benefits
        .iter()
        .map(|y| {
            let curve = Curve::new(&input.values, y);
            points.iter().map(|x| curve.at(*x)).collect()
        })
        .collect();
    let perfect = voi::perfect(&means);
    let of = |trials: u32| {
        let share = if perfect > 0.0 { voi::sample(&means, voi::binomial(trials, &points)) / perfect } else { 0.0 };
        More { trials, value: worth.value * share, se: worth.se * share, share }
    };
    TRIALS.map(of).to_vec()
}

/// All pairs of the parts that move a difference most.
fn pairs(draws: &Draws, parts: &[Members], moves: &[f64], benefits: &[Vec<f64>]) -> Vec<Pair> {
    let mut order = order::falling(moves);
    order.truncate(PAIRED);
    let among = order.len() * order.len().saturating_sub(1) / 2;
    let pair = |a: usize, b: usize| {
        let (a, b) = (&parts[a], &parts[b]);
        let [left, right] = [a, b].map(|m| m.columns(draws));
        let predicted = match (left.as_slice(), right.as_slice()) {
            ([x], [y]) => regress::by_pair(x, y, benefits),
            (many, more) => regress::by_all(&[many, more].concat(), benefits),
        };
        let worth = Worth::new(voi::worth(benefits, &predicted), among);
        Pair { inputs: [a, b].map(|m| m.named(draws, |path| &path.key)), worth }
    };
    let all = order.iter().enumerate().flat_map(|(k, a)| order[k + 1..].iter().map(move |b| (*a, *b)));
    let mut pairs: Vec<Pair> = all.map(|(a, b)| pair(a, b)).collect();
    dearest(&mut pairs, |x| &x.worth);
    pairs
}

#[cfg(test)]
mod tests;
