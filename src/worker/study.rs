//! A study on the page: a worker leads it (`super::lead`), the pool's workers simulate what it orders, and the page
//! passes on what they say to each other. Dropping it ends it. Where no worker can start, the page's own thread does
//! all of it in slices.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::{Rc, Weak};

use funnel_decide::Driver;
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::errands::{self, News, StudyId};
use super::fallback::SLICE_MILLIS;
use super::handle::{Does, Handle, Signal, Source};
use super::job::said;
use super::kept;
pub(crate) use super::lead::serve;
use super::lead::{Ask, begun};
pub use super::lead::{Job, Word};
use crate::timing::now;
use funnel_messages as messages;

/// How often a slice checks whether it may go on, in milliseconds.
const LOOK_EVERY: u32 = 100;
/// A worker that led a study to its end is kept for the next, unless there are more than this many, busy or not:
/// starting one takes longer than a first look.
const KEPT: usize = 2;

/// A running study; it ends when this is dropped.
pub struct Studying(Rc<Study>);

struct Study {
    id: StudyId,
    job: Job,
    means: RefCell<Means>,
    tell: Box<dyn Fn(Word)>,
}

enum Means {
    Starting,
    Worker(Leader),
    /// Dropping it ends the slices.
    Own {
        _slice: Timeout,
    },
    Over,
}

/// A worker that leads one study after another.
struct Leader {
    handle: Handle,
    /// The study that it leads.
    of: Rc<RefCell<Weak<Study>>>,
    /// Counts the leaders.
    _one: Rc<()>,
}

thread_local! {
    /// The page's script, read once for all studies.
    static SOURCE: RefCell<Option<Rc<Source>>> = const { RefCell::new(None) };
    /// Held once by each leader there is.
    static ALL: Rc<()> = Rc::default();
    static FREE: RefCell<Vec<Leader>> = const { RefCell::new(Vec::new()) };
    static STUDIES: Cell<StudyId> = const { Cell::new(0) };
}

/// Begins a study that reports to `tell`.
pub fn begin(job: Job, tell: impl Fn(Word) + 'static) -> Studying {
    let id = STUDIES.replace(STUDIES.get().wrapping_add(1));
    let study = Rc::new(Study { id, job, means: RefCell::new(Means::Starting), tell: Box::new(tell) });
    let weak = Rc::downgrade(&study);
    wasm_bindgen_futures::spawn_local(async move {
        let free = FREE.with_borrow_mut(Vec::pop);
        let is_new = free.is_none();
        let leader = match free {
            Some(leader) => Ok(leader),
            None => Leader::start().await,
        };
        let Some(study) = weak.upgrade() else { return };
        match leader {
            Ok(leader) => {
                leader.of.replace(weak);
                *study.means.borrow_mut() = Means::Worker(leader);
                // A new one says when it is ready.
                if !is_new {
                    study.ask();
                }
            }
            Err(_) => study.alone(),
        }
    });
    Studying(study)
}

impl Studying {
    /// Tells it from other studies.
    pub(crate) fn id(&self) -> StudyId {
        self.0.id
    }
}

impl Drop for Studying {
    fn drop(&mut self) {
        errands::remove(self.0.id);
        // Its worker ends with it if it is in the middle of the study.
        *self.0.means.borrow_mut() = Means::Over;
    }
}

impl Leader {
    async fn start() -> Result<Self, JsValue> {
        let source = source().await?;
        let of: Rc<RefCell<Weak<Study>>> = Rc::default();
        let ear = Rc::clone(&of);
        let handle = Handle::spawn(&source, Does::Study, move |signal: Signal<Word>| {
            let study = ear.borrow().upgrade();
            if let Some(study) = study {
                study.heard(signal);
            }
        })?;
        Ok(Self { handle, of, _one: ALL.with(Rc::clone) })
    }
}

impl Study {
    fn post(&self, ask: &Ask, body: Option<&Uint8Array>) {
        if let Means::Worker(leader) = &*self.means.borrow() {
            leader.handle.post(ask, body);
        }
    }

