//! The weekly funnel as other crates see it: from spend to inquiries, through the stages, to deals.
//!
//! A [`Model`] is a scenario prepared for a run. It moves whole people week by week and batch by batch: a batch is
//! [`BATCH`] replicates side by side (structure of arrays), so every step is a loop over replicates that allocates
//! nothing. [`layers`] describes how the arms are kept in step. The rooms behind it are in docs/engine.md.

pub use crate::ledger::costs::Allotted;
pub use crate::ledger::flows::{Flow, PoolFlow};
pub use crate::ledger::left::Left;
pub use crate::ledger::metric::{Metric, WeeklyMetric};
pub(crate) use crate::ledger::money::sum_of_cents;
pub use crate::ledger::outcome::Outcome;
pub use crate::ledger::sales::Sales;
pub use crate::people::batch::{BATCH, Batch};
pub use crate::people::layers;
pub use crate::people::origin::Origin;
pub use crate::pipeline::{Block, CellOf, Draws, MARKET, Model, Noise, Uncertain};

#[cfg(test)]
pub(crate) mod tests;
