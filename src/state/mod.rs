//! What the page knows: the scenario with its history, and the run that answers it.

mod session;

pub use session::{Action, Notice, Phase, Run, Session, SessionDispatcher};
