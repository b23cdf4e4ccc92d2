//! A question that takes further runs: it says which run it needs next, takes in the result, and can say at any time
//! what it knows so far.
//!
//! How a study runs is up to whoever drives it: the command line uses all threads, the page has a worker that leads
//! ([`Lead`](super::Lead)) and others that simulate for it, and a single thread goes block by block
//! ([`Driver`](super::Driver)). The answers are the same.
//!
//! ```
//! use funnel_decide::{Driver, Finding, Question};
//! use funnel_engine::scenario::templates;
//!
//! let scenario = templates::load("sales-led-saas").unwrap();
//! let mut driver = Driver::new(Question::Holds.study(&scenario, 128));
//! while driver.step().unwrap() {}
//! let Finding::Holds(holds) = driver.found() else { unreachable!() };
//! assert!(holds.crossing.is_some());
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::process::{Metric, Model};
use crate::report::Estimate;
use crate::scenario::{Problem, Scenario};
use crate::simulate::{Simulator, Tally};
use crate::stats::moments::Moments;
use crate::stats::quantile::Sorted;

use super::Finding;
use super::sides::Refusal;

/// A run that a study needs.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRequest {
    /// What is simulated; valid if the study's own scenario is.
    pub scenario: Scenario,
    /// How many replicates.
    pub replicates: u32,
}

/// What a study reads besides figures and means. What it does not read is left out of its runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// The comparison of books, for which some replicates are run twice.
    pub books: bool,
    /// Weekly paths of single replicates, which are most of a tally's size.
    pub paths: bool,
}

impl Reads {
    /// A simulator that keeps what is read.
    #[must_use]
    pub fn simulator(self, model: Arc<Model>) -> Simulator {
        let all = Simulator::of(model);
        let some = if self.books { all } else { all.without_books() };
        if self.paths { some } else { some.without_paths() }
    }
}

/// A copy of a study, for a first look: whatever is done with the copy leaves the study itself unchanged.
pub trait Twin {
    /// The copy.
    fn twin(&self) -> Box<dyn Study>;
}

impl<T: Study + Clone + 'static> Twin for T {
    fn twin(&self) -> Box<dyn Study> {
        Box::new(self.clone())
    }
}

/// A question that takes further runs, one after another.
pub trait Study: Twin {
    /// The run needed next; `None` once everything is known.
    fn next(&self) -> Option<RunRequest>;

    /// Inputs that the next run draws anew, named as in [`Model::redrawing`]; most studies never have any.
    fn redrawn(&self) -> Vec<String> {
        Vec::new()
    }

    /// What it reads of the next run besides figures and means: for most studies, nothing.
    fn reads(&self) -> Reads {
        Reads::default()
    }

    /// Takes in the result of the run that it needed.
    fn absorb(&mut self, ran: &RunResult<'_>);

    /// What is known so far.
    fn found(&self) -> Finding;

    /// Why it cannot be asked about these scenarios; empty where it can. Known before any run.
    fn refused(&self) -> &[Refusal] {
        &[]
    }

    /// Share of the runs that are done, 0 to 1.
    fn progress(&self) -> f64;
}

impl dyn Study {
    /// The run needed next, with everything that somebody else needs to simulate it; `None` once everything is known.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        let RunRequest { scenario, replicates } = self.next()?;
        Some(Order { scenario, replicates, from: 0, redrawn: self.redrawn(), reads: self.reads() })
    }
}

/// A run to be simulated for a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// What is simulated; valid if the study's own scenario is.
    #[serde(with = "super::sides::text")]
    pub scenario: Scenario,
    /// How many replicates.
    pub replicates: u32,
    /// The first replicate to simulate; those before it are at hand.
    pub from: u32,
    /// Inputs drawn anew, see [`Study::redrawn`].
    pub redrawn: Vec<String>,
    /// What to keep.
    pub reads: Reads,
}

impl Order {
    /// The scenario prepared for a run, reusing tables of an `earlier` model.
    ///
    /// # Errors
    ///
    /// The scenario's problems.
    pub fn model(&self, earlier: Option<&Model>) -> Result<Model, Vec<Problem>> {
        Ok(Model::after(&self.scenario, earlier)?.redrawing(&self.redrawn))
    }
}

/// A run that was needed and is finished.
#[derive(Clone, Copy)]
pub struct RunResult<'a> {
    /// The scenario, prepared for a run.
    pub model: &'a Model,
    /// Its result.
    pub tally: &'a Tally,
}

impl RunResult<'_> {
    /// The mean of a figure in an arm.
    #[must_use]
    pub fn mean(&self, arm: usize, metric: Metric) -> Estimate {
        estimate(&self.tally.values(arm, metric))
    }

    /// The figure in `arm` less the same figure in `from`, in every replicate; the two share their luck.
    #[must_use]
    pub fn differences(&self, metric: Metric, arm: usize, from: usize) -> Vec<f64> {
        let (a, b) = (self.tally.values(arm, metric), self.tally.values(from, metric));
        a.iter().zip(&b).map(|(a, b)| a - b).collect()
    }

    /// The mean of [`Self::differences`], with the standard error of pairs.
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

/// A quantile and its standard error, each `None` where it is not a number, as with one replicate.
#[must_use]
pub fn quantile(sorted: &Sorted, p: f64) -> Estimate {
    let (value, se) = sorted.quantile_with_se(p);
    let finite = |x: f64| x.is_finite().then_some(x);
    Estimate { value: finite(value), se: finite(se) }
}
