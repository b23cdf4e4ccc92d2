//! What a worker does with its requests, without the browser around it.

use std::collections::VecDeque;

use super::job::{Begun, Run, Task};
use super::protocol::{Chunk, Reply, Request, RunId};
use funnel_engine::simulate::Tally;
use funnel_messages as messages;

/// A reply and its body.
pub(super) type Answer = (Reply, Option<Vec<u8>>);

/// How long a worker simulates before it looks for messages, in milliseconds: so long may a new question wait for it.
const TURN_MILLIS: f64 = 4.0;

/// The place of the answer's run; those of studies come after it.
const ANSWER: usize = 0;

/// One worker's state: it simulates, collects, or both.
#[derive(Default)]
pub(super) struct Server {
    runs: Vec<Option<Run>>,
    todo: VecDeque<(RunId, Chunk)>,
    /// What has been done of the first of them.
    begun: Option<Begun>,
    /// A part that was reported on and is handed over in the next turn.
    part: Option<(Reply, Tally)>,
}

impl Server {
    /// Takes a request. Work is only noted, for [`Server::work`] to do, so that a new run can get in between.
    pub(super) fn take(&mut self, request: Request, body: &[u8]) -> Option<Answer> {
        match request {
            Request::Start { run, scenario, goal } => {
                self.todo.clear();
                (self.begun, self.part) = (None, None);
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
        let before = self.runs.get_mut(place).and_then(Option::take);
        let gone = before.as_ref().map(|run| run.id);
        let earlier = before.iter().chain(self.runs.iter().flatten()).find_map(Run::model);
        if let Some(at) = self.runs.get_mut(place) {
            *at = Some(Run::new(id, task, earlier));
        }
        self.forget(gone);
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

    /// Gives a run up.
    fn refuse(&mut self, run: RunId, message: String) -> Option<Answer> {
        self.forget(Some(run));
        Some((Reply::Refused { run, message }, None))
    }

    /// Whether there is something to do.
    #[must_use]
    pub(super) fn has_work(&self) -> bool {
        self.part.is_some() || !self.todo.is_empty()
    }

    /// Simulates for a few milliseconds, often to somewhere within a block; answers after the last block of a chunk. `now`
    /// is a clock in milliseconds.
    pub(super) fn work(&mut self, now: impl Fn() -> f64) -> Option<Answer> {
        if let Some((reply, tally)) = self.part.take() {
            return Some((reply, Some(messages::write(&tally))));
        }
        let (id, chunk) = *self.todo.front()?;
        let mut begun = self.begun.take();
        let start = now();
        loop {
            match self.run(id)?.simulate(chunk, begun) {
                Ok(mut done) => {
                    let millis = now() - start;
                    if done.next < chunk.end() {
                        if millis < TURN_MILLIS {
                            begun = Some(done);
                            continue;
                        }
                        done.millis += millis;
                        self.begun = Some(done);
                        return None;
                    }
                    self.todo.pop_front();
                    let reply = Reply::Simulated { run: id, chunk, millis: done.millis + millis };
                    return match self.run(id)?.first_report(chunk, &done.tally) {
                        Ok(Some(reported)) => {
                            self.part = Some((reply, done.tally));
                            Some(reported)
                        }
                        Ok(None) => Some((reply, Some(messages::write(&done.tally)))),
                        Err(message) => self.refuse(id, message),
                    };
                }
                Err(message) => return self.refuse(id, message),
            }
        }
    }
}
