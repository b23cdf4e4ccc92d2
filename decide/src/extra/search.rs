//! The search for the placement: which ones are tried, and what is read off them.

use crate::math::normal;
use crate::report::Estimate;
use crate::scenario::{Plan, Scenario, limits};
use crate::stats::moments::Moments;

use super::super::mix::solve::{Response, Room, allocate, through};
use super::super::moved::{Moved, Way, bought};
use super::super::plan_outcome::{PlanOutcome, chance, difference, fresh, within};
use super::super::study::estimate;
use super::super::{Finding, RunRequest, RunResult, Study};
use super::{Extra, Place, Verdict};

/// A channel that would get less than this share of the money gets none.
const LEAST: f64 = 0.05;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The plan, what else it does, and all of the money and half of it on one channel at a time.
    Singles,
    /// What the fitted responses say, and all channels alike.
    Line,
    Fresh,
    Done,
}

/// One run of single channels, one of what follows from it, and one with a fresh seed.
#[derive(Clone)]
pub(crate) struct ExtraStudy {
    scenario: Scenario,
    replicates: u32,
    moved: Moved,
    bought: Vec<usize>,
    phase: Phase,
    pending: Vec<Plan>,
    /// The outcomes so far of the pending plans, and of today.
    tried: Vec<PlanOutcome>,
    today: PlanOutcome,
    /// The placements that may be chosen, as shares, with their outcomes; the plan itself comes first, without shares.
    candidates: Vec<(Vec<f64>, PlanOutcome)>,
    chosen: usize,
    runs: usize,
    found: Extra,
}

impl ExtraStudy {
    pub(crate) fn new(scenario: &Scenario, replicates: u32) -> Self {
        let moved = Moved::of(scenario, Way::More);
        let bought = bought(scenario);
        let weeks = scenario.frame.horizon_weeks;
        let place = |i: &usize| {
            let channel = &scenario.channels[*i];
            let today = channel.spend_per_week;
            let spend: f64 = moved.as_planned.spend_on(&channel.id, &vec![today; weeks as usize]).iter().sum();
            let today = today * f64::from(weeks);
            let planned = spend - today;
            Place { channel: channel.id.clone(), today, planned, placed: planned, alone: None, behind: None }
        };
        let found = Extra {
            is_plans: moved.is_plans,
            is_even: moved.is_even(scenario),
            total: moved.total.max(0.0),
            channels: bought.iter().map(place).collect(),
            ..Extra::default()
        };
        let is_choice = found.total > 0.0 && bought.len() > 1;
        let mut search = Self {
            scenario: Scenario { plans: Vec::new(), ..scenario.clone() },
            replicates,
            moved,
            bought,
            phase: if is_choice { Phase::Singles } else { Phase::Done },
            pending: Vec::new(),
            tried: Vec::new(),
            today: PlanOutcome::default(),
            candidates: Vec::new(),
            chosen: 0,
            runs: 0,
            found,
        };
        search.prepare();
        search
    }

    /// The plan that places each week's money in these shares; a week in which the plan spends less than today takes
    /// that money from all channels alike.
    fn plan(&self, shares: &[f64]) -> Plan {
        let all = self.scenario.spend_per_week();
        let alike = |i: &usize| if all > 0.0 { self.scenario.channels[*i].spend_per_week / all } else { 0.0 };
        self.moved.placed(&self.scenario, &self.bought, |by| {
            if by < 0.0 {
                self.bought.iter().map(|i| by * alike(i)).collect()
            } else {
                shares.iter().map(|share| by * share).collect()
            }
        })
    }

    /// This share of it on one channel, and nothing on the others.
    fn single(&self, n: usize, share: f64) -> Vec<f64> {
        (0..self.bought.len()).map(|i| if i == n { share } else { 0.0 }).collect()
    }

