use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`Select`].
#[derive(PartialEq, Properties)]
pub struct SelectProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is chosen.
    pub label: AttrValue,
    /// Values and their names.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value chosen.
    pub value: AttrValue,
    /// Told another choice.
    pub onselect: Callback<AttrValue>,
    /// Whether the label is only for who cannot see what it belongs to.
    #[prop_or_default]
    pub inline: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// One of a few.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    let refused = use_state(|| 0_u32);
    {
        let node = node.clone();
        // A browser ignores the options' attributes once somebody has chosen: the value itself must be set.
        use_effect_with((props.value.clone(), props.options.clone(), *refused), move |(value, ..)| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    let onchange = {
        let onselect = props.onselect.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                onselect.emit(select.value().into());
                // Where the choice was refused, the old one must show again.
                refused.set(*refused + 1);
            }
        })
    };
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ name }</option> }
    };
    let label = if props.inline { "unseen" } else { "" };
    let mode = if props.inline { "field-inline" } else { "field" };
    html! {
        <span class={classes!(mode, props.class.clone())}>
            <label class={label} for={props.id.clone()}>{ &props.label }</label>
            <select id={props.id.clone()} class="select" ref={node} {onchange}>
                { for props.options.iter().map(option) }
            </select>
        </span>
    }
}
