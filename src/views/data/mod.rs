//! What do our own numbers say? The reader's exports in, the assumptions out, each with its evidence.

mod asks;
mod columns;
mod fits;
mod inbox;
mod learned;
mod problems;
mod slide;
mod trial;
mod words;

use std::rc::Rc;

use funnel_engine::scenario::{Scenario, View};
use funnel_sentences::field;
use yew::prelude::*;

use super::page::to_view;
use super::reader::{Reader, use_reader_of};
use super::registry::{Drawing, FromScenario, Sees};
use super::section::Section;
use crate::charts::Shared;
use crate::components::Editor;
use crate::imports::{Imports, Learned, use_arrived, use_imports};
use asks::asks;
use columns::columns;
use fits::Fits;
use inbox::inbox;
use learned::{Table, applied, base, usual};
use problems::problems;
use trial::BackTest;

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Scenario(FromScenario {
    sees: Sees::Inputs,
    page: |scenario, reader| html! { <Data {scenario} {reader} /> },
    slide: |scenario, reader| slide::slide(&scenario, &reader),
    // Records are for those who judge the assumptions; what was learned from them is among these.
    told: |_, _| Vec::new(),
    title: |scenario, _| field::recorded(scenario),
});

/// Opens the view when files or cells arrive, wherever on the page they were dropped; whatever covers the page is
/// closed.
#[hook]
pub(super) fn use_arrivals(onclose: &Callback<()>) {
    let arrived = use_arrived();
    let onclose = onclose.clone();
    use_effect_with(arrived, move |arrived| {
        if *arrived > 0 {
            onclose.emit(());
            to_view(View::Data);
        }
    });
}

/// The view's frame, on the page and as a slide.
fn section(scenario: &Scenario) -> Section {
    Section { view: View::Data, title: field::recorded(scenario).into(), tools: Html::default(), class: Classes::new() }
}

/// Properties of the view.
#[derive(PartialEq, Properties)]
struct DataProps {
    /// The scenario, unchanged while only its plans change.
    scenario: Shared<Scenario>,
    reader: Reader,
}

/// See the module.
#[component]
fn Data(props: &DataProps) -> Html {
    let DataProps { scenario, reader } = props;
    let imports = use_imports();
    let learned = imports.learned.as_ref().map(|learned| Shared::from(Rc::clone(learned)));
    section(scenario).render(html! {
        <div class="data">
            { inbox(&imports, reader) }
            if let Some(learned) = learned {
                <Findings scenario={scenario.clone()} {learned} {imports} reader={reader.clone()} />
            } else if imports.is_learning {
                <p class="reading is-pending">{ "Learning from your files…" }</p>
            }
        </div>
    })
}

/// Properties of what was learned.
#[derive(PartialEq, Properties)]
struct FindingsProps {
    scenario: Shared<Scenario>,
    learned: Shared<Learned>,
    imports: Rc<Imports>,
    reader: Reader,
}

#[component]
fn Findings(props: &FindingsProps) -> Html {
    let FindingsProps { scenario, learned, imports, reader } = props;
    let editor = use_context::<Editor>();
    let template = use_state_eq(|| None::<String>);
    let deps = (scenario.clone(), learned.clone(), template.as_deref().map(str::to_owned));
    let made = use_memo(deps, |(scenario, learned, template)| {
        let base = base(scenario, template.as_deref().unwrap_or_else(|| usual(scenario)));
        let applied = applied(&base, learned);
        (base, applied)
    });
    let (base, applied) = &*made;
    // Figures from the files are in their own currency, whatever is on the page.
    let currency = applied.as_ref().map_or(&base.currency, |applied| &applied.scenario.currency);
    let (reader, before) = (use_reader_of(currency, reader), use_reader_of(&base.currency, reader));
    let Some(editor) = editor else { return Html::default() };
    let is_learning = imports.is_learning;
    let table = Table {
        scenario,
        base,
        template: &template,
        learned,
        applied,
        is_learning,
        editor: &editor,
        reader: &reader,
        before: &before,
    };
    html! {
        <>
            if imports.is_learning {
                <p class="reading is-pending">{ "Learning from your files…" }</p>
            }
            { asks(&learned.mapping) }
            { table.render() }
            <BackTest learned={learned.clone()} trials={imports.trials.clone()} {is_learning} reader={reader.clone()} />
            <Fits learned={learned.clone()} reader={reader.clone()} />
            { problems(&learned.evidence) }
            { columns(imports, &learned.mapping, &learned.evidence) }
        </>
    }
}
