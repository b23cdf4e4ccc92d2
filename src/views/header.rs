use std::rc::Rc;

use funnel_engine::scenario::{Scenario, edit};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::templates::Templates;
use crate::charts::Shared;
use crate::components::{Dialog, Editor, Field, Icon, icon};
use crate::state::{Action, SessionDispatcher, files, link_to};

/// Properties of [`Header`].
#[derive(PartialEq, Properties)]
pub(super) struct HeaderProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) can_undo: bool,
    pub(super) can_redo: bool,
}

/// The product's name, the scenario's, and what can be done with all of it.
#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let editor = use_context::<Editor>();
    let dispatcher = use_context::<SessionDispatcher>();
    let choosing = use_state_eq(|| false);
    let sharing = use_state_eq(Sharing::default);
    let send = |action: fn() -> Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dispatcher) = &dispatcher {
                dispatcher.dispatch(action());
            }
        })
    };
    let rename = {
        let editor = editor.clone();
        Callback::from(move |name: AttrValue| {
            let change = |s: &Scenario| edit::set(s, "name", name.trim().into());
            editor.as_ref().map_or(Ok(()), |editor| editor.apply(change))
        })
    };
    let open = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dispatcher) = &dispatcher {
                files::choose(dispatcher);
            }
        })
    };
    let save = {
        let editor = editor.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(editor) = &editor {
                files::save_scenario(&editor.scenario());
            }
        })
    };
    let share = {
        let (editor, sharing) = (editor.clone(), sharing.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(editor) = &editor else { return };
            share(&editor.scenario(), sharing.clone());
        })
    };
    let choose = {
        let choosing = choosing.setter();
        Callback::from(move |_: MouseEvent| choosing.set(true))
    };
    let close = {
        let choosing = choosing.setter();
        Callback::from(move |()| choosing.set(false))
    };
    let close_share = {
        let sharing = sharing.setter();
        Callback::from(move |()| sharing.set(Sharing::default()))
    };
    let disabled = |able: bool| (!able).then_some("true");
    html! {
        <header class="top">
            <h1 class="brand">{ "Funnel Simulator" }</h1>
            <Field
                id="scenario-name"
                label="Name of the scenario"
                value={props.scenario.name.clone()}
                placeholder="Name this scenario"
                commit={rename}
                inline=true
                class="title-field"
            />
            <div class="actions" role="group" aria-label="Scenario">
                <button type="button" class="button button-icon" onclick={send(|| Action::Undo)}
                    aria-disabled={disabled(props.can_undo)} aria-keyshortcuts="Control+Z">
                    { icon(Icon::Undo) }<span>{ "Undo" }</span>
                </button>
                <button type="button" class="button button-icon" onclick={send(|| Action::Redo)}
                    aria-disabled={disabled(props.can_redo)} aria-keyshortcuts="Control+Shift+Z">
                    { icon(Icon::Redo) }<span>{ "Redo" }</span>
                </button>
                <button type="button" class="button" onclick={choose} aria-haspopup="dialog">{ "Templates…" }</button>
                <button type="button" class="button" onclick={open}>{ "Open…" }</button>
                <button type="button" class="button" onclick={save}>{ "Save" }</button>
                <button type="button" class="button button-main" onclick={share}>
                    { if *sharing == Sharing::Copied { "Link copied" } else { "Copy link" } }
                </button>
                <span class="unseen" role="status">
                    { if *sharing == Sharing::Copied { "The link is in the clipboard." } else { "" } }
                </span>
            </div>
            <Dialog id="templates" title="Start from a template" open={*choosing} onclose={close.clone()}>
                <Templates onclose={close} />
            </Dialog>
            <Dialog id="share" title={sharing.title()} open={sharing.is_open()} onclose={close_share}>
                { sharing.body() }
            </Dialog>
        </header>
    }
}

/// How far sharing is.
#[derive(Clone, Debug, Default, PartialEq)]
enum Sharing {
    #[default]
    Idle,
    Copied,
    /// The clipboard is closed to the page: the reader copies by hand.
    ByHand(AttrValue),
    Refused(AttrValue),
}

impl Sharing {
    fn is_open(&self) -> bool {
        matches!(self, Self::ByHand(_) | Self::Refused(_))
    }

    fn title(&self) -> &'static str {
        if matches!(self, Self::Refused(_)) { "This scenario fits no link" } else { "Copy this link" }
    }

    fn body(&self) -> Html {
        match self {
            Self::ByHand(link) => html! {
                <div class="field">
                    <label for="share-link">{ "The whole scenario is in it; nothing is stored anywhere else." }</label>
                    <input id="share-link" class="input" type="text" readonly=true value={link.clone()} />
                </div>
            },
            Self::Refused(message) => html! { <p>{ message }</p> },
            _ => Html::default(),
        }
    }
}

fn share(scenario: &Rc<Scenario>, sharing: UseStateSetter<Sharing>) {
    let link: AttrValue = match link_to(scenario) {
        Ok(link) => link.into(),
        Err(problem) => return sharing.set(Sharing::Refused(problem.message.into())),
    };
    spawn_local(async move {
        let copied = match copying(&link) {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        sharing.set(if copied { Sharing::Copied } else { Sharing::ByHand(link) });
        if copied {
            gloo::timers::callback::Timeout::new(2_500, move || sharing.set(Sharing::Idle)).forget();
        }
    });
}

/// Puts text into the clipboard. By reflection: where pages are not trusted with it, there is none.
fn copying(text: &str) -> Option<js_sys::Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
