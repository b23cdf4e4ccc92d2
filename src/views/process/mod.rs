//! What else could be done? The questions of the process, each with what is so today and what the plan would do.

mod row;
mod teams;

use funnel_engine::scenario::{LeverKind, Question, Scenario, View};
use funnel_export::slides::of_scenario;
use funnel_sentences::levers;
use yew::prelude::*;

use super::controls::Controls;
use super::reader::Reader;
use super::registry::{Drawing, FromScenario, Sees};
use super::section::Section;
use crate::charts::Shared;
use crate::components::Editor;

/// Properties of the view.
#[derive(PartialEq, Properties)]
struct ProcessProps {
    scenario: Shared<Scenario>,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Scenario(FromScenario {
    sees: Sees::Settings,
    page: |scenario, reader| html! { <Process {scenario} {reader} /> },
    slide: |scenario, reader| html! { <Process {scenario} {reader} /> },
    told: |scenario, reader| of_scenario::settings(scenario, &**reader),
    title: |scenario, reader| levers::title(&**reader, scenario),
});

/// The levers besides the budget, one question after another. What is not used is a single line.
#[component]
fn Process(props: &ProcessProps) -> Html {
    let Some(editor) = use_context::<Editor>() else { return Html::default() };
    let controls = Controls::new(&props.scenario, &props.reader, &editor);
    let section = Section {
        view: View::Process,
        title: levers::title(&*props.reader, &props.scenario).into(),
        tools: Html::default(),
        class: Classes::new(),
    };
    // Some levers cannot be turned on here yet; their settings are shown if a file has them.
    let settings = props.scenario.settings();
    let has_row = |q: Question| {
        matches!(q, Question::Segments | Question::Approach | Question::Work)
            || levers::lever(q).is_some()
            || settings.iter().any(|x| x.question == q)
    };
    let asked = Question::ALL.into_iter().filter(|q| has_row(*q));
    section.render(html! {
        <>
            <p class="reading">
                { "Between an inquiry and revenue stands a process. Say what is so today and what the plan would do; the \
                   answer above moves with it. A lever that is set as today changes nothing." }
            </p>
            <ul class="questions">{ for asked.map(|q| row::row(&controls, q)) }</ul>
        </>
    })
}

/// What the teams and the levers in use rest on, in groups: the rest of the process's assumptions.
pub(super) fn groups(controls: &Controls<'_>) -> Html {
    let used = Question::ALL.into_iter().filter_map(levers::lever).filter(|kind| kind.is_used(controls.scenario));
    let mut kinds: Vec<LeverKind> = Vec::new();
    // A lever may answer two questions.
    used.for_each(|kind| {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    });
    let lever = |kind: LeverKind| {
        let title = kind.questions().first().map_or("", |q| levers::question(*q));
        let id = format!("group-{}", kind.field());
        controls.group(&id, title, "What this lever rests on.", || row::assumptions(controls, kind))
    };
    let work = levers::question(Question::Work);
    html! {
        <>
            if !controls.scenario.teams.is_empty() {
                { controls.group("group-teams", work, "What a team’s people cost, and the hours that each lead takes.", || teams::assumptions(controls)) }
            }
            { for kinds.into_iter().map(lever) }
        </>
    }
}
