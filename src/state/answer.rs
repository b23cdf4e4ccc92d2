//! The run that answers the scenario, and its progress.

use std::rc::Rc;

use funnel_engine::VERSION;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, Target, TargetMetric};

use super::Notice;
use super::first_screen::{FirstScreen, figures};

/// A scenario and its report.
pub type Answered = (Rc<Scenario>, Rc<Report>);

/// A settled answer that came with the page.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The scenario, and what the first screen shows of its report.
    pub answer: Answered,
    /// If a reader sent it: the engine that computed it. It is shown as sent until the page's own run confirms it.
    pub sent_by: Option<Rc<str>>,
}

impl Carried {
    /// What came with the page, if it answers this scenario.
    pub(super) fn of(first: FirstScreen, scenario: &Rc<Scenario>) -> Option<Self> {
        let sent_by = first.sent.then(|| first.engine.into());
        (first.scenario.0 == **scenario).then(|| Self { answer: (Rc::clone(scenario), Rc::new(first.report)), sent_by })
    }

    /// A message for the case that the page's own run did not arrive at what was sent.
    fn unconfirmed(&self, own: &Report) -> Option<Notice> {
        let engine = self.sent_by.as_ref()?;
        if figures(own.clone()) == *self.answer.1 {
            return None;
        }
        let why = if **engine == *VERSION {
            "They are not what this scenario gives.".to_owned()
        } else {
            format!("They came from engine {engine}; this is engine {VERSION}.")
        };
        let title = format!("The figures sent with this scenario were replaced by those of this page’s own run. {why}");
        Some(Notice { title, problems: Vec::new() })
    }
}

/// The run that answers the scenario.
#[derive(Clone, Default)]
pub struct Run {
    /// Counts the scenarios asked.
    pub id: u32,
    /// The run to which the report belongs.
    pub(super) reported: u32,
    /// The latest report. After a change to the scenario it stays, marked stale, until the first replicates arrive.
    pub report: Option<Rc<Report>>,
    /// The scenario that the report answers.
    pub answers: Option<Rc<Scenario>>,
    /// A settled answer that came with the page: only what its first screen shows of the report. Removed once the
    /// page's own run has settled.
    pub(super) carried: Option<Carried>,
    /// The latest settled answers, the most recent last. They are not computed again, so an undo, a new name, a note or
    /// a colour takes no time.
    settled: Vec<(Asked, Rc<Report>)>,
    /// The latest answer that was given up before it had settled.
    unsettled: Option<(Asked, Rc<Report>)>,
    /// Whether what is said of the target is still to come: the rest is from the same question with another target.
    lacks_target: bool,
    /// Its progress.
    pub phase: Phase,
}

/// Most settled answers that are remembered; their runs are kept as well (`worker/kept.rs`).
pub const REMEMBERED: usize = 4;
/// Least replicates of an unsettled answer that is worth remembering: a step of a drag has fewer.
const WORTH: u32 = 256;

/// What a run is asked: the figures of a scenario, and of its target only what a report knows of it.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The figures, without the target.
    figures: Rc<Scenario>,
    /// The target's number and what it is of; `None` without one.
    target: Option<(f64, TargetMetric)>,
}

impl Asked {
    fn of(scenario: &Scenario) -> Self {
        let target = scenario.target.value.map(|value| (value, scenario.target.metric));
        Self { figures: Rc::new(Scenario { target: Target::default(), ..scenario.figures() }), target }
    }
}

impl Run {
    /// Begins to answer a scenario, possibly from memory.
    pub(super) fn ask(&mut self, scenario: &Rc<Scenario>) {
        self.keep_unsettled();
        self.id += 1;
        self.phase = Phase::Asking;
        self.lacks_target = false;
        if let Some((report, phase, lacks_target)) = self.recall(scenario) {
            // Nothing from an earlier run may be shown after it.
            self.reported = self.id;
            self.report = Some(report);
            self.answers = Some(Rc::clone(scenario));
            (self.phase, self.lacks_target) = (phase, lacks_target);
        }
    }

    /// Whether a run for one scenario answers the other as well.
    pub(super) fn answers_both(a: &Scenario, b: &Scenario) -> bool {
        Asked::of(a) == Asked::of(b)
    }

