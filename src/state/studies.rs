//! Further questions, answered by studies once the answer has settled, in the order in which they were asked: all cores are
//! the first one's, and what it leaves idle is the second one's. Those that the answer's own run tells wait for none. While
//! there is an answer to be found, all of them give it the cores, and go on where they were if it is the same question still.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use funnel_decide::{Finding, Question};
use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::Shared;
use crate::messages;
use crate::worker::hold;
use crate::worker::study::{Job, Studying, Word, begin, is_at_hand};

/// Studies at work at a time: while one reads what came, the other's runs keep the cores busy.
const AT_ONCE: usize = 2;

/// How far a study is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The answer has not settled, or others come first.
    Waits,
    /// At work: the share that is done.
    Works(f64),
    /// Done.
    Done,
    /// It cannot go on; why.
    Failed(AttrValue),
}

/// What a study found so far.
#[derive(Clone, Debug)]
pub struct Studied {
    /// What is known.
    pub found: Option<Rc<Finding>>,
    /// Whether that is of an earlier question.
    pub is_stale: bool,
    /// How far it is.
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

/// A study that was asked for.
struct Asked {
    job: Job,
    tell: Box<dyn Fn(Word)>,
}

/// The studies of this page.
#[derive(Default)]
struct Queue {
    /// The page is put aside.
    paused: bool,
    /// The answer is being found.
    answering: bool,
    waiting: VecDeque<Rc<Asked>>,
    at_work: Vec<(Rc<Asked>, Studying)>,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// A place in the queue; dropping it takes the study back.
struct Place(Rc<Asked>);

impl Place {
    fn new(job: Job, tell: impl Fn(Word) + 'static) -> Self {
        let asked = Rc::new(Asked { job, tell: Box::new(tell) });
        QUEUE.with_borrow_mut(|queue| queue.waiting.push_back(Rc::clone(&asked)));
        go_on();
        Self(asked)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self(mine) = self;
        QUEUE.with_borrow_mut(|queue| {
            queue.waiting.retain(|asked| !Rc::ptr_eq(asked, mine));
            queue.at_work.retain(|(asked, _)| !Rc::ptr_eq(asked, mine));
        });
        go_on();
    }
}

impl Queue {
    /// What is to be begun next, as far as there is room for it.
    fn next(&mut self) -> Option<Rc<Asked>> {
        if self.paused || self.answering {
            return None;
        }
        let at_work = self.at_work.iter().filter(|(asked, _)| !is_at_hand(&asked.job)).count();
        let has_room = at_work < AT_ONCE;
        let at = self.waiting.iter().position(|asked| has_room || is_at_hand(&asked.job))?;
        self.waiting.remove(at)
    }
}

/// Begins what waits.
fn go_on() {
    QUEUE.with_borrow_mut(|queue| {
        while let Some(asked) = queue.next() {
            let weak = Rc::downgrade(&asked);
            let studying = begin(asked.job.clone(), move |word| {
                let Some(asked) = weak.upgrade() else { return };
                let is_over = word.is_last();
                (asked.tell)(word);
                if is_over {
                    QUEUE.with_borrow_mut(|queue| queue.at_work.retain(|(other, _)| !Rc::ptr_eq(other, &asked)));
                    go_on();
                }
            });
            queue.at_work.push((asked, studying));
        }
    });
}

/// Has studies wait while the page is put aside, or go on.
pub(super) fn pause(paused: bool) {
    QUEUE.with_borrow_mut(|queue| queue.paused = paused);
    wait_or_go_on();
}

/// Has studies wait while the answer is being found: they would take the cores from it, and another question is coming.
pub(super) fn give_way(answering: bool) {
    QUEUE.with_borrow_mut(|queue| queue.answering = answering);
    wait_or_go_on();
}

fn wait_or_go_on() {
    hold(QUEUE.with_borrow(|queue| queue.paused || queue.answering));
    go_on();
}

/// Answers a question about the scenario once it is given and the answer has `settled`.
///
/// What was found for an earlier scenario stays, marked as stale, until the new one's first finding.
#[hook]
pub fn use_study(question: Option<Question>, scenario: &Shared<Scenario>, settled: bool, replicates: u32) -> Studied {
    let studied = use_state_eq(|| Studied { found: None, is_stale: false, stage: Stage::Waits });
    let kept = use_mut_ref(|| None::<Rc<Finding>>);
    {
        let studied = studied.setter();
        use_effect_with((question, scenario.clone(), settled), move |(question, scenario, settled)| {
            let found = kept.borrow().clone();
            studied.set(Studied { is_stale: found.is_some(), found, stage: Stage::Waits });
            let scenario = settled.then(|| messages::write_scenario(scenario));
            let place = question.clone().zip(scenario).map(|(question, scenario)| {
                let fresh = RefCell::new(false);
                let share = RefCell::new(0.0);
                Place::new(Job { question, scenario, replicates }, move |word| {
                    let stage = match word {
                        // What the worker says to the page, not to the reader.
                        Word::Ready | Word::Order { .. } => return,
                        Word::Progress(done) => {
                            *share.borrow_mut() = done;
                            Stage::Works(done)
                        }
                        Word::Finding(found) => {
                            *kept.borrow_mut() = Some(Rc::new(found));
                            *fresh.borrow_mut() = true;
                            Stage::Works(*share.borrow())
                        }
                        Word::Done => Stage::Done,
                        Word::Failed(message) => Stage::Failed(message.into()),
                    };
                    let found = kept.borrow().clone();
                    studied.set(Studied { is_stale: found.is_some() && !*fresh.borrow(), found, stage });
                })
            });
            move || drop(place)
        });
    }
    (*studied).clone()
}
