//! The answer as files.

mod files;
mod keep;
mod panel;
mod pictures;
mod print;

pub(super) use keep::keep_chart;
pub(super) use panel::export;
