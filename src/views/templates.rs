use std::rc::Rc;

use funnel_engine::scenario::templates::{TEMPLATES, Template, load};
use funnel_engine::scenario::{Scenario, Tag};
use funnel_sentences::field::GRADES;
use yew::prelude::*;

use crate::components::Editor;
use crate::state::Action;

/// Scenarios to start from.
pub(crate) fn templates(editor: &Editor, onclose: &Callback<()>) -> Html {
    let (editor, onclose) = (editor.clone(), onclose.clone());
    let open = Callback::from(move |scenario: Rc<Scenario>| {
        onclose.emit(());
        editor.dispatch(Action::Open(scenario));
    });
    html! {
        <>
            <p class="small">{ "What is on the page now comes back with Undo." }</p>
            { cards("Open", &open) }
        </>
    }
}

/// A card for each template, with the sources of its numbers and a button that picks it.
pub(super) fn cards(verb: &'static str, onpick: &Callback<Rc<Scenario>>) -> Html {
    let card = |template: &'static Template| {
        let scenario = Rc::new(load(template.id).unwrap_or_default());
        let (sources, note) = (sources(&scenario), scenario.note.clone());
        let onclick = onpick.reform(move |_: MouseEvent| Rc::clone(&scenario));
        html! {
            <li class="template" key={template.id}>
                <h3>{ template.name }</h3>
                <p>{ template.summary }</p>
                <p class="small">{ sources }</p>
                <details class="fold">
                    <summary>{ "What it assumes" }</summary>
                    <p class="small">{ note }</p>
                </details>
                <button type="button" class="button" {onclick}>{ verb }<span class="unseen">{ " " }{ template.name }</span></button>
            </li>
        }
    };
    html! {
        <>
            <p class="small">{ GRADES }</p>
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
