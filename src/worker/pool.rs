//! Workers that simulate, and one that collects, because sorting thousands of replicates is no task for the page's
//! thread. While no answer is being computed, they simulate what studies want.

mod job;
pub(super) mod losses;
mod studies;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use funnel_engine::simulate::Goal;
use gloo::timers::callback::Interval;
use js_sys::Uint8Array;

use super::handle::{Does, Handle, Signal, Source};
use super::protocol::{Chunk, Reply, Request, RunId};
use super::schedule::HELD;
use super::slot::{Slot, Todo};
use super::watch::Wait;
use super::{PoolEvent, errands};
use crate::timing::now;
use funnel_messages as messages;
use job::Job;

/// How often the watch looks, in milliseconds.
const LOOK_EVERY: u32 = 250;
/// The slot of the worker that collects.
const COLLECTOR: usize = 0;

/// A pool of workers that computes one answer at a time.
pub(super) struct Pool(Rc<RefCell<State>>);

thread_local! {
    /// The pool that studies use: the page's, which is the first. A pool for a run that a script asked for goes away
    /// with that run.
    static POOL: RefCell<Weak<RefCell<State>>> = const { RefCell::new(Weak::new()) };
}

struct State {
    me: Weak<RefCell<Self>>,
    source: Source,
    slots: Vec<Slot>,
    /// Workers started so far; tells a worker's last messages from its successor's.
    started: u32,
    job: Option<Job>,
    /// Whether it simulates what studies want.
    has_studies: bool,
    /// Watches over the workers while there is work.
    watch: Option<Interval>,
    tell: Rc<dyn Fn(PoolEvent)>,
}

impl Pool {
    /// Starts `simulators` workers and the collector.
    pub(super) fn new(source: Source, simulators: u32, tell: Rc<dyn Fn(PoolEvent)>) -> Self {
        let has_studies = POOL.with_borrow(|pool| pool.strong_count() == 0);
        let state = Rc::new_cyclic(|me: &Weak<RefCell<State>>| {
            let (me, slots) = (me.clone(), Vec::new());
            RefCell::new(State { me, source, slots, started: 0, job: None, has_studies, watch: None, tell })
        });
        {
            let mut state = state.borrow_mut();
            for _ in 0..=simulators {
                let slot = state.slot();
                state.slots.push(slot);
            }
        }
        if has_studies {
            POOL.set(Rc::downgrade(&state));
        }
        Self(state)
    }

    /// Starts a run in place of the previous one. After its first report it rests until it is to [go on](Self::go_on).
    pub(super) fn start(&self, run: RunId, scenario: Vec<u8>, goal: Goal) {
        let mut state = self.0.borrow_mut();
        state.job = Some(Job::new(run, scenario, goal));
        state.begin();
        // If no worker can start, nothing else would report it.
        let told = state.check_able();
        deliver(state.tell.clone(), told);
    }

    /// Goes on with a run that rests, or would after its first report.
    pub(super) fn go_on(&self) {
        let mut state = self.0.borrow_mut();
        if let Some(job) = &mut state.job {
            job.schedule.go_on();
        }
        state.feed();
        state.collect_held();
    }

    /// Hands out nothing more of the run, so that the workers are free for studies.
    pub(super) fn stop(&self) {
        let mut state = self.0.borrow_mut();
        state.job = None;
        // Its answers would be about a run that nobody knows, so that it would seem silent.
        state.slots.iter_mut().take(COLLECTOR + 1).for_each(Slot::forget);
        state.feed();
    }
}

/// Calls `act` on the pool, if it still exists, and passes on what it has to tell once the pool can be used again. Then
/// the workers go on, with another run if what was told began one.
fn with(pool: &Weak<RefCell<State>>, act: impl FnOnce(&mut State) -> Option<PoolEvent>) {
    let Some(pool) = pool.upgrade() else { return };
    let (told, tell) = {
        let mut state = pool.borrow_mut();
        (act(&mut state), Rc::clone(&state.tell))
    };
    if let Some(told) = told {
        tell(told);
        pool.borrow_mut().feed();
    }
}

/// Makes idle workers look for work, because a study wants something.
pub(super) fn wake() {
    if let Some(pool) = POOL.with_borrow(Weak::upgrade) {
        pool.borrow_mut().feed();
    }
}

/// Tells it after the present call, which may come from the listener itself.
fn deliver(tell: Rc<dyn Fn(PoolEvent)>, told: Option<PoolEvent>) {
    if let Some(told) = told {
        gloo::timers::callback::Timeout::new(0, move || tell(told)).forget();
    }
}

impl State {
    /// A slot whose worker is starting.
    fn slot(&mut self) -> Slot {
        self.started += 1;
        let (me, number) = (self.me.clone(), self.started);
        let worker = Handle::spawn(&self.source, Does::Simulate, move |signal: Signal<Reply>| {
            with(&me, |state| {
                let slot = state.slots.iter().position(|slot| slot.number == number)?;
                match signal {
                    Signal::Reply(reply, body) => state.heard(slot, reply, body),
                    Signal::Broken => state.lose(slot),
                }
            });
        });
        Slot::new(worker.ok(), number)
    }

    /// Tells every worker about the run, and hands out its first chunks.
    fn begin(&mut self) {
        for slot in 0..self.slots.len() {
            self.enlist(slot);
        }
        self.feed();
    }

