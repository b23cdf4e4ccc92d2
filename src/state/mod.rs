//! What the page knows: the scenario with its history, and the run that answers it. Reducing is pure; the hooks
//! beside it run, store and open.

pub mod beside;
mod ears;
pub mod files;
pub mod link;
pub mod pause;
mod run;
mod session;
#[cfg(test)]
mod session_tests;
mod shortcuts;
mod start;
mod storage;
mod studies;

pub use beside::Beside;
pub use ears::ears;
pub use link::{Linked, asked_for, link_of};
pub use session::{Action, Answered, Notice, Phase, Run, Session, SessionDispatcher};
pub use start::{start, waits};
pub use storage::{kept, use_hasty_storage};
pub use studies::{Stage, Studied, use_study};
