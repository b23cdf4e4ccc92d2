//! The page's only reducer. It is pure: effects (running, storing, opening) are in hooks that watch it.

use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use yew::{Reducible, UseReducerDispatcher};

use super::action::{Action, Notice};
use super::answer::{Carried, Phase, Run};
use super::beside::{Beside, Work};
use super::first_screen::FirstScreen;
use super::piece::{Piece, Unopened};
use super::storage::Kept;

/// Most steps that can be undone.
pub(super) const HISTORY: usize = 200;

/// Sends actions to the session; passed down by context.
pub type SessionDispatcher = UseReducerDispatcher<Session>;

/// Everything the page shows follows from this.
#[derive(Clone)]
pub struct Session {
    /// The scenario being asked; always valid.
    pub scenario: Rc<Scenario>,
    /// Scenarios kept for comparison; also valid.
    pub beside: Beside,
    /// Which piece of work is on the page.
    pub piece: Piece,
    /// Number of pieces of work so far.
    pieces: u32,
    /// What the address asks for, if that cannot be shown; then nothing else is.
    pub unopened: Option<Unopened>,
    /// Earlier work, the latest last.
    undo: Vec<Step>,
    /// Work undone, the next to redo last.
    redo: Vec<Step>,
    /// Whether a slider is being dragged: all its steps make one entry in the history.
    dragging: bool,
    /// Whether the next step of the slider belongs to the latest entry, as its keys follow each other.
    rests: bool,
    /// Whether the address brought the scenario to the open page, so that whoever wrote the address knows it.
    pub linked: bool,
    /// The answer so far.
    pub run: Run,
    /// A message for the reader, until it is closed.
    pub notice: Option<Notice>,
}

/// Work in the history, with the piece to which it belongs.
type Step = (Work, Piece);

impl Session {
    /// A session that begins with a scenario.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>) -> Self {
        let (undo, redo) = (Vec::new(), Vec::new());
        Self {
            scenario,
            beside: Beside::default(),
            piece: Piece::default(),
            pieces: 0,
            unopened: None,
            undo,
            redo,
            dragging: false,
            rests: false,
            linked: false,
            run: Run::default(),
            notice: None,
        }
    }

    /// A session that begins with kept work.
    #[must_use]
    pub fn of_kept(kept: &Kept) -> Self {
        let piece = Piece { number: 0, link: kept.link, kept: Some(Rc::clone(&kept.id)) };
        Self { beside: kept.body.beside.clone(), piece, ..Self::new(Rc::clone(&kept.body.scenario)) }
    }

    /// The same where a link brought the scenario.
    #[must_use]
    pub fn of_link(mut self) -> Self {
        self.piece.link = true;
        self
    }

    /// The same while a link in the address cannot be shown.
    #[must_use]
    pub fn with_unopened(self, unopened: Option<Unopened>) -> Self {
        Self { unopened, ..self }
    }

    /// The same with the answer that came with the page, if it is for this scenario; a run of its own is yet to come.
    #[must_use]
    pub fn with_first_screen(mut self, first: Option<FirstScreen>) -> Self {
        self.run.carried = first.and_then(|first| Carried::of(first, &self.scenario));
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

    /// The same session with a notice.
    #[must_use]
    pub fn with_notice(self, notice: Option<Notice>) -> Self {
        Self { notice, ..self }
    }

    /// Whether there is work on the page, or under a link that cannot be read.
    fn has_work(&self) -> bool {
        self.unopened.as_ref().is_none_or(|unopened| unopened.over_work)
    }

    /// Replaces the scenario by another.
    fn open(&mut self, scenario: Rc<Scenario>) {
        self.dragging = false;
        self.notice = None;
        self.unopened = None;
        self.ask(scenario);
    }

    /// Sets a scenario, and asks for its answer if its figures are different.
    fn ask(&mut self, scenario: Rc<Scenario>) {
        let before = std::mem::replace(&mut self.scenario, scenario);
        self.linked = false;
        if Run::answers_both(&before, &self.scenario) {
            self.run.rename(&before, &self.scenario);
        } else {
            self.run.ask(&self.scenario);
        }
    }

    fn step(&self) -> Step {
        ((Rc::clone(&self.scenario), self.beside.clone()), self.piece.clone())
    }

    /// Begins another piece of work.
    fn begin(&mut self, link: bool, kept: Option<Rc<str>>) {
        self.pieces += 1;
        self.piece = Piece { number: self.pieces, link, kept };
    }

    /// Sets work; a scenario that is already on the page is not asked again.
    fn take(&mut self, ((scenario, beside), piece): Step) {
        self.beside = beside;
        self.piece = piece;
        self.dragging = false;
        if !Rc::ptr_eq(&scenario, &self.scenario) {
            self.ask(scenario);
        }
    }

    fn remember(&mut self) {
        if !self.has_work() {
            return;
        }
        self.undo.push(self.step());
        if self.undo.len() > HISTORY {
            self.undo.remove(0);
        }
        self.redo.clear();
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // What is out of sight stays as it is.
        if self.unopened.is_some() && action.changes_work() {
            return self;
        }
        let mut next = (*self).clone();
        let is_link = matches!(action, Action::Linked(_));
        next.rests &= matches!(action, Action::Drag(_)) || !action.changes_work() && !action.opens_work();
        match action {
            Action::Edit(scenario) | Action::Open(scenario) | Action::Linked(scenario) | Action::Drag(scenario)
                if *scenario == *self.scenario =>
            {
                if self.unopened.is_none() {
                    return self;
                }
                if !self.has_work() {
                    next.begin(is_link, None);
                }
                next.unopened = None;
            }
            Action::Edit(scenario) => {
                next.remember();
                next.dragging = false;
                next.ask(scenario);
            }
            Action::Open(scenario) | Action::Linked(scenario) => {
                next.remember();
                next.open(scenario);
                next.begin(is_link, None);
                next.linked = is_link;
            }
            Action::Kept(kept) => {
                next.remember();
                next.open(kept.body.scenario);
                next.beside = kept.body.beside;
                next.begin(kept.link, Some(kept.id));
            }
            Action::Drag(scenario) => {
                if !next.dragging && !next.rests {
                    next.remember();
                }
                next.dragging = true;
                next.ask(scenario);
            }
            Action::Beside(change) => {
                let Some(work) = change(&next.scenario, &next.beside) else { return self };
                next.remember();
                let piece = next.piece.clone();
                next.take((work, piece));
            }
            Action::Unopened(problems) => {
                let over_work = self.has_work();
                next.dragging = false;
                next.notice = None;
                next.unopened = Some(Unopened { problems, in_file: false, over_work });
            }
            Action::PutAside => next.unopened = None,
            Action::Rest => (next.dragging, next.rests) = (false, true),
            Action::DragEnd => next.dragging = false,
            Action::Undo => {
                let Some(back) = next.undo.pop() else { return self };
                next.redo.push(next.step());
                next.take(back);
            }
            Action::Redo => {
                let Some(forward) = next.redo.pop() else { return self };
                next.undo.push(next.step());
                next.take(forward);
            }
            Action::Report { id, scenario, report, settled } => {
                if id < self.run.reported || id > self.run.id {
                    return self;
                }
                let told = next.run.take(id, (scenario, report), &self.scenario, settled);
                next.notice = told.or(next.notice);
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
