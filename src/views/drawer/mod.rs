//! The assumptions in a drawer at the side, reachable from anywhere, with a search and the resulting verdict.

mod anchor;
mod door;
mod filter;
mod form;
mod selection;
#[cfg(test)]
mod tests;

use funnel_sentences::field::GRADES;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::assumptions::HOW_TO_WRITE;
use super::below::use_inputs;
use super::header::Steps;
use super::opened::{self, Change};
use super::page::focus_field;
use super::reader::Reader;
use crate::charts::Shared;
use crate::components::{Editor, focus, is_composing};
use crate::hooks::use_then;
use crate::state::Session;
pub(super) use door::{BUTTON, Goal, close, open, uncover, use_door};
pub(super) use filter::Known;
use form::{Asked, Fields, Form};
use selection::PREFIX;
pub(super) use selection::{Part, Selection};

/// Its id.
pub(super) const ID: &str = "drawer";

const SEARCH: &str = "drawer-search";

/// Properties of [`Drawer`].
#[derive(PartialEq, Properties)]
pub(super) struct DrawerProps {
    pub(super) session: Shared<Session>,
    /// The verdict in a few words.
    pub(super) verdict: AttrValue,
    /// Whether nothing can be changed.
    pub(super) lock: bool,
    pub(super) reader: Reader,
    pub(super) goal: Goal,
}

/// See the module.
#[component]
pub(super) fn Drawer(props: &DrawerProps) -> Html {
    let DrawerProps { session, verdict, lock, reader, goal } = props;
    let editor = use_context::<Editor>();
    let scenario = use_inputs(&session.scenario);
    let state = use_state_eq(Asked::default);
    // A reader who comes for something else has not searched for it.
    let asked = if state.goal == *goal { (*state).clone() } else { Asked { goal: goal.clone(), ..Asked::default() } };
    // Its head is there at once, the fields a moment later: both together would block the page for noticeably long.
    let has_fields = use_state_eq(|| false);
    {
        let has_fields = has_fields.setter();
        use_effect_with((), move |()| {
            let turn = Timeout::new(0, move || has_fields.set(true));
            move || drop(turn)
        });
    }
    let form = {
        let editor = editor.filter(|_| *has_fields);
        use_memo((scenario, reader.clone(), editor, asked.clone()), |(scenario, reader, editor, asked)| {
            editor.as_ref().map(|editor| Shared::new(Form::new(scenario, reader, editor, asked)))
        })
    };
    use_effect_with((goal.clone(), goal.field.is_none() || *has_fields), |(goal, is_there)| {
        if *is_there {
            reach(goal);
        }
    });
    let form = (*form).clone();
    let leap = {
        let form = form.clone();
        use_then(move || {
            if let Some(form) = form {
                focus_first(&form.drawn.found);
            }
        })
    };
    let ask = {
        let (state, asked) = (state.setter(), asked.clone());
        move |text: String, guesses: bool| state.set(Asked { text, guesses, ..asked.clone() })
    };
    let oninput = {
        let (ask, guesses) = (ask.clone(), asked.guesses);
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                ask(input.value(), guesses);
            }
        })
    };
    let onguesses = {
        let (ask, text, guesses) = (ask.clone(), asked.text.clone(), asked.guesses);
        Callback::from(move |_: MouseEvent| ask(text.clone(), !guesses))
    };
    let clear = {
        let ask = ask.clone();
        move || {
            ask(String::new(), false);
            focus(SEARCH);
        }
    };
    let onkeydown = {
        let (is_empty, guesses) = (asked.text.is_empty(), asked.guesses);
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if is_composing(&event) => {}
            "Enter" | "ArrowDown" => {
                event.prevent_default();
                leap.emit(());
            }
            // As in every field, the text is cleared first.
            "Escape" if !is_empty => {
                event.prevent_default();
                event.stop_propagation();
                ask(String::new(), guesses);
            }
            _ => {}
        })
    };
    let onescape = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" && !is_composing(&event) && !event.default_prevented() {
            event.prevent_default();
            close();
        }
    });
    let title = format!("{ID}-title");
    let is_empty = form.as_ref().is_some_and(|form| form.drawn.found.is_empty());
    let count = form.as_ref().map(|form| form.count()).unwrap_or_default();
    html! {
        <section class="drawer" id={ID} role="dialog" aria-labelledby={title.clone()} onkeydown={onescape}>
            <div class="drawer-head">
                <div class="drawer-top">
                    <h2 class="rail-title" id={title}>{ "Assumptions" }</h2>
                    // Where it covers the page, it also covers the header's buttons.
                    if !lock {
                        <div class="drawer-steps" role="group" aria-label="Changes">
                            <Steps can_undo={session.can_undo()} can_redo={session.can_redo()} />
                        </div>
                    }
                    <button type="button" class="tool drawer-close" aria-label="Close the assumptions" onclick={|_| close()}>{ "\u{00d7}" }</button>
                </div>
                // The page's own live region speaks it, once it has settled.
                <p class={classes!("drawer-verdict", session.is_stale().then_some("is-stale"))}>{ verdict }</p>
                <div class="drawer-search" role="search" aria-label="Assumptions">
                    <input id={SEARCH} class="input" type="text" inputmode="search" autocomplete="off" autocapitalize="off" spellcheck="false"
                        aria-label="Search the assumptions" placeholder="Name, channel, source…"
                        value={asked.text.clone()} {oninput} {onkeydown} />
                    <button type="button" class="button" aria-pressed={asked.guesses.to_string()} onclick={onguesses}>{ "Guesses only" }</button>
                </div>
                <p class="small" role="status">{ if is_empty { "Nothing is called that.".to_owned() } else { count } }</p>
            </div>
            <div class="drawer-body">
                if is_empty {
                    <p><button type="button" class="button" onclick={move |_| clear()}>{ "Show all of them" }</button></p>
                } else if asked.text.is_empty() && !asked.guesses {
                    <details class="fold">
                        <summary>{ "How to write them" }</summary>
                        <p class="small">{ HOW_TO_WRITE }{ GRADES }</p>
                    </details>
                }
                if let Some(form) = form {
                    <Fields {form} lock={*lock} />
                }
            </div>
        </section>
    }
}

