//! The list of questions that stays beside the page: each with its finding in one line, as soon as it is known.

use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use yew::prelude::*;

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
    /// The latest whole report, and what it answers.
    pub(super) known: Option<(Shared<Scenario>, Shared<Report>)>,
    pub(super) settled: bool,
    pub(super) reader: Reader,
    pub(super) beside: Beside,
    pub(super) opened: Opened,
    /// Told which panel to open.
    pub(super) onopen: Callback<Panel>,
}

/// See the module.
#[component]
pub(super) fn Questions(props: &QuestionsProps) -> Html {
    let all = props.opened.is_all();
    let onfind = props.onopen.reform(|_: MouseEvent| Panel::Find);
    let onall = Callback::from(move |_: MouseEvent| change(Change::All(!all)));
    html! {
        <nav class="questions" aria-labelledby="questions-title">
            <div class="questions-head">
                <h2 class="rail-title" id="questions-title">{ "Questions" }</h2>
                <button type="button" class="link" onclick={onfind} aria-keyshortcuts="Control+K">{ "Find… Ctrl K" }</button>
                <button type="button" class="link" onclick={onall}>{ if all { "Close all" } else { "Open all" } }</button>
            </div>
            <ul class="question-list">
                { for View::ALL.iter().map(|view| item(props, *view)) }
            </ul>
        </nav>
    }
}

fn item(props: &QuestionsProps, view: View) -> Html {
    let key = view.name();
    match drawing(view) {
        Drawing::Answer => row(view, &props.opened, Some(props.answer.to_string())),
        Drawing::Scenario(of) => {
            let said = (of.title)(&props.scenario, &props.reader);
            row(view, &props.opened, Some(said))
        }
        Drawing::Report(of) => {
            let said = props.known.as_ref().map(|(scenario, report)| (of.title)(scenario, report, &props.reader));
            row(view, &props.opened, said)
        }
        Drawing::Study(of) => html! {
            <Studied {key} {view} of={*of} scenario={props.known.as_ref().map(|(scenario, _)| scenario.clone())}
                settled={props.settled} reader={props.reader.clone()} beside={props.beside.clone()} opened={props.opened.clone()} />
        },
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

/// Properties of [`Studied`].
#[derive(PartialEq, Properties)]
struct StudiedProps {
    view: View,
    of: FromStudy,
    scenario: Option<Shared<Scenario>>,
    settled: bool,
    reader: Reader,
    beside: Beside,
    opened: Opened,
}

/// The line of a question that rests on a study.
#[component]
fn Studied(props: &StudiedProps) -> Html {
    let StudiedProps { view, of, settled, reader, beside, opened, .. } = props;
    let scenario = props.scenario.clone();
    html! {
        if let Some(scenario) = scenario {
            <Asking view={*view} of={*of} opened={opened.clone()}
                props={StudyProps { scenario, settled: *settled, reader: reader.clone(), beside: beside.clone() }} />
        } else {
            { row(*view, opened, None) }
        }
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

#[component]
fn Asking(props: &AskingProps) -> Html {
    let AskingProps { view, of, opened, props } = props;
    let asked = (of.ask)(props);
    let replicates = asked.as_ref().map_or(0, |(_, replicates)| *replicates);
    let studied = use_study(asked.map(|(question, _)| question), &props.scenario, props.settled, replicates);
    let found = studied.found.as_deref().filter(|_| !studied.is_stale);
    let said = found.and_then(|found| (of.said)(&props.scenario, found, &props.reader));
    row(*view, opened, said.map(|said| finding(&studied, said)))
}
