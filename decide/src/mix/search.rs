//! The search for the mix: which splits are tried, and what is read off them.

use crate::report::Estimate;
use crate::scenario::{Plan, Scenario, SettingChange, SpendChange, limits};
use crate::stats::moments::Moments;

use super::super::moved::bought;
use super::super::plan_outcome::{PlanOutcome, difference, fresh, within};
use super::super::{Finding, RunRequest, RunResult, Study};
use super::judge::{WAY, verdict};
use super::moves::{FACTORS, Moves};
use super::solve::{Room, allocate, proportional};
use super::{Bound, Mix, Pulse, Share, Terms};

/// Numbers of weeks on and off to try; the first is always on.
const PULSES: [(u32, u32); 5] = [(4, 0), (1, 1), (2, 2), (4, 4), (13, 13)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// One channel at a time, in this round.
    Moves(usize),
    /// The splits found, and some on the way to them.
    Line,
    Pulses,
    Fresh,
    Done,
}

/// Rounds of single moves, a run of the splits found, possibly one of pulses, and one with a fresh seed.
#[derive(Clone)]
pub(crate) struct MixStudy {
    scenario: Scenario,
    replicates: u32,
    over_time: bool,
    bought: Vec<usize>,
    rooms: Vec<Room>,
    /// The split where the search began, and the one found in each round.
    splits: Vec<Vec<f64>>,
    /// The moves of the present round.
    moves: Moves,
    phase: Phase,
    pending: Vec<Plan>,
    /// Whether the first outcome is today's, which every run has.
    begins_today: bool,
    /// The outcomes so far: of today, if so, and of the pending plans.
    tried: Vec<PlanOutcome>,
    runs: usize,
    /// The gain of the mix in the futures in which it was found.
    first: Estimate,
    found: Mix,
}

impl MixStudy {
    pub(crate) fn new(scenario: &Scenario, replicates: u32, asked: &Terms) -> Self {
        let bought = bought(scenario);
        let today: Vec<f64> = bought.iter().map(|i| scenario.channels[*i].spend_per_week).collect();
        let total = asked.total.unwrap_or(today.iter().sum()).max(0.0);
        let room = |(i, today): (&usize, &f64)| {
            let bound = asked.bounds.iter().rev().find(|b| b.channel == scenario.channels[*i].id);
            match bound {
                Some(Bound { locked: true, .. }) => Room { low: *today, high: *today },
                Some(b) => Room { low: b.floor.max(0.0), high: b.cap.unwrap_or(total).min(total) },
                None => Room { low: 0.0, high: total },
            }
        };
        let rooms: Vec<Room> = bought.iter().zip(&today).map(room).collect();
        let start = proportional(&today, &rooms, total).filter(|_| total > 0.0);
        let share = |(n, i): (usize, &usize)| {
            let from = start.as_ref().map_or(today[n], |x| x[n]);
            Share {
                channel: scenario.channels[*i].id.clone(),
                today: today[n],
                from,
                mix: from,
                floor: rooms[n].low,
                cap: rooms[n].high,
                moves: Vec::new(),
            }
        };
        let found = Mix {
            total,
            channels: bought.iter().enumerate().map(share).collect(),
            impossible: start.is_none(),
            ..Mix::default()
        };
        let mut search = Self {
            scenario: Scenario { plans: Vec::new(), ..within(scenario) },
            replicates,
            over_time: asked.over_time,
            bought,
            rooms,
            phase: if start.is_some() { Phase::Moves(0) } else { Phase::Done },
            splits: start.into_iter().collect(),
            moves: Moves::default(),
            pending: Vec::new(),
            begins_today: false,
            tried: Vec::new(),
            runs: 0,
            first: Estimate::default(),
            found,
        };
        search.prepare();
        search
    }

    /// The plan that spends these amounts a week, by channel.
    fn plan(&self, split: &[f64]) -> Plan {
        let change = |(i, x): (&usize, &f64)| {
            let channel = &self.scenario.channels[*i];
            let same = *x == channel.spend_per_week;
            let channels = vec![channel.id.clone()];
            (!same).then(|| SpendChange { channels, scale: 0.0, add_per_week: *x, ..SpendChange::default() })
        };
        Plan { spend: self.bought.iter().zip(split).filter_map(change).collect(), ..Plan::default() }
    }

    fn start(&self) -> &[f64] {
        self.splits.first().map_or(&[], Vec::as_slice)
    }

    fn mix(&self) -> Vec<f64> {
        self.found.channels.iter().map(|c| c.mix).collect()
    }

    /// A split on the way from the starting one to another.
    fn way(&self, to: &[f64], share: f64) -> Vec<f64> {
        self.start().iter().zip(to).map(|(a, b)| a + share * (b - a)).collect()
    }

    /// How many of the pending plans have been tried.
    fn came(&self) -> usize {
        self.tried.len().saturating_sub(usize::from(self.begins_today))
    }

    /// Sets up what this phase tries.
    fn prepare(&mut self) {
        self.tried.clear();
        let mut splits: Vec<Vec<f64>> = Vec::new();
        match self.phase {
            Phase::Moves(round) => {
                self.moves = Moves::of(round, &self.splits[round], &self.rooms, self.found.total);
                splits = self.moves.splits();
            }
            Phase::Line => {
                splits = self.splits.clone();
                if let Some(last) = self.splits.last() {
                    splits.extend(WAY.map(|share| self.way(last, share)));
                }
            }
            Phase::Pulses => splits = vec![self.mix()],
            Phase::Fresh => {
                splits = vec![self.start().to_vec(), self.mix()];
                splits.extend(WAY.map(|share| self.way(&self.mix(), share)));
            }
            Phase::Done => {}
        }
        let mut pending: Vec<Plan> = splits.iter().map(|split| self.plan(split)).collect();
        match self.phase {
            Phase::Pulses => pending.extend(PULSES.map(|(on, off)| self.pulsed(on, off))),
            Phase::Fresh => pending.extend(self.found.pulse.map(|p| self.pulsed(p.on_weeks, p.off_weeks))),
            _ => (),
        }
        self.begins_today = pending.first() == Some(&Plan::default());
        self.pending = pending.split_off(usize::from(self.begins_today));
    }

