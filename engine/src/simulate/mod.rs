//! A run: blocks of replicates into tallies, tallies merged in any order, a report at the end.
//!
//! A run can stop after any block, go on later, be spread over workers or machines, and gives the same bits whatever
//! the order: figures of single replicates are kept by their place, and everything summed is a whole number.
//!
//! ```
//! use funnel_engine::scenario::templates;
//! use funnel_engine::simulate::{Simulator, Tally};
//!
//! let scenario = templates::load("sales-led-saas").unwrap();
//! let mut simulator = Simulator::new(&scenario).unwrap();
//! let mut tally = simulator.tally();
//! for block in simulator.blocks(200) {
//!     simulator.step(block, 200, &mut tally);
//! }
//! let report = tally.report(simulator.model());
//! assert_eq!(report.replicates, 200);
//! ```

mod books;
mod cells;
mod gauges;
mod goal;
mod shape;
mod signs;
mod simulator;
mod summary;
mod tally;
mod weekly;

pub use goal::{FIRST, Goal, Progress, SETTLED, settled};
pub use simulator::{MAX_REPLICATES, Simulator, blocks};
pub use tally::{MergeError, Tally};
