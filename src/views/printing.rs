//! Printing what rests on studies: once they have come to their end, or as it is.

use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

/// Milliseconds between two checks of whether everything is drawn.
const LOOK: u32 = 250;

/// Prints once nothing within `place` (a selector) is pending any more, which is looked at from when `begun`; returns
/// whether that is so.
#[hook]
pub(super) fn use_print(place: &'static str, begun: bool) -> bool {
    let ready = use_state_eq(|| false);
    {
        let ready = ready.setter();
        use_effect_with(begun, move |begun| {
            // Twice in a row, as a study that ends lets the next one begin.
            let mut quiet = 0;
            let look = begun.then(|| {
                Interval::new(LOOK, move || {
                    quiet = if is_pending(place) { 0 } else { quiet + 1 };
                    ready.set(quiet >= 2);
                })
            });
            move || drop(look)
        });
    }
    use_effect_with(*ready, |ready| {
        let asked = ready.then(|| Timeout::new(0, print));
        move || drop(asked)
    });
    *ready
}

/// Asks for the printer.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        // Where it is not allowed, as in a sandbox, nothing happens.
        let _ = window.print();
    }
}

fn is_pending(place: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let pending = format!("{place} .is-pending");
    document.is_some_and(|document| document.query_selector(&pending).ok().flatten().is_some())
}
