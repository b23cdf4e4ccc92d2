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

/// A slice on the page's own thread ends after this many milliseconds, so the page still draws every frame.
pub(super) const SLICE_MILLIS: f64 = 12.0;

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
        self.stop();
        match Job::new(run, scenario, goal) {
            Ok(job) => {
                *self.job.borrow_mut() = Some(job);
                schedule(&self.job, &self.tell);
            }
            Err(message) => {
                // Not at once: whoever starts a run is not yet listening.
                let tell = Rc::clone(&self.tell);
                Timeout::new(0, move || tell(PoolEvent::Failed { run, message })).forget();
            }
        }
    }

    /// Simulates nothing more.
    pub(super) fn stop(&self) {
        // With it goes its next slice.
        self.job.take();
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
    /// A run at its beginning.
    ///
    /// # Errors
    ///
    /// Why the scenario cannot be simulated.
    fn new(run: RunId, scenario: &Scenario, goal: Goal) -> Result<Self, String> {
        // The session holds only valid scenarios.
        let model = Model::of_valid(scenario, None)?;
        let simulator = Simulator::of(Arc::new(model));
        let collector = Collector::new(simulator.model().clone(), goal);
        Ok(Self { run, simulator, collector, next: 0, slice: None })
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::laws::Pert;
    use funnel_engine::scenario::{Input, Value, templates};
    use funnel_engine::simulate::Goal;

    /// A page that hears nothing would say that it is asking for good.
    #[test]
    fn what_cannot_be_simulated_is_told_with_its_reason() {
        let mut scenario = templates::load("blank").unwrap();
        assert!(Job::new(7, &scenario, Goal::Replicates(64)).is_ok());
        scenario.stages[0].rate = Input::new(Value::Pert(Pert { min: 0.9, mode: 0.5, max: 0.1 }));
        assert!(Job::new(7, &scenario, Goal::Replicates(64)).is_err_and(|message| !message.is_empty()));
    }
}
