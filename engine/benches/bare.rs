//! How near the engine is to a bare loop: `cargo bench -p funnel-engine --bench bare`.
//!
//! The bare loop draws the worked example's people one after the other, with the engine's own samplers, and keeps nothing
//! about them but who is where. As many come, pass and wait as in the engine's report; those whom the plan adds walk along.
//! Everything else that a replicate is made of is left out: what is uncertain, weeks that vary, the opening pipeline, rates
//! that move, who goes stale, nurture, deals, costs, revenue, weekly paths, and the report. So it says what no engine that
//! draws people one by one can be quicker than on this machine.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "shared/clock.rs"]
mod clock;
#[allow(dead_code, reason = "other benchmarks take more scenarios")]
#[path = "shared/scenarios.rs"]
mod scenarios;

use clock::Clock;
use funnel_engine::math::normal;
use funnel_engine::report::Report;
use funnel_engine::sample::binomial::Rate;
use funnel_engine::sample::{DelayTable, Key, poisson};
use funnel_engine::scenario::{Delay, Scenario};
use funnel_engine::simulate::Simulator;
use scenarios::{Failure, told, worked_example};
use std::hint::black_box;

const REPLICATES: u32 = 2_048;
const ROUNDS: usize = 5;

/// The process, with the report's means in place of what is uncertain.
struct Bare {
    /// People who come each week through each channel and segment: today's, and those whom the plan adds.
    weekly: Vec<[f64; 2]>,
    horizon: usize,
    weeks: usize,
    stages: Vec<Stage>,
}

struct Stage {
    rate: Rate,
    /// People that a team has time for each week; nobody waits where there is none.
    served: usize,
    /// Of those who leave and of those who pass.
    waits: [Option<DelayTable>; 2],
}

impl Bare {
    fn new(scenario: &Scenario, report: &Report) -> Self {
        let (today, plan) = (&report.arms[0].flows, &report.arms[1].flows);
        let horizon = report.horizon_weeks as usize;
        let came = |come: &f64| come / horizon as f64;
        let weekly = today.iter().zip(plan).filter(|(flow, _)| flow.channel.is_some());
        let stages = scenario.stages.iter().enumerate().map(|(i, stage)| {
            let sum =
                |of: fn(&funnel_engine::report::StageFlow) -> f64| today.iter().map(|x| of(&x.stages[i])).sum::<f64>();
            let (passed, left) = (sum(|x| x.passed), sum(|x| x.lost + x.recycled));
            let lost = stage.loss.delay.as_ref().unwrap_or(&stage.delay);
            Stage {
                rate: Rate::new(passed / (passed + left)),
                served: stage
                    .work
                    .as_ref()
                    .map_or(usize::MAX, |_| (sum(|x| x.entered) / horizon as f64 * 1.1) as usize),
                waits: [lost, &stage.delay].map(table),
            }
        });
        Self {
            weekly: weekly.map(|(now, then)| [came(&now.came), came(&(then.came - now.came))]).collect(),
            horizon,
            weeks: report.weeks as usize,
            stages: stages.collect(),
        }
    }

    /// One replicate; how many have passed the last stage.
    fn run(&self, key: Key, memory: &mut Memory) -> usize {
        let mut won = 0;
        for week in 0..self.weeks {
            if week < self.horizon {
                self.come(key.with(week as u64), &mut memory.queues[0]);
            }
            for (i, stage) in self.stages.iter().enumerate() {
                let key = key.with((1 + i as u64) << 32 | week as u64);
                let (before, after) = memory.queues.split_at_mut(i + 1);
                let (queue, next) = (&mut before[i], &mut after[0]);
                let calendars = &mut memory.calendars[i];
                let served = stage.served.min(queue.len());
                for (person, draw) in queue.drain(..served).zip((0..).step_by(2)) {
                    let passes = stage.rate.hits(key.bits(draw));
                    match &stage.waits[usize::from(passes)] {
                        Some(wait) => {
                            let then = (week + wait.week(key.bits(draw + 1))).min(self.weeks);
                            calendars[usize::from(passes)][then].push(person);
                        }
                        None if passes => next.push(person),
                        None => {}
                    }
                }
                let [leave, pass] = calendars;
                leave[week].clear();
                next.append(&mut pass[week]);
            }
            won += memory.queues[self.stages.len()].drain(..).count();
        }
        won
    }

