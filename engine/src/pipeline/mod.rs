//! The pipeline: a scenario prepared for a run, and one batch of it from its start, week by week, to its results.
//!
//! Only this room knows all the others: people, inputs, the ledger, the funnel, and levers.

mod about;
mod block;
mod known;
mod left;
mod model;
mod run;
mod run_off;
mod stage;
mod week;

pub use about::CellOf;
pub use block::{Block, Noise};
pub use known::{Draws, MARKET, Uncertain};
pub use model::Model;
