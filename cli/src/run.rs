//! A run on several threads.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use funnel_decide::Reads;
use funnel_engine::process::Model;
use funnel_engine::simulate::{Tally, blocks};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Shard;
use crate::error::Failure;

/// What is simulated, and how much.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    pub(crate) replicates: u32,
    pub(crate) shard: Shard,
    pub(crate) threads: u16,
    /// What to keep.
    pub(crate) reads: Reads,
}

/// Simulates one shard's blocks. Each thread takes the next free block; the result does not depend on which thread
/// takes which.
pub(crate) fn run(model: &Arc<Model>, task: Task) -> Result<Tally, Failure> {
    let Task { replicates, shard, threads, reads } = task;
    let mine: Vec<u32> = blocks(replicates).filter(|b| shard.has(*b)).collect();
    let progress = progress(mine.len());
    let next = AtomicU32::new(0);
    let work = || {
        let mut simulator = reads.simulator(Arc::clone(model));
        let mut tally = simulator.tally();
        while let Some(block) = mine.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            simulator.step(*block, replicates, &mut tally);
            progress.inc(1);
        }
        tally
    };
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
    });
    progress.finish_and_clear();
    if tallies.len() < usize::from(threads) {
        return Err(Failure::wrong("a thread of the simulation stopped; this is a bug, please report the scenario"));
    }
    let mut all = Tally::new(model);
    for tally in tallies {
        all.merge(tally).map_err(Failure::wrong)?;
    }
    Ok(all)
}

/// A progress bar on a terminal, nothing elsewhere.
fn progress(blocks: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(blocks as u64);
    match ProgressStyle::with_template("simulating {wide_bar} {percent} % · {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
