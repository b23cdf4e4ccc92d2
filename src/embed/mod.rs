//! The page inside another: what its address asks for, and what the two say to each other.

pub mod host;
pub mod protocol;
pub mod shown;
pub mod snippet;
