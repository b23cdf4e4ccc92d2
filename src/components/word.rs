//! The word below a text field: why its text is refused, or what is asked about it.

use yew::prelude::*;

/// The id of a field's word, by which the field is described.
#[must_use]
pub fn word_id(field: &str) -> AttrValue {
    format!("{field}-word").into()
}

/// Why it is refused.
pub fn refused(field: &str, why: &str) -> Html {
    html! { <div class="field-error" id={word_id(field)} role="alert">{ why }</div> }
}

/// A question about it, with buttons that answer.
pub fn asked(field: &str, question: &str, answers: Html, onkeydown: Option<Callback<KeyboardEvent>>) -> Html {
    let id = word_id(field);
    html! {
        <div class="field-ask" role="group" aria-labelledby={id.clone()} {onkeydown}>
            <p {id} role="alert">{ question }</p>
            <p class="field-answers">{ answers }</p>
        </div>
    }
}
