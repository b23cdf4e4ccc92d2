//! The views: one question each, one below the other.

mod answer;
mod assumptions;
mod budget;
mod coming;
mod flow;
mod footer;
mod header;
mod notice;
mod page;
mod plans;
mod progress;
mod question;
mod reader;
mod section;
mod templates;
mod time;

pub use assumptions::AssumptionsProps;
pub(crate) use assumptions::assumptions;
pub use flow::FlowProps;
pub(crate) use flow::flow;
pub use page::{Page, PageProps};
pub use reader::Reader;
pub(crate) use templates::templates;
pub use time::TimeProps;
pub(crate) use time::time;