    /// Sets up what this phase tries.
    fn prepare(&mut self) {
        self.tried.clear();
        let channels = 0..self.bought.len();
        self.pending = match self.phase {
            Phase::Singles => {
                // All of it first: that is what the first look shows.
                let each = [1.0, 0.5].into_iter().flat_map(|share| channels.clone().map(move |n| (n, share)));
                let each = each.map(|(n, share)| self.plan(&self.single(n, share)));
                let rest = self.moved.has_rest().then(|| self.moved.rest.clone());
                [self.moved.as_planned.clone()].into_iter().chain(rest).chain(each).collect()
            }
            Phase::Line => self.candidates.iter().skip(self.tried_before()).map(|(x, _)| self.plan(x)).collect(),
            Phase::Fresh => {
                let chosen = self.candidates.get(self.chosen).filter(|_| self.chosen > 0);
                let chosen = chosen.map_or_else(|| self.moved.as_planned.clone(), |(x, _)| self.plan(x));
                let each = channels.map(|n| self.plan(&self.single(n, 1.0)));
                [self.moved.as_planned.clone(), chosen].into_iter().chain(each).collect()
            }
            Phase::Done => Vec::new(),
        };
    }

    /// Candidates that the first phase has already run: the plan itself, and everything on one channel.
    fn tried_before(&self) -> usize {
        1 + self.bought.len()
    }

    /// Reads off the single channels, and adds what follows from them.
    fn read_singles(&mut self) {
        let [planned, rest, singles @ ..] = self.tried.as_slice() else { return };
        let total = self.found.total;
        let gain = |tried: &PlanOutcome| difference(&tried.profit, &rest.profit).value.unwrap_or(0.0);
        // Spend is added back, since the total is fixed.
        let response = |(all, half): (&PlanOutcome, &PlanOutcome)| {
            through([0.0, total / 2.0, total], [0.0, gain(half) + total / 2.0, gain(all) + total], 1e4 * total)
        };
        let (all, half) = singles.split_at(self.bought.len().min(singles.len()));
        let responses: Vec<Response> = all.iter().zip(half).map(response).collect();
        let rooms = vec![Room { low: 0.0, high: total }; responses.len()];
        let mut candidates = vec![(Vec::new(), planned.clone())];
        candidates.extend(all.iter().enumerate().map(|(n, all)| (self.single(n, 1.0), all.clone())));
        let known = candidates.len();
        let fitted = allocate(&responses, &rooms, total).map(|x| rounded(&x));
        let today: Vec<f64> = self.found.channels.iter().map(|x| x.today).collect();
        let alike = (!self.found.is_even && today.iter().sum::<f64>() > 0.0).then(|| shares(&today));
        for shares in fitted.into_iter().chain(alike) {
            if candidates.iter().all(|(x, _)| *x != shares) {
                candidates.push((shares, PlanOutcome::default()));
            }
        }
        self.candidates = candidates;
        self.phase = if self.candidates.len() > known { Phase::Line } else { Phase::Fresh };
    }

    /// All of it on each channel, as far as that has been tried: what there is to see until the verdict.
    fn read_so_far(&mut self) {
        let before = 1 + usize::from(self.moved.has_rest());
        for (x, all) in self.found.channels.iter_mut().zip(self.tried.iter().skip(before)) {
            x.alone = Some(difference(&all.profit, &self.today.profit));
        }
    }

    /// Chooses the first of the best, so that the plan stands where nothing is above it.
    fn choose(&mut self) {
        let mean = |t: &PlanOutcome| Moments::of(&t.profit).mean();
        for (i, (_, tried)) in self.candidates.iter().enumerate() {
            if mean(tried) > mean(&self.candidates[self.chosen].1) {
                self.chosen = i;
            }
        }
    }

    fn finish(&mut self, seed: u64) {
        match self.phase {
            Phase::Singles => self.read_singles(),
            Phase::Line => {
                let at = self.tried_before();
                let tried = std::mem::take(&mut self.tried);
                self.candidates.iter_mut().skip(at).zip(tried).for_each(|((_, came), tried)| *came = tried);
                self.phase = Phase::Fresh;
            }
            Phase::Fresh => {
                self.judge(seed);
                self.phase = Phase::Done;
            }
            Phase::Done => (),
        }
        if self.phase == Phase::Fresh {
            self.choose();
        }
    }

