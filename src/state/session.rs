//! The one reducer of the page. Reducing is pure: effects (running, storing, opening) live in hooks that watch it.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario};
use yew::{Reducible, UseReducerDispatcher};

use crate::later;

use super::beside::{Beside, Next, Work};

/// Most steps that can be undone.
pub(super) const HISTORY: usize = 200;

/// Sends actions to the session; handed down by context.
pub type SessionDispatcher = UseReducerDispatcher<Session>;

/// Everything the page shows follows from this.
#[derive(Clone)]
pub struct Session {
    /// The scenario being asked; always valid.
    pub scenario: Rc<Scenario>,
    /// Scenarios kept to compare it with; valid too.
    pub beside: Beside,
    /// Earlier work, the latest last.
    undo: Vec<Work>,
    /// Work undone, the next to redo last.
    redo: Vec<Work>,
    /// True while a slider is dragged: its steps make one entry of the history.
    dragging: bool,
    /// Whether the address brought the scenario to the open page, so that whoever wrote the address knows it.
    pub linked: bool,
    /// The answer so far.
    pub run: Run,
    /// Something the reader must be told, until it is put away.
    pub notice: Option<Notice>,
}

/// A scenario and its report.
pub type Answered = (Rc<Scenario>, Rc<Report>);

/// The run that answers the scenario.
#[derive(Clone)]
pub struct Run {
    /// Counts scenarios asked.
    pub id: u32,
    /// The run that the report belongs to.
    reported: u32,
    /// The latest report. It stays, marked stale, while a changed scenario's first replicates are on their way.
    pub report: Option<Rc<Report>>,
    /// The scenario the report answers.
    pub answers: Option<Rc<Scenario>>,
    /// A settled answer that came with the page: what its first screen shows of the report, no more. Gone once the page's own
    /// run has settled on it.
    foreseen: Option<Answered>,
    /// Replicates the run aims at.
    pub aim: u32,
    /// How far it is.
    pub phase: Phase,
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// No replicate of this scenario has arrived yet.
    Asking,
    /// Some have; more are coming.
    Refining,
    /// The verdict's error is small enough.
    Settled,
    /// It could not be computed; what to do.
    Failed(String),
}

/// Something the reader must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One sentence.
    pub title: String,
    /// What is wrong where.
    pub problems: Vec<Problem>,
}

/// What can happen.
pub enum Action {
    /// A change of the scenario (from `engine::scenario::edit`); can be undone.
    Edit(Rc<Scenario>),
    /// A step of a drag; all steps up to [`Action::DragEnd`] are undone at once.
    Drag(Rc<Scenario>),
    /// The slider is let go.
    DragEnd,
    /// Another scenario was opened: from a file or a template; can be undone.
    Open(Rc<Scenario>),
    /// The page's address brought another scenario; can be undone.
    Linked(Rc<Scenario>),
    /// A change of the scenarios kept beside it ([`super::beside::Change`]); can be undone. Nothing comes of it where it gives
    /// nothing.
    Beside(Next),
    /// Those kept on an earlier visit; no step to undo.
    Restore(Beside),
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Results of run `id` arrived. In a drag they may belong to one of its earlier steps: newer than what is on the
    /// screen, though the slider is further already. What is older than that is dropped.
    Report {
        /// The run they belong to.
        id: u32,
        /// The scenario they answer.
        scenario: Rc<Scenario>,
        /// The merged report.
        report: Rc<Report>,
        /// Whether it is the last.
        settled: bool,
        /// Replicates aimed at.
        aim: u32,
    },
    /// Run `id` cannot go on.
    Failed {
        /// The run.
        id: u32,
        /// Why, and what to do.
        message: String,
    },
    /// Tell the reader.
    Notify(Notice),
    /// Put the notice away.
    Dismiss,
}

