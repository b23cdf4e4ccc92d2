//! The worker that reads the reader's own exports, holds their tables and learns from them. It is a module of its own: only who
//! opens a file waits for the readers of workbooks, encodings and dates. The page has no part of a file, only what is to be
//! shown of it; what both say to each other is [`protocol`].

mod bench;
pub mod protocol;
mod serve;

pub use serve::serve;
