//! The weekly funnel: from spend to inquiries, through the stages, to deals.
//!
//! A [`Model`] is a scenario made ready to run. Week by week and block by block it moves whole people: a block is
//! [`LANES`] replicates side by side (structure of arrays), so that every step is a loop over lanes without
//! allocation. How the arms are kept in step is described in [`layers`].

mod about;
mod block;
mod calendar;
mod carry_over;
mod cells;
mod content;
mod customers;
mod deals;
mod delay;
mod demand;
mod effects;
mod known;
pub mod layers;
mod model;
mod money;
mod moved;
mod nurture;
mod outcome;
mod places;
mod queue;
mod rates;
mod refund;
mod renewal;
mod roc;
mod run_off;
mod serve;
mod staff;
mod streams;
mod teams;
mod theta;
mod waits;
mod week;
mod word;
mod work;

pub use about::{Allotted, CellOf, Origin};
pub use block::{Block, Luck};
pub use known::{Draws, MARKET, Uncertain};
pub use model::Model;
pub(crate) use money::sum_of_cents;
pub use outcome::{Flow, Gauge, Metric, Outcome, PoolFlow, Sales};
pub use run_off::Left;

/// Replicates simulated side by side; also the unit in which results are produced and merged.
pub const LANES: usize = 64;

/// One number for each lane.
pub type Lane<T> = [T; LANES];

#[cfg(test)]
pub(crate) mod tests;
