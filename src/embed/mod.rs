//! The page inside another: what its address asks for, and the messages between the two.

mod asker;
pub(crate) mod fit;
pub mod host;
pub(crate) mod keys;
mod picture;
pub mod protocol;
pub mod shown;
pub mod snippet;
pub(crate) mod swipe;