    /// This week's inquiries: who they are is their channel and segment, and whether only the plan brings them.
    fn come(&self, key: Key, queue: &mut Vec<u16>) {
        for (cell, means) in (0..).zip(&self.weekly) {
            for (is_extra, mean) in (0..).zip(means) {
                let n = poisson::quantile(*mean, key.with(u64::from(cell)).uniform(u64::from(is_extra)));
                queue.extend((0..n).map(|_| cell << 1 | is_extra));
            }
        }
    }
}

/// Who is where.
struct Memory {
    /// Those who wait for each stage to begin, and those who have passed the last.
    queues: Vec<Vec<u16>>,
    /// By stage, of those who leave and of those who pass: who does so in each week.
    calendars: Vec<[Vec<Vec<u16>>; 2]>,
}

impl Memory {
    fn new(bare: &Bare) -> Self {
        let calendar = || vec![Vec::new(); bare.weeks + 1];
        Self {
            queues: vec![Vec::new(); bare.stages.len() + 1],
            calendars: bare.stages.iter().map(|_| [calendar(), calendar()]).collect(),
        }
    }

    fn clear(&mut self) {
        self.queues.iter_mut().for_each(Vec::clear);
        self.calendars.iter_mut().flatten().flatten().for_each(Vec::clear);
    }
}

/// A wait as the engine tabulates it, but for the moment of the week at which people come.
fn table(delay: &Delay) -> Option<DelayTable> {
    let Delay::Lognormal { median_weeks, p90_weeks } = delay else { return None };
    let sigma = (p90_weeks / median_weeks).ln() / normal::Z90;
    let beyond = |week: u32| normal::cdf(-(f64::from(week) / median_weeks).ln() / sigma);
    Some(DelayTable::new(&(1..=104).map(beyond).collect::<Vec<_>>(), 1_000))
}

/// Microseconds of one replicate of the engine, both arms and the report, and the report.
fn engine(scenario: &Scenario) -> Result<(f64, Report), Failure> {
    let mut simulator = Simulator::new(scenario).map_err(told)?.without_books();
    simulator.step(0, 64, &mut simulator.tally());
    let clock = Clock::new();
    let mut tally = simulator.tally();
    for block in simulator.blocks(REPLICATES) {
        simulator.step(block, REPLICATES, &mut tally);
    }
    let report = tally.report(simulator.model());
    Ok((clock.seconds() * 1e6 / f64::from(REPLICATES), report))
}

fn main() -> Result<(), Failure> {
    let scenario = worked_example()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (engine, report) = engine(&scenario)?;
        let bare = Bare::new(&scenario, &report);
        let mut memory = Memory::new(&bare);
        let clock = Clock::new();
        for replicate in 0..REPLICATES {
            black_box(bare.run(Key::new(1).with(u64::from(replicate)), &mut memory));
            memory.clear();
        }
        rounds.push([engine, clock.seconds() * 1e6 / f64::from(REPLICATES)]);
    }
    let median = |of: fn(&[f64; 2]) -> f64| {
        let mut sorted: Vec<f64> = rounds.iter().map(of).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[ROUNDS / 2]
    };
    let (engine, bare) = (median(|x| x[0]), median(|x| x[1]));
    println!("worked example, microseconds a replicate of both arms, median of {ROUNDS} rounds in turn:");
    println!("engine {engine:.0}, bare loop {bare:.0}; the engine takes {:.2} times as long", engine / bare);
    Ok(())
}
