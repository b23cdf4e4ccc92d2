//! How many replicates a run takes, and after how many it says something.
//!
//! Both are the same for every scenario and on every machine, so the command line repeats the page's numbers when it is
//! given [`SETTLED`] replicates.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::simulator::{MAX_REPLICATES, Simulator, blocks};
use crate::process::Model;
use crate::report::Report;

/// Replicates of a settled verdict. Whatever a chance is, its standard error is then at most √(¼/2,048), 1.1 percentage
/// points: its 95 % interval is about one of the fifty futures that sentences count in, either way. The share below a P10
/// is .1 within 1.3 points.
pub const SETTLED: u32 = 2_048;
/// Replicates of the first report; each further one has several times as many. Its chances are within 9 points (one standard
/// error), as it says, and it is the one that a drag waits for.
pub const FIRST: u32 = 32;
const GROWTH: u32 = 8;

/// When a run is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// After [`SETTLED`] replicates, with reports on the way.
    Verdict,
    /// After so many replicates, with one report at the end.
    Replicates(u32),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Replicates in the report.
    pub replicates: u32,
    /// Whether this report is the last.
    pub settled: bool,
}

impl Goal {
    /// Replicates of the last report.
    #[must_use]
    pub fn replicates(self) -> u32 {
        match self {
            Self::Verdict => SETTLED,
            Self::Replicates(n) => n.clamp(1, MAX_REPLICATES),
        }
    }

    /// Replicates of the first report after `replicates`.
    #[must_use]
    pub fn next_report(self, replicates: u32) -> u32 {
        let all = self.replicates();
        let mut next = match self {
            Self::Verdict => FIRST,
            Self::Replicates(_) => all,
        };
        while next <= replicates && next < all {
            next = next.saturating_mul(GROWTH);
        }
        next.min(all)
    }

    /// How far a run is with a report of so many replicates.
    #[must_use]
    pub fn progress(self, replicates: u32) -> Progress {
        Progress { replicates, settled: replicates >= self.replicates() }
    }
}

/// Simulates until the verdict has settled, on this thread: the last report of a page that is asked the same.
///
/// ```
/// use funnel_engine::process::Model;
/// use funnel_engine::scenario::templates;
/// use funnel_engine::simulate::{SETTLED, settled};
///
/// let mut scenario = templates::load("blank").unwrap();
/// scenario.frame.horizon_weeks = 8;
/// let report = settled(Model::new(&scenario).unwrap().into());
/// assert!(report.replicates == SETTLED && report.comparisons[0].pays_back.se < 0.0111);
/// ```
#[must_use]
pub fn settled(model: Arc<Model>) -> Report {
    let mut simulator = Simulator::of(model);
    let mut tally = simulator.tally();
    for block in blocks(SETTLED) {
        simulator.step(block, SETTLED, &mut tally);
    }
    tally.report(simulator.model())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::BATCH;

    /// The replicates of all reports of a run.
    fn reports(goal: Goal) -> Vec<u32> {
        let next = |done: &u32| (!goal.progress(*done).settled).then(|| goal.next_report(*done));
        std::iter::successors(Some(goal.next_report(0)), next).collect()
    }

    #[test]
    fn reports_grow_up_to_the_last() {
        assert_eq!(reports(Goal::Verdict), [FIRST, 256, SETTLED]);
        assert!(reports(Goal::Verdict).iter().all(|replicates| replicates % BATCH as u32 == 0));
        assert!(!Goal::Verdict.progress(SETTLED - 1).settled);
    }

    #[test]
    fn a_number_of_replicates_is_taken_at_its_word() {
        assert_eq!(reports(Goal::Replicates(100)), [100]);
        assert_eq!(Goal::Replicates(100).progress(100), Progress { replicates: 100, settled: true });
        assert_eq!(Goal::Replicates(0).replicates(), 1);
        assert_eq!(Goal::Replicates(u32::MAX).replicates(), MAX_REPLICATES);
    }
}
