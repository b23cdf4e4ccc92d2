//! Golden draws: the same scenario, seed and engine version gives the same numbers, to the last bit, for ever.
//!
//! The scenario uses every distribution, delay and timing there is. All of these must give one digest: here, blocks in
//! any order and any number of parts; builds with AVX, and for Wasm with and without SIMD (`engine/bits`); and the
//! page, in Chromium and in Firefox, with one worker and with many (`tests/browser/support/golden.mjs` reads the
//! constants below).

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::scenario::decode;
use funnel_engine::simulate::Simulator;

/// The scenario of the golden report.
pub(crate) const SCENARIO: &str = include_str!("golden/rich.json");

/// FNV-1a of the report's JSON. When a change to the engine is meant to change numbers, its version is raised together
/// with this digest, so that links can say that results may differ. (A new field in the report changes the digest too.)
pub(crate) const DIGEST: u64 = 0x6388_1049_ee5c_d0db;

/// Replicates in the golden report: not a whole number of blocks.
pub(crate) const REPLICATES: u32 = 1_000;

/// The digest of the report, simulated block after block.
pub(crate) fn digest() -> u64 {
    let scenario = decode::from_json(SCENARIO).unwrap();
    let mut simulator = Simulator::new(&scenario).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(REPLICATES) {
        simulator.step(block, REPLICATES, &mut tally);
    }
    fnv1a(&serde_json::to_string(&tally.report(simulator.model())).unwrap())
}

fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_numbers_stay() {
    let digest = digest();
    assert_eq!(digest, DIGEST, "engine {}: {digest:#x}", funnel_engine::VERSION);
}

/// As many parts as there may be workers, each made of arbitrary blocks, merged in another order.
#[test]
fn the_numbers_are_those_of_any_number_of_workers_and_any_order_of_blocks() {
    use funnel_engine::sample::Key;
    let scenario = decode::from_json(SCENARIO).unwrap();
    let simulator = Simulator::new(&scenario).unwrap();
    for workers in 1..=8_u64 {
        let chance = |i: u32| Key::new(workers).uniform(u64::from(i));
        let mut blocks: Vec<u32> = simulator.blocks(REPLICATES).collect();
        blocks.sort_by(|a, b| chance(*a).total_cmp(&chance(*b)));
        let mut parts: Vec<_> =
            (0..workers).map(|_| (Simulator::of(simulator.model().clone()), simulator.tally())).collect();
        for block in blocks {
            let (simulator, tally) = &mut parts[(chance(1000 + block) * workers as f64) as usize];
            simulator.step(block, REPLICATES, tally);
        }
        let mut merged = simulator.tally();
        for (_, part) in parts.into_iter().rev() {
            merged.merge(part).unwrap();
        }
        let digest = fnv1a(&serde_json::to_string(&merged.report(simulator.model())).unwrap());
        assert_eq!(digest, DIGEST, "{workers} workers: {digest:#x}");
    }
}

/// Cut anywhere, within blocks or between them, and stopped in any week: a page's first report is put together from parts of
/// a block, and a worker looks for messages in the middle of one.
#[test]
fn the_numbers_are_those_of_any_parts_of_blocks() {
    use funnel_engine::sample::Key;
    let scenario = decode::from_json(SCENARIO).unwrap();
    let mut simulator = Simulator::new(&scenario).unwrap();
    let mut parts = Vec::new();
    let (mut next, mut length) = (0, 1);
    while next < REPLICATES {
        let mut part = simulator.tally();
        let replicates = next..REPLICATES.min(next + length);
        let luck = Key::new(7).with(u64::from(next));
        // A few weeks at a time; now and then something else is asked in between, and it begins anew.
        next = (0..)
            .find_map(|turn| {
                let done =
                    simulator.advance_by(replicates.clone(), 1 + (50.0 * luck.uniform(turn)) as usize, &mut part);
                assert!(done.is_some() || part.replicates() == 0, "half a block");
                if done.is_none() && turn == 1 && luck.uniform(99) < 0.2 {
                    simulator.advance_by(7..9, 5, &mut part);
                }
                done
            })
            .unwrap();
        parts.push(part);
        length = 1 + (40.0 * luck.uniform(100)) as u32;
    }
    assert!(parts.len() > REPLICATES as usize / 32 + 10, "{} parts", parts.len());
    let mut merged = simulator.tally();
    for part in parts.into_iter().rev() {
        merged.merge(part).unwrap();
    }
    assert!(merged.is_of(simulator.model()));
    let digest = fnv1a(&serde_json::to_string(&merged.report(simulator.model())).unwrap());
    assert_eq!(digest, DIGEST, "{digest:#x}");
    let mut within = simulator.tally();
    simulator.advance(40..50, &mut within);
    assert!(merged.merge(within).is_err(), "replicates in the middle of a part counted twice");
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
