//! The runs behind the latest settled answers, kept for questions that need no other run.

use std::cell::RefCell;
use std::collections::VecDeque;

use funnel_engine::scenario::Scenario;
use js_sys::Uint8Array;

use crate::state::REMEMBERED;
use funnel_messages as messages;

/// A scenario's [figures](Scenario::figures) and its run.
struct Kept {
    /// The figures in [bytes](funnel_messages).
    of: Vec<u8>,
    replicates: u32,
    /// The run in bytes.
    tally: Uint8Array,
}

thread_local! {
    static KEPT: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) };
}

fn key(scenario: &Scenario) -> Vec<u8> {
    messages::write_scenario(&scenario.figures())
}

/// Keeps the bytes of this scenario's settled [`Tally`](funnel_engine::simulate::Tally), which has so many replicates.
pub(super) fn keep(scenario: &Scenario, replicates: u32, tally: Uint8Array) {
    let of = key(scenario);
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|known| known.of != of);
        kept.push_back(Kept { of, replicates, tally });
        if kept.len() > REMEMBERED {
            kept.pop_front();
        }
    });
}

/// Number of replicates in the run with these figures, if one is kept.
pub(super) fn replicates(scenario: &Scenario) -> Option<u32> {
    let key = key(scenario);
    KEPT.with_borrow(|kept| kept.iter().find(|known| known.of == key).map(|known| known.replicates))
}

/// A copy of the run's bytes, if there is one with these figures.
pub(super) fn of(scenario: &Scenario) -> Option<Uint8Array> {
    let key = key(scenario);
    KEPT.with_borrow(|kept| {
        let Kept { tally, .. } = kept.iter().find(|known| known.of == key)?;
        Some(tally.slice(0, tally.length()))
    })
}
