//! Laws that hold for every scenario, and closed forms for simple ones.

mod closed_forms;
mod customers;
mod inputs;
mod laws;
mod levers;
mod money;
mod nurture;
mod opening;
mod queue;
mod reach;
mod run_off;
mod scale;
mod target;
mod teams;
mod word;

use super::{BATCH, Batch, Block, Metric, Model, Noise};
use crate::scenario::Scenario;

/// Runs the given number of blocks, and hands each finished one to `look`.
fn run(scenario: &Scenario, blocks: u64, mut look: impl FnMut(&Model, &Block)) {
    let model = Model::new(scenario).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut block = Block::new(&model);
    for i in 0..blocks {
        block.run(&model, i * BATCH as u64, BATCH, Noise::Main);
        look(&model, &block);
    }
}

/// One figure of one arm in every replicate.
fn values(scenario: &Scenario, blocks: u64, arm: usize, metric: Metric) -> Vec<f64> {
    let mut all = Vec::new();
    run(scenario, blocks, |_, block| all.extend(row(block, arm, metric)));
    all
}

fn row(block: &Block, arm: usize, metric: Metric) -> &Batch<f64> {
    &block.outcome.metrics[arm][metric as usize]
}