    /// The mix with its money in pulses.
    fn pulsed(&self, on: u32, off: u32) -> Plan {
        let set =
            |field: &str, weeks: u32| SettingChange { setting: format!("schedule/{field}"), value: f64::from(weeks) };
        Plan { settings: vec![set("on_weeks", on), set("off_weeks", off)], ..self.plan(&self.mix()) }
    }

    /// Reads off what the phase tried, and goes on to the next.
    fn finish(&mut self, seed: u64) {
        let mean = |t: &PlanOutcome| Moments::of(&t.profit).mean();
        self.phase = match self.phase {
            Phase::Moves(round) => {
                let weeks = f64::from(self.scenario.frame.horizon_weeks);
                let responses = self.moves.responses(&self.tried, weeks, self.found.total);
                let next = allocate(&responses, &self.rooms, self.found.total);
                self.splits.extend(next);
                if round + 1 < FACTORS.len() && self.splits.len() == round + 2 {
                    Phase::Moves(round + 1)
                } else {
                    Phase::Line
                }
            }
            Phase::Line => {
                // The first of the best, so that today's split stands where nothing is above it.
                let mut best = 0;
                for (i, tried) in self.tried.iter().enumerate() {
                    if mean(tried) > mean(&self.tried[best]) {
                        best = i;
                    }
                }
                self.first = difference(&self.tried[best].profit, &self.tried[0].profit);
                let last = self.splits.last().cloned().unwrap_or_default();
                let part = WAY[best.saturating_sub(self.splits.len()).min(WAY.len() - 1)];
                let chosen = self.splits.get(best).cloned().unwrap_or_else(|| self.way(&last, part));
                self.found.channels.iter_mut().zip(chosen).for_each(|(c, x)| c.mix = x);
                if self.over_time { Phase::Pulses } else { Phase::Fresh }
            }
            Phase::Pulses => {
                let as_today = &self.tried[0].profit;
                let pulse = |(pulse, tried): (&(u32, u32), &PlanOutcome)| Pulse {
                    on_weeks: pulse.0,
                    off_weeks: pulse.1,
                    less_mix: difference(&tried.profit, as_today),
                };
                self.found.pulses = PULSES.iter().zip(&self.tried[1..]).map(pulse).collect();
                let gain = |p: &Pulse| p.less_mix.value.unwrap_or(f64::NEG_INFINITY);
                let best = self.found.pulses.iter().max_by(|a, b| gain(a).total_cmp(&gain(b)));
                self.found.pulse = best.filter(|p| p.less_mix.is_gain()).copied();
                Phase::Fresh
            }
            Phase::Fresh => {
                self.judge(seed);
                Phase::Done
            }
            Phase::Done => Phase::Done,
        };
    }

    /// Reads off the fresh futures; today's split stands unless the mix is above it.
    fn judge(&mut self, seed: u64) {
        let Some(verdict) = verdict(&self.tried, self.first, seed) else { return };
        let same = self.mix() == self.start();
        self.found.keeps_today = verdict.profit.value.unwrap_or(0.0) <= 0.0;
        if self.found.keeps_today {
            self.found.channels.iter_mut().for_each(|c| c.mix = c.from);
        }
        let stands = same || !self.found.keeps_today;
        self.found.pulse = self.found.pulse.filter(|_| stands && verdict.pulse.is_some_and(|p| p.is_gain()));
        self.found.verdict = Some(verdict);
    }
}

impl Study for MixStudy {
    fn next(&self) -> Option<RunRequest> {
        if self.phase == Phase::Done {
            return None;
        }
        let mut scenario = self.scenario.clone();
        scenario.plans = self.pending.iter().skip(self.came()).take(limits::PLANS).cloned().collect();
        if scenario.plans.iter().any(|plan| !plan.settings.is_empty()) {
            // Always on means having no schedule.
            scenario.levers.schedule.get_or_insert_default();
        }
        if self.phase == Phase::Fresh {
            scenario.seed = fresh(scenario.seed);
        }
        Some(RunRequest { scenario, replicates: self.replicates })
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        self.runs += 1;
        let first = usize::from(!(self.begins_today && self.tried.is_empty()));
        self.tried.extend((first..ran.model.arms()).map(|arm| PlanOutcome::of(ran, arm)));
        if self.phase == Phase::Moves(0) {
            let moves = self.moves.read(&self.tried);
            self.found.channels.iter_mut().zip(moves).for_each(|(c, moves)| c.moves = moves);
        }
        if self.came() >= self.pending.len() {
            self.finish(ran.model.scenario().seed);
            self.prepare();
        }
    }

    fn found(&self) -> Finding {
        Finding::Mix(Box::new(self.found.clone()))
    }

    fn progress(&self) -> f64 {
        if self.phase == Phase::Done {
            return 1.0;
        }
        let free = self.rooms.iter().filter(|room| room.is_free()).count();
        let runs = |plans: usize| plans.div_ceil(limits::PLANS);
        let rounds = runs(2 * free) + (FACTORS.len() - 1) * runs(2 * free + 1);
        let all = rounds + 2 + usize::from(self.over_time);
        (self.runs as f64 / all as f64).min(0.99)
    }
}
