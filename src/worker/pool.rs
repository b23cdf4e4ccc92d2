//! Workers that simulate, and one that collects: sorting thousands of replicates is no task for the page's thread.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use funnel_engine::simulate::Goal;
use gloo::timers::callback::Interval;
use js_sys::Uint8Array;

use super::Told;
use super::handle::{Does, Handle, Signal, Source};
use super::protocol::{Chunk, Reply, Request, RunId};
use super::schedule::Schedule;
use super::seat::Seat;
use super::watch::{Wait, Watch};
use crate::messages;
use crate::timing::now;

/// Chunks that a worker has at a time: one at work, one waiting, so that it never waits for the page.
const GIVEN: usize = 2;
/// How often the watch looks, in milliseconds.
const LOOK_EVERY: u32 = 250;
/// Workers that one run may lose before it is given up.
const MOST_LOST: u32 = 5;
/// The seat of the worker that collects.
const COLLECTOR: usize = 0;

/// A pool of workers that does one run at a time.
pub(super) struct Pool(Rc<RefCell<State>>);

struct State {
    me: Weak<RefCell<Self>>,
    source: Source,
    seats: Vec<Seat>,
    /// Workers started so far; tells a worker's last words from its successor's.
    started: u32,
    job: Option<Job>,
    tell: Rc<dyn Fn(Told)>,
}

/// The run at work.
struct Job {
    run: RunId,
    scenario: Vec<u8>,
    goal: Goal,
    schedule: Schedule,
    lost: u32,
    /// Parts that came before the collector was ready.
    held: Vec<(Chunk, Uint8Array)>,
    _watch: Interval,
}

impl Pool {
    /// Starts `simulators` workers and the collector.
    pub(super) fn new(source: Source, simulators: u32, tell: Rc<dyn Fn(Told)>) -> Self {
        let state = Rc::new_cyclic(|me: &Weak<RefCell<State>>| {
            let seats = Vec::new();
            RefCell::new(State { me: me.clone(), source, seats, started: 0, job: None, tell })
        });
        {
            let mut state = state.borrow_mut();
            for _ in 0..=simulators {
                let seat = state.seat();
                state.seats.push(seat);
            }
        }
        Self(state)
    }

    /// Starts a run, in place of the one before.
    pub(super) fn start(&self, run: RunId, scenario: Vec<u8>, goal: Goal) {
        let mut state = self.0.borrow_mut();
        let me = state.me.clone();
        let watch = Interval::new(LOOK_EVERY, move || with(&me, State::look));
        let schedule = Schedule::new(goal);
        state.job = Some(Job { run, scenario, goal, schedule, lost: 0, held: Vec::new(), _watch: watch });
        state.begin();
        // Without a worker that could start, nobody else would say so.
        let told = state.check_able();
        deliver(state.tell.clone(), told);
    }
}

