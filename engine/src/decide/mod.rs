//! Decisions: what a run says should be done. Each is a scenario derived from the reader's, run like any other, and a
//! reading of its report.

pub mod holds;
pub mod reality;
