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

/// `x`, held between two numbers, the lower first. As [`f64::clamp`], without its panic: writing numbers into the message
/// is all of the standard library's formatting of numbers, which the page's first load does without.
#[inline]
#[must_use]
pub fn within(x: f64, low: f64, high: f64) -> f64 {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}
