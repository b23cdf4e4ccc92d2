//! The worker that reads the reader's own exports, holds their tables and learns from them. It is a module of its own,
//! so only readers who open a file wait for the code that reads workbooks, encodings and dates. The page holds no part
//! of a file, only what it shows of it; [`protocol`] is what the two say to each other.

mod bench;
pub mod protocol;
mod serve;

pub use serve::serve;
