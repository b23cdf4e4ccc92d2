use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::charts::{NumberStyle, Shared};
use crate::edits::Kind;
use crate::words::numbers::sentence;

/// Properties of [`Amount`].
#[derive(PartialEq, Properties)]
pub struct AmountProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// What it is measured in.
    #[prop_or_default]
    pub unit: AttrValue,
    /// The number; none where what the placeholder says holds.
    pub value: Option<f64>,
    /// What holds while nothing is typed.
    pub placeholder: AttrValue,
    /// How it is read.
    pub kind: Kind,
    /// Smallest and largest that will do, both excluded.
    pub within: (f64, f64),
    /// The reader's numbers.
    pub style: Shared<NumberStyle>,
    /// Told the number, or that there is none.
    pub onset: Callback<Option<f64>>,
}

/// A number that a view asks for and no scenario holds: kept by Enter or on leaving, if it can be read.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    let AmountProps { id, kind, style, .. } = props;
    let refused = use_state_eq(|| None::<(AttrValue, AttrValue)>);
    let onchange = {
        let (kind, style, within, onset) = (*kind, style.clone(), props.within, props.onset.clone());
        let refused = refused.setter();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let text = input.value();
            let read = match text.trim() {
                "" => Ok(None),
                text => kind.read(text, &style).and_then(|x| {
                    let (low, high) = within;
                    let told = |x: f64| kind.write(x, &style);
                    let fits = low < x && x < high;
                    fits.then_some(Some(x)).ok_or_else(|| format!("must be between {} and {}", told(low), told(high)))
                }),
            };
            match read {
                Ok(x) => {
                    refused.set(None);
                    onset.emit(x);
                }
                // What was typed stays, to be put right.
                Err(message) => refused.set(Some((text.into(), sentence(&message).into()))),
            }
        })
    };
    let shown = match &*refused {
        Some((text, _)) => text.clone(),
        None => props.value.map_or_else(AttrValue::default, |x| kind.write(x, style).into()),
    };
    let error_id = format!("{id}-error");
    html! {
        <div class="field">
            <div class="field-head">
                <label for={id.clone()}>
                    { &props.label }
                    if !props.unit.is_empty() {
                        <span class="field-unit">{ &props.unit }</span>
                    }
                </label>
            </div>
            <input
                id={id.clone()}
                class="input"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                value={shown}
                placeholder={props.placeholder.clone()}
                aria-invalid={refused.is_some().then_some("true")}
                aria-describedby={refused.is_some().then(|| error_id.clone())}
                {onchange}
            />
            if let Some((_, message)) = &*refused {
                <div class="field-error" id={error_id} role="alert">{ message }</div>
            }
        </div>
    }
}
