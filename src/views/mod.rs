//! The views: one question each, one below the other.

mod answer;
mod assumptions;
mod budget;
mod desk;
mod flow;
mod footer;
mod header;
mod holds;
mod list;
mod notice;
mod page;
mod plans;
mod process;
mod progress;
mod question;
mod reader;
mod section;
mod signs;
mod templates;
mod time;

pub use page::{Page, PageProps};
