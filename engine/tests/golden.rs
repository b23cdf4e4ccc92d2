//! Golden draws: the same scenario, seed and engine version gives the same numbers, to the last bit, for ever.
//!
//! The scenario uses every distribution, delay and timing there is. The browser tests ask the page for the same digest,
//! so that native code and WebAssembly agree as well.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::scenario::decode;
use funnel_engine::simulate::Simulator;

const SCENARIO: &str = include_str!("golden/rich.json");

/// FNV-1a of the report's JSON. When a change of the engine is meant to change numbers, its version is raised and this
/// with it: links then say that results may differ. (A new field of the report changes the digest too.)
const DIGEST: u64 = 0x1f14_ff9b_edb5_0f37;

#[test]
fn the_numbers_stay() {
    let scenario = decode::from_json(SCENARIO).unwrap();
    let mut simulator = Simulator::new(&scenario).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(1_000) {
        simulator.step(block, 1_000, &mut tally);
    }
    let json = serde_json::to_string(&tally.report(simulator.model())).unwrap();
    let digest = json
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(digest, DIGEST, "engine {}: {digest:#x}", funnel_engine::VERSION);
}

#[test]
fn links_name_this_engine() {
    assert_eq!(funnel_engine::scenario::link::ENGINE, funnel_engine::VERSION);
}

#[test]
fn a_run_can_stop_go_on_and_be_merged_in_any_order() {
    let scenario = decode::from_json(SCENARIO).unwrap();
    let mut simulator = Simulator::new(&scenario).unwrap();
    let blocks: Vec<u32> = simulator.blocks(500).collect();
    let mut whole = simulator.tally();
    blocks.iter().for_each(|b| simulator.step(*b, 500, &mut whole));
    let mut parts: Vec<_> = (0..3).map(|_| simulator.tally()).collect();
    for (i, block) in blocks.iter().enumerate().rev() {
        Simulator::of(simulator.model().clone()).step(*block, 500, &mut parts[i % 3]);
    }
    let mut merged = simulator.tally();
    for part in parts.into_iter().rev() {
        merged.merge(part).unwrap();
    }
    assert_eq!(merged, whole);
    assert!(merged.clone().merge(whole).is_err(), "a part counted twice");
}
