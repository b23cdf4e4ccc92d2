//! Used where no worker can start (in some browsers, in a frame without an origin): slices of time on the page's own
//! thread.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use funnel_engine::process::Model;
use funnel_engine::scenario::Scenario;
use funnel_engine::simulate::{Goal, Simulator};
use gloo::timers::callback::Timeout;

use super::PoolEvent;
use super::collector::Collector;
use super::protocol::{Chunk, RunId};
use crate::timing::now;

/// A slice ends after this many milliseconds, so the page still draws every frame.
const SLICE_MILLIS: f64 = 12.0;

/// Simulates between the page's events.
pub(super) struct OwnThread {
    job: Rc<RefCell<Option<Job>>>,
    tell: Rc<dyn Fn(PoolEvent)>,
}

struct Job {
    run: RunId,
    simulator: Simulator,
    collector: Collector,
    next: u32,
    slice: Option<Timeout>,
}

impl OwnThread {
    /// Begins with nothing to do.
    pub(super) fn new(tell: Rc<dyn Fn(PoolEvent)>) -> Self {
        Self { job: Rc::default(), tell }
    }

    /// Starts a run, in place of the previous one.
    pub(super) fn start(&self, run: RunId, scenario: &Scenario, goal: Goal) {
        // The session holds only valid scenarios.
        let Ok(model) = Model::of_valid(scenario, None) else { return };
        let simulator = Simulator::of(Arc::new(model));
        let collector = Collector::new(simulator.model().clone(), goal);
        *self.job.borrow_mut() = Some(Job { run, simulator, collector, next: 0, slice: None });
        schedule(&self.job, &self.tell);
    }
}

/// Schedules the next slice after the pending events.
fn schedule(job: &Rc<RefCell<Option<Job>>>, tell: &Rc<dyn Fn(PoolEvent)>) {
    let (weak, telling): (Weak<RefCell<Option<Job>>>, _) = (Rc::downgrade(job), Rc::clone(tell));
    let timeout = Timeout::new(0, move || {
        let Some(job) = weak.upgrade() else { return };
        let told = job.borrow_mut().as_mut().and_then(Job::slice);
        match &told {
            Some(PoolEvent::Report { progress, .. }) if progress.settled => *job.borrow_mut() = None,
            Some(PoolEvent::Failed { .. }) => *job.borrow_mut() = None,
            _ => schedule(&job, &telling),
        }
        if let Some(told) = told {
            telling(told);
        }
    });
    if let Some(job) = job.borrow_mut().as_mut() {
        job.slice = Some(timeout);
    }
}

impl Job {
    /// Simulates until the slice is over or there is something to report.
    fn slice(&mut self) -> Option<PoolEvent> {
        let end = now() + SLICE_MILLIS;
        loop {
            let mut part = self.simulator.tally();
            let (first, due) = (self.next, self.collector.due());
            self.next = self.simulator.advance(first..due, &mut part);
            let chunk = Chunk { first, count: self.next - first };
            match self.collector.add(chunk, part) {
                Ok(Some((report, progress))) => {
                    return Some(PoolEvent::Report { run: self.run, report, progress, tally: None });
                }
                Ok(None) if now() >= end => return None,
                Ok(None) => {}
                Err(error) => return Some(PoolEvent::Failed { run: self.run, message: error.to_string() }),
            }
        }
    }
}
