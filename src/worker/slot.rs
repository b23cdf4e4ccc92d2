//! A place in the pool, and the worker in it.

use super::errands;
use super::handle::Handle;
use super::protocol::{Chunk, Request, RunId};
use super::watch::{Wait, Watch};
use crate::timing::now;

/// What a worker is to do next.
pub(super) struct Todo {
    pub(super) run: RunId,
    pub(super) chunk: Chunk,
    /// The study's place, if the run is a study's.
    pub(super) place: Option<usize>,
}

/// A place for a worker.
pub(super) struct Slot {
    /// `None` once a worker could not even start here.
    pub(super) worker: Option<Handle>,
    pub(super) number: u32,
    pub(super) ready: bool,
    /// Chunks it holds, to simulate or to take in, in order, each with its run.
    pub(super) given: Vec<(RunId, Chunk)>,
    /// Runs of studies that it has been told about, by place.
    pub(super) orders: Vec<RunId>,
    pub(super) watch: Watch,
}

impl Slot {
    /// A worker that is starting.
    pub(super) fn new(worker: Option<Handle>, number: u32) -> Self {
        let mut watch = Watch::default();
        watch.wait(Wait::Boot, now());
        Self { worker, number, ready: false, given: Vec::new(), orders: Vec::new(), watch }
    }

    /// Gives it a chunk, after telling it about a study's run that it does not know.
    pub(super) fn give(&mut self, todo: &Todo) {
        let Todo { run, chunk, place } = *todo;
        let order = place.filter(|place| self.is_news(*place, run)).and_then(|_| errands::order(run));
        if let Some(worker) = &self.worker {
            if let Some(order) = order {
                worker.post(&order, None);
            }
            worker.post(&Request::Simulate { run, chunk }, None);
        }
        self.given.push((run, chunk));
    }

    /// It did a chunk: from now on the next one is waited for as long as it should take. False for a chunk it was told to drop,
    /// which does not count.
    pub(super) fn did(&mut self, run: RunId, chunk: Chunk, expected: impl Fn(RunId, Chunk) -> Option<f64>) -> bool {
        let Some(at) = self.given.iter().position(|given| *given == (run, chunk)) else { return false };
        self.given.remove(at);
        match self.given.first() {
            Some((run, next)) => self.watch.wait(Wait::Chunk(expected(*run, *next)), now()),
            None => self.watch.done(),
        }
        true
    }

    /// Nothing is asked of it any more; what it still does is not waited for.
    pub(super) fn forget(&mut self) {
        self.given.clear();
        // One that starts is waited for.
        if self.ready {
            self.watch.done();
        }
    }

    /// Whether it has yet to be told about a study's run in this place; from then on it counts as told.
    fn is_news(&mut self, place: usize, run: RunId) -> bool {
        if self.orders.len() <= place {
            // No run has this number.
            self.orders.resize(place + 1, 0);
        }
        self.orders.get_mut(place).is_some_and(|told| std::mem::replace(told, run) != run)
    }

    /// The collector has taken in its next part.
    pub(super) fn took_in(&mut self) {
        if !self.given.is_empty() {
            self.given.remove(0);
        }
        if self.given.is_empty() {
            self.watch.done();
        } else {
            self.watch.wait(Wait::Collecting, now());
        }
    }
}
