//! What the tests of several crates share. No crate depends on it but for its tests.
//!
//! [`scenario`] gives random valid scenarios with every lever, law and layout that the format knows; `reports` (a feature)
//! a small scenario and a report by hand, for sentences that can be worked out on paper.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "for tests, which may fail")]

mod levers;
#[cfg(feature = "reports")]
pub mod reports;
mod scenarios;

pub use levers::without_teams;
pub use scenarios::scenario;
