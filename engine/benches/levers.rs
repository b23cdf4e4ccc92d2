//! What levers cost in time, and how that cost grows, for `cargo xtask bench --levers`: one core, the report included.
//!
//! All off is the worked example without teams and without levers; all on is the worked example as shipped, with every
//! lever that it does not yet use turned on with the page's defaults. In both the plan spends a fifth more. In "all on
//! and set" the plan also moves one setting of each lever and team. docs/benchmarks.md says more.

#![allow(missing_docs, clippy::print_stdout, reason = "a program, not a library")]

#[path = "shared/clock.rs"]
mod clock;
#[path = "shared/scenarios.rs"]
mod scenarios;

use clock::Clock;
use funnel_engine::scenario::edit::use_lever;
use funnel_engine::scenario::{Input, LeverKind, Levers, Scenario};
use funnel_engine::simulate::Simulator;
use scenarios::{Failure, all_off, all_on, all_set, told, without_teams, worked_example};
use serde_json::json;

/// Replicates of a scenario in each round.
const REPLICATES: u32 = 1_024;
/// Fewer rounds: growth is held against no bound.
const GROWTH_ROUNDS: usize = 3;

/// One scenario, timed once in each round.
struct Case {
    name: String,
    /// What the cost is divided by: weeks, cells, …; 0 where it is not divided.
    units: usize,
    replicates: u32,
    simulator: Simulator,
    /// Microseconds per replicate, by round.
    times: Vec<f64>,
}

impl Case {
    fn new(name: impl Into<String>, scenario: &Scenario, units: usize, replicates: u32) -> Result<Self, Failure> {
        let simulator = Simulator::new(scenario).map_err(told)?;
        Ok(Self { name: name.into(), units, replicates, simulator, times: Vec::new() })
    }

    fn run(&mut self) {
        let start = Clock::new();
        let mut tally = self.simulator.tally();
        for block in self.simulator.blocks(self.replicates) {
            self.simulator.step(block, self.replicates, &mut tally);
        }
        let replicates = tally.report(self.simulator.model()).replicates;
        self.times.push(start.seconds() * 1e6 / f64::from(replicates));
    }

    fn median(&self) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |i: usize| sorted.get(i).copied().unwrap_or(f64::NAN);
        f64::midpoint(at(sorted.len().saturating_sub(1) / 2), at(sorted.len() / 2))
    }

    /// Prints one line of the table of growth.
    fn print(&self) {
        let (median, each, range) = (self.median(), self.median() / self.units.max(1) as f64, self.range());
        println!("{:<20}{median:>16.1}{range:>16}{:>16.0}{each:>16.3}", self.name, 1e6 / median);
    }

    fn range(&self) -> String {
        let (low, high) = self.times.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
        format!("{low:.0} to {high:.0}")
    }
}

/// The cases take turns, round after round, after one uncounted warm-up block each: a machine that slows down then
/// slows all of them.
fn rounds(cases: &mut [Case], rounds: usize) {
    for case in cases.iter_mut() {
        let mut tally = case.simulator.tally();
        case.simulator.step(0, 64, &mut tally);
    }
    for _ in 0..rounds {
        cases.iter_mut().for_each(Case::run);
    }
}

/// All off but one lever, set as in the worked example where that uses it.
fn alone() -> Result<Vec<(&'static str, Scenario)>, Failure> {
    let (example, off) = (worked_example()?, all_off()?);
    let mut all = vec![("teams", Scenario { levers: Levers::default(), ..example.clone() })];
    for kind in LeverKind::ALL {
        let with = if kind.is_used(&example) {
            let mut with = without_teams(example.clone());
            for other in LeverKind::ALL.iter().filter(|other| *other != kind) {
                with = funnel_engine::scenario::edit::drop_lever(&with, *other).map_err(told)?;
            }
            with
        } else {
            use_lever(&off, *kind).map_err(told)?
        };
        all.push((kind.field(), with));
    }
    Ok(all)
}

/// All on, with the given number of weeks of spend and as many after them.
fn long(weeks: u32) -> Result<Scenario, Failure> {
    let mut scenario = all_on()?;
    (scenario.frame.horizon_weeks, scenario.frame.run_off_weeks) = (weeks, weeks);
    Ok(scenario)
}

/// All on, with a third of the staff and hardly anyone going stale, so that queues grow to half a year.
fn short_of_people() -> Result<Scenario, Failure> {
    let mut scenario = all_on()?;
    scenario.teams.iter_mut().for_each(|team| team.people /= 3.0);
    scenario.stages.iter_mut().filter_map(|stage| stage.work.as_mut()).for_each(|work| {
        work.stale_per_week = Input::fixed(0.02);
    });
    Ok(scenario)
}

