//! The list of questions that stays beside the page: each with its finding in one line, as soon as that is known.

use funnel_engine::scenario::{Scenario, View};
use funnel_sentences::finding::title;
use yew::prelude::*;

use super::late::{Shown, use_late};
use super::opened::{Change, Opened, change};
use super::panel::Panel;
use super::reader::Reader;
use super::registry::{Drawing, FromStudy, StudyProps, drawing};
use super::study::finding;
use crate::charts::Shared;
use crate::state::{Beside, use_study};

/// Properties of [`Questions`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct QuestionsProps {
    pub(super) scenario: Shared<Scenario>,
    /// The answer in a few words.
    pub(super) answer: AttrValue,
    /// The latest complete report, what it answers, and whether it has settled.
    pub(super) known: Option<Shown>,
    /// During a drag, findings stay as they are.
    pub(super) dragging: bool,
    pub(super) reader: Reader,
    pub(super) beside: Beside,
    pub(super) opened: Opened,
    /// Called with the panel to open.
    pub(super) onopen: Callback<Panel>,
}

/// When its findings are shown: after the views below the answer.
const TURN: u32 = 144;

/// See the module.
#[component]
pub(super) fn Questions(props: &QuestionsProps) -> Html {
    let QuestionsProps { reader, beside, opened, .. } = props;
    let known = use_late(props.known.clone(), TURN, props.dragging);
    let asked = known.as_ref().map_or_else(|| props.scenario.clone(), |(scenario, ..)| scenario.clone());
    // A drag renders the list at every step because of the answer; what the other lines say is computed once.
    let said = use_memo((known.clone(), asked, reader.clone()), |(known, asked, reader)| {
        let of = |view: &View| match drawing(*view) {
            Drawing::Scenario(of) => Some((of.title)(asked, reader)),
            Drawing::Report(of) => known.as_ref().map(|(scenario, report, _)| (of.title)(scenario, report, reader)),
            Drawing::Answer | Drawing::Study(_) => None,
        };
        View::ALL.iter().map(of).collect::<Vec<Option<String>>>()
    });
    let all = opened.is_all();
    let onfind = props.onopen.reform(|_: MouseEvent| Panel::Find);
    let onall = Callback::from(move |_: MouseEvent| change(Change::All(!all)));
    let item = |(view, said): (&View, &Option<String>)| match (drawing(*view), &known) {
        (Drawing::Answer, _) => row(*view, opened, Some(props.answer.to_string())),
        (Drawing::Study(of), Some((scenario, _, settled))) => {
            let (scenario, settled) = (scenario.clone(), *settled);
            let props = StudyProps { scenario, settled, reader: reader.clone(), beside: beside.clone() };
            html! { <Asking key={view.name()} view={*view} of={*of} opened={opened.clone()} {props} /> }
        }
        _ => row(*view, opened, said.clone()),
    };
    html! {
        <nav class="questions" aria-labelledby="questions-title">
            <div class="questions-head">
                <h2 class="rail-title" id="questions-title">{ "Questions" }</h2>
                <button type="button" class="link" onclick={onfind} aria-keyshortcuts="Control+K">{ "Find… Ctrl K" }</button>
                <button type="button" class="link" onclick={onall}>{ if all { "Close all" } else { "Open all" } }</button>
            </div>
            <ul class="question-list">
                { for View::ALL.iter().zip(&*said).filter(|(view, _)| **view != View::Short).map(item) }
            </ul>
        </nav>
    }
}

/// One line: the question, and what was found.
fn row(view: View, opened: &Opened, said: Option<String>) -> Html {
    let is_open = opened.is_open(view);
    let onclick = Callback::from(move |_: MouseEvent| change(Change::Go(view)));
    let close = (is_open && Opened::can_close(view)).then(|| {
        let onclick = Callback::from(move |_: MouseEvent| change(Change::Close(view)));
        html! { <button type="button" class="tool" aria-label={format!("Close “{}”", view.question())} {onclick}>{ "\u{00d7}" }</button> }
    });
    html! {
        <li class={classes!("question-item", is_open.then_some("is-open"))} key={view.name()}>
            <button type="button" class="question-open" aria-expanded={is_open.to_string()} {onclick}>
                <span class="question-name">{ view.question() }</span>
                if let Some(said) = said.filter(|said| !said.is_empty()) {
                    <span class="question-said">{ said }</span>
                }
            </button>
            { for close }
        </li>
    }
}

/// Properties of [`Asking`].
#[derive(PartialEq, Properties)]
struct AskingProps {
    view: View,
    of: FromStudy,
    opened: Opened,
    props: StudyProps,
}

/// The line of a question that rests on a study.
#[component]
fn Asking(props: &AskingProps) -> Html {
    let AskingProps { view, of, opened, props } = props;
    let asked = (of.ask)(props);
    let studied = use_study(asked, &props.scenario, props.settled, None);
    let found = studied.found.as_deref().filter(|_| !studied.is_stale);
    let said = found.map(|found| title(found, &props.scenario, &[], &*props.reader));
    row(*view, opened, said.map(|said| finding(&studied, said)))
}
