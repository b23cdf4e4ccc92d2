//! Further questions, answered by studies once the answer has settled, in the order in which they were asked: the first
//! gets all cores, and the second whatever the first leaves idle. Studies that the answer's own run can answer wait for
//! none. While an answer is being computed, all studies yield the cores, and afterwards resume if the question is still
//! the same.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use funnel_decide::{Finding, Question};
use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::Shared;
use crate::worker::hold;
use crate::worker::study::{Job, Studying, Word, begin, is_at_hand};
use funnel_messages as messages;

/// Studies at work at the same time: while one processes results, the other's runs keep the cores busy.
const AT_ONCE: usize = 2;

/// How far a study has got.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The answer has not settled, or other studies come first.
    Waits,
    /// At work: the share that is finished.
    Works(f64),
    /// Finished.
    Done,
    /// It cannot go on; the reason.
    Failed(AttrValue),
}

/// A study's findings so far.
#[derive(Clone, Debug)]
pub struct Studied {
    /// What is known.
    pub found: Option<Rc<Finding>>,
    /// Whether the finding is about an earlier question.
    pub is_stale: bool,
    /// How far it has got.
    pub stage: Stage,
}

impl PartialEq for Studied {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.found, &other.found) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same && self.is_stale == other.is_stale && self.stage == other.stage
    }
}

/// What a study has reported so far.
#[derive(Clone, Debug, PartialEq)]
struct StudyState {
    found: Option<Rc<Finding>>,
    stage: Stage,
}

/// Receives what a study reports.
type Listener = Rc<dyn Fn(&StudyState)>;

/// A study that was requested, by one or several views: the same question about the same figures is a single study.
struct StudyRequest {
    job: Job,
    told: RefCell<StudyState>,
    listeners: RefCell<Vec<Listener>>,
}

impl StudyRequest {
    fn tell(&self, word: Word) {
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
            listener(&told);
        }
    }
}

/// Earlier studies that are remembered: those of a question and of the few before it, so that an undo computes nothing
/// anew.
const REMEMBERED: usize = 32;

/// The page's studies.
#[derive(Default)]
struct Queue {
    /// Whether the page is paused.
    paused: bool,
    /// Whether the answer is being computed.
    answering: bool,
    waiting: VecDeque<Rc<StudyRequest>>,
    at_work: Vec<(Rc<StudyRequest>, Studying)>,
    /// Finished, the latest last.
    done: VecDeque<Rc<StudyRequest>>,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// A place among those waiting for a study; if the last one leaves before it is finished, the study is withdrawn.
struct Place {
    asked: Rc<StudyRequest>,
    listener: Listener,
}

impl Place {
    fn new(job: Job, listener: impl Fn(&StudyState) + 'static) -> Self {
        let listener: Listener = Rc::new(listener);
        let asked = QUEUE.with_borrow_mut(|queue| queue.place(job));
        asked.listeners.borrow_mut().push(Rc::clone(&listener));
        let told = asked.told.borrow().clone();
        if told.found.is_some() || told.stage != Stage::Waits {
            listener(&told);
        }
        go_on();
        Self { asked, listener }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self { asked: mine, listener } = self;
        mine.listeners.borrow_mut().retain(|other| !Rc::ptr_eq(other, listener));
        if mine.listeners.borrow().is_empty() {
            QUEUE.with_borrow_mut(|queue| {
                queue.waiting.retain(|asked| !Rc::ptr_eq(asked, mine));
                queue.at_work.retain(|(asked, _)| !Rc::ptr_eq(asked, mine));
            });
        }
        go_on();
    }
}

impl Queue {
    /// All that were requested and are not forgotten.
    fn known(&self) -> impl Iterator<Item = &Rc<StudyRequest>> {
        self.waiting.iter().chain(self.at_work.iter().map(|(asked, _)| asked)).chain(&self.done)
    }

    /// The study for a job: an existing one, or a new one at the end of the queue.
    fn place(&mut self, job: Job) -> Rc<StudyRequest> {
        if let Some(asked) = self.known().find(|asked| asked.job == job) {
            return Rc::clone(asked);
        }
        let told = RefCell::new(StudyState { found: None, stage: Stage::Waits });
        let asked = Rc::new(StudyRequest { job, told, listeners: RefCell::default() });
        self.waiting.push_back(Rc::clone(&asked));
        asked
    }

