//! A batch: so many replicates side by side.
//!
//! Everything that a replicate has is kept as an array over the batch (structure of arrays), so that each step is a loop
//! over replicates that allocates nothing.

/// Replicates simulated side by side; also the unit in which results are produced and merged.
pub const BATCH: usize = 64;

/// One number for each replicate of a batch.
pub type Batch<T> = [T; BATCH];

/// A number for each arm and replicate.
pub(crate) type ByArm = Vec<Batch<f64>>;
