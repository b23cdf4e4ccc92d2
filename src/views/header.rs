use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::components::{Dialog, Editor, FieldProps, Icon, Place, field, icon};
use crate::edits::Typed;
use crate::later::{self, Later};
use crate::state::{Action, SessionDispatcher};

/// Properties of [`Header`].
#[derive(PartialEq, Properties)]
pub(super) struct HeaderProps {
    pub(super) name: AttrValue,
    pub(super) can_undo: bool,
    pub(super) can_redo: bool,
}

/// What the header's buttons do.
#[derive(Clone, Copy)]
enum Does {
    Undo,
    Redo,
    Choose,
    Open,
    Save,
    Share,
}

/// The product's name, the scenario's, and what can be done with all of it.
#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let editor = use_context::<Editor>();
    let dispatcher = use_context::<SessionDispatcher>();
    let choosing = use_state_eq(|| false);
    let sharing = use_state_eq(Sharing::default);
    let does = |what: Does| {
        let (editor, dispatcher) = (editor.clone(), dispatcher.clone());
        let (choosing, sharing) = (choosing.setter(), sharing.setter());
        Callback::from(move |_: MouseEvent| {
            let (Some(editor), Some(dispatcher)) = (&editor, &dispatcher) else { return };
            match what {
                Does::Undo => dispatcher.dispatch(Action::Undo),
                Does::Redo => dispatcher.dispatch(Action::Redo),
                Does::Choose => editor.with_later(|_| choosing.set(true)),
                Does::Open => editor.with_later(|later| (later.choose)(dispatcher)),
                Does::Save => editor.with_later(|later| (later.save_scenario)(&editor.scenario())),
                Does::Share => editor.with_later(|later| share(later, &editor.scenario(), sharing.clone())),
            }
        })
    };
    let close = {
        let (choosing, sharing) = (choosing.setter(), sharing.setter());
        Callback::from(move |()| {
            choosing.set(false);
            sharing.set(Sharing::Idle);
        })
    };
    let copied = *sharing == Sharing::Copied;
    let plain = |name: &'static str, what: Does| {
        html! { <button type="button" class="button" onclick={does(what)}>{ name }</button> }
    };
    let step = |name: &'static str, picture: Icon, able: bool, keys: &'static str, what: Does| {
        html! {
            <button type="button" class="button button-icon" onclick={does(what)} aria-disabled={(!able).then_some("true")}
                aria-keyshortcuts={keys}>
                { icon(picture) }<span>{ name }</span>
            </button>
        }
    };
    let title = FieldProps {
        place: Place::Sentence,
        placeholder: "Name this scenario".into(),
        class: "title-field",
        ..FieldProps::new("scenario-name", "Name of the scenario", props.name.clone(), Typed::Text("name".to_owned()))
    };
    html! {
        <header class="top">
            <h1 class="brand">{ "Funnel Simulator" }</h1>
            { field(title) }
            <div class="actions" role="group" aria-label="Scenario">
                { step("Undo", Icon::Undo, props.can_undo, "Control+Z", Does::Undo) }
                { step("Redo", Icon::Redo, props.can_redo, "Control+Shift+Z", Does::Redo) }
                { plain("Templates…", Does::Choose) }
                { plain("Open…", Does::Open) }
                { plain("Save", Does::Save) }
                <button type="button" class="button button-main" onclick={does(Does::Share)}>
                    { if copied { "Link copied" } else { "Copy link" } }
                </button>
                <span class="unseen" role="status">{ if copied { "The link is in the clipboard." } else { "" } }</span>
            </div>
            <Dialog id="templates" title="Start from a template" open={*choosing} onclose={close.clone()}>
                if let (true, Some(editor), Some(later)) = (*choosing, &editor, later::here()) {
                    { (later.templates)(editor, &close) }
                }
            </Dialog>
            <Dialog id="share" title={sharing.title()} open={sharing.is_open()} onclose={close}>
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

fn share(later: &Later, scenario: &Rc<Scenario>, sharing: UseStateSetter<Sharing>) {
    let link: AttrValue = match (later.link_to)(scenario) {
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