    /// The next study to start, if there is room for it.
    fn next(&mut self) -> Option<Rc<StudyRequest>> {
        if self.paused || self.answering {
            return None;
        }
        let at_work = self.at_work.iter().filter(|(asked, _)| !is_at_hand(&asked.job)).count();
        let has_room = at_work < AT_ONCE;
        let at = self.waiting.iter().position(|asked| has_room || is_at_hand(&asked.job))?;
        self.waiting.remove(at)
    }

    /// A study has ended: its finding is remembered.
    fn end(&mut self, asked: &Rc<StudyRequest>) {
        self.at_work.retain(|(other, _)| !Rc::ptr_eq(other, asked));
        if asked.told.borrow().stage == Stage::Done {
            self.done.push_back(Rc::clone(asked));
            if self.done.len() > REMEMBERED {
                self.done.pop_front();
            }
        }
    }
}

/// Starts what is waiting.
fn go_on() {
    QUEUE.with_borrow_mut(|queue| {
        while let Some(asked) = queue.next() {
            let weak = Rc::downgrade(&asked);
            let studying = begin(asked.job.clone(), move |word| {
                let Some(asked) = weak.upgrade() else { return };
                let is_over = word.is_last();
                asked.tell(word);
                if is_over {
                    QUEUE.with_borrow_mut(|queue| queue.end(&asked));
                    go_on();
                }
            });
            queue.at_work.push((asked, studying));
        }
    });
}

/// Makes studies wait while the page is paused, or resume.
pub(super) fn pause(paused: bool) {
    QUEUE.with_borrow_mut(|queue| queue.paused = paused);
    wait_or_go_on();
}

/// Makes studies wait while the answer is being computed: they would take cores from it, and another question is
/// coming.
pub(super) fn give_way(answering: bool) {
    QUEUE.with_borrow_mut(|queue| queue.answering = answering);
    wait_or_go_on();
}

fn wait_or_go_on() {
    hold(QUEUE.with_borrow(|queue| queue.paused || queue.answering));
    go_on();
}

/// A study that is requested without a view, until this is dropped.
pub struct Held(#[expect(dead_code, reason = "held, and given back when dropped")] Place);

/// Asks a question about the scenario of a settled answer, as a view that shows it would.
#[must_use]
pub fn hold_study(question: &Question, scenario: &Scenario, replicates: u32) -> Held {
    let (about, figures) = question.about(scenario);
    let job = Job { question: about, scenario: messages::write_scenario(&figures), replicates };
    Held(Place::new(job, |_| ()))
}

/// What the page remembers about a study: `None` if nobody asked.
#[must_use]
pub fn known_study(question: &Question, scenario: &Scenario, replicates: u32) -> Option<(Stage, Option<Rc<Finding>>)> {
    let (about, figures) = question.about(scenario);
    let job = Job { question: about, scenario: messages::write_scenario(&figures), replicates };
    let told = QUEUE.with_borrow(|queue| Some(queue.known().find(|asked| asked.job == job)?.told.borrow().clone()))?;
    let found = told.found.map(|found| question.told(scenario, &found).map_or(found, Rc::new));
    Some((told.stage, found))
}

/// Answers a question about the scenario, if one is given, once the answer has `settled`.
///
/// The finding about an earlier scenario stays, marked as stale, until the first one about the new scenario.
#[hook]
pub fn use_study(question: Option<Question>, scenario: &Shared<Scenario>, settled: bool, replicates: u32) -> Studied {
    let studied = use_state_eq(|| Studied { found: None, is_stale: false, stage: Stage::Waits });
    let kept = use_mut_ref(|| None::<Rc<Finding>>);
    {
        let studied = studied.setter();
        use_effect_with((question, scenario.clone(), settled), move |(question, scenario, settled)| {
            let found = kept.borrow().clone();
            studied.set(Studied { is_stale: found.is_some(), found, stage: Stage::Waits });
            let place = question.clone().filter(|_| *settled).map(|question| {
                let (about, figures) = question.about(scenario);
                let job = Job { question: about, scenario: messages::write_scenario(&figures), replicates };
                let scenario = scenario.clone();
                Place::new(job, move |told| {
                    if let Some(found) = &told.found {
                        let found = question.told(&scenario, found).map_or_else(|| Rc::clone(found), Rc::new);
                        kept.replace(Some(found));
                    }
                    let found = kept.borrow().clone();
                    let is_stale = found.is_some() && told.found.is_none();
                    studied.set(Studied { found, is_stale, stage: told.stage.clone() });
                })
            });
            move || drop(place)
        });
    }
    (*studied).clone()
}
