use funnel_engine::scenario::{Slide, View};
use yew::prelude::*;

use super::super::panel::PanelProps;
use super::screen;
use crate::components::{FieldProps, Icon, button, field, focus, icon};
use crate::edits::{Pressed, Slides, Typed};

/// Which views are slides, their order and notes; and the way to the stage.
pub(crate) fn deck(props: PanelProps) -> Html {
    html! { <Deck ..props /> }
}

#[component]
fn Deck(props: &PanelProps) -> Html {
    let PanelProps { session, editor, onclose, onpresent, .. } = props;
    let scenario = &session.scenario;
    let slides = scenario.slides();
    let count = slides.len();
    let start = {
        let (onclose, onpresent) = (onclose.clone(), onpresent.clone());
        Callback::from(move |_: MouseEvent| {
            // While the click still counts as a user gesture.
            screen::fill();
            onclose.emit(());
            onpresent.emit(true);
        })
    };
    let left: Vec<View> =
        View::ALL.iter().copied().filter(|view| slides.iter().all(|slide| slide.view != *view)).collect();
    let add = |view: &View| {
        let edit = Pressed::Slides(Slides::Add(*view));
        let face = html! { <>{ "+ " }{ view.question() }</> };
        let about = format!("Add the slide: {}", view.question());
        html! { <li key={view.name()}>{ button(editor, "button", face, Some(about), edit) }</li> }
    };
    html! {
        <div class="deck">
            <p class="small">
                { "Each view is a slide. The notes are for you: the second window shows them (P), the audience does not see them. \
                   They stay with the scenario, in its file and its link." }
            </p>
            <ol class="deck-slides">
                { for slides.iter().enumerate().map(|(at, slide)| row(props, at, count, slide)) }
            </ol>
            if !left.is_empty() {
                <h3 class="deck-title">{ "More views" }</h3>
                <ul class="deck-more">{ for left.iter().map(add) }</ul>
            }
            <div class="deck-foot">
                <button type="button" class="button button-main" onclick={start}>{ "Start" }</button>
                if !scenario.deck.slides.is_empty() {
                    { button(editor, "button", html! { "The usual slides" }, None, Pressed::Slides(Slides::Usual)) }
                }
            </div>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, what)| html! { <div><dt>{ *keys }</dt><dd>{ *what }</dd></div> }) }
            </dl>
        </div>
    }
}

/// What keys do on the stage.
const KEYS: [(&str, &str); 8] = [
    ("→ Page Down Space, a click", "next slide"),
    ("← Page Up", "the one before"),
    ("Home End", "first, last"),
    ("O", "all slides, to go to one"),
    ("B or .", "black, and back"),
    ("P", "your notes and a clock in a second window"),
    ("F", "full screen, or the window"),
    ("Esc", "back to the page"),
];

fn row(props: &PanelProps, at: usize, count: usize, slide: &Slide) -> Html {
    let PanelProps { editor, .. } = props;
    let name = slide.view.question();
    let tool = |id: String, about: String, picture: Icon, edit: Option<Slides>, then: String| {
        let disabled = edit.is_none().then_some("true");
        let editor = editor.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(edit) = &edit
                && editor.pressed(&Pressed::Slides(edit.clone())).is_ok()
            {
                // The slide has moved, or is gone: the focus goes to the same button in its place.
                let then = then.clone();
                gloo::timers::callback::Timeout::new(0, move || focus(&then)).forget();
            }
        });
        html! {
            <button {id} type="button" class="tool" aria-label={about} aria-disabled={disabled} {onclick}>{ icon(picture) }</button>
        }
    };
    let earlier = at.checked_sub(1).map(|to| Slides::Move(at, to));
    let later = (at + 1 < count).then_some(Slides::Move(at, at + 1));
    let away = (count > 1).then_some(Slides::Remove(at));
    let place = format!("{} of {count}", at + 1);
    let note = FieldProps {
        placeholder: "What you want to say".into(),
        class: "deck-note",
        ..FieldProps::new(
            format!("deck-note-{}", slide.view.name()),
            format!("Notes: {name}"),
            slide.note.clone(),
            Typed::Note(at),
        )
    };
    html! {
        <li class="deck-slide" key={slide.view.name()}>
            <span class="deck-name">{ name }</span>
            { field(note) }
            <span class="deck-tools">
                { tool(format!("deck-up-{}", slide.view.name()), format!("Move “{name}” up, {place}"), Icon::Up, earlier, format!("deck-up-{}", slide.view.name())) }
                { tool(format!("deck-down-{}", slide.view.name()), format!("Move “{name}” down, {place}"), Icon::Down, later, format!("deck-down-{}", slide.view.name())) }
                { tool(format!("deck-away-{}", slide.view.name()), format!("Leave out “{name}”"), Icon::Remove, away, heir(props, at)) }
            </span>
        </li>
    }
}

/// Which button gets the focus when a slide was removed: that of the slide that takes its place.
fn heir(props: &PanelProps, at: usize) -> String {
    let slides = props.session.scenario.slides();
    let next = slides.get(at + 1).or_else(|| slides.get(at.checked_sub(1)?));
    next.map_or_else(String::new, |slide| format!("deck-away-{}", slide.view.name()))
}
