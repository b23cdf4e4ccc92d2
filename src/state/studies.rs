//! Further questions, answered by studies once the answer has settled: in the order in which they were asked, as many at
//! once as there are cores, each in a worker of its own, so that the answer never waits for them. Those that the answer's
//! own run tells wait for none.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use funnel_decide::{Found, Question};
use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::Shared;
use crate::worker::simulators;
use crate::worker::study::{Job, Studying, Word, begin, is_at_hand};

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
    pub found: Option<Rc<Found>>,
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
    /// Nothing is begun.
    paused: bool,
    waiting: VecDeque<Rc<Asked>>,
    at_work: Vec<(Rc<Asked>, Studying)>,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// A place in the queue, or a study that needs none; dropping it takes the study back.
enum Place {
    Queued(Rc<Asked>),
    AtOnce { _studying: Rc<RefCell<Option<Studying>>> },
}

impl Place {
    fn new(job: Job, tell: impl Fn(Word) + 'static) -> Self {
        if is_at_hand(&job) {
            let studying: Rc<RefCell<Option<Studying>>> = Rc::default();
            let mine = Rc::downgrade(&studying);
            let begun = begin(job, move |word| {
                let is_over = word.is_last();
                tell(word);
                if let (true, Some(studying)) = (is_over, mine.upgrade()) {
                    studying.take();
                }
            });
            studying.replace(Some(begun));
            return Self::AtOnce { _studying: studying };
        }
        let asked = Rc::new(Asked { job, tell: Box::new(tell) });
        QUEUE.with_borrow_mut(|queue| queue.waiting.push_back(Rc::clone(&asked)));
        go_on();
        Self::Queued(asked)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Self::Queued(mine) = self else { return };
        QUEUE.with_borrow_mut(|queue| {
            queue.waiting.retain(|asked| !Rc::ptr_eq(asked, mine));
            queue.at_work.retain(|(asked, _)| !Rc::ptr_eq(asked, mine));
        });
        go_on();
    }
}

/// Begins what waits, as far as there are cores for it.
fn go_on() {
    let cores = simulators() as usize;
    QUEUE.with_borrow_mut(|queue| {
        while queue.at_work.len() < cores
            && !queue.paused
            && let Some(asked) = queue.waiting.pop_front()
        {
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

/// Has studies wait, or go on. A worker in the middle of a run hears nothing, so the studies that are at work are ended, and
/// begun anew in their turn; what they found stays on the page.
pub(super) fn pause(paused: bool) {
    QUEUE.with_borrow_mut(|queue| {
        queue.paused = paused;
        if paused {
            for (asked, _) in queue.at_work.drain(..).rev() {
                queue.waiting.push_front(asked);
            }
        }
    });
    go_on();
}

/// Answers a question about the scenario once it is given and the answer has `settled`.
///
/// What was found for an earlier scenario stays, marked as stale, until the new one's first finding.
#[hook]
pub fn use_study(question: Option<Question>, scenario: &Shared<Scenario>, settled: bool, replicates: u32) -> Studied {
    let studied = use_state_eq(|| Studied { found: None, is_stale: false, stage: Stage::Waits });
    let kept = use_mut_ref(|| None::<Rc<Found>>);
    {
        let studied = studied.setter();
        use_effect_with((question, scenario.clone(), settled), move |(question, scenario, settled)| {
            let found = kept.borrow().clone();
            studied.set(Studied { is_stale: found.is_some(), found, stage: Stage::Waits });
            let scenario = settled.then(|| funnel_bytes::write(&**scenario));
            let place = question.clone().zip(scenario).map(|(question, scenario)| {
                let fresh = RefCell::new(false);
                let share = RefCell::new(0.0);
                Place::new(Job { question, scenario, replicates }, move |word| {
                    let stage = match word {
                        Word::Ready => return,
                        Word::Progress(done) => {
                            *share.borrow_mut() = done;
                            Stage::Works(done)
                        }
                        Word::Found(found) => {
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