/// Moves the focus to what the drawer was opened for.
fn reach(goal: &Goal) {
    let Some(path) = &goal.field else { return focus(SEARCH) };
    let id = format!("{PREFIX}{path}");
    match focus_field(&id) {
        // On a locked page nothing can be changed, but it can be looked at.
        Some(field) if !has_focus(&field) => {
            focus(SEARCH);
            field.scroll_into_view();
        }
        Some(_) => {}
        // It exists only in a view.
        None => {
            close();
            opened::change(Change::GoToField(path.to_string()));
        }
    }
}

fn has_focus(element: &HtmlElement) -> bool {
    let document = web_sys::window().and_then(|w| w.document());
    document
        .and_then(|document| document.active_element())
        .is_some_and(|active| &active == AsRef::<Element>::as_ref(element))
}

/// Moves the focus to the first of the fields found, in display order.
fn focus_first(found: &[String]) {
    let document = web_sys::window().and_then(|w| w.document());
    let fields = document.and_then(|d| d.query_selector_all(&format!("#{ID} :is(input, select)")).ok());
    let Some(fields) = fields else { return };
    let ids = (0..fields.length()).filter_map(|i| Some(fields.item(i)?.unchecked_into::<HtmlElement>().id()));
    let is_found = |id: &String| id.strip_prefix(PREFIX).is_some_and(|path| found.iter().any(|x| x == path));
    if let Some(id) = ids.into_iter().find(is_found) {
        let _ = focus_field(&id);
    }
}
