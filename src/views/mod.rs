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

pub(crate) use assumptions::assumptions;
pub use assumptions::AssumptionsProps;
pub(crate) use flow::flow;
pub use flow::FlowProps;
pub use page::{Page, PageProps};
pub use reader::Reader;
pub(crate) use templates::templates;
pub(crate) use time::time;
pub use time::TimeProps;
