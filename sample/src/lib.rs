//! Random draws and the special functions under them.
//!
//! Nothing here knows of funnels. It is a crate of its own because the page compiles it for speed, and the scenario
//! crate, which uses it to check distributions, for size.

pub mod math;
pub mod sample;
