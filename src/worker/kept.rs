//! The runs behind the latest settled answers, kept for questions that need no other run.

use std::cell::RefCell;
use std::collections::VecDeque;

use funnel_engine::scenario::Scenario;
use js_sys::Uint8Array;

use crate::state::REMEMBERED;
use funnel_messages as messages;

/// A scenario's [figures](Scenario::figures) and its run, in [bytes](funnel_messages).
type Kept = (Vec<u8>, Uint8Array);

thread_local! {
    static KEPT: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) };
}

fn key(scenario: &Scenario) -> Vec<u8> {
    messages::write_scenario(&scenario.figures())
}

/// Keeps the bytes of a settled [`Tally`](funnel_engine::simulate::Tally) for this scenario.
pub(super) fn keep(scenario: &Scenario, tally: Uint8Array) {
    let key = key(scenario);
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|(of, _)| *of != key);
        kept.push_back((key, tally));
        if kept.len() > REMEMBERED {
            kept.pop_front();
        }
    });
}

/// Whether there is a run with these figures.
pub(super) fn has(scenario: &Scenario) -> bool {
    let key = key(scenario);
    KEPT.with_borrow(|kept| kept.iter().any(|(of, _)| *of == key))
}

/// A copy of the run's bytes, if there is one with these figures.
pub(super) fn of(scenario: &Scenario) -> Option<Uint8Array> {
    let key = key(scenario);
    KEPT.with_borrow(|kept| {
        let (_, tally) = kept.iter().find(|(of, _)| *of == key)?;
        Some(tally.slice(0, tally.length()))
    })
}
