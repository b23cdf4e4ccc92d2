//! What views that rest on a study have in common.

use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use funnel_sentences::claims::{Said, so_far};
use funnel_sentences::price::Wanted;
use yew::prelude::*;

use super::page::to_field;
use crate::charts::{Room, Shared};
use crate::state::{Stage, Studied};

/// How far a study has got, and why it failed if it did; empty once it is finished.
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

/// A study's finding as its view's title, marked as unfinished until the study has ended.
pub(super) fn finding(studied: &Studied, said: Said) -> String {
    // Until something is found there is nothing that could change.
    let is_final = studied.stage == Stage::Done || studied.is_stale || said.is_pending;
    so_far(said.text, is_final)
}

/// The finding's sentences as paragraphs; the place for them stays where there are none.
pub(super) fn findings(sentences: impl IntoIterator<Item = String>) -> Html {
    html! { <>{ for sentences.into_iter().map(|text| html! { <p class="reading is-finding">{ text }</p> }) }</> }
}

/// What lacks a price: what it would bring, and the way to the field for its cost.
pub(super) fn unpriced(all: impl IntoIterator<Item = (String, Vec<Wanted>)>) -> Html {
    let way = |field: Wanted| {
        let path = field.path;
        html! {
            <>{ " " }<button type="button" class="link" onclick={move |_: MouseEvent| to_field(&path)}>{ format!("Say {}", field.say) }</button></>
        }
    };
    let line = |(text, fields): (String, Vec<Wanted>)| {
        html! { <li class="reading">{ text }{ for fields.into_iter().map(way) }</li> }
    };
    let lines: Vec<Html> = all.into_iter().map(line).collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <ul class="unpriced">{ for lines }</ul> }
}

/// Whether something expensive was requested, and a way to request it.
pub(super) struct Demand {
    pub(super) is: bool,
    pub(super) set: Callback<bool>,
}

/// Whether something expensive was requested for a scenario; for another one it has to be requested again.
#[hook]
pub(super) fn use_asked(scenario: &Shared<Scenario>) -> Demand {
    use_wanted(scenario, false)
}

/// The same for what a view is about: on a slide, showing the view counts as a request.
#[hook]
pub(super) fn use_shown(scenario: &Shared<Scenario>) -> Demand {
    let is_slide = use_context::<Room>().is_some();
    use_wanted(scenario, is_slide)
}

#[hook]
fn use_wanted(scenario: &Shared<Scenario>, unasked: bool) -> Demand {
    // A new name or note does not make another question.
    let figures = use_memo(scenario.clone(), |scenario| scenario.figures());
    let said = use_state_eq(|| None::<(Rc<Scenario>, bool)>);
    let of_this = said.as_ref().filter(|(of, _)| *of == figures);
    let is = of_this.map_or(unasked, |(_, is)| *is);
    let said = said.setter();
    Demand { is, set: Callback::from(move |is: bool| said.set(Some((Rc::clone(&figures), is)))) }
}

/// A button that starts something expensive, or one that stops it while it works; nothing once it is finished.
pub(super) fn on_demand(asked: &Demand, studied: &Studied, what: &'static str, about: &'static str) -> Html {
    let is_done = asked.is && studied.stage == Stage::Done;
    let (wanted, face) = if asked.is { (false, "Stop") } else { (true, what) };
    let onclick = asked.set.reform(move |_: MouseEvent| wanted);
    html! {
        <>
            if !asked.is {
                <p class="reading is-unasked">{ about }</p>
            }
            // A single button, so that the focus stays on it.
            if !is_done {
                <p class="add"><button type="button" class="button" {onclick}>{ face }</button></p>
            }
        </>
    }
}
