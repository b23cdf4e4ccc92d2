//! How many replicates a run takes, and after how many it says something.
//!
//! Both follow from the scenario alone, never from the machine's speed: the same scenario settles on the same
//! replicates everywhere, so the command line repeats the page's numbers when it is given the page's replicates.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::simulator::{MAX_REPLICATES, Simulator};
use crate::process::{BATCH, Model};
use crate::report::Report;

/// Standard error at which a chance is good enough to settle: its 95 % interval is ±2 percentage points, which is one of
/// the fifty futures that sentences count in.
pub const SETTLED_SE: f64 = 0.01;
/// Fewest replicates of a settled verdict: the quantiles of money need them even where the chances are clear. The share
/// below a P10 is then .1 within 1.3 percentage points (95 %; the standard error of .1 among 2,048 is .0066).
pub const FEWEST: u32 = 2_048;
/// Replicates of the first report; each further one has several times as many. Its chances are within 9 points (one standard
/// error), as it says, and it is the one that a drag waits for.
pub const FIRST: u32 = 32;
const GROWTH: u32 = 8;
/// The report that sets the aim: soon enough that workers never wait for it, and with a standard error of at most 3
/// points, which moves an aim above [`FEWEST`] by 6 % or less.
const ESTIMATED_AT: u32 = 256;
/// Aimed above the estimate, as it is one: otherwise half of all runs would need a second leg.
const MARGIN: f64 = 1.05;

/// When a run is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// Every chance that the verdict names has a standard error of at most [`SETTLED_SE`].
    Verdict,
    /// After so many replicates, with one report at the end.
    Replicates(u32),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Replicates in the report.
    pub replicates: u32,
    /// Replicates aimed at.
    pub aim: u32,
    /// Whether this report is the last.
    pub settled: bool,
}

impl Goal {
    /// Replicates aimed at before anything is known.
    #[must_use]
    pub fn first_aim(self) -> u32 {
        match self {
            Self::Verdict => FEWEST,
            Self::Replicates(n) => n.clamp(1, MAX_REPLICATES),
        }
    }

    /// Replicates beyond which nothing is simulated.
    #[must_use]
    pub fn most(self) -> u32 {
        match self {
            Self::Verdict => MAX_REPLICATES,
            Self::Replicates(n) => n,
        }
    }

    /// Replicates of the first report after `replicates`, when `aim` is aimed at.
    #[must_use]
    pub fn next_report(self, replicates: u32, aim: u32) -> u32 {
        let mut next = match self {
            Self::Verdict => FIRST,
            Self::Replicates(_) => aim,
        };
        while next <= replicates && next < aim {
            next = next.saturating_mul(GROWTH);
        }
        // A report shortly before the last says little that the previous one did not.
        if next > aim / 2 { aim } else { next }
    }

    /// What a report means for the run that aimed at `aim`.
    ///
    /// The aim changes only at `ESTIMATED_AT`, and where it was reached in vain: whoever hands out blocks never
    /// finds that a chunk on its way reaches beyond a report.
    #[must_use]
    pub fn review(self, report: &Report, aim: u32) -> Progress {
        let replicates = report.replicates;
        let needed = match self {
            Self::Replicates(_) => aim,
            Self::Verdict => needed(report),
        };
        let settled = replicates >= needed.max(self.first_aim());
        let aim = match self {
            Self::Replicates(_) => aim,
            Self::Verdict if settled => replicates,
            Self::Verdict if replicates == ESTIMATED_AT || replicates >= aim => aimed(needed).max(aim),
            Self::Verdict => aim,
        };
        Progress { replicates, aim, settled }
    }
}

/// Simulates until the verdict has settled, on this thread: the last report of a page that is asked the same.
///
/// ```
/// use funnel_engine::process::Model;
/// use funnel_engine::scenario::templates;
/// use funnel_engine::simulate::{FEWEST, SETTLED_SE, settled};
///
/// let mut scenario = templates::load("blank").unwrap();
/// scenario.frame.horizon_weeks = 8;
/// let report = settled(Model::new(&scenario).unwrap().into());
/// assert!(report.replicates >= FEWEST && report.comparisons[0].pays_back.se <= SETTLED_SE);
/// ```
#[must_use]
pub fn settled(model: Arc<Model>) -> Report {
    let goal = Goal::Verdict;
    let mut simulator = Simulator::of(model);
    let (mut tally, mut done, mut aim) = (simulator.tally(), 0, goal.first_aim());
    loop {
        let due = goal.next_report(done, aim);
        for block in done / BATCH as u32..due.div_ceil(BATCH as u32) {
            simulator.step(block, goal.most(), &mut tally);
        }
        done = tally.replicates();
        let report = tally.report(simulator.model());
        let progress = goal.review(&report, aim);
        if progress.settled {
            return report;
        }
        aim = progress.aim;
    }
}