impl Session {
    /// A session that begins with a scenario.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>) -> Self {
        let (report, answers, foreseen) = (None, None, None);
        let run = Run { id: 0, reported: 0, report, answers, foreseen, aim: 0, phase: Phase::Asking };
        let (beside, undo, redo) = (Beside::default(), Vec::new(), Vec::new());
        Self { scenario, beside, undo, redo, dragging: false, linked: false, run, notice: None }
    }

    /// The same with a settled answer to its scenario, of which the page's own run is still to come.
    #[must_use]
    pub fn with_answer(mut self, report: Option<Report>) -> Self {
        self.run.foreseen = report.map(|report| (Rc::clone(&self.scenario), Rc::new(report)));
        self
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Whether a slider is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.dragging
    }

    /// The same session with something to tell.
    #[must_use]
    pub fn with_notice(self, notice: Option<Notice>) -> Self {
        Self { notice, ..self }
    }

    /// The answer on the screen and the scenario it answers: the run's latest report, or what came with the page while that
    /// is sharper.
    #[must_use]
    pub fn seen(&self) -> Option<Answered> {
        let own = self.run.answers.clone().zip(self.run.report.clone());
        let sharper = |(of, _): &&Answered| {
            Rc::ptr_eq(of, &self.scenario) || own.as_ref().is_none_or(|(own, _)| Rc::ptr_eq(of, own))
        };
        self.run.foreseen.as_ref().filter(sharper).cloned().or(own)
    }

    /// True when the answer on the screen is to another scenario than the one asked.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.seen().is_some_and(|(answered, _)| !Rc::ptr_eq(&answered, &self.scenario))
    }

    /// True when it is the scenario's last word.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let foreseen = |(of, _): &Answered| Rc::ptr_eq(of, &self.scenario);
        self.run.phase == Phase::Settled || self.run.foreseen.as_ref().is_some_and(foreseen)
    }

    /// Puts a scenario in place and asks it.
    fn ask(&mut self, scenario: Rc<Scenario>) {
        self.scenario = scenario;
        self.linked = false;
        self.run.id += 1;
        self.run.phase = Phase::Asking;
    }

    fn work(&self) -> Work {
        (Rc::clone(&self.scenario), self.beside.clone())
    }

    /// Puts work in place; what is on the page already is not asked again.
    fn take(&mut self, (scenario, beside): Work) {
        self.beside = beside;
        self.dragging = false;
        if !Rc::ptr_eq(&scenario, &self.scenario) {
            self.ask(scenario);
        }
    }

    fn remember(&mut self) {
        self.undo.push(self.work());
        if self.undo.len() > HISTORY {
            self.undo.remove(0);
        }
        self.redo.clear();
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        let is_link = matches!(action, Action::Linked(_));
        match action {
            Action::Edit(scenario) | Action::Open(scenario) | Action::Linked(scenario) | Action::Drag(scenario)
                if later::here().is_some_and(|later| (later.is_same)(&scenario, &self.scenario)) =>
            {
                return self;
            }
            Action::Edit(scenario) => {
                next.remember();
                next.dragging = false;
                next.ask(scenario);
            }
            Action::Open(scenario) | Action::Linked(scenario) => {
                next.remember();
                next.dragging = false;
                next.notice = None;
                next.ask(scenario);
                next.linked = is_link;
            }
            Action::Drag(scenario) => {
                if !next.dragging {
                    next.remember();
                    next.dragging = true;
                }
                next.ask(scenario);
            }
            Action::Beside(change) => {
                let Some(work) = change(&next.scenario, &next.beside) else { return self };
                next.remember();
                next.take(work);
            }
            Action::Restore(beside) => next.beside = beside,
            Action::DragEnd => next.dragging = false,
            Action::Undo => {
                let Some(back) = next.undo.pop() else { return self };
                next.redo.push(next.work());
                next.take(back);
            }
            Action::Redo => {
                let Some(forward) = next.redo.pop() else { return self };
                next.undo.push(next.work());
                next.take(forward);
            }
            Action::Report { id, scenario, report, settled, aim } => {
                if id < self.run.reported || id > self.run.id {
                    return self;
                }
                next.run.reported = id;
                next.run.foreseen = next.run.foreseen.filter(|(of, _)| !settled || !Rc::ptr_eq(of, &scenario));
                next.run.report = Some(report);
                next.run.answers = Some(scenario);
                if id == self.run.id {
                    next.run.aim = aim;
                    next.run.phase = if settled { Phase::Settled } else { Phase::Refining };
                }
            }
            Action::Failed { id, message } => {
                if id != self.run.id {
                    return self;
                }
                next.run.phase = Phase::Failed(message);
            }
            Action::Notify(notice) => next.notice = Some(notice),
            Action::Dismiss => next.notice = None,
        }
        Rc::new(next)
    }
}
