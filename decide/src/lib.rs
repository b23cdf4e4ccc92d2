//! Decisions: what a run says should be done.
//!
//! Each is a [`Study`]: runs of scenarios derived from the reader's, and a reading of their results. A [`Question`]
//! makes the study and a [`Finding`] is its answer; every view that needs a study, on the page and in `funnel decide`,
//! has one of each. [`StudyKind`] lists them.

// The engine's modules, re-exported so that paths begin with `crate`.
use funnel_engine::{math, process, report, scenario, simulate, stats};

mod about;
pub mod compare;
pub mod curve;
pub mod cut;
pub mod differ;
mod drive;
pub mod drivers;
pub mod extra;
pub mod holds;
pub mod ladder;
pub mod learn;
#[cfg(test)]
mod left_out;
mod list;
pub mod mix;
mod moved;
pub mod outcome;
mod parts;
mod plan_outcome;
#[cfg(test)]
mod rates_for_tests;
pub mod reality;
mod regress;
pub mod regret;
pub mod sides;
pub mod study;
#[cfg(test)]
mod tests;

pub use drive::{Driver, Heard, LOOK, Lead};
pub use list::{Finding, Question, StudyKind};
pub use plan_outcome::Falls;
pub use study::{Order, Reads, RunRequest, RunResult, Study};
