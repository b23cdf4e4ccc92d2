//! Simulating without holding up the page.
//!
//! [`Runner`] is all that the page sees. Behind it a pool of workers simulates chunks of blocks, and one more worker
//! puts them together and reports; the page's thread only passes parts on. Once an answer has settled, the same workers
//! simulate what studies want (`errands`), each study led by a worker of its own (`lead`). The same module serves all
//! sides.

mod collector;
pub mod entry;
mod errands;
mod fallback;
mod handle;
mod job;
mod kept;
mod lead;
mod pool;
mod protocol;
mod runner;
mod schedule;
mod server;
mod slot;
#[cfg(test)]
mod studies_tests;
pub mod study;
#[cfg(test)]
mod tests;
mod watch;
mod wire;

pub use errands::hold;
pub(crate) use errands::{StudyId, prefer};
pub(crate) use handle::{Does, Handle, Signal, Source};
pub use runner::{Answer, Ask, Runner};

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_engine::simulate::{Progress, Tally};
use js_sys::Uint8Array;
use protocol::RunId;

use funnel_messages as messages;

/// What a pool, or the page's own thread, tells the runner.
enum PoolEvent {
    /// A report arrived.
    Report {
        run: RunId,
        report: Report,
        progress: Progress,
        /// In bytes, once a verdict has settled in workers.
        tally: Option<Uint8Array>,
    },
    /// The run cannot go on.
    Failed { run: RunId, message: String },
    /// No worker can start here.
    Unable,
}

/// By how much an arm changes profit compared with today, in each future of the settled answer to this very scenario,
/// in the run's own order; `None` until it has settled, and where no worker simulated it.
#[must_use]
pub fn futures(scenario: &Scenario, arm: usize) -> Option<Vec<f64>> {
    let bytes = kept::of(scenario)?.to_vec();
    messages::read::<Tally>(&bytes).map(|tally| tally.profit_changes(arm))
}

/// How many workers simulate: one for each core that the browser admits to, up to eight.
#[must_use]
pub fn simulators() -> u32 {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 8")]
    let cores = cores.clamp(1.0, 8.0) as u32;
    cores
}
