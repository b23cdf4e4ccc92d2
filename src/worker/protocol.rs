//! What the page and its workers say to each other.
//!
//! A message is a head, one of the types here as [bytes](funnel_messages), and for results a body of bytes, which is
//! handed over rather than copied. The page passes bodies on without reading them. Every message names its run, so that
//! messages of an earlier run can be dropped.

use std::cell::Cell;

use funnel_engine::simulate::{Goal, Progress};
use serde::{Deserialize, Serialize};

/// Numbers the runs that the workers are given, the answer's and those of studies alike.
pub(super) type RunId = u32;

/// The next run; never 0.
pub(super) fn next_run() -> RunId {
    thread_local! {
        static LAST: Cell<RunId> = const { Cell::new(0) };
    }
    let next = LAST.get().wrapping_add(1).max(1);
    LAST.set(next);
    next
}

/// Consecutive replicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Chunk {
    /// The first.
    pub first: u32,
    /// How many.
    pub count: u32,
}

impl Chunk {
    /// The one after the last.
    #[must_use]
    pub(super) fn end(self) -> u32 {
        self.first.saturating_add(self.count)
    }

    /// Whether it is all that a verdict's first report waits for. Then its simulator makes the report: the way by the page to
    /// the collector would take longer.
    #[must_use]
    pub(super) fn is_first_report(self, goal: Goal) -> bool {
        goal == Goal::Verdict && self.first == 0 && self.end() >= goal.next_report(0)
    }
}

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Request {
    /// A new run; whatever is left to simulate, of the last run or of studies, is dropped.
    Start {
        /// The run.
        run: RunId,
        /// The scenario in its bytes: one list, which is passed on without being read.
        scenario: Vec<u8>,
        /// When it is done.
        goal: Goal,
    },
    /// A study's run, for which there is time while no answer is being computed. It replaces the run that had its
    /// place; the answer's run and those in other places stay.
    Order {
        /// The run.
        run: RunId,
        /// Its place among studies, from 0.
        place: u32,
        /// An [`Order`](funnel_decide::Order) in its bytes.
        order: Vec<u8>,
    },
    /// Simulate these replicates.
    Simulate {
        /// The run.
        run: RunId,
        /// The replicates.
        chunk: Chunk,
    },
    /// Take in what another worker simulated. Body: a [`Tally`](funnel_engine::simulate::Tally).
    Collect {
        /// The run.
        run: RunId,
        /// The replicates.
        chunk: Chunk,
    },
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Reply {
    /// It takes requests from now on.
    Ready,
    /// It has received the run; a worker that does not say so soon is stuck in an earlier one.
    Started {
        /// The run.
        run: RunId,
    },
    /// Replicates are done. Body: a [`Tally`](funnel_engine::simulate::Tally).
    Simulated {
        /// The run.
        run: RunId,
        /// Which.
        chunk: Chunk,
        /// Time it took, in milliseconds.
        millis: f64,
    },
    /// A part was taken in; a report needs more of them.
    Collected {
        /// The run.
        run: RunId,
    },
    /// There are enough replicates. Body: a [`Report`](funnel_engine::report::Report), and behind it, where a verdict
    /// has settled, the [`Tally`](funnel_engine::simulate::Tally) without paths, for further questions.
    Reported {
        /// The run.
        run: RunId,
        /// How far it is.
        progress: Progress,
        /// Bytes of the report.
        report: u32,
    },
    /// The run cannot go on.
    Refused {
        /// The run.
        run: RunId,
        /// Why.
        message: String,
    },
}

impl Reply {
    /// Its run.
    #[must_use]
    pub(super) fn run(&self) -> Option<RunId> {
        match self {
            Self::Ready => None,
            Self::Started { run }
            | Self::Collected { run }
            | Self::Simulated { run, .. }
            | Self::Reported { run, .. }
            | Self::Refused { run, .. } => Some(*run),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_messages as messages;
    use serde::de::DeserializeOwned;

    fn round_trips<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(messages: &[T]) {
        for message in messages {
            let bytes = messages::write(message);
            assert_eq!(messages::read::<T>(&bytes).as_ref(), Some(message));
            for cut in 0..bytes.len() {
                assert_eq!(messages::read::<T>(&bytes[..cut]), None, "{message:?} cut at {cut}");
            }
        }
    }

    #[test]
    fn every_message_comes_back() {
        let (run, chunk) = (u32::MAX, Chunk { first: 7, count: 300 });
        round_trips(&[
            Request::Start { run, scenario: vec![0, 255, 7], goal: Goal::Verdict },
            Request::Start { run: 0, scenario: Vec::new(), goal: Goal::Replicates(100_000) },
            Request::Order { run, place: 1, order: vec![1, 2] },
            Request::Simulate { run, chunk },
            Request::Collect { run, chunk },
        ]);
        round_trips(&[
            Reply::Ready,
            Reply::Started { run },
            Reply::Collected { run },
            Reply::Simulated { run, chunk, millis: 0.1 + 0.2 },
            Reply::Reported { run, progress: Progress { replicates: 256, settled: false }, report: 9 },
            Reply::Refused { run, message: "why".into() },
        ]);
    }

    #[test]
    fn the_end_of_a_chunk_cannot_overflow() {
        assert_eq!(Chunk { first: u32::MAX, count: 2 }.end(), u32::MAX);
    }
}
