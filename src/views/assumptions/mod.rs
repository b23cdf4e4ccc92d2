//! Says who? Every input as a range in the reader's words, with its source, grade and tag.

mod channels;
mod frame;
mod money;
mod segments;
mod slide;
mod stages;

use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::of_scenario;
use funnel_sentences::field;
use yew::prelude::*;

use super::controls::Controls;
use super::page::to_view;
use super::reader::Reader;
use super::registry::{Drawing, FromScenario, Sees};
use super::section::Section;
use crate::charts::Shared;
use crate::components::Editor;

/// Properties of the view of the assumptions.
#[derive(PartialEq, Properties)]
struct AssumptionsProps {
    /// The scenario, unchanged while only its plans change.
    scenario: Shared<Scenario>,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Scenario(FromScenario {
    sees: Sees::Inputs,
    page: |scenario, reader| html! { <Assumptions {scenario} {reader} /> },
    slide: |scenario, reader| slide::slide(&scenario, &reader),
    told: |scenario, reader| of_scenario::assumptions(scenario, &**reader),
    title: |scenario, _| field::title(scenario),
});

/// Everything that the answer rests on, grouped by the questions of the process.
#[component]
fn Assumptions(props: &AssumptionsProps) -> Html {
    let editor = use_context::<Editor>();
    let Some(editor) = editor else { return Html::default() };
    let controls = Controls::new(&props.scenario, &props.reader, &editor);
    let section = Section {
        view: View::Assumptions,
        title: field::title(&props.scenario).into(),
        tools: html! {
            <button type="button" class="link is-leading" onclick={|_| to_view(View::Drivers)}>{ "What would change my mind?" }</button>
        },
        class: Classes::new(),
    };
    section.render(html! {
        <>
            <p class="reading">
                <span class="how-to-write">{ HOW_TO_WRITE }</span>
                { field::GRADES }
            </p>
            if !props.scenario.note.is_empty() {
                <p class="small note">{ &props.scenario.note }</p>
            }
            { groups(&controls) }
        </>
    })
}

/// How to write numbers; shown before the meaning of the grades.
pub(super) const HOW_TO_WRITE: &str = "Write numbers as you would say them: “7”, “5 to 9” (eight times in ten it lies between), “about 20 %”, “54 of 433”, or \
     “10 to 42, likely 26 %”. Enter keeps it, Escape puts it back. Under each stands who says so, with a grade. ";

/// The fields, grouped by the questions of the process.
pub(super) fn groups(controls: &Controls<'_>) -> Html {
    html! {
        <>
            { controls.group("group-channels", "Where inquiries come from", "Channels, with what they cost today and how inquiries answer to more spend.", || channels::list(controls)) }
            { controls.group("group-segments", "Who inquires", "Groups of buyers that convert differently, decide faster or slower, or buy more.", || segments::list(controls)) }
            { controls.group("group-stages", "The process", "What has to happen before a deal is won, in order. Of those who pass, half do so within the first number of weeks, nine in ten within the second.", || stages::list(controls)) }
            { controls.group("group-money", "What a deal is worth", "Size, margin and the costs of winning it.", || money::fields(controls)) }
            { controls.group("group-time", "Time and target", "How long money is spent and results count, and what they should reach.", || frame::fields(controls)) }
        </>
    }
}
