//! What the templates imply, beside published figures.

use funnel_decide::reality::Reality;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::simulate::Simulator;

/// For wide bounds: a mean is known to 2 % or better.
const REPLICATES: u32 = 1_024;

/// In every template that spends, more budget brings a believable amount more: something, but never in proportion.
#[test]
fn more_budget_brings_a_believable_amount_more() {
    for id in TEMPLATES.map(|t| t.id).into_iter().filter(|id| *id != "blank") {
        let mut simulator = Simulator::new(&load(id).unwrap()).unwrap();
        let mut tally = simulator.tally();
        simulator.blocks(REPLICATES).for_each(|block| simulator.step(block, REPLICATES, &mut tally));
        let elasticity = Reality::of(&tally.report(simulator.model()), true).elasticity.unwrap();
        assert!((0.0..0.6).contains(&elasticity.value.unwrap()), "{id}: {elasticity:?}");
    }
}
