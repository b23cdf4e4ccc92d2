use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Hint;
use crate::words::numbers::sentence;

/// Properties of [`Field`].
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// What stands there now, as text.
    pub value: AttrValue,
    /// Takes what was typed, or says what is wrong with it.
    pub commit: Callback<AttrValue, Result<(), AttrValue>>,
    /// What it is measured in, written behind it.
    #[prop_or_default]
    pub unit: AttrValue,
    /// More about it, behind a hint button.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What could be typed.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Whether only numbers are typed, for a phone's keyboard.
    #[prop_or_default]
    pub numeric: bool,
    /// Whether the label is only for who cannot see the sentence around it.
    #[prop_or_default]
    pub inline: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What stands under the control.
    #[prop_or_default]
    pub children: Html,
}

/// A text field whose draft stays in it until it is valid: committed by Enter or on leaving, put back by Escape.
#[component]
pub fn Field(props: &FieldProps) -> Html {
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
        let (value, commit) = (props.value.clone(), props.commit.clone());
        Callback::from(move |text: AttrValue| {
            let result = if text == value { Ok(()) } else { commit.emit(text) };
            match result {
                Ok(()) => {
                    draft.set(None);
                    error.set(None);
                }
                Err(message) => error.set(Some(sentence(&message).into())),
            }
        })
    };
    let onchange = {
        let settle = settle.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                settle.emit(input.value().into());
            }
        })
    };
    let onkeydown = {
        let (draft, error, typed) = (draft.setter(), error.setter(), draft.is_some());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                    settle.emit(input.value().into());
                }
            }
            "Escape" if typed => {
                event.prevent_default();
                event.stop_propagation();
                draft.set(None);
                error.set(None);
            }
            _ => {}
        })
    };
    let FieldProps { id, label, .. } = props;
    let shown = (*draft).clone().unwrap_or_else(|| props.value.clone());
    let error_id = format!("{id}-error");
    // Room for the text and a little more; browsers that can, follow the text as it is typed.
    let size = shown.chars().count().clamp(2, 40) + 1;
    let mode = if props.inline { "field-inline" } else { "field" };
    let input = html! {
        <input
            id={id.clone()}
            class="input"
            type="text"
            inputmode={if props.numeric { "decimal" } else { "text" }}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            size={props.inline.then(|| size.to_string())}
            value={shown}
            placeholder={props.placeholder.clone()}
            aria-invalid={error.is_some().then_some("true")}
            aria-describedby={error.is_some().then(|| error_id.clone())}
            {oninput}
            {onchange}
            {onkeydown}
        />
    };
    let message = error.as_ref().map(|message| {
        html! { <span class="field-error" id={error_id} role="alert">{ message }</span> }
    });
    if props.inline {
        // The sentence around it is its visible label.
        return html! {
            <span class={classes!(mode, props.class.clone())}>
                <label class="unseen" for={id.clone()}>{ label }</label>
                { input }
                { for message }
            </span>
        };
    }
    html! {
        <div class={classes!(mode, props.class.clone())}>
            <span class="field-head">
                <label for={id.clone()}>{ label }</label>
                if !props.hint.is_empty() {
                    <Hint id={format!("{id}-hint")} about={label.clone()} text={props.hint.clone()} />
                }
            </span>
            <span class="field-body">
                { input }
                if !props.unit.is_empty() {
                    <span class="field-unit">{ &props.unit }</span>
                }
            </span>
            { for message }
            { props.children.clone() }
        </div>
    }
}
