//! From the plain process, which formulas can follow, to the whole one, one reason at a time: each process is
//! simulated, so the effect of each reason is known.

use funnel_engine::report::Report;
use funnel_engine::scenario::{Delay, Input, Levers, Market, Scenario, SpendChange, Timing, distribution};
use funnel_engine::simulate::{Simulator, Tally};

/// Futures for which each process in between is simulated.
const REPLICATES: u32 = 512;

/// Why simulated means differ from what the formulas give.
pub(super) struct Reason {
    /// Its name, in a word or two.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) what: &'static str,
    /// Takes it out of a scenario.
    without: fn(&mut Scenario),
}

/// All of them, in the order in which they are put back: later ones may need earlier ones.
pub(super) const REASONS: [Reason; 6] = [
    Reason {
        name: "Time",
        what: "people wait and only what lands within the horizon counts; money works for weeks, and a plan’s change may \
               last for some of them",
        without: without_time,
    },
    Reason {
        name: "Segments and channels",
        what: "who comes from elsewhere, or is another kind of customer, converts and buys differently",
        without: without_kinds,
    },
    Reason {
        name: "Teams",
        what: "what does not fit into their hours waits and goes stale; people cost money by the week",
        without: without_teams,
    },
    Reason {
        name: "Levers",
        what: "renewals, word of mouth, nurture and all else that the scenario has or the plan changes beside spend and rates",
        without: without_levers,
    },
    Reason { name: "Season and market", what: "weeks differ, and years do", without: |s| s.market = Market::default() },
    Reason {
        name: "Ranges",
        what: "the mean of a product or a curve is not the product or the curve at the means; the wider the ranges, the \
               larger the difference",
        without: without_ranges,
    },
];

fn without_time(s: &mut Scenario) {
    for stage in &mut s.stages {
        (stage.delay, stage.loss.delay) = (Delay::None, None);
    }
    for channel in &mut s.channels {
        (channel.carry_over, channel.lead_weeks, channel.past_spend_per_week) = (Input::default(), 0, None);
    }
    s.segments.iter_mut().for_each(|segment| segment.cycle = 1.0);
    s.money.revenue_counts = Timing::WhenWon;
    let weeks = s.frame.horizon_weeks;
    for plan in &mut s.plans {
        let to_mean = |c: &funnel_engine::scenario::Channel| {
            let planned = super::planned_spend(plan, c, weeks);
            SpendChange { channels: vec![c.id.clone()], scale: 0.0, add_per_week: planned, ..SpendChange::default() }
        };
        plan.spend = s.channels.iter().map(to_mean).collect();
    }
}

fn without_kinds(s: &mut Scenario) {
    s.segments.clear();
    for channel in &mut s.channels {
        channel.close_shift = Input::default();
        channel.segment_shares.clear();
    }
}

fn without_teams(s: &mut Scenario) {
    s.teams.clear();
    s.stages.iter_mut().for_each(|stage| stage.work = None);
}

fn without_levers(s: &mut Scenario) {
    s.levers = Levers::default();
    s.plans.iter_mut().for_each(|plan| plan.settings.clear());
}

fn without_ranges(s: &mut Scenario) {
    let means: Vec<_> = s
        .inputs()
        .iter()
        .filter_map(|field| {
            let known = distribution(&field.input.value, field.domain).ok()?;
            Some((field.path.json.clone(), known.dist.mean() * known.scale))
        })
        .collect();
    for (path, mean) in means {
        if let Some(input) = s.input_mut(&path) {
            *input = Input::fixed(mean);
        }
    }
}

/// A process between the plain and the whole one.
#[derive(Clone, Debug)]
struct Between {
    scenario: Scenario,
    /// What has been put back since the previous one.
    reasons: Vec<usize>,
}

/// The plain process, those between it and the whole one as far as they differ, and the whole one.
fn between(s: &Scenario) -> Vec<Between> {
    let mut whole = s.clone();
    whole.plans.truncate(1);
    whole.frame.run_off_weeks = 0;
    let with = |back: usize| {
        let mut scenario = whole.clone();
        REASONS[back..].iter().rev().for_each(|reason| (reason.without)(&mut scenario));
        scenario
    };
    let mut all = vec![Between { scenario: with(0), reasons: Vec::new() }];
    for back in 1..=REASONS.len() {
        let scenario = with(back);
        if all.last().is_none_or(|before| before.scenario != scenario) {
            all.push(Between { scenario, reasons: vec![back - 1] });
        }
    }
    all
}

/// The plain process simulated, and what each reason adds.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Reports, each with what has been put back since the previous one, the plain process first; empty if that could
    /// not be simulated.
    pub(super) reports: Vec<(Vec<usize>, Report)>,
    /// What is put back last; the process is then the whole one, which is the answer itself.
    pub(super) last: Vec<usize>,
}

/// Simulates the processes that the check needs, one block at a time, so that a page stays responsive.
pub struct Checking {
    /// Those still to come, with the next one last.
    waiting: Vec<Between>,
    running: Option<Running>,
    checked: Checked,
}

struct Running {
    reasons: Vec<usize>,
    simulator: Simulator,
    tally: Tally,
    block: u32,
}

impl Checking {
    /// Begins with nothing simulated.
    #[must_use]
    pub fn new(s: &Scenario) -> Self {
        let mut waiting = between(s);
        let last = if waiting.len() > 1 { waiting.pop().map(|x| x.reasons).unwrap_or_default() } else { Vec::new() };
        waiting.reverse();
        Self { waiting, running: None, checked: Checked { last, ..Checked::default() } }
    }

    /// Simulates one block; returns whether there is more to do.
    pub fn step(&mut self) -> bool {
        if let Some(mut running) = self.running.take().or_else(|| self.next()) {
            running.simulator.step(running.block, REPLICATES, &mut running.tally);
            running.block += 1;
            if running.block < running.simulator.blocks(REPLICATES).end {
                self.running = Some(running);
            } else {
                self.checked.reports.push((running.reasons, running.tally.report(running.simulator.model())));
            }
        }
        self.running.is_some() || !self.waiting.is_empty()
    }

    /// The next process that can be simulated.
    fn next(&mut self) -> Option<Running> {
        let Between { scenario, reasons } = self.waiting.pop()?;
        match Simulator::new(&scenario) {
            Ok(simulator) => {
                let simulator = simulator.without_books().without_paths();
                Some(Running { reasons, tally: simulator.tally(), simulator, block: 0 })
            }
            // Without the plain process there is nothing to check.
            Err(_) if reasons.is_empty() => {
                self.waiting.clear();
                None
            }
            // Something may be missing on which another part depends: then what was put back is reported together with
            // the next reason.
            Err(_) => {
                let with = self.waiting.last_mut().map_or(&mut self.checked.last, |next| &mut next.reasons);
                with.splice(0..0, reasons);
                None
            }
        }
    }

    /// The result.
    #[must_use]
    pub fn done(mut self) -> Checked {
        while self.step() {}
        self.checked
    }
}
