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
    /// Replicates the run aims at.
    pub aim: u32,
    /// How far it is.
    pub phase: Phase,
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
