//! The views as slides: the panel in which a deck is put together, the stage that shows it, and the window that the
//! presenter looks at meanwhile.

mod deck;
pub(crate) mod keys;
mod link;
mod notes;
mod overview;
mod picture;
pub(crate) mod press;
mod replay;
mod screen;
mod sheets;
mod slide;
mod stage;
mod tools;
mod watch;
mod years;

pub(super) use deck::deck;
pub use notes::notes;
pub(super) use replay::replay_alone;
pub(super) use stage::{StageProps, stage};
