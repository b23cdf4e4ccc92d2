//! The run behind the answer on the screen, kept for questions that need no other.

use std::cell::RefCell;

use js_sys::Uint8Array;

thread_local! {
    static KEPT: RefCell<Option<(Vec<u8>, Uint8Array)>> = const { RefCell::new(None) };
}

/// Keeps the bytes of a settled [`Tally`](funnel_engine::simulate::Tally) in place of the one before, by the
/// [bytes](crate::messages) of its scenario.
pub(super) fn keep(scenario: Vec<u8>, tally: Uint8Array) {
    KEPT.set(Some((scenario, tally)));
}

/// Whether the run is of this very scenario.
pub(super) fn has(scenario: &[u8]) -> bool {
    KEPT.with_borrow(|kept| kept.as_ref().is_some_and(|(of, _)| of == scenario))
}

/// A copy of the bytes, where the run is of this very scenario.
pub(super) fn of(scenario: &[u8]) -> Option<Uint8Array> {
    KEPT.with_borrow(|kept| {
        let (_, tally) = kept.as_ref().filter(|(of, _)| of == scenario)?;
        Some(tally.slice(0, tally.length()))
    })
}
