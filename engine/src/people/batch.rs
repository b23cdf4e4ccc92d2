//! A batch: replicates simulated side by side.
//!
//! Everything that a replicate has is kept as an array over the batch (structure of arrays), so that each step is a
//! loop over replicates that allocates nothing.

/// Replicates simulated side by side; also the unit in which results are produced and merged.
///
/// Small enough that two workers give a first answer to a moved slider within two screen refreshes, large enough that
/// what is done once per batch costs little: with 64 a run is a twentieth faster, with 16 a tenth slower.
pub const BATCH: usize = 32;

/// One number for each replicate of a batch.
pub type Batch<T> = [T; BATCH];

/// A number for each arm and replicate.
pub(crate) type ByArm = Vec<Batch<f64>>;
