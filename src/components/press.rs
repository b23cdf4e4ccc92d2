//! Whether a pointer is pressed. Leaving a field by a click shows what is wrong with it only once the click is over: a
//! message that moves the page between press and release would take the click away from what was clicked.

use std::cell::{Cell, RefCell};

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;

thread_local! {
    static IS_PRESSED: Cell<bool> = const { Cell::new(false) };
    static IS_WATCHED: Cell<bool> = const { Cell::new(false) };
    static AFTER: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Begins to watch the pointer, once for the page.
pub(crate) fn watch() {
    let Some(window) = web_sys::window().filter(|_| !IS_WATCHED.replace(true)) else { return };
    let listen = |name: &'static str, act: fn()| {
        EventListener::new_with_options(&window, name, EventListenerOptions::run_in_capture_phase(), move |_| act())
            .forget();
    };
    listen("pointerdown", || IS_PRESSED.set(true));
    for end in ["pointerup", "pointercancel"] {
        listen(end, over);
    }
}

fn over() {
    IS_PRESSED.set(false);
    // The click comes after the release, in the same task.
    Timeout::new(0, || AFTER.take().into_iter().for_each(|act| act())).forget();
}

/// Does it at once, or after the click if a pointer is pressed.
pub(crate) fn after_press(act: impl FnOnce() + 'static) {
    if IS_PRESSED.get() {
        AFTER.with_borrow_mut(|all| all.push(Box::new(act)));
    } else {
        act();
    }
}