/// Replicates at which the least certain chance's standard error is [`SETTLED_SE`], going by its present estimate.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most .25 / .01² = 2,500")]
fn needed(report: &Report) -> u32 {
    let paying = report.comparisons.iter().map(|c| c.pays_back.value);
    let reaching = report.arms.iter().filter_map(|arm| arm.target).map(|target| target.value);
    let variance = paying.chain(reaching).map(|p| p * (1.0 - p)).fold(0.0, f64::max);
    (variance / (SETTLED_SE * SETTLED_SE)).ceil() as u32
}

/// The estimate and its margin, in whole blocks.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1.05 × 2,500")]
fn aimed(needed: u32) -> u32 {
    ((f64::from(needed) * MARGIN).ceil() as u32).next_multiple_of(BATCH as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Chance, Comparison};

    fn report(replicates: u32, chance: f64) -> Report {
        let mut report: Report = serde_json::from_value(serde_json::json!({
            "engine": "", "scenario": "", "currency": "USD", "seed": 1, "replicates": replicates,
            "band_replicates": 0, "horizon_weeks": 1, "weeks": 1, "people_weeks": 1, "arms": [], "comparisons": [],
        }))
        .unwrap();
        let se = (chance * (1.0 - chance) / f64::from(replicates)).sqrt();
        let comparison = Comparison {
            arm: 1,
            spend: 0.0,
            difference: [].into(),
            marginal_cac: Default::default(),
            uplift: Default::default(),
            mean_uplift: Default::default(),
            pays_back: Chance { value: chance, se, low: 0.0, high: 1.0 },
            pays_back_after: Default::default(),
            revenue_rises: Default::default(),
            dots: Vec::new(),
            cumulative_revenue: Default::default(),
            cumulative_profit: Default::default(),
            books: None,
        };
        report.comparisons.push(comparison);
        report
    }

    /// All reports of a run whose chance stays as given.
    fn run(chance: f64) -> Vec<Progress> {
        let (goal, mut all) = (Goal::Verdict, Vec::new());
        let (mut done, mut aim, mut settled) = (0, goal.first_aim(), false);
        while !settled {
            done = goal.next_report(done, aim);
            let progress = goal.review(&report(done, chance), aim);
            (aim, settled) = (progress.aim, progress.settled);
            all.push(progress);
        }
        all
    }

    #[test]
    fn reports_grow_up_to_the_aim() {
        let replicates = |chance| run(chance).iter().map(|p| p.replicates).collect::<Vec<_>>();
        assert_eq!(replicates(1.0), [32, 256, 2_048]);
        // .5 needs .25 / .01² = 2,500; with 5 % more, in blocks of 32: 2,656.
        assert_eq!(replicates(0.5), [32, 256, 2_656]);
        // .7 needs .21 / .01² = 2,100 and aims at 2,208.
        assert_eq!(replicates(0.7), [32, 256, 2_208]);
    }

    #[test]
    fn an_aim_that_was_too_low_grows_and_one_too_high_ends_early() {
        // Clear at 256, at .5 when 2,048 have come: not settled, a second leg.
        let goal = Goal::Verdict;
        let early = goal.review(&report(256, 1.0), 2_048);
        assert_eq!((early.aim, early.settled), (2_048, false));
        let late = goal.review(&report(2_048, 0.5), early.aim);
        assert_eq!((late.aim, late.settled), (2_656, false));
        let done = goal.review(&report(2_048, 0.99), 2_656);
        assert_eq!((done.aim, done.settled), (2_048, true));
    }

    #[test]
    fn settled_means_the_error_is_small_enough() {
        for chance in [0.03, 0.2, 0.41, 0.5, 0.77, 0.999] {
            let last = run(chance).pop().unwrap();
            let se = report(last.replicates, chance).comparisons[0].pays_back.se;
            assert!(se <= SETTLED_SE && last.replicates >= FEWEST, "{chance}: {se}");
            assert_eq!(last.replicates % BATCH as u32, 0);
        }
    }

    #[test]
    fn a_number_of_replicates_is_taken_at_its_word() {
        let goal = Goal::Replicates(100);
        assert_eq!(goal.next_report(0, goal.first_aim()), 100);
        let progress = goal.review(&report(100, 0.5), 100);
        assert_eq!(progress, Progress { replicates: 100, aim: 100, settled: true });
        assert_eq!(Goal::Replicates(0).first_aim(), 1);
        assert_eq!(Goal::Replicates(u32::MAX).first_aim(), MAX_REPLICATES);
    }
}
