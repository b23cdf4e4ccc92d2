//! The clock, and marks that anyone can read with `performance.getEntriesByType("mark")`.
//!
//! | mark             | when                                                                |
//! |------------------|---------------------------------------------------------------------|
//! | `usable`         | the page took the place of the first screen that came with the      |
//! |                  | document: what is on it answers to the reader from here on          |
//! | `ask`            | a scenario is handed to the workers                                 |
//! | `answer-arrived` | its first report came back                                          |
//! | `answer-first`   | the first frame that shows it was handed to the screen; where the   |
//! |                  | answer is known already, the views below it do                      |
//! | `answer-settled` | the same for its last report                                        |
//!
//! Each mark stands for the latest run only; an observer sees all of them.

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// The page responds to its reader.
pub const USABLE: &str = "usable";
/// A scenario is handed to the workers.
pub const ASK: &str = "ask";
/// Its first report came back.
pub const ARRIVED: &str = "answer-arrived";
/// The first report is on the screen.
pub const FIRST: &str = "answer-first";
/// The last report is on the screen.
pub const SETTLED: &str = "answer-settled";

/// Milliseconds since the page or worker began; 0 where there is no clock.
#[must_use]
pub fn now() -> f64 {
    performance().map_or(0.0, |clock| clock.now())
}

/// Sets a mark, in place of an earlier one with the same name.
pub fn mark(name: &str) {
    if let Some(clock) = performance() {
        clock.clear_marks_with_mark_name(name);
        // Refused only for the names of old navigation timings.
        let _ = clock.mark(name);
    }
}

/// Sets a mark once what is being rendered is on its way to the screen. Dropping the frame cancels it.
#[must_use]
pub fn mark_when_painted(name: &'static str) -> AnimationFrame {
    when_painted(move || mark(name))
}

/// Does something once what is being rendered is on its way to the screen. Dropping the frame cancels it.
#[must_use]
pub fn when_painted(act: impl FnOnce() + 'static) -> AnimationFrame {
    // A frame's callbacks come before its paint, tasks after it.
    request_animation_frame(move |_| {
        Timeout::new(0, act).forget();
    })
}

/// Whether the page was loaded by its address or a link, and not again or by going back.
#[must_use]
pub fn is_new_visit() -> bool {
    let entries = performance().map(|clock| clock.get_entries_by_type("navigation"));
    let kind = entries.and_then(|entries| Reflect::get(&entries.get(0), &"type".into()).ok());
    kind.and_then(|kind| kind.as_string()).is_some_and(|kind| kind == "navigate")
}

/// The same in a page as in a worker.
fn performance() -> Option<Performance> {
    Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok()?.dyn_into().ok()
}
