use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::Editor;
use crate::edits::Pressed;
use crate::hooks::use_here;

/// A channel that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id.
    pub id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Properties of [`Choices`].
#[derive(PartialEq, Properties)]
pub struct ChoicesProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is chosen.
    pub label: AttrValue,
    /// The choice, in words.
    pub summary: AttrValue,
    /// The channels.
    pub choices: Vec<Choice>,
}

/// A choice of channels inside a sentence: a button with the choice in words, which unfolds check boxes.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let editor = use_context::<Editor>();
    let open = use_state_eq(|| false);
    let button = use_node_ref();
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
                if let Some(button) = button.cast::<HtmlElement>() {
                    let _ = button.focus();
                }
            }
        })
    };
    let onfocusout = {
        let open = open.clone();
        Callback::from(move |event: FocusEvent| {
            let inside: Option<Node> = event.related_target().and_then(|to| wasm_bindgen::JsCast::dyn_into(to).ok());
            let around: Option<Element> = event.current_target().and_then(|x| wasm_bindgen::JsCast::dyn_into(x).ok());
            if !around.is_some_and(|around| around.contains(inside.as_ref())) {
                open.set(false);
            }
        })
    };
    let onchange = {
        let choices = props.choices.clone();
        let here = use_here(choices.iter().map(|c| c.chosen).collect::<Vec<bool>>());
        let again = use_force_update();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let (id, checked) = (input.value(), input.checked());
            let mut now = here.borrow().clone();
            now.iter_mut().zip(&choices).filter(|(_, c)| c.id == id.as_str()).for_each(|(is, _)| *is = checked);
            let chosen = choices.iter().zip(&now).filter(|(_, is)| **is).map(|(c, _)| c.id.to_string());
            let chosen: Vec<String> = chosen.collect();
            if chosen.is_empty() {
                // Choosing none would mean all of them, so the last one stays.
                input.set_checked(true);
                again.force_update();
            } else if let Some(editor) = &editor {
                here.replace(now);
                // The channels in the list exist, so this is never refused.
                let _ = editor.pressed(&Pressed::Channels(chosen));
            }
        })
    };
    let panel = format!("{}-panel", props.id);
    let choice = |c: &Choice| {
        html! {
            <label key={c.id.to_string()} class="choice">
                <input type="checkbox" value={c.id.clone()} checked={c.chosen} onchange={onchange.clone()} />
                { &c.name }
            </label>
        }
    };
    html! {
        <span class="choices" {onkeydown} {onfocusout}>
            <button
                type="button"
                ref={button}
                class="blank"
                id={props.id.clone()}
                aria-expanded={open.to_string()}
                aria-controls={panel.clone()}
                aria-label={format!("{}: {}", props.label, props.summary)}
                {onclick}
            >
                { &props.summary }
            </button>
            <span class="choices-panel" id={panel} role="group" aria-label={props.label.clone()} tabindex="-1" hidden={!*open}>
                if *open {
                    { for props.choices.iter().map(choice) }
                }
            </span>
        </span>
    }
}