    /// Gives its worker the job.
    fn ask(&self) {
        self.post(&Ask::Study(self.job.clone()), at_hand(&self.job).as_ref());
    }

    fn heard(self: &Rc<Self>, signal: Signal<Word>) {
        match signal {
            Signal::Reply(Word::Ready, _) => self.ask(),
            Signal::Reply(Word::Order { number, order, from, replicates }, _) => {
                self.order(number, order, from..replicates);
            }
            Signal::Reply(word, _) => {
                if word.is_last() {
                    self.over();
                }
                (self.tell)(word);
            }
            Signal::Broken => self.alone(),
        }
    }

    /// Has the pool simulate what the leader ordered.
    fn order(self: &Rc<Self>, number: u32, order: Vec<u8>, replicates: Range<u32>) {
        let weak = Rc::downgrade(self);
        let tell = move |news| {
            let Some(study) = weak.upgrade() else { return };
            match news {
                News::Part(part) => study.post(&Ask::Part { order: number }, Some(&part)),
                News::Failed(message) => {
                    study.means.replace(Means::Over);
                    (study.tell)(Word::Failed(message));
                }
                News::Unable => study.alone(),
            }
        };
        errands::set(self.id, order, replicates, Rc::new(tell));
    }

    /// Everything is known, so its worker is free.
    fn over(&self) {
        errands::remove(self.id);
        if let Means::Worker(leader) = self.means.replace(Means::Over) {
            leader.of.replace(Weak::new());
            // One reference is held here.
            if ALL.with(Rc::strong_count) - 1 <= KEPT {
                FREE.with_borrow_mut(|free| free.push(leader));
            }
        }
    }

    /// Does the study on this thread, between other events.
    fn alone(self: &Rc<Self>) {
        errands::remove(self.id);
        match begun(&self.job, at_hand(&self.job).map(|bytes| bytes.to_vec())) {
            Ok(lead) => self.slice(Driver::of(lead), 0),
            Err(message) => (self.tell)(Word::Failed(message)),
        }
    }

    fn slice(self: &Rc<Self>, mut driver: Driver, after: u32) {
        let weak = Rc::downgrade(self);
        let timeout = Timeout::new(after, move || {
            let Some(study) = weak.upgrade() else { return };
            if errands::is_held() {
                return study.slice(driver, LOOK_EVERY);
            }
            let end = now() + SLICE_MILLIS;
            if work(&mut driver, || now() >= end, &study.tell) {
                study.slice(driver, 0);
            }
        });
        *self.means.borrow_mut() = Means::Own { _slice: timeout };
    }
}

/// The page's own script, read once for all workers.
async fn source() -> Result<Rc<Source>, JsValue> {
    if let Some(source) = SOURCE.with_borrow(Clone::clone) {
        return Ok(source);
    }
    let source = Rc::new(Source::of_page().await?);
    SOURCE.set(Some(Rc::clone(&source)));
    Ok(source)
}

/// Whether the answer's own run is enough, so that nothing is simulated.
pub fn is_at_hand(job: &Job) -> bool {
    let is_whole = |scenario| kept::replicates(&scenario) >= Some(job.replicates);
    job.question.rests_on_the_answer() && messages::read_scenario(&job.scenario).is_some_and(is_whole)
}

fn at_hand(job: &Job) -> Option<Uint8Array> {
    job.question.rests_on_the_answer().then(|| kept::of(&messages::read_scenario(&job.scenario)?)).flatten()
}

/// Works until it is time to stop; false when there is nothing left to do.
fn work(driver: &mut Driver, is_time: impl Fn() -> bool, tell: &impl Fn(Word)) -> bool {
    loop {
        match driver.step() {
            Ok(true) if driver.took() => tell(Word::Finding(driver.found())),
            Ok(true) => {}
            Ok(false) => {
                // A study that needs no run, such as one with limits that no plan can keep, has reported nothing yet.
                tell(Word::Finding(driver.found()));
                tell(Word::Done);
                return false;
            }
            Err(problems) => {
                tell(Word::Failed(said(&problems)));
                return false;
            }
        }
        if is_time() {
            tell(Word::Progress(driver.progress()));
            return true;
        }
    }
}
