//! Special functions, the same to the last bit natively and in WebAssembly.
//!
//! Only IEEE `+ - * / sqrt` and [`libm`] are used: the standard library's `ln`, `exp` and `pow` differ between
//! platforms in the last bit.

pub mod beta;
pub(crate) mod exp;
pub mod gamma;
pub mod logistic;
pub mod normal;
mod saddle;