/// Calls `act` on the pool, if it is still there, and passes on what it has to tell once the pool can be used again. Then the
/// workers go on: with another run, where what was told began one.
fn with(pool: &Weak<RefCell<State>>, act: impl FnOnce(&mut State) -> Option<Told>) {
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

/// Tells after the present call, which may come from the listener itself.
fn deliver(tell: Rc<dyn Fn(Told)>, told: Option<Told>) {
    if let Some(told) = told {
        gloo::timers::callback::Timeout::new(0, move || tell(told)).forget();
    }
}

impl State {
    /// A seat with a worker that is starting.
    fn seat(&mut self) -> Seat {
        self.started += 1;
        let (me, number) = (self.me.clone(), self.started);
        let worker = Handle::spawn(&self.source, Does::Simulate, move |signal: Signal<Reply>| {
            with(&me, |state| {
                let seat = state.seats.iter().position(|seat| seat.number == number)?;
                match signal {
                    Signal::Reply(reply, body) => state.heard(seat, reply, body),
                    Signal::Broken => state.lose(seat),
                }
            });
        });
        let mut watch = Watch::default();
        watch.wait(Wait::Boot, now());
        Seat { worker: worker.ok(), number, ready: false, given: Vec::new(), watch }
    }

    /// Tells every worker of the run, and hands out its first chunks.
    fn begin(&mut self) {
        for seat in 0..self.seats.len() {
            self.enlist(seat);
        }
        self.feed();
    }

    /// Tells one worker of the run.
    fn enlist(&mut self, seat: usize) {
        let (Some(job), Some(seat)) = (&self.job, self.seats.get_mut(seat)) else { return };
        seat.given.clear();
        if let (true, Some(worker)) = (seat.ready, &seat.worker) {
            let (run, scenario, goal) = (job.run, job.scenario.clone(), job.goal);
            worker.post(&Request::Start { run, scenario, goal }, None);
            seat.watch.wait(Wait::Hearing, now());
        }
    }

    /// Gives each simulator what it can take.
    fn feed(&mut self) {
        let Some(job) = &mut self.job else { return };
        let mut simulators: Vec<_> = self.seats.iter_mut().skip(1).filter(|seat| seat.ready).collect();
        let workers = u32::try_from(simulators.len()).unwrap_or(u32::MAX);
        // One round a time, so that the first chunks are spread over all workers.
        for round in 1..=GIVEN {
            for seat in simulators.iter_mut().filter(|seat| seat.given.len() < round) {
                let (Some(worker), Some(chunk)) = (&seat.worker, job.schedule.next(workers)) else { return };
                worker.post(&Request::Simulate { run: job.run, chunk }, None);
                if seat.given.is_empty() {
                    seat.watch.wait(Wait::Chunk(job.schedule.expected_millis(chunk)), now());
                }
                seat.given.push(chunk);
            }
        }
    }

    fn heard(&mut self, at: usize, reply: Reply, body: Option<Uint8Array>) -> Option<Told> {
        let seat = self.seats.get_mut(at)?;
        if reply == Reply::Ready {
            seat.ready = true;
            seat.watch.done();
            self.enlist(at);
            if at == COLLECTOR {
                let held = self.job.as_mut().map(|job| std::mem::take(&mut job.held)).unwrap_or_default();
                held.into_iter().for_each(|(chunk, body)| self.collect(chunk, body));
            }
            self.feed();
            return None;
        }
        let job = self.job.as_mut()?;
        match reply {
            Reply::Started { run } if run == job.run => {
                match seat.given.first() {
                    Some(_) if at == COLLECTOR => seat.watch.wait(Wait::Collecting, now()),
                    Some(chunk) => seat.watch.wait(Wait::Chunk(job.schedule.expected_millis(*chunk)), now()),
                    None => seat.watch.done(),
                }
                None
            }
            Reply::Simulated { run, chunk, millis } if run == job.run => {
                job.schedule.took(chunk, millis);
                seat.given.retain(|given| *given != chunk);
                match seat.given.first() {
                    Some(next) => seat.watch.wait(Wait::Chunk(job.schedule.expected_millis(*next)), now()),
                    None => seat.watch.done(),
                }
                // Fed first: the worker should not wait for what follows.
                self.feed();
                self.collect(chunk, body?);
                None
            }
            Reply::Collected { run } if run == job.run => {
                seat.took_in();
                None
            }
            Reply::Reported { run, progress, report } if run == job.run => {
                seat.took_in();
                job.schedule.reported(progress);
                if progress.settled {
                    self.job = None;
                }
                let body = body?;
                let tally = (report < body.length()).then(|| body.subarray(report, body.length()));
                Some(match messages::read(&body.subarray(0, report).to_vec()) {
                    Some(report) => Told::Report { run, report, progress, tally },
                    None => Told::Failed { run, message: "the results arrived damaged".to_owned() },
                })
            }
            Reply::Refused { run, message } if run == job.run => {
                self.job = None;
                Some(Told::Failed { run, message })
            }
            // Of an earlier run.
            _ => None,
        }
    }

    /// Hands a part to the collector.
    fn collect(&mut self, chunk: Chunk, body: Uint8Array) {
        let (Some(job), Some(seat)) = (&mut self.job, self.seats.get_mut(COLLECTOR)) else { return };
        match &seat.worker {
            Some(worker) if seat.ready => {
                worker.post(&Request::Collect { run: job.run, chunk }, Some(&body));
                seat.given.push(chunk);
                if seat.given.len() == 1 {
                    seat.watch.wait(Wait::Collecting, now());
                }
            }
            _ => job.held.push((chunk, body)),
        }
    }

    /// Looks after workers that say nothing.
    fn look(&mut self) -> Option<Told> {
        let now = now();
        let silent = self.seats.iter().position(|seat| seat.watch.is_overdue(now))?;
        self.lose(silent)
    }

    /// A worker broke, or is silent: another takes its seat and its work.
    fn lose(&mut self, at: usize) -> Option<Told> {
        let (had_started, given) = {
            let seat = self.seats.get_mut(at)?;
            (seat.ready, std::mem::take(&mut seat.given))
        };
        if had_started {
            let successor = self.seat();
            *self.seats.get_mut(at)? = successor;
        } else if let Some(seat) = self.seats.get_mut(at) {
            // What cannot start once will not start the next time.
            seat.worker = None;
            seat.watch.done();
        }
        if let Some(job) = &mut self.job {
            job.lost += 1;
            if job.lost > MOST_LOST {
                let run = job.run;
                self.job = None;
                let message = "The simulation broke down several times and was given up.".to_owned();
                return Some(Told::Failed { run, message });
            }
            given.into_iter().for_each(|chunk| job.schedule.give_back(chunk));
            if at == COLLECTOR {
                // What it had is gone with it.
                job.schedule = Schedule::new(job.goal);
                job.held.clear();
                self.begin();
            } else {
                self.feed();
            }
        }
        self.check_able()
    }

    /// Says so when no run can come to an end with the workers there are.
    fn check_able(&mut self) -> Option<Told> {
        let alive = |seat: &Seat| seat.worker.is_some();
        let collector = self.seats.get(COLLECTOR).is_some_and(alive);
        (!collector || !self.seats.iter().skip(1).any(alive)).then_some(Told::Unable)
    }
}
