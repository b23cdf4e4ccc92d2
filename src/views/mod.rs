//! The views: one question each, one below the other.

mod answer;
mod assumptions;
mod below;
mod budget;
mod coming;
mod decide;
mod desk;
mod export;
mod flow;
mod footer;
mod header;
mod holds;
mod late;
mod list;
mod notice;
mod page;
mod panel;
pub(crate) mod plans;
mod present;
mod process;
mod progress;
mod question;
mod reader;
mod section;
mod share;
mod signs;
mod study;
mod templates;
mod time;
mod trace;
mod unopened;
mod work;

pub use page::{Page, PageProps};
pub use panel::Panel;
pub use present::notes;
pub use reader::Reader;
