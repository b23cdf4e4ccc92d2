//! The views: one question each, one below the other.

mod answer;
mod assumptions;
mod budget;
mod coming;
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

pub use assumptions::AssumptionsProps;
pub(crate) use assumptions::assumptions;
pub use flow::FlowProps;
pub(crate) use flow::flow;
pub use holds::HoldsProps;
pub(crate) use holds::holds;
pub use page::{Page, PageProps};
pub use process::ProcessProps;
pub(crate) use process::process;
pub use reader::Reader;
pub use signs::SignsProps;
pub(crate) use signs::signs;
pub(crate) use templates::templates;
pub use time::TimeProps;
pub(crate) use time::time;
