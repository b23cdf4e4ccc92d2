//! The reader's own exports: files in, evidence out. A worker reads the files and holds their tables; the page's thread
//! holds no part of a file, only what it shows of it. This state lives as long as the page, whichever views are open.

mod inbox;
mod module;
mod state;
mod worker;

pub use funnel_tables::protocol::{Learned, Saved, Sight};
pub use inbox::{choose, is_scenario, take, take_pasted};
pub(crate) use inbox::{listed, use_paste};
pub use state::{Import, Imports, Stage, Trials, use_arrived, use_imports};
pub use worker::{cancel, change, remove, save, stop_trials, try_days};