/// All on, with the given number of channels like the first and teams that grow with them, so that every cell is
/// equally busy.
fn wide(channels: u32) -> Result<Scenario, Failure> {
    let mut scenario = all_on()?;
    let first = scenario.channels.first().cloned().ok_or("no channel")?;
    scenario.channels = (0..channels)
        .map(|i| {
            let mut channel = first.clone();
            channel.id = format!("{}-{i}", channel.id);
            channel
        })
        .collect();
    scenario.teams.iter_mut().for_each(|team| team.people *= f64::from(channels) / 3.0);
    Ok(scenario)
}

fn main() -> Result<(), Failure> {
    let mut asked = 5;
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--rounds" => asked = args.next().ok_or("--rounds needs a number")?.parse()?,
            "--profile" => return profile(&args.next().ok_or("--profile needs off, on or set")?),
            "--quick" => return quick(),
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    let mut levers = vec![
        Case::new("all off", &all_off()?, 0, REPLICATES)?,
        Case::new("all on", &all_on()?, 0, REPLICATES)?,
        Case::new("all on and set", &all_set()?, 0, REPLICATES)?,
    ];
    for (name, scenario) in alone()? {
        levers.push(Case::new(name, &scenario, 0, REPLICATES)?);
    }
    rounds(&mut levers, asked);
    let off = levers[0].median();
    println!("{:<20}{:>16}{:>16}{:>10}", "levers", "µs/replicate", "min to max", "x off");
    for case in &levers {
        println!("{:<20}{:>16.1}{:>16}{:>10.2}", case.name, case.median(), case.range(), case.median() / off);
    }

    let mut growth = Vec::new();
    for weeks in [26, 52, 104] {
        growth.push(Case::new(format!("weeks {weeks} + {weeks}"), &long(weeks)?, 2 * weeks as usize, REPLICATES / 2)?);
    }
    for channels in [1, 2, 4, 8] {
        let units = 3 * channels as usize;
        growth.push(Case::new(format!("cells {channels} x 3"), &wide(channels)?, units, REPLICATES / 2)?);
    }
    for replicates in [1_000, 4_000, 16_000] {
        growth.push(Case::new(format!("replicates {replicates}"), &all_on()?, 1, replicates)?);
    }
    println!("\n{:<20}{:>16}{:>16}{:>16}{:>16}", "all on", "µs/replicate", "min to max", "replicates/s", "µs a unit");
    let (first, last) = growth.split_at_mut(7);
    for group in [first, last] {
        rounds(group, GROWTH_ROUNDS);
        group.iter().for_each(Case::print);
    }
    let figures = |cases: &[Case]| -> serde_json::Map<String, serde_json::Value> {
        cases.iter().map(|case| (case.name.clone(), json!((case.median() * 10.0).round() / 10.0))).collect()
    };
    let on = levers[1].median() / off;
    println!(
        "\n{}",
        json!({ "rounds": asked, "x_off": (on * 1000.0).round() / 1000.0,
            "levers": figures(&levers), "growth": figures(&growth) })
    );
    Ok(())
}

/// The first three rows, and one with long queues, over many short rounds. For use while working: on a busy machine the
/// minimum of many is what counts.
fn quick() -> Result<(), Failure> {
    let mut cases = Vec::new();
    let all = [("off", all_off()?), ("on", all_on()?), ("set", all_set()?), ("queues", short_of_people()?)];
    for (name, scenario) in all {
        cases.push(Case::new(name, &scenario, 0, REPLICATES / 4)?);
    }
    rounds(&mut cases, 20);
    let least = |case: &Case| case.times.iter().fold(f64::INFINITY, |a, b| a.min(*b));
    for case in &cases {
        let (by_least, by_median) = (least(case) / least(&cases[0]), case.median() / cases[0].median());
        println!(
            "{:<6} least {:>7.1}, x {by_least:.2}; median {:>7.1}, x {by_median:.2}",
            case.name,
            least(case),
            case.median()
        );
    }
    Ok(())
}

/// Runs one scenario for a few seconds, for a profiler.
fn profile(which: &str) -> Result<(), Failure> {
    let scenario = match which {
        "off" => all_off()?,
        "on" => all_on()?,
        _ => all_set()?,
    };
    let mut case = Case::new(which, &scenario, 0, REPLICATES)?;
    case.run();
    println!("{which}: {:.1} µs/replicate", case.median());
    Ok(())
}
