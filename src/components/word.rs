//! The message below a text field: why its text is refused, or what is asked about it.

use yew::prelude::*;

/// The id of a field's message, to which the field's description refers.
#[must_use]
pub fn word_id(field: &str) -> AttrValue {
    format!("{field}-word").into()
}

/// A message that it is refused, with the reason.
pub fn refused(field: &str, why: &str) -> Html {
    html! { <div class="field-error" id={word_id(field)} role="alert">{ why }</div> }
}

/// A question about it, with buttons that answer it.
pub fn asked(field: &str, question: &str, answers: Html, onkeydown: Option<Callback<KeyboardEvent>>) -> Html {
    let id = word_id(field);
    html! {
        <div class="field-ask" role="group" aria-labelledby={id.clone()} {onkeydown}>
            <p {id} role="alert">{ question }</p>
            <p class="field-answers">{ answers }</p>
        </div>
    }
}
