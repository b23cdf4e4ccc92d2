//! What a worker knows about a run: the answer's, or one that a study ordered.

use std::sync::Arc;

use funnel_decide::Order;
use funnel_engine::process::Model;
use funnel_engine::report::Report;
use funnel_engine::scenario::Problem;
use funnel_engine::simulate::{Goal, Progress, Simulator, Tally};

use super::collector::Collector;
use super::protocol::{Chunk, Reply, RunId};
use super::server::Answer;
use funnel_messages as messages;

/// Weeks of a block between two looks at the clock: some two milliseconds.
const WEEKS: usize = 8;

/// What is simulated, as bytes that are not decoded before they are needed, so that a worker can confirm a run at once.
pub(super) enum Task {
    /// A scenario, until the answer has settled.
    Answer { scenario: Vec<u8>, goal: Goal },
    /// What a study wants.
    Order(Vec<u8>),
}

/// A run, with what was made for it.
pub(super) struct Run {
    pub(super) id: RunId,
    task: Task,
    /// Another run's model. Most of its tables are the same, and whoever simulates would take some 25 ms to make them anew, in
    /// which it hears of no new question.
    earlier: Option<Arc<Model>>,
    made: Option<Made>,
    /// Made by the first chunk, as a worker that only collects needs no working memory.
    simulator: Option<Simulator>,
    /// Made by the first part, as most workers never collect.
    collector: Option<Collector>,
}

/// What was decoded from a task.
#[derive(Clone)]
struct Made {
    model: Arc<Model>,
    /// Replicates beyond which nothing is simulated.
    most: u32,
    /// What is kept; for an answer, everything.
    reads: Option<funnel_decide::Reads>,
}

/// A chunk in progress.
pub(super) struct Begun {
    /// The next replicate.
    pub(super) next: u32,
    pub(super) tally: Tally,
    pub(super) millis: f64,
}

impl Run {
    /// A run that takes over what it can of an earlier one's model.
    pub(super) fn new(id: RunId, task: Task, earlier: Option<Arc<Model>>) -> Self {
        Self { id, task, earlier, made: None, simulator: None, collector: None }
    }

    /// Its model, or the one that it would take over.
    pub(super) fn model(&self) -> Option<Arc<Model>> {
        self.made.as_ref().map(|made| &made.model).or(self.earlier.as_ref()).cloned()
    }

    fn made(&mut self) -> Result<Made, String> {
        let made = match self.made.take() {
            Some(made) => made,
            None => self.task.make(self.earlier.take().as_deref())?,
        };
        Ok(self.made.insert(made).clone())
    }

    /// Goes on with the chunk for a few weeks of a block.
    pub(super) fn simulate(&mut self, chunk: Chunk, begun: Option<Begun>) -> Result<Begun, String> {
        let Made { model, most, reads } = self.made()?;
        let simulator = self.simulator.get_or_insert_with(|| match reads {
            Some(reads) => reads.simulator(model),
            None => Simulator::of(model),
        });
        let mut begun = begun.unwrap_or_else(|| Begun { next: chunk.first, tally: simulator.tally(), millis: 0.0 });
        if let Some(next) = simulator.advance_by(begun.next..chunk.end().min(most), WEEKS, &mut begun.tally) {
            begun.next = if next < most { next } else { chunk.end() };
        }
        Ok(begun)
    }

    /// The report of a chunk that is all that the first report waits for.
    pub(super) fn first_report(&mut self, chunk: Chunk, tally: &Tally) -> Result<Option<Answer>, String> {
        let Task::Answer { goal, .. } = self.task else { return Ok(None) };
        if !chunk.is_first_report(goal) {
            return Ok(None);
        }
        let report = tally.report(&self.made()?.model);
        let progress = goal.progress(report.replicates);
        reported(self.id, &report, progress, None).map(Some)
    }

    /// Takes in a part of the answer.
    pub(super) fn collect(&mut self, chunk: Chunk, body: &[u8]) -> Result<Option<Answer>, String> {
        let Task::Answer { goal, .. } = self.task else { return Ok(None) };
        let part = messages::read(body).ok_or(DAMAGED_RESULTS)?;
        let Made { model, .. } = self.made()?;
        let collector = self.collector.get_or_insert_with(|| Collector::new(model, goal).beside_simulators());
        let Some((report, progress)) = collector.add(chunk, part).map_err(|error| error.to_string())? else {
            return Ok(Some((Reply::Collected { run: self.id }, None)));
        };
        let is_kept = progress.settled && goal == Goal::Verdict;
        reported(self.id, &report, progress, is_kept.then(|| collector.settled_tally())).map(Some)
    }
}

impl Task {
    fn make(&self, earlier: Option<&Model>) -> Result<Made, String> {
        match self {
            Self::Answer { scenario, goal } => {
                let scenario = messages::read_scenario(scenario).ok_or(DAMAGED)?;
                // The page asks only about valid scenarios, and what was damaged on its way cannot be decoded.
                let model = Arc::new(Model::of_valid(&scenario, earlier)?);
                Ok(Made { model, most: goal.replicates(), reads: None })
            }
            Self::Order(order) => {
                let order: Order = messages::read(order).ok_or(DAMAGED)?;
                let model = Arc::new(order.model(earlier).map_err(|problems| said(&problems))?);
                Ok(Made { model, most: order.replicates, reads: Some(order.reads) })
            }
        }
    }
}

/// A report on its way to the page, and the tally behind it, if that is to be kept.
fn reported(run: RunId, report: &Report, progress: Progress, tally: Option<&Tally>) -> Result<Answer, String> {
    let mut body = messages::write(report);
    let report = u32::try_from(body.len()).map_err(|error| error.to_string())?;
    if let Some(tally) = tally {
        body.extend(messages::write(tally));
    }
    Ok((Reply::Reported { run, progress, report }, Some(body)))
}

/// What is wrong with a scenario, in one line.
pub(super) fn said(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub(super) const DAMAGED: &str = "the scenario arrived damaged";
pub(super) const DAMAGED_RESULTS: &str = "the results arrived damaged";
