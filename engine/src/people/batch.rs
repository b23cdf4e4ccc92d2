//! A batch: so many replicates side by side.
//!
//! Everything that a replicate has is kept as an array over the batch (structure of arrays), so that each step is a loop
//! over replicates that allocates nothing.

/// Replicates simulated side by side; also the unit in which results are produced and merged.
///
/// Small enough that two workers have a first answer to a moved slider within two screens' time, large enough that what is
/// done once a batch costs little: 64 are a twentieth quicker, 16 a tenth slower.
pub const BATCH: usize = 32;

/// One number for each replicate of a batch.
pub type Batch<T> = [T; BATCH];

/// A number for each arm and replicate.
pub(crate) type ByArm = Vec<Batch<f64>>;
