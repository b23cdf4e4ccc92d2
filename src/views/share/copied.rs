use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Milliseconds for which a button says that it has copied.
const SHOWN: u32 = 2_500;

/// Properties of [`Copied`].
#[derive(PartialEq, Properties)]
pub(super) struct CopiedProps {
    /// Unique in the page.
    pub(super) id: &'static str,
    /// What it is.
    pub(super) label: AttrValue,
    /// What is copied.
    pub(super) text: AttrValue,
    /// What the button says.
    pub(super) button: &'static str,
    /// Lines shown at a time.
    #[prop_or(1)]
    pub(super) rows: u32,
    /// Whether it is code.
    #[prop_or_default]
    pub(super) code: bool,
    /// Whether the button is the main one.
    #[prop_or_default]
    pub(super) main: bool,
    /// Called when it is to be copied.
    #[prop_or_default]
    pub(super) oncopy: Callback<()>,
}

/// How far copying is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Done,
    /// The page has no access to the clipboard, so the reader copies by hand.
    ByHand,
}

/// A text to take along: it can be read and selected, and a button copies it to the clipboard.
#[component]
pub(super) fn Copied(props: &CopiedProps) -> Html {
    let state = use_state_eq(|| State::Idle);
    let node = use_node_ref();
    {
        let state = state.setter();
        use_effect_with(props.text.clone(), move |_| state.set(State::Idle));
    }
    let onclick = {
        let (state, node) = (state.setter(), node.clone());
        let (text, told) = (props.text.clone(), props.oncopy.clone());
        Callback::from(move |_: MouseEvent| {
            told.emit(());
            let (state, node, copying) = (state.clone(), node.clone(), copying(&text));
            spawn_local(async move {
                let copied = match copying {
                    Some(promise) => JsFuture::from(promise).await.is_ok(),
                    None => false,
                };
                if copied {
                    state.set(State::Done);
                    gloo::timers::callback::Timeout::new(SHOWN, move || state.set(State::Idle)).forget();
                } else {
                    mark(&node);
                    state.set(State::ByHand);
                }
            });
        })
    };
    let status = match *state {
        State::Idle => "",
        State::Done => "It is in the clipboard.",
        State::ByHand => "The browser keeps its clipboard closed to this page. The text is marked: copy it by hand.",
    };
    let CopiedProps { id, label, text, rows, .. } = props;
    let class = if props.code { "input is-code" } else { "input" };
    html! {
        <div class="copied field">
            <div class="field-head"><label for={*id}>{ label }</label></div>
            <div class="copied-row">
                if *rows > 1 {
                    <textarea id={*id} {class} ref={node} readonly=true rows={rows.to_string()} value={text.clone()} />
                } else {
                    <input id={*id} {class} ref={node} type="text" readonly=true value={text.clone()} />
                }
                <button type="button" class={if props.main { "button button-main" } else { "button" }} {onclick}>
                    { if *state == State::Done { "Copied" } else { props.button } }
                </button>
            </div>
            <p class={if *state == State::ByHand { "small" } else { "unseen" }} role="status">{ status }</p>
        </div>
    }
}

/// Selects the whole text and moves the focus there.
fn mark(node: &NodeRef) {
    if let Some(field) = node.cast::<HtmlElement>() {
        let _ = field.focus();
    }
    if let Some(field) = node.cast::<HtmlInputElement>() {
        field.select();
    } else if let Some(field) = node.cast::<HtmlTextAreaElement>() {
        field.select();
    }
}

/// Copies text to the clipboard. By reflection, as insecure pages have no clipboard.
fn copying(text: &str) -> Option<js_sys::Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
