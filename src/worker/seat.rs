//! A place in the pool, and the worker that has it.

use super::handle::Handle;
use super::protocol::Chunk;
use super::watch::{Wait, Watch};
use crate::timing::now;

/// A place for a worker.
pub(super) struct Seat {
    /// `None` once a worker could not even start here.
    pub(super) worker: Option<Handle>,
    pub(super) number: u32,
    pub(super) ready: bool,
    /// Chunks it has, to simulate or to take in, in their order.
    pub(super) given: Vec<Chunk>,
    pub(super) watch: Watch,
}

impl Seat {
    /// The collector took in its next part.
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
