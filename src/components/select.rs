use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Editor, Place};
use crate::edits::Picked;

/// Properties of [`Select`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SelectProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is chosen.
    pub label: AttrValue,
    /// Values and their names.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value chosen.
    pub value: AttrValue,
    /// What a choice changes.
    pub edit: Picked,
    /// Where it is.
    pub place: Place,
}

/// A [`Select`] with these properties.
pub fn select(props: SelectProps) -> Html {
    html! { <Select ..props /> }
}

/// A choice of one of a few, which is an edit of the scenario.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let editor = use_context::<Editor>();
    let onpick = {
        let edit = props.edit.clone();
        Callback::from(move |value: String| editor.as_ref().is_none_or(|editor| editor.picked(&edit, &value).is_ok()))
    };
    html! {
        <div class={if props.place == Place::Sentence { "field-inline" } else { "field" }}>
            <div class="field-head"><label for={props.id.clone()}>{ &props.label }</label></div>
            <OneOf id={props.id.clone()} options={props.options.clone()} value={props.value.clone()} {onpick} />
        </div>
    }
}

/// Properties of [`OneOf`].
#[derive(PartialEq, Properties)]
pub struct OneOfProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// Its name, if it has no label.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Values and their names.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value chosen.
    pub value: AttrValue,
    /// Called with the choice; returns whether it is accepted.
    pub onpick: Callback<String, bool>,
}

/// A choice of one of a few, without an edit.
#[component]
pub fn OneOf(props: &OneOfProps) -> Html {
    let node = use_node_ref();
    let refused = use_state_eq(|| 0_u32);
    {
        let node = node.clone();
        // A browser ignores the options' attributes once somebody has chosen, so the value itself must be set.
        use_effect_with((props.value.clone(), props.options.len(), *refused), move |(value, ..)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    let onchange = {
        let onpick = props.onpick.clone();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            if !onpick.emit(select.value()) {
                // The old choice must be shown again.
                refused.set(*refused + 1);
            }
        })
    };
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ name }</option> }
    };
    html! {
        <select id={props.id.clone()} class="select" ref={node} aria-label={props.label.clone()} {onchange}>
            { for props.options.iter().map(option) }
        </select>
    }
}
