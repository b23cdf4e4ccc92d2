//! What a customer costs where some futures have none.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::scenario::{Input, templates};
use funnel_engine::simulate::Simulator;

/// Nothing is spent, people come by themselves, and few: a future without a customer has no price for one, and is the dearest there
/// is. (A quotient of 0 and 0 would be the cheapest on one processor and the dearest on another.)
#[test]
fn a_future_without_customers_is_dearer_than_all_others() {
    let mut s = templates::load("blank").unwrap();
    s.channels.truncate(1);
    s.channels[0].spend_per_week = 0.0;
    s.channels[0].reference_spend_per_week = Some(1_000.0);
    s.channels[0].organic_per_week = Input::fixed(0.4);
    s.plans.clear();
    let mut simulator = Simulator::new(&s).unwrap();
    let mut tally = simulator.tally();
    simulator.blocks(256).for_each(|block| simulator.step(block, 256, &mut tally));
    let report = tally.report(simulator.model());
    let won = report.arms[0].figures[&funnel_engine::process::Metric::Customers].mean.value.unwrap();
    assert!((0.2..3.0).contains(&won), "{won} customers a future");
    let cac = report.arms[0].cac;
    // No number is infinite in a report: what is, is left out.
    assert_eq!((cac.p5.value, cac.p10.value), (Some(0.0), Some(0.0)), "with a customer each costs nothing");
    assert_eq!((cac.p90.value, cac.p95.value), (None, None), "one in ten has none");
}