    /// Reads the fresh futures; the plan stands unless the placement found is above it.
    fn judge(&mut self, seed: u64) {
        let [planned, chosen, alone @ ..] = self.tried.as_slice() else { return };
        let gain = difference(&chosen.profit, &planned.profit);
        let (value, se) = (gain.value.unwrap_or(0.0), gain.se.unwrap_or(0.0));
        let first = match self.candidates.as_slice() {
            [(_, planned), ..] => difference(&self.candidates[self.chosen].1.profit, &planned.profit),
            [] => Estimate::default(),
        };
        let today = &self.today;
        self.found.keeps_plan = value <= 0.0;
        for (x, tried) in self.found.channels.iter_mut().zip(alone) {
            x.alone = Some(difference(&tried.profit, &today.profit));
            x.behind = Some(difference(&chosen.profit, &tried.profit));
        }
        if !self.found.keeps_plan {
            let shares = self.candidates.get(self.chosen).map_or(&[][..], |(x, _)| x.as_slice());
            let total = self.found.total;
            self.found.channels.iter_mut().zip(shares).for_each(|(x, share)| x.placed = share * total);
        }
        self.found.verdict = Some(Verdict {
            seed,
            revenue: estimate(&today.revenue),
            planned: difference(&planned.profit, &today.profit),
            placed: difference(&chosen.profit, &today.profit),
            placed_after: difference(&chosen.profit_after, &today.profit_after),
            gain,
            first,
            better: chance(chosen.profit.iter().zip(&planned.profit).map(|(a, b)| a > b)),
            behind: chance(chosen.profit.iter().zip(&planned.profit).map(|(a, b)| a < b)),
            sure: if se > 0.0 { normal::cdf(value / se) } else { f64::from(u8::from(value > 0.0)) },
        });
    }
}

/// Amounts as shares of their sum, in whole per cents, without those too small to be worth a line, unless all are that small.
fn rounded(x: &[f64]) -> Vec<f64> {
    let parts = shares(x);
    let least = if parts.iter().any(|share| *share >= LEAST) { LEAST } else { 0.0 };
    let large: Vec<f64> = parts.into_iter().map(|share| if share < least { 0.0 } else { share }).collect();
    let whole: Vec<f64> = shares(&large).into_iter().map(|share| (100.0 * share).round() / 100.0).collect();
    shares(&whole)
}

fn shares(x: &[f64]) -> Vec<f64> {
    let all: f64 = x.iter().sum();
    x.iter().map(|x| x / all).collect()
}

impl Study for ExtraStudy {
    fn next(&self) -> Option<RunRequest> {
        let all = || self.pending.iter().skip(self.tried.len()).take(limits::PLANS).cloned().collect();
        let scenario = match self.phase {
            Phase::Done => return None,
            Phase::Singles | Phase::Line => Scenario { plans: all(), ..within(&self.scenario) },
            Phase::Fresh => Scenario { plans: all(), seed: fresh(self.scenario.seed), ..self.scenario.clone() },
        };
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        self.runs += 1;
        self.today = PlanOutcome::of(ran, 0);
        self.tried.extend((1..ran.model.arms()).map(|arm| PlanOutcome::of(ran, arm)));
        if self.phase == Phase::Singles {
            self.read_so_far();
        }
        if self.tried.len() >= self.pending.len() {
            if self.phase == Phase::Singles && !self.moved.has_rest() {
                // Without its money the plan is the same as today.
                self.tried.insert(1, self.today.clone());
            }
            self.finish(ran.model.scenario().seed);
            self.prepare();
        }
    }

    fn found(&self) -> Finding {
        Finding::Extra(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        if self.phase == Phase::Done {
            return 1.0;
        }
        let channels = self.bought.len();
        let all = (2 + 2 * channels).div_ceil(limits::PLANS) + 1 + (2 + channels).div_ceil(limits::PLANS);
        (self.runs as f64 / all as f64).min(0.99)
    }
}
