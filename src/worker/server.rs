//! What a worker does with its requests, without the browser around it.

use std::collections::VecDeque;
use std::sync::Arc;

use funnel_engine::process::Model;
use funnel_engine::simulate::{Goal, Simulator, Tally};

use super::collector::Collector;
use super::protocol::{Chunk, Reply, Request, RunId};
use crate::messages;

/// A reply and its body.
pub(super) type Answer = (Reply, Option<Vec<u8>>);

/// One worker's state: it simulates, collects, or both.
#[derive(Default)]
pub(super) struct Server {
    run: Option<Run>,
    todo: VecDeque<Chunk>,
    /// What of the first of them is done.
    begun: Option<Begun>,
}

/// A chunk at work.
struct Begun {
    /// The next block.
    next: u32,
    tally: Tally,
    millis: f64,
}

struct Run {
    id: RunId,
    goal: Goal,
    scenario: Vec<u8>,
    /// The last run's model: a slider changes none of its tables, which take longer to make than the rest.
    earlier: Option<Arc<Model>>,
    model: Option<Arc<Model>>,
    /// Made by the first chunk: who only collects needs no working memory.
    simulator: Option<Simulator>,
    /// Made by the first part: most workers never collect.
    collector: Option<Collector>,
}

impl Server {
    /// Takes a request. Work is only noted, for [`Server::work`] to do: a new run must find its way in between.
    pub(super) fn take(&mut self, request: Request, body: &[u8]) -> Option<Answer> {
        match request {
            Request::Start { run, scenario, goal } => {
                self.forget();
                let earlier = self.run.take().and_then(Run::into_model);
                self.run =
                    Some(Run { id: run, goal, scenario, earlier, model: None, simulator: None, collector: None });
                Some((Reply::Started { run }, None))
            }
            Request::Simulate { run, chunk } => {
                if self.run.as_ref().is_some_and(|current| current.id == run) {
                    self.todo.push_back(chunk);
                }
                None
            }
            Request::Collect { run, chunk } => {
                let current = self.run.as_mut().filter(|current| current.id == run)?;
                current.collect(chunk, body).unwrap_or_else(|message| Some((Reply::Refused { run, message }, None)))
            }
        }
    }

    /// Whether there is something to simulate.
    #[must_use]
    pub(super) fn has_work(&self) -> bool {
        !self.todo.is_empty()
    }

    /// Simulates the next block; an answer with the last one of a chunk. `now` is a clock in milliseconds.
    pub(super) fn work(&mut self, now: impl Fn() -> f64) -> Option<Answer> {
        let chunk = *self.todo.front()?;
        let run = self.run.as_mut()?;
        let start = now();
        match run.simulate(chunk, self.begun.take()) {
            Ok(mut begun) => {
                begun.millis += now() - start;
                if begun.next < chunk.end() {
                    self.begun = Some(begun);
                    return None;
                }
                self.todo.pop_front();
                let done = Reply::Simulated { run: run.id, chunk, millis: begun.millis };
                Some((done, Some(messages::write(&begun.tally))))
            }
            Err(message) => {
                let refused = Reply::Refused { run: run.id, message };
                self.forget();
                Some((refused, None))
            }
        }
    }

    /// Drops what is to be simulated.
    fn forget(&mut self) {
        self.todo.clear();
        self.begun = None;
    }
}

impl Run {
    /// The model it made, or the one it was handed and had no time to use.
    fn into_model(self) -> Option<Arc<Model>> {
        self.model.or(self.earlier)
    }

    /// The model, made when first needed, so that a worker can say at once that it heard of a run.
    fn model(&mut self) -> Result<Arc<Model>, String> {
        let made = match self.model.take() {
            Some(made) => made,
            None => {
                let earlier = self.earlier.take();
                let scenario = messages::read_scenario(&self.scenario).ok_or("the scenario arrived damaged")?;
                // The page asks valid scenarios only, and what was damaged on its way is not read.
                Arc::new(Model::of_valid(&scenario, earlier.as_deref())?)
            }
        };
        Ok(Arc::clone(self.model.insert(made)))
    }

    fn simulator(&mut self) -> Result<&mut Simulator, String> {
        let made = match self.simulator.take() {
            Some(made) => made,
            None => Simulator::of(self.model()?),
        };
        Ok(self.simulator.insert(made))
    }

    /// The chunk with one more block.
    fn simulate(&mut self, chunk: Chunk, begun: Option<Begun>) -> Result<Begun, String> {
        let replicates = self.goal.most();
        let simulator = self.simulator()?;
        let mut begun = begun.unwrap_or_else(|| Begun { next: chunk.first, tally: simulator.tally(), millis: 0.0 });
        simulator.step(begun.next, replicates, &mut begun.tally);
        begun.next += 1;
        Ok(begun)
    }

    fn collect(&mut self, chunk: Chunk, body: &[u8]) -> Result<Option<Answer>, String> {
        let part = messages::read(body).ok_or("the results arrived damaged")?;
        let (run, goal) = (self.id, self.goal);
        let model = self.model()?;
        let collector = self.collector.get_or_insert_with(|| Collector::new(model, goal));
        let Some((report, progress)) = collector.add(chunk, part).map_err(|error| error.to_string())? else {
            return Ok(Some((Reply::Collected { run }, None)));
        };
        let mut body = messages::write(&report);
        let report = u32::try_from(body.len()).map_err(|error| error.to_string())?;
        if progress.settled && goal == Goal::Verdict {
            body.extend(messages::write(collector.settled_tally()));
        }
        Ok(Some((Reply::Reported { run, progress, report }, Some(body))))
    }
}
