//! Keys and swipes over a framed page. They belong to the deck around it unless something on the page needs them: a
//! clicker has to advance the deck whatever was touched last.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Window};

use super::asker::post;
use super::protocol;
use super::swipe::{Way, swipes};
use crate::views::present::keys::meaning;
use crate::views::present::press;

/// Keys that move a deck, or black it out.
const DECK_KEYS: [&str; 13] = [
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "PageUp",
    "PageDown",
    "Home",
    "End",
    "Escape",
    " ",
    "b",
    "B",
    ".",
];
/// Milliseconds after which a slider that was released gives the arrow keys back.
const HELD: u32 = 1_000;

/// Hands on what the page does not need.
pub(super) fn listen(window: &Window) -> [EventListener; 7] {
    let held: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let options = EventListenerOptions::enable_prevent_default();
    let keys = {
        let held = Rc::clone(&held);
        EventListener::new_with_options(window, "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !key.default_prevented()) else { return };
            let pressed = press::of(key);
            let is_decks = !pressed.with_command && meaning(&key.key(), pressed).is_some();
            if is_decks && DECK_KEYS.contains(&key.key().as_str()) {
                if pressed.on_slider {
                    // A step of the deck must not move the slider.
                    key.prevent_default();
                }
                tell_key(&key.key());
            } else if held.borrow().is_some() {
                // It is still in use.
                hold(&held);
            }
        })
    };
    // A reader who came to a slider by keyboard keeps it; one who let it go by hand wants the keys back.
    let hands = ["pointerup", "pointercancel", "change"].map(|name| {
        let held = Rc::clone(&held);
        EventListener::new(window, name, move |_| hold(&held))
    });
    let ways = swipes(window, |event, way| {
        let on_stage = |element: &Element| element.closest(".stage").ok().flatten().is_some();
        // The stage has slides of its own.
        if !event.target().and_then(|target| target.dyn_into().ok()).is_some_and(|element| on_stage(&element)) {
            tell_key(way.key());
        }
    });
    let [start, end, cancel] = ways;
    let [up, stop, change] = hands;
    [keys, up, stop, change, start, end, cancel]
}

/// Releases a slider in a moment.
fn hold(held: &Rc<RefCell<Option<Timeout>>>) {
    let active = || web_sys::window()?.document()?.active_element();
    let is_slider = |element: &Element| element.matches(press::SLIDERS).unwrap_or(false);
    if !active().is_some_and(|element| is_slider(&element)) {
        held.take();
        return;
    }
    let free = Rc::downgrade(held);
    let timeout = Timeout::new(HELD, move || {
        if let Some(held) = free.upgrade() {
            held.take();
        }
        let slider = active().filter(is_slider).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(slider) = slider {
            // Never fails for an element of the document.
            let _ = slider.blur();
        }
    });
    held.replace(Some(timeout));
}

/// Tells the page around this one about a key that nothing here uses.
pub(crate) fn tell_key(key: &str) {
    post(&protocol::reply(&Value::Null, "key", &[("key", json!(key))]), "*");
}

impl Way {
    /// The arrow key for the same direction.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Next => "ArrowRight",
            Self::Back => "ArrowLeft",
        }
    }
}
