//! The funnel engine: how money becomes revenue, stage by stage, with its uncertainty.
//!
//! No browser, no clock, no files, no global state: the same scenario, seed and engine version gives the same
//! numbers to the last bit, natively and in WebAssembly.

pub mod math;
pub mod sample;
pub mod stats;
