//! Ctrl+Z (⌘Z on a Mac) undoes; Ctrl+Shift+Z and Ctrl+Y redo.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::{Action, SessionDispatcher};
use crate::components::is_composing;

/// Listens for the keys wherever the focus is, except in a modal dialog, behind which nobody would see what they did; and in a text field in which something is being typed they keep their
/// meaning there. Once it is entered, as by Enter with the focus still in the field, it is a step of the work.
#[hook]
pub(super) fn use_shortcuts(dispatcher: &SessionDispatcher) {
    let dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                if is_composing(key) || types_text(key) || is_covered() {
                    return;
                }
                if let Some(action) =
                    action(&key.key(), key.ctrl_key() || key.meta_key(), key.shift_key(), key.alt_key())
                {
                    key.prevent_default();
                    dispatcher.dispatch(action);
                }
            })
        });
        move || drop(listener)
    });
}

/// Whether a modal dialog is open.
fn is_covered() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    // Where a browser does not know the selector, no dialog is modal.
    document.is_some_and(|document| matches!(document.query_selector("dialog:modal"), Ok(Some(_))))
}

fn action(key: &str, command: bool, shift: bool, alt: bool) -> Option<Action> {
    if !command || alt {
        return None;
    }
    // With Caps Lock on, the key is a capital without Shift.
    match (key.to_ascii_lowercase().as_str(), shift) {
        ("z", false) => Some(Action::Undo),
        ("z", true) | ("y", false) => Some(Action::Redo),
        _ => None,
    }
}

/// Whether the key goes into a text field.
fn types_text(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        let kinds = ["range", "checkbox", "radio", "button", "submit", "file", "color"];
        return !kinds.contains(&input.type_().as_str()) && !input.has_attribute("data-entered");
    }
    target
        .dyn_ref::<HtmlElement>()
        .is_some_and(|element| element.tag_name() == "TEXTAREA" || element.is_content_editable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_their_actions() {
        for key in ["z", "Z"] {
            assert!(matches!(action(key, true, false, false), Some(Action::Undo)), "{key}");
        }
        for (key, shift) in [("Z", true), ("z", true), ("y", false)] {
            assert!(matches!(action(key, true, shift, false), Some(Action::Redo)), "{key}");
        }
        for (key, command, alt) in [("z", false, false), ("z", true, true), ("x", true, false)] {
            assert!(action(key, command, false, alt).is_none(), "{key}");
        }
    }
}
