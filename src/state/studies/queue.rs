//! The page's studies: those that wait, those at work, and those that are remembered.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::rc::Rc;

use funnel_decide::Finding;
use funnel_engine::scenario::View;

use super::Stage;
use crate::components::Sight;
use crate::worker::StudyId;
use crate::worker::study::{Job, Studying, Word, is_at_hand};

/// Studies at work at the same time: while one processes results, the other's runs keep the cores busy. Those of views
/// in sight do not wait for the others: they begin beside them, and come first.
const AT_ONCE: usize = 2;

/// What a study has reported so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StudyState {
    pub(super) found: Option<Rc<Finding>>,
    pub(super) stage: Stage,
}

/// Who asked for a study.
pub(super) struct Listener {
    /// The view that shows what it finds; `None` for places that show findings of many studies.
    pub(super) view: Option<View>,
    /// Receives what it reports.
    pub(super) tell: Box<dyn Fn(&StudyState)>,
}

/// A study that was requested, by one or several views: the same question about the same figures is a single study.
pub(super) struct StudyRequest {
    pub(super) job: Job,
    pub(super) told: RefCell<StudyState>,
    pub(super) listeners: RefCell<Vec<Rc<Listener>>>,
}

impl StudyRequest {
    pub(super) fn tell(&self, word: Word) {
        let told = {
            let mut told = self.told.borrow_mut();
            match word {
                // Messages for the page, not for the reader.
                Word::Ready | Word::Order { .. } => return,
                Word::Progress(done) => told.stage = Stage::Works(done),
                Word::Finding(found) => {
                    told.found = Some(Rc::new(found));
                    if told.stage == Stage::Waits {
                        told.stage = Stage::Works(0.0);
                    }
                }
                Word::Done => told.stage = Stage::Done,
                Word::Failed(message) => told.stage = Stage::Failed(message.into()),
            }
            told.clone()
        };
        // A listener may leave in response.
        let all = self.listeners.borrow().clone();
        for listener in all {
            (listener.tell)(&told);
        }
    }

    /// Where the views that show it are for the reader.
    fn sight(&self) -> Sight {
        let all = self.listeners.borrow();
        let sights = all.iter().filter_map(|listener| listener.view).map(|view| Sight::of(view.name()));
        sights.max().unwrap_or(Sight::Away)
    }
}

/// Earlier studies that are remembered: those of a question and of the few before it, so that an undo computes nothing
/// anew.
const REMEMBERED: usize = 32;

/// The page's studies.
#[derive(Default)]
pub(super) struct Queue {
    /// Whether the page is paused.
    pub(super) paused: bool,
    /// Whether the answer is being computed.
    pub(super) answering: bool,
    pub(super) waiting: VecDeque<Rc<StudyRequest>>,
    pub(super) at_work: Vec<(Rc<StudyRequest>, Studying)>,
    /// Finished, the latest last.
    pub(super) done: VecDeque<Rc<StudyRequest>>,
}

impl Queue {
    /// All that were requested and are not forgotten.
    pub(super) fn known(&self) -> impl Iterator<Item = &Rc<StudyRequest>> {
        self.waiting.iter().chain(self.at_work.iter().map(|(asked, _)| asked)).chain(&self.done)
    }

    /// The study for a job: an existing one, or a new one at the end of the queue.
    pub(super) fn place(&mut self, job: Job) -> Rc<StudyRequest> {
        if let Some(asked) = self.known().find(|asked| asked.job == job) {
            return Rc::clone(asked);
        }
        let told = RefCell::new(StudyState { found: None, stage: Stage::Waits });
        let asked = Rc::new(StudyRequest { job, told, listeners: RefCell::default() });
        self.waiting.push_back(Rc::clone(&asked));
        asked
    }

    /// The next study to start, if there is room for it.
    pub(super) fn next(&mut self) -> Option<Rc<StudyRequest>> {
        if self.paused || self.answering {
            return None;
        }
        if let Some(at) = self.waiting.iter().position(|asked| is_at_hand(&asked.job)) {
            return self.waiting.remove(at);
        }
        let simulating = self.at_work.iter().filter(|(asked, _)| !is_at_hand(&asked.job));
        let busy: Vec<Sight> = simulating.map(|(asked, _)| asked.sight()).collect();
        let waiting = self.waiting.iter().map(|asked| asked.sight()).enumerate();
        let (at, sight) = waiting.min_by_key(|(_, sight)| Reverse(*sight))?;
        if busy.into_iter().filter(|other| *other >= sight).count() >= AT_ONCE {
            return None;
        }
        self.waiting.remove(at)
    }

    /// Those at work whose views the reader sees or is near to, the best seen first.
    pub(super) fn preferred(&self) -> Vec<StudyId> {
        let sights = self.at_work.iter().map(|(asked, studying)| (asked.sight(), studying.id()));
        let mut seen: Vec<(Sight, StudyId)> = sights.filter(|(sight, _)| *sight > Sight::Away).collect();
        seen.sort_by_key(|(sight, _)| Reverse(*sight));
        seen.into_iter().map(|(_, id)| id).collect()
    }

    /// A study has ended: its finding is remembered.
    pub(super) fn end(&mut self, asked: &Rc<StudyRequest>) {
        self.at_work.retain(|(other, _)| !Rc::ptr_eq(other, asked));
        if asked.told.borrow().stage == Stage::Done {
            self.done.push_back(Rc::clone(asked));
            if self.done.len() > REMEMBERED {
                self.done.pop_front();
            }
        }
    }
}
