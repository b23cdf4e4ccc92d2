//! Random draws and the special functions under them.
//!
//! Nothing here knows of funnels. A crate of its own because the page compiles it for speed, and the scenario, which
//! checks its distributions by it, for size.

pub mod math;
pub mod sample;
