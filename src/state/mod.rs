//! What the page knows: the scenario with its history, and the run that answers it. The reducer is pure; the hooks
//! beside it run, store and open.

mod action;
mod answer;
#[cfg(test)]
mod answer_tests;
pub mod beside;
mod displayed;
mod ears;
pub mod files;
pub mod first_screen;
mod keeper;
pub mod link;
pub(crate) mod local;
pub mod pause;
mod piece;
mod run;
mod session;
#[cfg(test)]
mod session_tests;
mod shortcuts;
mod start;
pub mod storage;
mod studies;
mod work;

pub use action::{Action, Notice};
pub use answer::{Answered, Carried, Phase, REMEMBERED, Run};
pub use beside::Beside;
pub use ears::ears;
pub use link::link_of;
pub use piece::{Piece, Unopened};
pub use run::use_run;
pub use session::{Session, SessionDispatcher};
pub use start::{example, start};
pub use storage::{Kept, kept};
pub use studies::{Held, Stage, Studied, hold_study, known_study, use_study};
