use funnel_text::{Read, Said, is_unsaid};
use yew::prelude::*;

use super::{Answer, Given, TextInput};
use crate::charts::{NumberStyle, Shared};
use crate::edits::Kind;

/// Properties of [`Amount`].
#[derive(PartialEq, Properties)]
pub struct AmountProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// Its unit.
    #[prop_or_default]
    pub unit: AttrValue,
    /// The number; `None` where what the placeholder says applies.
    pub value: Option<f64>,
    /// What applies while nothing is typed.
    pub placeholder: AttrValue,
    /// How it is read.
    pub kind: Kind,
    /// The smallest and largest accepted.
    pub within: (f64, f64),
    /// The reader's number format.
    pub style: Shared<NumberStyle>,
    /// Called with the number, or with `None`.
    pub onset: Callback<Option<f64>>,
}

/// A number that a view asks for and that is not part of the scenario. Enter, or leaving the field, keeps it if it can
/// be read.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    let AmountProps { id, kind, style, .. } = props;
    let unsaid = props.placeholder.to_lowercase();
    let deps = (*kind, style.clone(), props.within, props.value, props.onset.clone(), unsaid);
    let take = use_callback(deps, |given: Given, (kind, style, within, old, onset, unsaid)| {
        let text = given.text.trim();
        // What applies while nothing is typed may be typed.
        let read = if is_unsaid(text, &[unsaid]) {
            Ok(Said::Clear(None))
        } else {
            number(text, *kind, style, *within, (*old, given.again)).map(|said| said.map(Some))
        };
        match read {
            Ok(Said::Clear(x)) => {
                onset.emit(x);
                Answer::Taken
            }
            Ok(Said::Ask(question)) => question.into(),
            Err(message) => Answer::refused(&message),
        }
    });
    let value: AttrValue = props.value.map_or_else(String::new, |x| kind.write(x, style)).into();
    html! {
        <div class="field">
            <div class="field-head">
                <label for={id.clone()}>
                    { &props.label }
                    if !props.unit.is_empty() {
                        <span class="field-unit">{ " " }{ &props.unit }</span>
                    }
                </label>
            </div>
            <TextInput {id} {value} placeholder={props.placeholder.clone()} numeric=true {take} />
        </div>
    }
}

/// The number in a text, if it is accepted. `old` is the previous number; `sure` says that the reader was asked about
/// it.
fn number(
    text: &str,
    kind: Kind,
    style: &NumberStyle,
    (low, high): (f64, f64),
    (old, sure): (Option<f64>, bool),
) -> Read<f64> {
    let x = match kind.read(text, old, sure, style)? {
        Said::Clear(x) => x,
        Said::Ask(question) => return Ok(Said::Ask(question)),
    };
    let told = |x: f64| kind.write(x, style);
    let fits = (low..=high).contains(&x);
    fits.then_some(Said::Clear(x)).ok_or_else(|| format!("must be from {} to {}", told(low), told(high)))
}
