//! What a person types about a number, and how numbers are written. No browser code.
//!
//! [`Reading`] is an uncertain number, [`change`] what is said about a budget, [`span`] and [`calendar`] about time. All have three
//! outcomes, [`Said`]: clear, asked back, or refused by naming what cannot be read. What is written by this crate with a
//! [`NumberStyle`] is read by it to the same value.

mod amount;
pub mod calendar;
pub mod change;
mod clean;
pub mod currency;
pub mod exact;
pub mod format;
pub mod intl;
pub mod letters;
mod lex;
pub mod list;
mod measure;
mod read;
mod said;
mod slip;
pub mod span;
mod style;
pub mod target;
mod value;

pub use measure::{Measure, Time, even};
pub use said::{Choice, Question, Read, Said};
pub use style::{NumberStyle, Scale};
pub use value::Reading;
