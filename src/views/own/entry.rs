//! One text field of the form: what is typed stays in it, whatever it says; what is wrong with it is shown below.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::says::Fault;
use crate::components::{asked, refused, word_id};

/// Properties of [`Entry`].
#[derive(PartialEq, Properties)]
pub(super) struct EntryProps {
    /// Unique in the page.
    pub(super) id: AttrValue,
    /// Its name.
    pub(super) label: AttrValue,
    pub(super) value: AttrValue,
    #[prop_or_default]
    pub(super) placeholder: AttrValue,
    /// Whether only numbers are typed, for a phone's keyboard.
    #[prop_or_default]
    pub(super) numeric: bool,
    /// What is wrong with it, once that is to be shown.
    pub(super) fault: Option<Fault>,
    /// Called with every change of the text.
    pub(super) oninput: Callback<String>,
    /// Called with a block of lines or columns that is pasted.
    pub(super) onpaste: Callback<String>,
    /// Called with the meaning that was chosen.
    pub(super) onchoose: Callback<String>,
    /// Called when the field is left.
    pub(super) onleave: Callback<()>,
}

/// See the module.
#[component]
pub(super) fn Entry(props: &EntryProps) -> Html {
    let oninput = props.oninput.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let onpaste = {
        let told = props.onpaste.clone();
        Callback::from(move |event: Event| {
            let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let text = pasted.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            if text.trim().contains(['\n', '\t']) {
                event.prevent_default();
                told.emit(text);
            }
        })
    };
    let onblur = props.onleave.reform(|_: FocusEvent| ());
    let word = match &props.fault {
        None => Html::default(),
        Some(Fault::Refused(why)) => refused(&props.id, why),
        Some(Fault::Asked(question, choices)) => {
            let choice = |text: &String| {
                let onclick = props.onchoose.reform({
                    let text = text.clone();
                    move |_: MouseEvent| text.clone()
                });
                html! { <button type="button" class="button" {onclick}>{ text }</button> }
            };
            asked(&props.id, question, choices.iter().map(choice).collect(), None)
        }
    };
    html! {
        <div class="own-entry">
            <input
                id={props.id.clone()}
                class="input"
                type="text"
                inputmode={if props.numeric { "decimal" } else { "text" }}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label={props.label.clone()}
                aria-invalid={props.fault.is_some().then_some("true")}
                aria-describedby={props.fault.is_some().then(|| word_id(&props.id))}
                value={props.value.clone()}
                placeholder={props.placeholder.clone()}
                {oninput}
                {onpaste}
                {onblur}
            />
            { word }
        </div>
    }
}
