//! A question that takes further runs: it says which run it needs next, takes in what came of it, and can tell at any
//! time what it knows so far.
//!
//! Who drives a study decides how it runs: the command line on all threads, the page in a worker of its own ([`Driver`]).
//! The answers are the same.
//!
//! ```
//! use funnel_decide::{Driver, Found, Question};
//! use funnel_engine::scenario::templates;
//!
//! let scenario = templates::load("sales-led-saas").unwrap();
//! let mut driver = Driver::new(Question::Holds.study(&scenario, 128));
//! while driver.step().unwrap() {}
//! let Found::Holds(holds) = driver.found() else { unreachable!() };
//! assert!(holds.crossing.is_some());
//! ```

use std::ops::Range;
use std::sync::Arc;

use crate::process::{Metric, Model};
use crate::report::Estimate;
use crate::scenario::{Problem, Scenario};
use crate::simulate::{Simulator, Tally};
use crate::stats::moments::Moments;
use crate::stats::quantile::Sorted;

use super::{Found, Question};

/// A run that a study needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What is simulated; valid where the study's own scenario is.
    pub scenario: Scenario,
    /// How many replicates.
    pub replicates: u32,
}

/// A question that takes further runs, one after the other.
pub trait Study {
    /// The run needed next; nothing once all is known.
    fn next(&self) -> Option<Wanted>;

    /// Inputs that the run needed next draws anew, as [`Model::redrawing`] names them; for most studies none, ever.
    fn redrawn(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether it reads the report's books, for which some replicates run twice; most studies do not.
    fn reads_books(&self) -> bool {
        false
    }

    /// Takes in what came of the run that was needed.
    fn take(&mut self, ran: &Ran<'_>);

    /// What is known so far.
    fn found(&self) -> Found;

    /// Share of the runs that are done, 0 to 1.
    fn progress(&self) -> f64;
}

impl dyn Study {
    /// The run needed next, made ready after an `earlier` one, with its number of replicates; nothing once all is known.
    ///
    /// # Errors
    ///
    /// What is wrong with the scenario that the study asks for: only where its own is not valid.
    pub fn ready(&self, earlier: Option<&Model>) -> Result<Option<(Model, u32)>, Vec<Problem>> {
        let Some(wanted) = self.next() else { return Ok(None) };
        let model = Model::after(&wanted.scenario, earlier)?.redrawing(&self.redrawn());
        Ok(Some((model, wanted.replicates)))
    }
}

/// A run that was needed and is done.
#[derive(Clone, Copy)]
pub struct Ran<'a> {
    /// The scenario made ready.
    pub model: &'a Model,
    /// What it came to.
    pub tally: &'a Tally,
}

impl Ran<'_> {
    /// The mean of a figure in an arm.
    #[must_use]
    pub fn mean(&self, arm: usize, metric: Metric) -> Estimate {
        estimate(&self.tally.values(arm, metric))
    }

    /// The figure in `arm` less the same figure in `from`, in every replicate: both share their luck.
    #[must_use]
    pub fn differences(&self, metric: Metric, arm: usize, from: usize) -> Vec<f64> {
        let (a, b) = (self.tally.values(arm, metric), self.tally.values(from, metric));
        a.iter().zip(&b).map(|(a, b)| a - b).collect()
    }

    /// The mean of [`Self::differences`], with the error of pairs.
    #[must_use]
    pub fn difference(&self, metric: Metric, arm: usize, from: usize) -> Estimate {
        estimate(&self.differences(metric, arm, from))
    }
}

/// The mean of independent numbers and its standard error.
#[must_use]
pub fn estimate(numbers: &[f64]) -> Estimate {
    let moments = Moments::of(numbers);
    let finite = |x: f64| x.is_finite().then_some(x);
    Estimate { value: finite(moments.mean()), se: finite(moments.mean_se()) }
}

/// A quantile and its standard error, nothing where they are no numbers, as with one replicate.
#[must_use]
pub fn quantile(sorted: &Sorted, p: f64) -> Estimate {
    let (value, se) = sorted.quantile_with_se(p);
    let finite = |x: f64| x.is_finite().then_some(x);
    Estimate { value: finite(value), se: finite(se) }
}

/// Drives a study a block at a time.
pub struct Driver {
    study: Box<dyn Study>,
    running: Option<Running>,
    /// The last run's model, whose tables the next one takes over.
    last: Option<Arc<Model>>,
}

struct Running {
    simulator: Simulator,
    tally: Tally,
    blocks: Range<u32>,
    replicates: u32,
}

impl Driver {
    /// A study from its beginning.
    #[must_use]
    pub fn new(study: Box<dyn Study>) -> Self {
        Self { study, running: None, last: None }
    }

    /// A study that begins with a run at hand, such as the answer's own; drivers and what to learn need no other.
    /// Nothing where the question asks for another run, or the run is none of this scenario.
    #[must_use]
    pub fn at_hand(question: &Question, scenario: &Scenario, tally: &Tally) -> Option<Self> {
        let mut study = question.study(scenario, tally.replicates());
        let as_it_is = Wanted { scenario: scenario.clone(), replicates: tally.replicates() };
        if study.next()? != as_it_is || !study.redrawn().is_empty() {
            return None;
        }
        let model = Model::new(scenario).ok().filter(|model| tally.is_of(model))?;
        study.take(&Ran { model: &model, tally });
        Some(Self::new(study))
    }

    /// Simulates one block, or takes in a run that is done; false once all is known.
    ///
    /// # Errors
    ///
    /// What is wrong with a scenario that the study asked for: only where its own is not valid.
    pub fn step(&mut self) -> Result<bool, Vec<Problem>> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => match self.study.ready(self.last.as_deref())? {
                Some((model, replicates)) => Running::new(model, replicates, self.study.reads_books()),
                None => return Ok(false),
            },
        };
        match running.blocks.next() {
            Some(block) => {
                running.simulator.step(block, running.replicates, &mut running.tally);
                self.running = Some(running);
            }
            None => {
                self.study.take(&Ran { model: running.simulator.model(), tally: &running.tally });
                self.last = Some(Arc::clone(running.simulator.model()));
            }
        }
        Ok(true)
    }

    /// What is known so far.
    #[must_use]
    pub fn found(&self) -> Found {
        self.study.found()
    }

    /// True when nothing is half done: [`Self::found`] then tells more than before.
    #[must_use]
    pub fn took(&self) -> bool {
        self.running.is_none()
    }

    /// Share of the runs that are done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.study.progress()
    }
}

impl Running {
    fn new(model: Model, replicates: u32, books: bool) -> Self {
        let simulator = Simulator::of(Arc::new(model));
        let simulator = if books { simulator } else { simulator.without_books() };
        let (tally, blocks) = (simulator.tally(), simulator.blocks(replicates));
        Self { simulator, tally, blocks, replicates }
    }
}
