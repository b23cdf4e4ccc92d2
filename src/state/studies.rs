//! Further questions, answered by studies once the answer has settled: those of views in sight first, and otherwise in
//! the order in which they were asked. The first gets all cores, and the second whatever the first leaves idle. Studies
//! that the answer's own run can answer wait for none. While an answer is being computed, all studies yield the cores,
//! and afterwards resume if the question is still the same.

use std::cell::RefCell;
use std::rc::Rc;

use funnel_decide::{Finding, Question};
use funnel_engine::scenario::{Scenario, View};
use yew::prelude::*;

use crate::charts::Shared;
use crate::worker::study::{Job, begin};
use crate::worker::{hold, prefer};
use funnel_messages as messages;

mod queue;

use queue::{Listener, Queue, StudyRequest, StudyState};

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

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// A place among those waiting for a study; if the last one leaves before it is finished, the study is withdrawn.
struct Place {
    asked: Rc<StudyRequest>,
    listener: Rc<Listener>,
}

impl Place {
    fn new(job: Job, view: Option<View>, tell: impl Fn(&StudyState) + 'static) -> Self {
        let listener = Rc::new(Listener { view, tell: Box::new(tell) });
        let asked = QUEUE.with_borrow_mut(|queue| queue.place(job));
        asked.listeners.borrow_mut().push(Rc::clone(&listener));
        let told = asked.told.borrow().clone();
        if told.found.is_some() || told.stage != Stage::Waits {
            (listener.tell)(&told);
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
        prefer(queue.preferred());
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

/// What is to be worked out for a question: about what matters to it, by as many replicates as its study has.
fn job(question: &Question, scenario: &Scenario) -> Job {
    let (about, figures) = question.about(scenario);
    let replicates = question.kind().replicates();
    Job { question: about, scenario: messages::write_scenario(&figures), replicates }
}

/// A study that is requested without a view, until this is dropped.
pub struct Held(#[expect(dead_code, reason = "held, and given back when dropped")] Place);

/// Asks a question about the scenario of a settled answer, as a view that shows it would.
#[must_use]
pub fn hold_study(question: &Question, scenario: &Scenario) -> Held {
    Held(Place::new(job(question, scenario), None, |_| ()))
}

/// What the page remembers about a study: `None` if nobody asked.
#[must_use]
pub fn known_study(question: &Question, scenario: &Scenario) -> Option<(Stage, Option<Rc<Finding>>)> {
    let job = job(question, scenario);
    let told = QUEUE.with_borrow(|queue| Some(queue.known().find(|asked| asked.job == job)?.told.borrow().clone()))?;
    let found = told.found.map(|found| question.told(scenario, &found).map_or(found, Rc::new));
    Some((told.stage, found))
}

/// Answers a question about the scenario, if one is given, once the answer has `settled`.
///
/// The finding about an earlier scenario stays, marked as stale, until the first one about the new scenario. While the
/// `view` that shows it is in sight, its study comes before others.
#[hook]
pub fn use_study(
    question: Option<Question>,
    scenario: &Shared<Scenario>,
    settled: bool,
    view: Option<View>,
) -> Studied {
    let studied = use_state_eq(|| Studied { found: None, is_stale: false, stage: Stage::Waits });
    let kept = use_mut_ref(|| None::<Rc<Finding>>);
    {
        let studied = studied.setter();
        use_effect_with((question, scenario.clone(), settled), move |(question, scenario, settled)| {
            let found = kept.borrow().clone();
            studied.set(Studied { is_stale: found.is_some(), found, stage: Stage::Waits });
            let place = question.clone().filter(|_| *settled).map(|question| {
                let (job, scenario) = (job(&question, scenario), scenario.clone());
                Place::new(job, view, move |told| {
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
