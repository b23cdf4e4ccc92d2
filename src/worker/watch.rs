//! How long a worker may stay silent.

/// A worker's start: reading and starting the module.
const BOOT: f64 = 20_000.0;
/// Hearing about a new run, which takes a few milliseconds; longer means that the worker is stuck in an earlier scenario.
const HEARING: f64 = 500.0;
/// A chunk for which nobody knows how long it takes.
const UNKNOWN: f64 = 60_000.0;
/// Taking in a part, and making the report that it may complete.
const COLLECTING: f64 = 5_000.0;
/// A chunk is late beyond this many times its expected time plus this many milliseconds.
const TIMES: f64 = 20.0;
const SLACK: f64 = 2_000.0;

/// What is expected of a worker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wait {
    /// That it starts.
    Boot,
    /// That it has received the run.
    Hearing,
    /// That a part is taken in.
    Collecting,
    /// A chunk that should take this many milliseconds.
    Chunk(Option<f64>),
}

/// Watches one worker. Times are in milliseconds of any one clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Watch {
    deadline: Option<f64>,
}

impl Watch {
    /// Waits for something from `now` on.
    pub(super) fn wait(&mut self, wait: Wait, now: f64) {
        let limit = match wait {
            Wait::Boot => BOOT,
            Wait::Hearing => HEARING,
            Wait::Collecting => COLLECTING,
            Wait::Chunk(None) => UNKNOWN,
            Wait::Chunk(Some(expected)) => SLACK + TIMES * expected,
        };
        self.deadline = Some(now + limit);
    }

    /// It arrived.
    pub(super) fn done(&mut self) {
        self.deadline = None;
    }

    /// Whether it should have arrived.
    pub(super) fn is_overdue(&self, now: f64) -> bool {
        self.deadline.is_some_and(|deadline| now > deadline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_counts_from_what_is_waited_for() {
        let mut watch = Watch::default();
        assert!(!watch.is_overdue(1e12), "nothing is waited for");
        watch.wait(Wait::Chunk(Some(40.0)), 1_000.0);
        assert!(!watch.is_overdue(3_800.0) && watch.is_overdue(3_801.0));
        watch.wait(Wait::Hearing, 3_000.0);
        assert!(watch.is_overdue(3_600.0));
        watch.wait(Wait::Chunk(None), 3_000.0);
        assert!(!watch.is_overdue(60_000.0) && watch.is_overdue(63_001.0));
        watch.done();
        assert!(!watch.is_overdue(f64::MAX));
    }
}
