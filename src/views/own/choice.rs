use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`Choice`].
#[derive(PartialEq, Properties)]
pub(super) struct ChoiceProps {
    /// Unique in the page.
    pub(super) id: AttrValue,
    /// Its name.
    pub(super) label: AttrValue,
    /// Values and their names.
    pub(super) options: Vec<(String, String)>,
    /// The value chosen.
    pub(super) value: AttrValue,
    /// Told which is chosen.
    pub(super) onpick: Callback<String>,
}

/// One of a few, for the form alone: it edits nothing.
#[component]
pub(super) fn Choice(props: &ChoiceProps) -> Html {
    let onchange = {
        let onpick = props.onpick.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                onpick.emit(select.value());
            }
        })
    };
    let option = |(value, name): &(String, String)| {
        let selected = *value == *props.value;
        html! { <option value={value.clone()} {selected}>{ name }</option> }
    };
    html! {
        <select id={props.id.clone()} class="select" aria-label={props.label.clone()} {onchange}>
            { for props.options.iter().map(option) }
        </select>
    }
}
