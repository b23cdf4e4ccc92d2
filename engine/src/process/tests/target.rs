//! Targets: the reported chance, against the replicates counted one by one.

use proptest::prelude::*;

use super::values;
use crate::process::{BATCH, Metric, Model};
use crate::scenario::{Target, TargetMetric};
use crate::simulate::Simulator;
use funnel_testkit::scenario;

/// Blocks to run.
const BLOCKS: u32 = 3;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// The chance of reaching a target, whatever its sign, is the share of replicates at or above it: for any number,
    /// for 0, and for a value that some replicate equals exactly.
    #[test]
    fn the_chance_is_the_share_of_replicates_at_or_above_the_target(
        mut s in scenario(),
        of in 0..3_usize,
        free in -1e6..1e6_f64,
        which in 0..3_usize,
    ) {
        let metric = [TargetMetric::Revenue, TargetMetric::Profit, TargetMetric::Customers][of];
        let figures: Vec<Vec<f64>> =
            (0..s.arms()).map(|arm| values(&s, u64::from(BLOCKS), arm, Metric::from(metric))).collect();
        let goal = [0.0, free, figures[0][7]][which];
        s.target = Target { metric, value: Some(goal), confidence: 0.8 };
        let replicates = BLOCKS * BATCH as u32;
        let mut simulator = Simulator::new(&s).unwrap();
        let mut tally = simulator.tally();
        for block in simulator.blocks(replicates) {
            simulator.step(block, replicates, &mut tally);
        }
        let report = tally.report(simulator.model());
        for (arm, figures) in report.arms.iter().zip(&figures) {
            let reached = figures.iter().filter(|x| **x >= goal).count();
            prop_assert_eq!(arm.target.unwrap().value, reached as f64 / f64::from(replicates));
            if arm.signs.is_target {
                prop_assert_eq!((arm.signs.metric, arm.signs.goal), (metric, goal));
                let missed = (figures.len() - reached) as f64 / figures.len() as f64;
                prop_assert!((arm.signs.missed - missed).abs() < 1e-12);
            }
        }
        // Without a target there is no chance to report, whatever its metric.
        s.target.value = None;
        let none = tally.report(&Model::new(&s).unwrap());
        prop_assert!(none.arms.iter().all(|arm| arm.target.is_none() && !arm.signs.is_target));
    }
}
