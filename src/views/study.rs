//! What views that rest on a study have in common.

use yew::prelude::*;

use crate::state::{Stage, Studied};

/// Replicates of each run of a study: the differences share their futures, so few tell much.
pub(super) const REPLICATES: u32 = 1_024;

/// How far a study is, and how it ended where it failed; nothing once it is done.
pub(super) fn progress(studied: &Studied, what: &str) -> Html {
    match &studied.stage {
        Stage::Waits => html! {
            <p class="reading is-pending">{ format!("{what}, once the answer has settled…") }</p>
        },
        Stage::Works(done) => html! {
            <p class="reading is-pending study">
                <span>{ format!("{what}…") }</span>
                <progress aria-label={what.to_owned()} max="1" value={format!("{done:.2}")} />
            </p>
        },
        Stage::Done => Html::default(),
        Stage::Failed(message) => html! {
            <p class="reading is-finding" role="alert">{ format!("{what} did not work: {message}") }</p>
        },
    }
}
