//! What a person types about a number, and how numbers are written.

mod said;

pub use said::{Choice, Question, Read, Said};
