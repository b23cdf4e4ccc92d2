//! The stopwatch of benchmarks that run on one core.

use std::time::Instant;

/// A stopwatch for this program's running time. Where the system reports it (Linux), time in which other programs have
/// the processor does not count.
pub(crate) struct Clock {
    wall: Instant,
    ran: Option<f64>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { wall: Instant::now(), ran: ran() }
    }

    pub(crate) fn seconds(&self) -> f64 {
        let ran = ran().zip(self.ran).map(|(now, then)| now - then).filter(|seconds| *seconds > 0.0);
        ran.unwrap_or_else(|| self.wall.elapsed().as_secs_f64())
    }
}

/// Processor time used so far, in seconds.
fn ran() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
