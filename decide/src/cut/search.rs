//! The runs: every channel by itself, then the order that follows from them.

use crate::process::Metric;
use crate::report::Estimate;
use crate::scenario::{Plan, Scenario, limits};
use crate::stats::moments::Moments;
use crate::stats::order;

use super::super::moved::{Moved, Way};
use super::super::plan_outcome::{fresh, minus, within};
use super::super::study::estimate;
use super::super::{Finding, RunRequest, RunResult, Study};
use super::weeks::{below, half};
use super::{Cut, Loss, Piece, Verdict};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Each channel by itself.
    Singles,
    Fresh,
    Done,
}

/// The outcome of one cut.
#[derive(Clone)]
struct Tried {
    profit: Vec<f64>,
    profit_after: Vec<f64>,
    loss: Loss,
}

/// One run of single channels, and one of the order found with a fresh seed.
#[derive(Clone)]
pub(crate) struct CutStudy {
    scenario: Scenario,
    replicates: u32,
    moved: Moved,
    spent: Vec<usize>,
    phase: Phase,
    pending: Vec<Plan>,
    tried: Vec<Tried>,
    /// Mean revenue today.
    revenue: Estimate,
    runs: usize,
    found: Cut,
}

impl CutStudy {
    pub(crate) fn new(scenario: &Scenario, replicates: u32) -> Self {
        let moved = Moved::of(scenario, Way::Less);
        let channels = scenario.channels.iter().enumerate();
        let spent: Vec<usize> = channels.filter(|(_, c)| c.spend_per_week > 0.0).map(|(i, _)| i).collect();
        let weeks = f64::from(scenario.frame.horizon_weeks);
        let piece = |i: &usize| {
            let channel = &scenario.channels[*i];
            let most = moved.weekly().map(|[by, weeks]| weeks * (-by).clamp(0.0, channel.spend_per_week)).sum();
            Piece { channel: channel.id.clone(), today: weeks * channel.spend_per_week, most, ..Piece::default() }
        };
        let today = weeks * scenario.spend_per_week();
        let total = moved.total.max(0.0);
        let found = Cut {
            is_plans: moved.is_plans,
            is_even: moved.is_even(scenario),
            total,
            share: if today > 0.0 { total / today } else { 0.0 },
            channels: spent.iter().map(piece).collect(),
            ..Cut::default()
        };
        let phase = match spent.len() {
            _ if total <= 0.0 => Phase::Done,
            1 => Phase::Fresh,
            _ => Phase::Singles,
        };
        let mut search = Self {
            scenario: Scenario { plans: Vec::new(), ..scenario.clone() },
            replicates,
            moved,
            spent,
            phase,
            pending: Vec::new(),
            tried: Vec::new(),
            revenue: Estimate::default(),
            runs: 0,
            found,
        };
        if phase == Phase::Fresh {
            search.take(vec![0]);
        }
        search.prepare();
        search
    }

    /// The plan that takes each week's money from these channels, in order. A week in which the plan spends more than
    /// today adds that money to all channels alike.
    fn plan(&self, order: &[usize]) -> Plan {
        let all = self.scenario.spend_per_week();
        let of = |n: usize| self.scenario.channels[self.spent[n]].spend_per_week;
        self.moved.placed(&self.scenario, &self.spent, |by| {
            if by > 0.0 {
                return (0..self.spent.len()).map(|n| by * of(n) / all).collect();
            }
            self.given(-by, order).into_iter().map(|gives| -gives).collect()
        })
    }

    /// What each channel gives of a week's money: as much as it has, one after another.
    fn given(&self, mut left: f64, order: &[usize]) -> Vec<f64> {
        let mut given = vec![0.0; self.spent.len()];
        for n in order {
            given[*n] = left.clamp(0.0, self.scenario.channels[self.spent[*n]].spend_per_week);
            left -= given[*n];
        }
        given
    }

    /// Sets up what this phase tries: the plan as it is, what else it does, the order found, and every channel by
    /// itself.
    fn prepare(&mut self) {
        self.tried.clear();
        let each = (0..self.spent.len()).map(|n| self.plan(&[n]));
        let first = match self.phase {
            Phase::Done => {
                self.pending.clear();
                return;
            }
            Phase::Singles => Vec::new(),
            Phase::Fresh => vec![self.moved.as_planned.clone(), self.plan(&self.found.order)],
        };
        let rest = self.moved.has_rest().then(|| self.moved.rest.clone());
        self.pending = rest.into_iter().chain(first).chain(each).collect();
    }

    /// The profit that a channel retains, against no cut at all, for each unit of money taken, by replicate.
    fn kept(&self, n: usize, alone: &Tried, rest: &Tried, after: bool) -> Vec<f64> {
        let figure = |x: &Tried| if after { x.profit_after.clone() } else { x.profit.clone() };
        let most = self.found.channels.get(n).map_or(0.0, |x| x.most);
        minus(&figure(alone), &figure(rest)).into_iter().map(|x| if most > 0.0 { x / most } else { 0.0 }).collect()
    }

    fn finish(&mut self, seed: u64) {
        match (self.phase, self.tried.as_slice()) {
            (Phase::Singles, [rest, alone @ ..]) => {
                let kept = |(n, x): (usize, &Tried)| (n, Moments::of(&self.kept(n, x, rest, false)).mean());
                let mut each: Vec<(usize, f64)> = alone.iter().enumerate().map(kept).collect();
                order::by_falling(&mut each, |(_, kept)| *kept);
                self.take(each.into_iter().map(|(n, _)| n).collect());
                self.phase = Phase::Fresh;
            }
            (Phase::Fresh, [rest, planned, found, alone @ ..]) => {
                let verdict = self.verdict(seed, rest, planned, found, alone);
                let losses: Vec<Loss> = alone.iter().map(|x| x.loss).collect();
                self.found.channels.iter_mut().zip(losses).for_each(|(x, loss)| x.alone = Some(loss));
                self.found.verdict = Some(verdict);
                self.phase = Phase::Done;
            }
            _ => self.phase = Phase::Done,
        }
    }

