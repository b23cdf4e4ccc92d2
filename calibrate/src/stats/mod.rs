//! The statistics behind the evidence. Nothing here knows of tables or funnels. All sums are taken in sorted order, so
//! the order of the input changes no bit.

pub mod cure;
pub mod level;
pub mod loglinear;
pub mod lognormal;
pub mod minimise;
pub mod pool;
pub mod quantile;
pub mod rate;
pub mod sbg;
pub mod shift;
pub mod survival;

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of rows stay far below 2^53")]
#[must_use]
pub fn real(count: usize) -> f64 {
    count as f64
}
