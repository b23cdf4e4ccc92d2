//! What views that rest on a study have in common.

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::Shared;
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

/// Whether something heavy was asked for; another scenario has to ask again.
#[hook]
pub(super) fn use_asked(scenario: &Shared<Scenario>) -> UseStateHandle<bool> {
    let asked = use_state_eq(|| false);
    {
        let asked = asked.setter();
        use_effect_with(scenario.clone(), move |_| asked.set(false));
    }
    asked
}

/// A button that begins what is heavy, one that ends it while it works, and nothing once it is done.
pub(super) fn on_demand(
    asked: &UseStateHandle<bool>,
    studied: &Studied,
    what: &'static str,
    about: &'static str,
) -> Html {
    let set = asked.setter();
    if **asked {
        if studied.stage == Stage::Done {
            return Html::default();
        }
        let onclick = Callback::from(move |_: MouseEvent| set.set(false));
        return html! { <p class="add"><button type="button" class="button" {onclick}>{ "Stop" }</button></p> };
    }
    let onclick = Callback::from(move |_: MouseEvent| set.set(true));
    html! {
        <>
            <p class="reading">{ about }</p>
            <p class="add"><button type="button" class="button" {onclick}>{ what }</button></p>
        </>
    }
}