    /// Tells one worker about the run.
    fn enlist(&mut self, slot: usize) {
        let (Some(job), Some(slot)) = (&self.job, self.slots.get_mut(slot)) else { return };
        // A worker drops what it has not yet done for a study.
        let given = std::mem::take(&mut slot.given);
        given.into_iter().for_each(|(run, chunk)| errands::give_back(run, chunk, false));
        if let (true, Some(worker)) = (slot.ready, &slot.worker) {
            let (run, scenario, goal) = (job.run, job.scenario.clone(), job.goal);
            worker.post(&Request::Start { run, scenario, goal }, None);
            slot.watch.wait(Wait::Hearing, now());
        }
    }

    /// Gives each simulator as much as it can take.
    fn feed(&mut self) {
        let (job, me) = (&mut self.job, self.me.clone());
        let mut simulators: Vec<_> = self.slots.iter_mut().skip(1).filter(|slot| slot.ready).collect();
        let workers = u32::try_from(simulators.len()).unwrap_or(u32::MAX);
        // One round at a time, so that the first chunks are spread over all workers.
        for round in 1..=HELD as usize {
            for slot in simulators.iter_mut().filter(|slot| slot.given.len() < round) {
                let next = match job {
                    Some(job) => job.schedule.next(workers).map(|chunk| Todo { run: job.run, chunk, place: None }),
                    None if self.has_studies => errands::next(workers),
                    None => None,
                };
                let Some(todo) = next else { break };
                slot.give(&todo);
                if let [(run, chunk)] = *slot.given {
                    slot.watch.wait(Wait::Chunk(expected(job.as_ref(), run, chunk)), now());
                }
            }
        }
        let is_busy = job.is_some() || self.has_studies && errands::are_there();
        match &self.watch {
            None if is_busy => self.watch = Some(Interval::new(LOOK_EVERY, move || with(&me, State::look))),
            Some(_) if !is_busy => self.watch = None,
            _ => {}
        }
    }

    fn heard(&mut self, at: usize, reply: Reply, body: Option<Uint8Array>) -> Option<PoolEvent> {
        let slot = self.slots.get_mut(at)?;
        if reply == Reply::Ready {
            slot.ready = true;
            slot.watch.done();
            self.enlist(at);
            if at == COLLECTOR {
                self.collect_held();
            }
            self.feed();
            return None;
        }
        let job = match (&mut self.job, reply.run()) {
            (Some(job), Some(run)) if run == job.run => job,
            (_, run) => {
                self.heard_of_errand(at, run?, reply, body);
                return None;
            }
        };
        match reply {
            Reply::Started { .. } => {
                match slot.given.first() {
                    Some(_) if at == COLLECTOR => slot.watch.wait(Wait::Collecting, now()),
                    Some((_, chunk)) => slot.watch.wait(Wait::Chunk(job.schedule.expected_millis(*chunk)), now()),
                    None => slot.watch.done(),
                }
                None
            }
            Reply::Simulated { run, chunk, millis } => {
                job.schedule.took(chunk, millis);
                let was_given = slot.did(run, chunk, |_, next| job.schedule.expected_millis(next));
                // Fed first: the worker should not wait for what follows.
                self.feed();
                // A run begun anew is cut into other chunks: of one of the first cut part would come again, and the rest never.
                if was_given {
                    self.collect(chunk, body?);
                }
                None
            }
            Reply::Collected { .. } => {
                slot.took_in();
                None
            }
            Reply::Reported { run, progress, report } => {
                if at == COLLECTOR {
                    slot.took_in();
                }
                job.schedule.reported();
                if progress.settled {
                    self.job = None;
                }
                let body = body?;
                let tally = (report < body.length()).then(|| body.subarray(report, body.length()));
                Some(match messages::read(&body.subarray(0, report).to_vec()) {
                    Some(report) => PoolEvent::Report { run, report, progress, tally },
                    None => PoolEvent::Failed { run, message: "the results arrived damaged".to_owned() },
                })
            }
            Reply::Refused { run, message } => {
                self.job = None;
                Some(PoolEvent::Failed { run, message })
            }
            Reply::Ready => None,
        }
    }

    /// Hands the collector what was held for it.
    fn collect_held(&mut self) {
        let held = self.job.as_mut().map(|job| std::mem::take(&mut job.held)).unwrap_or_default();
        held.into_iter().for_each(|(chunk, body)| self.collect(chunk, body));
    }

    /// Hands a part to the collector, or holds it.
    fn collect(&mut self, chunk: Chunk, body: Uint8Array) {
        let (Some(job), Some(slot)) = (&mut self.job, self.slots.get_mut(COLLECTOR)) else { return };
        match &slot.worker {
            Some(worker) if slot.ready && !job.schedule.is_resting() => {
                worker.post(&Request::Collect { run: job.run, chunk }, Some(&body));
                slot.given.push((job.run, chunk));
                if slot.given.len() == 1 {
                    slot.watch.wait(Wait::Collecting, now());
                }
            }
            _ => job.held.push((chunk, body)),
        }
    }
}

/// How long a chunk should take, in milliseconds.
fn expected(job: Option<&Job>, run: RunId, chunk: Chunk) -> Option<f64> {
    match job {
        Some(job) if job.run == run => job.schedule.expected_millis(chunk),
        _ => errands::expected_millis(run, chunk),
    }
}
