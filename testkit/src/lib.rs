//! What the tests of several crates share. Crates depend on it for their tests only.
//!
//! [`full`] gives a scenario that leaves nothing out; [`scenario`] gives random valid scenarios with every lever, law and layout that the format knows; `reports` (a
//! feature) gives a small scenario and a report written by hand, for sentences that can be worked out on paper.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "for tests, which may fail")]

mod full;
mod levers;
#[cfg(feature = "reports")]
pub mod reports;
mod scenarios;

pub use full::full;
pub use levers::without_teams;
pub use scenarios::scenario;
