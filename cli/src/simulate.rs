//! `funnel simulate` and `funnel validate`.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use funnel_calibrate::evidence::say::so_many;
use funnel_decide::Reads;
use funnel_engine::process::Model;

use crate::args::{Shard, Simulate};
use crate::error::Failure;
use crate::input::{called, scenario};
use crate::output;
use crate::part::Part;
use crate::run::{self, Task};

/// Simulates and writes a report, or a part.
pub(crate) fn command(args: &Simulate) -> Result<(), Failure> {
    let mut scenario = scenario(&args.scenario)?;
    if let Some(seed) = args.seed {
        scenario.seed = seed;
    }
    let model = Model::new(&scenario).map_err(|problems| Failure::problems(&args.scenario, &problems))?;
    let model = Arc::new(model);
    let threads = args.threads.unwrap_or_else(cores);
    let shard = args.shard.unwrap_or(Shard::ALL);
    let tally = run::run(
        &model,
        Task { replicates: args.replicates, shard, threads, reads: Reads { books: true, paths: true } },
    )?;
    match (args.shard, &args.report.out) {
        (Some(shard), Some(file)) => Part::new(&scenario, args.replicates, shard, tally)?.write(file),
        _ => output::report(&args.report, &scenario, &tally.report(&model)),
    }
}

/// Threads that this machine can run at once.
pub(crate) fn cores() -> u16 {
    available_parallelism().map_or(1, |n| u16::try_from(n.get()).unwrap_or(u16::MAX))
}

/// Checks a scenario, and points out what is odd about one that can run.
pub(crate) fn validate(file: &Path) -> Result<(), Failure> {
    let scenario = scenario(file)?;
    let [channels, stages, plans] =
        [(scenario.channels.len(), "channel"), (scenario.stages.len(), "stage"), (scenario.plans.len(), "plan")]
            .map(|(n, what)| so_many(n, what));
    let mut text = format!("{}: valid; {channels}, {stages}, {plans}\n", called(file));
    for remark in scenario.remarks() {
        let _ = writeln!(text, "warning: {remark}");
    }
    output::write(None, &text)
}
