//! A study in a worker of its own, which holds both modules of the page. It works without a pause and says how far it is;
//! ending the worker cancels it. Where no worker can start, the page's own thread does the same in slices.

use std::cell::RefCell;
use std::rc::Rc;

use funnel_decide::{Driver, Found, Question};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::handle::{Does, Handle, Signal, Source};
use super::{kept, wire};
use crate::messages;
use crate::timing::now;

/// Milliseconds between two words on how far it is.
const WORD_EVERY: f64 = 100.0;
/// A slice on the page's own thread ends after this many milliseconds.
const SLICE_MILLIS: f64 = 12.0;

/// What a study is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What is asked.
    pub question: Question,
    /// The scenario as [bytes](crate::messages).
    pub scenario: Vec<u8>,
    /// Replicates of each run.
    pub replicates: u32,
}

/// What a study says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a message lives for a moment, one at a time")]
pub enum Word {
    /// The worker takes a job now.
    Ready,
    /// Share of the work that is done, 0 to 1.
    Progress(f64),
    /// What is known so far.
    Found(Found),
    /// All is known.
    Done,
    /// It cannot go on; why.
    Failed(String),
}

impl Word {
    /// Whether nothing follows.
    #[must_use]
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Done | Self::Failed(_))
    }
}

/// A study at work; it ends when this is dropped.
pub struct Studying {
    _means: Rc<RefCell<Means>>,
}

enum Means {
    Starting,
    /// Dropping it ends the worker.
    Worker(Handle),
    /// Dropping it ends the slices.
    Own {
        _slice: Timeout,
    },
}

thread_local! {
    /// The page's script, read once for all studies.
    static SOURCE: RefCell<Option<Rc<Source>>> = const { RefCell::new(None) };
}

/// Begins a study that speaks to `tell`.
pub fn begin(job: Job, tell: impl Fn(Word) + 'static) -> Studying {
    let means = Rc::new(RefCell::new(Means::Starting));
    let (weak, tell) = (Rc::downgrade(&means), Rc::new(tell));
    wasm_bindgen_futures::spawn_local(async move {
        let source = source().await;
        let Some(means) = weak.upgrade() else { return };
        let worker = source.and_then(|source| {
            let (me, job, tell) = (weak.clone(), job.clone(), Rc::clone(&tell));
            Handle::spawn(&source, Does::Study, move |signal: Signal<Word>| {
                let Some(means) = me.upgrade() else { return };
                match signal {
                    Signal::Reply(Word::Ready, _) => {
                        if let Means::Worker(worker) = &*means.borrow() {
                            worker.post(&job, at_hand(&job).as_ref());
                        }
                    }
                    Signal::Reply(word, _) => tell(word),
                    Signal::Broken => slices(&means, &job, &tell),
                }
            })
        });
        match worker {
            Ok(worker) => *means.borrow_mut() = Means::Worker(worker),
            Err(_) => slices(&means, &job, &tell),
        }
    });
    Studying { _means: means }
}

async fn source() -> Result<Rc<Source>, JsValue> {
    if let Some(source) = SOURCE.with_borrow(Clone::clone) {
        return Ok(source);
    }
    let source = Rc::new(Source::of_page().await?);
    SOURCE.set(Some(Rc::clone(&source)));
    Ok(source)
}

/// Whether the answer's own run tells, so that nothing is simulated.
pub fn is_at_hand(job: &Job) -> bool {
    matches!(job.question, Question::Drivers { total: false, .. } | Question::Learn { .. })
        && messages::read_scenario(&job.scenario).is_some_and(|scenario| kept::has(&scenario))
}

fn at_hand(job: &Job) -> Option<Uint8Array> {
    is_at_hand(job).then(|| kept::of(&messages::read_scenario(&job.scenario)?)).flatten()
}

/// Does the study on this thread, between other events.
fn slices(means: &Rc<RefCell<Means>>, job: &Job, tell: &Rc<impl Fn(Word) + 'static>) {
    match driver(job, at_hand(job)) {
        Ok(driver) => slice(means, Rc::new(RefCell::new(driver)), Rc::clone(tell)),
        Err(message) => tell(Word::Failed(message)),
    }
}

fn slice(means: &Rc<RefCell<Means>>, driver: Rc<RefCell<Driver>>, tell: Rc<impl Fn(Word) + 'static>) {
    let weak = Rc::downgrade(means);
    let timeout = Timeout::new(0, move || {
        let Some(means) = weak.upgrade() else { return };
        let end = now() + SLICE_MILLIS;
        let goes_on = work(&mut driver.borrow_mut(), || now() >= end, &*tell);
        if goes_on {
            slice(&means, driver, tell);
        }
    });
    *means.borrow_mut() = Means::Own { _slice: timeout };
}

/// Works until it is time to stop; false when there is nothing left to do.
fn work(driver: &mut Driver, is_time: impl Fn() -> bool, tell: &impl Fn(Word)) -> bool {
    loop {
        match driver.step() {
            Ok(true) if driver.took() => tell(Word::Found(driver.found())),
            Ok(true) => {}
            Ok(false) => {
                // Of what takes no run, such as limits that nothing can keep to, nothing was told yet.
                tell(Word::Found(driver.found()));
                tell(Word::Done);
                return false;
            }
            Err(problems) => {
                let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
                tell(Word::Failed(problems.join("; ")));
                return false;
            }
        }
        if is_time() {
            tell(Word::Progress(driver.progress()));
            return true;
        }
    }
}

fn driver(job: &Job, at_hand: Option<Uint8Array>) -> Result<Driver, String> {
    let scenario = messages::read_scenario(&job.scenario).ok_or("the scenario arrived damaged")?;
    let tally = at_hand.and_then(|bytes| messages::read(&bytes.to_vec()));
    let begun = tally.and_then(|tally| Driver::at_hand(&job.question, &scenario, &tally));
    Ok(begun.unwrap_or_else(|| Driver::new(job.question.study(&scenario, job.replicates))))
}

/// Waits for a job, and does it.
pub(crate) fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let on_message = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((job, at_hand)) = wire::parse::<Job>(event.data()) else { return };
            let tell = |word: Word| post(&scope, &word);
            match driver(&job, at_hand) {
                Ok(mut driver) => loop {
                    let next = now() + WORD_EVERY;
                    if !work(&mut driver, || now() >= next, &tell) {
                        break;
                    }
                },
                Err(message) => tell(Word::Failed(message)),
            }
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    post(&scope, &Word::Ready);
}

fn post(scope: &DedicatedWorkerGlobalScope, word: &Word) {
    let (message, handed) = wire::message(word, None);
    // A page that is gone hears nothing.
    let _ = scope.post_message_with_transfer(&message, &handed);
}
