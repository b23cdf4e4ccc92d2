//! What views that rest on a study have in common.

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use crate::charts::{Room, Shared};
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

/// What was found, a sentence a paragraph; a place of its own where nothing was.
pub(super) fn findings(sentences: impl IntoIterator<Item = String>) -> Html {
    html! { <>{ for sentences.into_iter().map(|text| html! { <p class="reading is-finding">{ text }</p> }) }</> }
}

/// Whether something heavy was asked for, and how to say so.
pub(super) struct Asked {
    pub(super) is: bool,
    pub(super) set: Callback<bool>,
}

/// Whether something heavy was asked of a scenario; of another it has to be asked again.
#[hook]
pub(super) fn use_asked(scenario: &Shared<Scenario>) -> Asked {
    use_wanted(scenario, false)
}

/// The same for what a view is about: as a slide, to show the view is to ask it.
#[hook]
pub(super) fn use_shown(scenario: &Shared<Scenario>) -> Asked {
    let is_slide = use_context::<Room>().is_some();
    use_wanted(scenario, is_slide)
}

#[hook]
fn use_wanted(scenario: &Shared<Scenario>, unasked: bool) -> Asked {
    let said = use_state_eq(|| None::<(Shared<Scenario>, bool)>);
    let of_this = said.as_ref().filter(|(of, _)| of == scenario);
    let is = of_this.map_or(unasked, |(_, is)| *is);
    let (said, scenario) = (said.setter(), scenario.clone());
    Asked { is, set: Callback::from(move |is: bool| said.set(Some((scenario.clone(), is)))) }
}

/// A button that begins what is heavy, one that ends it while it works, and nothing once it is done.
pub(super) fn on_demand(asked: &Asked, studied: &Studied, what: &'static str, about: &'static str) -> Html {
    let is_done = asked.is && studied.stage == Stage::Done;
    let (wanted, face) = if asked.is { (false, "Stop") } else { (true, what) };
    let onclick = asked.set.reform(move |_: MouseEvent| wanted);
    html! {
        <>
            if !asked.is {
                <p class="reading">{ about }</p>
            }
            // One button, so that the focus stays on it.
            if !is_done {
                <p class="add"><button type="button" class="button" {onclick}>{ face }</button></p>
            }
        </>
    }
}
