use web_sys::{Element, EventTarget, KeyboardEvent};
use yew::TargetCast;

use super::keys::Pressed;

/// Controls that a click may be meant for.
const CONTROLS: &str = "a, button, input, select, textarea, summary, label, fieldset, [role=slider], .budget";
/// Elements that use arrow keys while they have the focus.
pub(crate) const SLIDERS: &str = "input[type=range], input[type=radio], select, [role=slider]";
const BUTTONS: &str = "button, summary, a, select, input[type=checkbox], input[type=radio]";

/// Where a key was pressed.
pub(crate) fn of(event: &KeyboardEvent) -> Pressed {
    let target = event.target_dyn_into::<Element>();
    let is = |what: &str| target.as_ref().is_some_and(|element| element.matches(what).unwrap_or(false));
    Pressed {
        with_command: event.ctrl_key() || event.alt_key() || event.meta_key(),
        with_shift: event.shift_key(),
        in_text: is("textarea, [contenteditable=true], input") && !is(SLIDERS) && !is(BUTTONS),
        on_slider: is(SLIDERS),
        on_button: is(BUTTONS),
    }
}

/// Whether a click was meant for a control.
pub(super) fn is_on_control(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| wasm_bindgen::JsCast::dyn_into::<Element>(target).ok());
    element.is_some_and(|element| element.closest(CONTROLS).ok().flatten().is_some())
}
