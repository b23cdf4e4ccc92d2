//! What a worker does with its requests, without the browser around it.

use std::collections::VecDeque;

use super::job::{Begun, Run, Task};
use super::protocol::{Chunk, Reply, Request, RunId};
use funnel_messages as messages;

/// A reply and its body.
pub(super) type Answer = (Reply, Option<Vec<u8>>);

/// The place of the answer's run; those of studies come after it.
const ANSWER: usize = 0;

/// One worker's state: it simulates, collects, or both.
#[derive(Default)]
pub(super) struct Server {
    runs: Vec<Option<Run>>,
    todo: VecDeque<(RunId, Chunk)>,
    /// What has been done of the first of them.
    begun: Option<Begun>,
}

impl Server {
    /// Takes a request. Work is only noted, for [`Server::work`] to do, so that a new run can get in between.
    pub(super) fn take(&mut self, request: Request, body: &[u8]) -> Option<Answer> {
        match request {
            Request::Start { run, scenario, goal } => {
                self.todo.clear();
                self.begun = None;
                self.begin(ANSWER, run, Task::Answer { scenario, goal });
                Some((Reply::Started { run }, None))
            }
            Request::Order { run, place, order } => {
                self.begin(ANSWER + 1 + place as usize, run, Task::Order(order));
                None
            }
            Request::Simulate { run, chunk } => {
                if self.run(run).is_some() {
                    self.todo.push_back((run, chunk));
                }
                None
            }
            Request::Collect { run, chunk } => {
                let current = self.run(run)?;
                current.collect(chunk, body).unwrap_or_else(|message| Some((Reply::Refused { run, message }, None)))
            }
        }
    }

    /// Puts a run in its place.
    fn begin(&mut self, place: usize, id: RunId, task: Task) {
        if self.runs.len() <= place {
            self.runs.resize_with(place + 1, || None);
        }
        if let Some(at) = self.runs.get_mut(place) {
            let before = at.take();
            let gone = before.as_ref().map(|run| run.id);
            *at = Some(Run::new(id, task, before));
            self.forget(gone);
        }
    }

    fn run(&mut self, id: RunId) -> Option<&mut Run> {
        self.runs.iter_mut().flatten().find(|run| run.id == id)
    }

    /// Drops what is still to be simulated of a run.
    fn forget(&mut self, run: Option<RunId>) {
        if self.todo.front().is_some_and(|(first, _)| Some(*first) == run) {
            self.begun = None;
        }
        self.todo.retain(|(id, _)| Some(*id) != run);
    }

    /// Whether there is something to simulate.
    #[must_use]
    pub(super) fn has_work(&self) -> bool {
        !self.todo.is_empty()
    }

    /// Simulates the next block; answers after the last one of a chunk. `now` is a clock in milliseconds.
    pub(super) fn work(&mut self, now: impl Fn() -> f64) -> Option<Answer> {
        let (id, chunk) = *self.todo.front()?;
        let begun = self.begun.take();
        let start = now();
        match self.run(id)?.simulate(chunk, begun) {
            Ok(mut begun) => {
                begun.millis += now() - start;
                if begun.next < chunk.end() {
                    self.begun = Some(begun);
                    return None;
                }
                self.todo.pop_front();
                let done = Reply::Simulated { run: id, chunk, millis: begun.millis };
                Some((done, Some(messages::write(&begun.tally))))
            }
            Err(message) => {
                self.forget(Some(id));
                Some((Reply::Refused { run: id, message }, None))
            }
        }
    }
}
