//! The funnel engine: how money becomes revenue, stage by stage, with its uncertainty.
//!
//! No browser, no clock, no files, no global state: the same scenario, seed and engine version gives the same
//! numbers to the last bit, natively and in WebAssembly.
//!
//! Dependencies go in one direction, drawn in docs/engine.md: `people`, then `inputs` and `ledger`, then `funnel`,
//! `levers` and `pipeline`. `process` is what others see of them; `report` and `simulate` know only that. `sample`,
//! `stats` and `math` know nothing of funnels. `scenario` is a crate of its own, which the page compiles for size; so
//! are `sample` and `math` below it.

mod funnel;
mod inputs;
mod ledger;
mod levers;
mod people;
mod pipeline;
pub mod process;
pub mod report;
pub mod simulate;
pub mod stats;

pub use funnel_sample::{math, sample};
pub use funnel_scenario as scenario;

/// The engine's version. Changing any drawn number takes a new version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
