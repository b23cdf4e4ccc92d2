//! Find anything: a field, a question, something to do. Opened by Ctrl+K, or by the link above the list of questions.

mod hits;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlInputElement, KeyboardEvent as Key};
use yew::prelude::*;

use super::drawer;
use super::opened::{self, Change};
use super::page::to_field;
use super::panel::{Panel, PanelProps};
use crate::components::is_composing;
use crate::hooks::{use_here, use_then};
use hits::{Go, Hit, hits, search};

/// Hits shown at once.
const SHOWN: usize = 12;

/// The panel in its dialog.
pub(super) fn find(props: PanelProps) -> Html {
    html! { <Find ..props /> }
}

#[component]
fn Find(props: &PanelProps) -> Html {
    let text = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    let all = use_memo(Rc::clone(&props.session.scenario), |scenario| hits(scenario));
    let found: Vec<Hit> = search(&all, &text).into_iter().take(SHOWN).cloned().collect();
    let chosen = (*at).min(found.len().saturating_sub(1));
    let here = use_here(chosen);
    let node = use_node_ref();
    let go = {
        let (onclose, onopen, node) = (props.onclose.clone(), props.onopen.clone(), node.clone());
        move |go: Go| {
            if let Go::Panel(panel) = go {
                onclose.emit(());
                let onopen = onopen.clone();
                Timeout::new(0, move || onopen.emit(panel)).forget();
                return;
            }
            // Immediately: the focus must have returned before it moves on, and a callback after the page is drawn may
            // come later than that.
            if let Some(dialog) = node.cast::<Element>().and_then(|inside| inside.closest("dialog").ok()?)
                && let Ok(dialog) = dialog.dyn_into::<HtmlDialogElement>()
            {
                dialog.close();
            }
            match go {
                Go::View(view) => opened::change(Change::Go(view)),
                Go::Field(path) => to_field(&path),
                Go::Drawer => {
                    drawer::open(None);
                }
                Go::Panel(_) => {}
            }
        }
    };
    let oninput = {
        let (text, at) = (text.setter(), at.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                text.set(input.value());
                at.set(0);
            }
        })
    };
    let enter = {
        let (go, target) = (go.clone(), found.get(chosen).map(|hit| hit.go.clone()));
        use_then(move || {
            if let Some(target) = target {
                go(target);
            }
        })
    };
    let onkeydown = {
        let (at, count, here) = (at.setter(), found.len(), Rc::clone(&here));
        let to = move |by: usize| {
            let next = (*here.borrow() + by) % count;
            here.replace(next);
            at.set(next);
        };
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if is_composing(&event) => {}
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                to(1);
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                to(count - 1);
            }
            "Enter" => {
                event.prevent_default();
                enter.emit(());
            }
            _ => {}
        })
    };
    let option = |(i, hit): (usize, &Hit)| {
        let (go, target) = (go.clone(), hit.go.clone());
        let onclick = Callback::from(move |_: MouseEvent| go(target.clone()));
        html! {
            <li id={format!("find-{i}")} role="option" aria-selected={(i == chosen).to_string()} class="find-hit" {onclick} key={i}>
                <span class="find-name">{ &hit.name }</span>
                <span class="find-of">{ &hit.of }</span>
            </li>
        }
    };
    html! {
        <div class="find" ref={node}>
            // When a dialog opens, it focuses the element with this attribute.
            <input autofocus=true id="find-text" class="input" type="text" role="combobox" autocomplete="off" spellcheck="false"
                placeholder="A field, a question, something to do" aria-label="Find" aria-expanded="true" aria-controls="find-hits"
                aria-activedescendant={(!found.is_empty()).then(|| format!("find-{chosen}"))}
                value={(*text).clone()} {oninput} {onkeydown} />
            <ul class="find-hits" id="find-hits" role="listbox" aria-label="Found">{ for found.iter().enumerate().map(option) }</ul>
            if found.is_empty() {
                <p class="reading" role="status">{ "Nothing is called that." }</p>
            }
        </div>
    }
}

/// Ctrl+K (⌘K on a Mac) opens the panel, wherever the focus is.
#[hook]
pub(super) fn use_find_key(onopen: &Callback<Panel>) {
    let onopen = onopen.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<Key>() else { return };
                let is_command = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key();
                if is_command && key.key().eq_ignore_ascii_case("k") && !is_composing(key) {
                    key.prevent_default();
                    onopen.emit(Panel::Find);
                }
            })
        });
        move || drop(listener)
    });
}
