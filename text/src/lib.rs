//! Understands what people type about numbers, and writes numbers. No browser code.
//!
//! [`Reading`] is for an uncertain number, [`change`] for what is said about a budget, [`span`] and [`calendar`] for
//! times. All have three outcomes, [`Said`]: clear, asked back, or refused with the name of what cannot be read. What
//! this crate writes with a [`NumberStyle`] it reads to the same value.

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
mod unsaid;
mod value;

pub use measure::{Measure, Time, even};
pub use said::{Choice, Question, Read, Said};
pub use style::{NumberStyle, Scale};
pub use unsaid::is_unsaid;
pub use value::{Fits, Reading, Takes};
