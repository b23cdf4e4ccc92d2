//! What the page knows: the scenario with its history, and the run that answers it. Reducing is pure; the hooks
//! beside it run, store and open.

pub mod files;
mod holds;
mod link;
mod run;
mod session;
#[cfg(test)]
mod session_tests;
mod shortcuts;
mod start;
mod storage;

pub use holds::{Holds, use_holds};
pub use link::{link_to, use_link};
pub use run::use_run;
pub use session::{Action, Notice, Phase, Run, Session, SessionDispatcher};
pub use shortcuts::use_shortcuts;
pub use start::start;
pub use storage::use_storage;
