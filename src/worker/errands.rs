//! What studies want simulated: the workers do it while no answer is being computed, with the studies that are preferred
//! taking precedence, and then the one that began first.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;

use super::pool;
use super::pool::losses::{GIVEN_UP, MOST_LOST};
use super::protocol::{Chunk, Request, RunId, next_run};
use super::schedule::Schedule;
use super::slot::Todo;

/// Counts studies.
pub(crate) type StudyId = u32;

/// What a study is told about what it wanted.
pub(super) enum News {
    /// Some blocks: a [`Tally`](funnel_engine::simulate::Tally).
    Part(Uint8Array),
    /// It cannot be simulated; the reason.
    Failed(String),
    /// There are no workers: whoever wants it must do it.
    Unable,
}

/// A study's run.
struct Errand {
    study: StudyId,
    place: u32,
    run: RunId,
    order: Vec<u8>,
    schedule: Schedule,
    lost: u32,
    tell: Rc<dyn Fn(News)>,
}

#[derive(Default)]
struct Errands {
    /// In the order in which their studies began.
    all: Vec<Errand>,
    /// Studies whose turn comes before the others', in order.
    preferred: Vec<StudyId>,
    /// Whether nothing is handed out, because the answer comes first or the page is paused.
    held: bool,
    /// Whether no worker can start here.
    unable: bool,
}

thread_local! {
    static ERRANDS: RefCell<Errands> = RefCell::default();
}

/// Has an order simulated, in place of what the study wanted before.
pub(super) fn set(study: StudyId, order: Vec<u8>, replicates: Range<u32>, tell: Rc<dyn Fn(News)>) {
    let able = ERRANDS.with_borrow_mut(|errands| {
        let before = errands.all.iter().position(|errand| errand.study == study).map(|at| errands.all.remove(at));
        let is_free = |place: &u32| errands.all.iter().all(|errand| errand.place != *place);
        // The same place again, where a worker finds the tables of the study's last run.
        let place = before.map_or_else(|| (0..).find(is_free).unwrap_or_default(), |errand| errand.place);
        let (run, schedule) = (next_run(), Schedule::of_study(replicates));
        let at = errands.all.iter().filter(|errand| errand.study < study).count();
        let tell = Rc::clone(&tell);
        errands.all.insert(at, Errand { study, place, run, order, schedule, lost: 0, tell });
        !errands.unable
    });
    if able { pool::wake() } else { later(tell, News::Unable) }
}

/// Forgets what a study wanted.
pub(super) fn remove(study: StudyId) {
    ERRANDS.with_borrow_mut(|errands| errands.all.retain(|errand| errand.study != study));
}

/// Lets some studies go before all others, in this order.
pub(crate) fn prefer(studies: Vec<StudyId>) {
    ERRANDS.with_borrow_mut(|errands| errands.preferred = studies);
}

/// Stops handing out work, or resumes.
pub fn hold(held: bool) {
    ERRANDS.with_borrow_mut(|errands| errands.held = held);
    if !held {
        pool::wake();
    }
}

/// Whether nothing is handed out.
pub(super) fn is_held() -> bool {
    ERRANDS.with_borrow(|errands| errands.held)
}

/// Whether a study is waiting for workers.
pub(super) fn are_there() -> bool {
    ERRANDS.with_borrow(|errands| !errands.all.is_empty())
}

/// Records that no worker can start here.
pub(super) fn give_up() {
    let all = ERRANDS.with_borrow_mut(|errands| {
        errands.unable = true;
        std::mem::take(&mut errands.all)
    });
    all.into_iter().for_each(|errand| later(errand.tell, News::Unable));
}

/// The next chunk for one of `workers`.
pub(super) fn next(workers: u32) -> Option<Todo> {
    ERRANDS.with_borrow_mut(|errands| {
        if errands.held {
            return None;
        }
        let Errands { all, preferred, .. } = errands;
        let mut todo = |errand: &mut Errand| {
            let chunk = errand.schedule.next(workers)?;
            Some(Todo { run: errand.run, chunk, place: Some(errand.place as usize) })
        };
        let first = preferred.iter().find_map(|study| all.iter_mut().find(|x| x.study == *study).and_then(&mut todo));
        first.or_else(|| all.iter_mut().find_map(todo))
    })
}

/// The request that tells a worker about a run.
pub(super) fn order(run: RunId) -> Option<Request> {
    with(run, |errand| Request::Order { run, place: errand.place, order: errand.order.clone() })
}

/// How long a chunk should take, in milliseconds.
pub(super) fn expected_millis(run: RunId, chunk: Chunk) -> Option<f64> {
    with(run, |errand| errand.schedule.expected_millis(chunk)).flatten()
}

/// A chunk is finished.
pub(super) fn took(run: RunId, chunk: Chunk, millis: f64, body: Uint8Array) {
    let tell = with(run, |errand| {
        errand.schedule.took(chunk, millis);
        errand.schedule.came(chunk);
        Rc::clone(&errand.tell)
    });
    if let Some(tell) = tell {
        tell(News::Part(body));
    }
}

/// A chunk is not finished after all: its worker is needed for the answer, or is lost.
pub(super) fn give_back(run: RunId, chunk: Chunk, is_lost: bool) {
    let too_many = with(run, |errand| {
        errand.schedule.give_back(chunk);
        errand.lost += u32::from(is_lost);
        errand.lost > MOST_LOST
    });
    if too_many == Some(true) {
        refuse(run, GIVEN_UP.to_owned());
    }
}

/// A run cannot go on.
pub(super) fn refuse(run: RunId, message: String) {
    let gone = ERRANDS.with_borrow_mut(|errands| {
        let at = errands.all.iter().position(|errand| errand.run == run)?;
        Some(errands.all.remove(at))
    });
    if let Some(errand) = gone {
        later(errand.tell, News::Failed(message));
    }
}

fn with<T>(run: RunId, act: impl FnOnce(&mut Errand) -> T) -> Option<T> {
    ERRANDS.with_borrow_mut(|errands| errands.all.iter_mut().find(|errand| errand.run == run).map(act))
}

/// Reports after the present call, which may come from the pool.
fn later(tell: Rc<dyn Fn(News)>, news: News) {
    Timeout::new(0, move || tell(news)).forget();
}
