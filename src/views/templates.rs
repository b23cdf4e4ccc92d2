use std::rc::Rc;

use funnel_engine::scenario::templates::{TEMPLATES, Template, load};
use funnel_engine::scenario::{Scenario, Tag};
use yew::prelude::*;

use crate::components::Editor;
use crate::state::Action;
use crate::words::field::GRADES;

/// Properties of [`Templates`].
#[derive(PartialEq, Properties)]
pub(super) struct TemplatesProps {
    pub(super) onclose: Callback<()>,
}

/// Scenarios to begin with, and where their numbers come from.
#[component]
pub(super) fn Templates(props: &TemplatesProps) -> Html {
    let editor = use_context::<Editor>();
    let card = |template: &'static Template| {
        let scenario = load(template.id);
        let sources = scenario.as_ref().map(sources).unwrap_or_default();
        let note = scenario.as_ref().map(|s| s.note.clone()).unwrap_or_default();
        let onclick = {
            let (editor, onclose) = (editor.clone(), props.onclose.clone());
            Callback::from(move |_: MouseEvent| {
                if let (Some(editor), Some(scenario)) = (&editor, load(template.id)) {
                    onclose.emit(());
                    editor.dispatch(Action::Open(Rc::new(scenario)));
                }
            })
        };
        html! {
            <li class="template" key={template.id}>
                <h3>{ template.name }</h3>
                <p>{ template.summary }</p>
                <p class="small">{ sources }</p>
                <details class="fold">
                    <summary>{ "What it assumes" }</summary>
                    <p class="small">{ note }</p>
                </details>
                <button type="button" class="button" {onclick}>{ format!("Open {}", template.name) }</button>
            </li>
        }
    };
    html! {
        <>
            <p class="small">
                { "Your present scenario can be brought back with Undo. " }{ GRADES }
            </p>
            <ul class="templates">{ for TEMPLATES.iter().map(card) }</ul>
        </>
    }
}

/// "18 benchmarks, 11 guesses, each with its source."
fn sources(s: &Scenario) -> String {
    let inputs = s.inputs();
    let count = |tag: Tag| inputs.iter().filter(|f| f.input.tag == tag && !f.input.source.is_empty()).count();
    let words = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}es") };
    let benchmarks = match count(Tag::Benchmark) {
        1 => "1 benchmark".to_owned(),
        n => format!("{n} benchmarks"),
    };
    format!("{benchmarks}, {}; each says on the page where it comes from.", words(count(Tag::Guess), "guess"))
}
