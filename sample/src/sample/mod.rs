//! Random draws: keyed streams, exact counts from one uniform each, delays, and the distributions of uncertain inputs.
//!
//! Every count sampler is a quantile function: one uniform in, one whole number out, never decreasing in the uniform,
//! the number of trials or the mean. So using the same uniform in two arms pairs them as closely as possible.

pub mod binomial;
mod count;
pub mod delay;
pub mod dist;
pub mod gamma;
pub mod hypergeometric;
pub mod poisson;
pub mod several;
pub mod stream;
pub mod table;

pub use delay::DelayTable;
pub use dist::{Dist, DistError};
pub use stream::{Key, Stream};
pub use table::QuantileTable;
