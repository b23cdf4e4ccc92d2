use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Editor, HintProps};
use crate::edits::Typed;
use crate::later;
use crate::words::numbers::sentence;

/// Where a field stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In a form, under its label.
    #[default]
    Form,
    /// In a sentence, which is its visible label.
    Sentence,
}

/// Properties of [`Field`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// What stands there now, as text.
    pub value: AttrValue,
    /// What its text becomes.
    pub edit: Typed,
    /// What it is measured in.
    #[prop_or_default]
    pub unit: AttrValue,
    /// More about it, behind a hint button.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What could be typed, or what holds while nothing is.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Whether only numbers are typed, for a phone's keyboard.
    #[prop_or_default]
    pub numeric: bool,
    /// Where it stands.
    #[prop_or_default]
    pub place: Place,
    /// More classes.
    #[prop_or_default]
    pub class: &'static str,
    /// What stands under it.
    #[prop_or_default]
    pub note: AttrValue,
    /// More about the note.
    #[prop_or_default]
    pub note_title: AttrValue,
}

impl FieldProps {
    /// A field in a form.
    pub fn new(
        id: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        value: impl Into<AttrValue>,
        edit: Typed,
    ) -> Self {
        let (id, label, value) = (id.into(), label.into(), value.into());
        let [unit, hint, placeholder, note, note_title] = [const { AttrValue::Static("") }; 5];
        let (numeric, place, class) = (false, Place::Form, "");
        Self { id, label, value, edit, unit, hint, placeholder, numeric, place, class, note, note_title }
    }
}

/// A [`Field`] with these properties.
pub fn field(props: FieldProps) -> Html {
    html! { <Field ..props /> }
}

/// A text field whose draft stays in it until it is valid: kept by Enter or on leaving, put back by Escape.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let editor = use_context::<Editor>();
    let draft = use_state_eq(|| None::<AttrValue>);
    let error = use_state_eq(|| None::<AttrValue>);
    {
        let (draft, error) = (draft.setter(), error.setter());
        // What stands there was changed elsewhere: by undo, by another field.
        use_effect_with(props.value.clone(), move |_| {
            draft.set(None);
            error.set(None);
        });
    }
    let oninput = {
        let (draft, error) = (draft.setter(), error.setter());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                draft.set(Some(input.value().into()));
                error.set(None);
            }
        })
    };
    let settle = {
        let (draft, error) = (draft.setter(), error.setter());
        let (value, edit) = (props.value.clone(), props.edit.clone());
        move |event: &Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let text = input.value();
            let done = match &editor {
                Some(editor) if text != value.as_str() => editor.typed(&edit, &text),
                _ => Ok(()),
            };
            if done.is_ok() {
                draft.set(None);
            }
            error.set(done.err().map(|message| sentence(&message).into()));
        }
    };
    let onkeydown = {
        let (draft, error, typed, settle) = (draft.setter(), error.setter(), draft.is_some(), settle.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => settle(&event),
            "Escape" if typed => {
                event.prevent_default();
                event.stop_propagation();
                draft.set(None);
                error.set(None);
            }
            _ => {}
        })
    };
    let onchange = Callback::from(move |event: Event| settle(&event));
    let FieldProps { id, label, unit, hint, place, .. } = props;
    // What has hints is of the later part itself.
    let hint = later::here().filter(|_| !hint.is_empty()).map(|later| {
        (later.hint)(HintProps { id: format!("{id}-hint").into(), about: label.clone(), text: hint.clone() })
    });
    let shown = (*draft).clone().unwrap_or_else(|| props.value.clone());
    let error_id = format!("{id}-error");
    let sentence = *place == Place::Sentence;
    // In a sentence: room for the text; browsers that can, follow it as it is typed.
    let size = sentence.then(|| (shown.chars().count().clamp(2, 40) + 1).to_string());
    html! {
        <div class={classes!(if sentence { "field-inline" } else { "field" }, props.class)}>
            <div class="field-head">
                <label for={id.clone()}>
                    { label }
                    if !unit.is_empty() {
                        <span class="field-unit">{ unit }</span>
                    }
                </label>
                { hint.unwrap_or_default() }
            </div>
            <input
                id={id.clone()}
                class="input"
                type="text"
                inputmode={if props.numeric { "decimal" } else { "text" }}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                {size}
                value={shown}
                placeholder={props.placeholder.clone()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={error.is_some().then(|| error_id.clone())}
                {oninput}
                {onchange}
                {onkeydown}
            />
            if let Some(message) = &*error {
                <div class="field-error" id={error_id} role="alert">{ message }</div>
            }
            if !props.note.is_empty() {
                <div class="tag" title={props.note_title.clone()}>{ &props.note }</div>
            }
        </div>
    }
}