    /// The scenario's words have changed but not its figures: what is known stays, and a run goes on.
    pub(super) fn rename(&mut self, from: &Rc<Scenario>, to: &Rc<Scenario>) {
        if matches!(self.phase, Phase::Failed(_)) {
            return self.ask(to);
        }
        let named = |report: &Report| Rc::new(report.clone().named(to));
        if let Some(of) = self.answers.as_mut().filter(|of| Rc::ptr_eq(of, from)) {
            *of = Rc::clone(to);
            self.report = self.report.as_deref().map(named);
        }
        if let Some(Carried { answer: (of, report), .. }) = &mut self.carried
            && Rc::ptr_eq(of, from)
        {
            (*of, *report) = (Rc::clone(to), named(report));
        }
    }

    /// Takes in a report of a run for the scenario on the page; returns what to tell the reader. An earlier run's
    /// report may be shown on the way to the current one's.
    pub(super) fn take(
        &mut self,
        id: u32,
        (mut scenario, mut report): Answered,
        here: &Rc<Scenario>,
        settled: bool,
    ) -> Option<Notice> {
        // An answer on the screen is not replaced by a coarser one to the same question: neither by the first reports of
        // a run whose question was answered before, nor by those of one begun anew, as its workers were lost.
        let known = self.report.as_ref().filter(|_| id == self.reported);
        if let Some(known) = known.filter(|known| known.replicates > report.replicates) {
            if !self.lacks_target {
                return None;
            }
            report = Rc::new((**known).clone().with_target_of(&report));
        }
        let mut told = None;
        // The scenario may have been renamed during the run.
        if id == self.id && !Rc::ptr_eq(&scenario, here) {
            scenario = Rc::clone(here);
            report = Rc::new((*report).clone().named(here));
        }
        if settled {
            self.remember(&scenario, &report);
            let confirmed = self.carried.take_if(|carried| Rc::ptr_eq(&carried.answer.0, &scenario));
            told = confirmed.and_then(|carried| carried.unconfirmed(&report));
        }
        self.reported = id;
        self.report = Some(report);
        self.answers = Some(scenario);
        if id == self.id {
            self.phase = if settled { Phase::Settled } else { Phase::Refining };
        }
        told
    }

    /// Remembers a settled answer.
    fn remember(&mut self, scenario: &Scenario, report: &Rc<Report>) {
        let asked = Asked::of(scenario);
        self.settled.retain(|(of, _)| *of != asked);
        self.settled.push((asked, Rc::clone(report)));
        if self.settled.len() > REMEMBERED {
            self.settled.remove(0);
        }
    }

    /// Remembers an answer that is given up before it has settled.
    fn keep_unsettled(&mut self) {
        let is_whole = self.phase == Phase::Refining && !self.lacks_target;
        let known = self.answers.as_ref().zip(self.report.as_ref()).filter(|_| is_whole);
        if let Some((scenario, report)) = known.filter(|(_, report)| report.replicates >= WORTH) {
            self.unsettled = Some((Asked::of(scenario), Rc::clone(report)));
        }
    }

    /// What is remembered of a scenario's answer, and whether what it says of the target is missing, as it was about
    /// another.
    fn recall(&self, scenario: &Scenario) -> Option<(Rc<Report>, Phase, bool)> {
        if self.settled.is_empty() && self.unsettled.is_none() {
            return None;
        }
        let asked = Asked::of(scenario);
        let named = |report: &Report| report.clone().named(scenario);
        if let Some((_, report)) = self.settled.iter().find(|(of, _)| *of == asked) {
            return Some((Rc::new(named(report)), Phase::Settled, false));
        }
        if let Some((_, report)) = self.settled.iter().find(|(of, _)| of.figures == asked.figures) {
            return Some((Rc::new(named(report).without_target()), Phase::Refining, true));
        }
        let (_, report) = self.unsettled.as_ref().filter(|(of, _)| *of == asked)?;
        Some((Rc::new(named(report)), Phase::Refining, false))
    }
}

/// How far a run has got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// No replicate of this scenario has arrived yet.
    #[default]
    Asking,
    /// Some have arrived; more are coming.
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
