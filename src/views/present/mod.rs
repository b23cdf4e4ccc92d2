//! The views as slides: the panel that puts a deck together, the stage that shows it, and the window that the presenter
//! looks at meanwhile.

mod deck;
mod keys;
mod link;
mod notes;
mod press;
mod replay;
mod says_who;
mod screen;
mod sheets;
mod slide;
mod stage;
mod tools;
mod watch;
mod years;

pub(super) use deck::deck;
pub(crate) use notes::notes;
pub(crate) use replay::replay_alone;
pub use stage::StageProps;
pub(crate) use stage::stage;