    /// Lets the channels give what they have, in this order.
    fn take(&mut self, order: Vec<usize>) {
        let mut taken = vec![0.0; self.spent.len()];
        for [by, weeks] in self.moved.weekly() {
            taken.iter_mut().zip(self.given(-by, &order)).for_each(|(sum, gives)| *sum += weeks * gives);
        }
        self.found.channels.iter_mut().zip(taken).for_each(|(x, taken)| x.taken = taken);
        self.found.order = order;
    }

    fn verdict(&self, seed: u64, rest: &Tried, planned: &Tried, found: &Tried, alone: &[Tried]) -> Verdict {
        let best = |after: bool, but: Option<usize>| {
            let kept = alone.iter().enumerate().map(|(n, x)| (n, self.kept(n, x, rest, after)));
            let kept = kept.filter(|(n, _)| Some(*n) != but);
            kept.max_by(|a, b| Moments::of(&a.1).mean().total_cmp(&Moments::of(&b.1).mean()))
        };
        let less = |a: &[f64], b: &[f64]| estimate(&minus(a, b));
        let first = self.found.order.first().copied();
        let of = |n: usize, after: bool| alone.get(n).map(|x| self.kept(n, x, rest, after));
        let kept = first.and_then(|n| of(n, false));
        let next = best(false, first);
        let ahead = kept.as_ref().zip(next).map(|(first, (_, next))| less(first, &next)).unwrap_or_default();
        let is_behind = |n: usize| kept.as_ref().zip(of(n, false)).is_some_and(|(first, x)| less(first, &x).is_gain());
        let alike = (0..alone.len()).filter(|n| Some(*n) != first && !is_behind(*n)).collect();
        let later = first.zip(best(true, first)).and_then(|(n, (other, kept))| {
            let first = of(n, true)?;
            less(&kept, &first).is_gain().then_some(other)
        });
        Verdict {
            seed,
            revenue: self.revenue,
            planned: planned.loss,
            found: found.loss,
            gain: less(&found.profit, &planned.profit),
            ahead,
            alike,
            later,
        }
    }

    /// Each channel by itself, as far as that has been tried: what there is to see until the verdict.
    fn read_so_far(&mut self) {
        let before = usize::from(self.moved.has_rest());
        for (x, tried) in self.found.channels.iter_mut().zip(self.tried.iter().skip(before)) {
            let Loss { profit, revenue, customers, .. } = tried.loss;
            x.alone = Some(Loss { profit, revenue, customers, ..Loss::default() });
        }
    }

    /// Reads an arm of a run; `profit` is the mean course of cumulative profit, less today's.
    fn read(&self, ran: &RunResult<'_>, arm: usize, profit: Option<&[f64]>) -> Tried {
        let less = |metric| ran.difference(metric, arm, 0);
        let profit_after = less(Metric::ProfitWithAfter);
        let (customers, booked_after) = (less(Metric::Customers), less(Metric::BookingsAfter));
        let half_by = (customers.is_loss() || booked_after.is_loss())
            .then(|| half(&minus(&ran.tally.won(arm), &ran.tally.won(0))))
            .flatten();
        let loss = Loss {
            profit: less(Metric::Profit),
            profit_after,
            revenue: less(Metric::Revenue),
            customers,
            half_by,
            below_from: profit.filter(|_| profit_after.is_loss()).and_then(below),
        };
        let values = |metric| ran.tally.values(arm, metric);
        Tried { profit: values(Metric::Profit), profit_after: values(Metric::ProfitWithAfter), loss }
    }
}

impl Study for CutStudy {
    fn next(&self) -> Option<RunRequest> {
        let all = || self.pending.iter().skip(self.tried.len()).take(limits::PLANS).cloned().collect();
        let scenario = match self.phase {
            Phase::Done => return None,
            Phase::Singles => Scenario { plans: all(), ..within(&self.scenario) },
            Phase::Fresh => Scenario { plans: all(), seed: fresh(self.scenario.seed), ..self.scenario.clone() },
        };
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        self.runs += 1;
        self.revenue = ran.mean(0, Metric::Revenue);
        let report = (self.phase == Phase::Fresh).then(|| ran.tally.report(ran.model));
        let course = |arm: usize| {
            let compared = report.iter().flat_map(|r| &r.comparisons).find(|c| c.arm == arm);
            compared.map(|c| c.cumulative_profit.mean.clone())
        };
        let tried: Vec<Tried> = (1..ran.model.arms()).map(|arm| self.read(ran, arm, course(arm).as_deref())).collect();
        self.tried.extend(tried);
        if self.phase == Phase::Singles {
            self.read_so_far();
        }
        if self.tried.len() >= self.pending.len() {
            if !self.moved.has_rest() {
                // Without its money the plan is the same as today.
                self.tried.insert(0, self.read(ran, 0, None));
            }
            self.finish(ran.model.scenario().seed);
            self.prepare();
        }
    }

    fn found(&self) -> Finding {
        Finding::Cut(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        if self.phase == Phase::Done {
            return 1.0;
        }
        let channels = self.spent.len();
        let all = (1 + channels).div_ceil(limits::PLANS) + (3 + channels).div_ceil(limits::PLANS);
        (self.runs as f64 / all as f64).min(0.99)
    }
}
