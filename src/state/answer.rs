//! The run that answers the scenario, as far as it is.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;

/// A scenario and its report.
pub type Answered = (Rc<Scenario>, Rc<Report>);

/// A settled answer that came with the page.
#[derive(Clone, Debug)]
pub struct Carried {
    /// What it answers, and what the first screen shows of it.
    pub answer: Answered,
    /// Where a reader sent it: the engine that gave it. It is shown as sent until the page's own run has confirmed it.
    pub sent_by: Option<Rc<str>>,
}

/// The run that answers the scenario.
#[derive(Clone, Default)]
pub struct Run {
    /// Counts scenarios asked.
    pub id: u32,
    /// The run that the report belongs to.
    pub(super) reported: u32,
    /// The latest report. It stays, marked stale, while a changed scenario's first replicates are on their way.
    pub report: Option<Rc<Report>>,
    /// The scenario the report answers.
    pub answers: Option<Rc<Scenario>>,
    /// A settled answer that came with the page: what its first screen shows of the report, no more. Gone once the page's own
    /// run has settled on it.
    pub(super) carried: Option<Carried>,
    /// The latest settled answers, the last one last, by the [figures](Scenario::figures) that they are of. What was settled is
    /// not asked again: a step back, another name, a note, a colour cost no time.
    pub(super) settled: Vec<Answered>,
    /// Replicates the run aims at.
    pub aim: u32,
    /// How far it is.
    pub phase: Phase,
}

/// Most settled answers that are remembered; their runs are kept as well (`worker/kept.rs`).
pub const REMEMBERED: usize = 4;

impl Run {
    /// Remembers a settled answer.
    pub(super) fn remember(&mut self, scenario: &Scenario, report: &Rc<Report>) {
        let figures = Rc::new(scenario.figures());
        self.settled.retain(|(of, _)| *of != figures);
        self.settled.push((figures, Rc::clone(report)));
        if self.settled.len() > REMEMBERED {
            self.settled.remove(0);
        }
    }

    /// The settled answer to a scenario, where it is remembered.
    pub(super) fn recall(&self, scenario: &Scenario) -> Option<Rc<Report>> {
        if self.settled.is_empty() {
            return None;
        }
        let figures = scenario.figures();
        let (_, report) = self.settled.iter().find(|(of, _)| **of == figures)?;
        if report.scenario == scenario.name {
            return Some(Rc::clone(report));
        }
        Some(Rc::new(Report { scenario: scenario.name.clone(), ..(**report).clone() }))
    }
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// No replicate of this scenario has arrived yet.
    #[default]
    Asking,
    /// Some have; more are coming.
    Refining,
    /// The verdict's error is small enough.
    Settled,
    /// It could not be computed; what to do.
    Failed(String),
}

impl Phase {
    /// Whether more of the answer is to come.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Asking | Self::Refining)
    }
}
