//! Special functions, the same to the last bit natively and in WebAssembly.
//!
//! Only IEEE `+ - * / sqrt` and [`libm`] are used: the standard library's `ln`, `exp` and `pow` differ between
//! platforms in the last bit.

pub mod beta;
pub mod exp;
pub mod gamma;
pub mod logistic;
pub mod normal;
mod saddle;
pub(crate) mod single;

/// `x`, limited to the range between two numbers, the lower first. Like [`f64::clamp`], but without its panic where a
/// bound is NaN, which a scenario could cause.
#[inline]
#[must_use]
pub fn clamp(x: f64, low: f64, high: f64) -> f64 {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}
