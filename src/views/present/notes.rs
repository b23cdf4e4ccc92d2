use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::keys::{Move, meaning};
use super::link::{StageState, Talk, Word};
use super::press;
use crate::timing::now;

/// Turns this page into the presenter's window.
pub fn notes() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<Notes>::with_root(root).render();
    }
}

/// Milliseconds between two ticks; each asks whether the stage is there, or for what is on it as long as none is.
const TICK: u32 = 500;
/// Ticks without a message after which the presenter is told that none came.
const PATIENCE: u32 = 6;

/// What the presenter sees: the slide's note, what comes next, and the time.
#[component]
fn Notes() -> Html {
    let told = use_state_eq(|| None::<StageState>);
    let pictured = use_state_eq(|| None::<(u32, AttrValue)>);
    let over = use_state_eq(|| false);
    let lost = use_state_eq(|| false);
    // Whether a stage is there, and for how many ticks it has said nothing.
    let met = use_mut_ref(|| false);
    let silent = use_mut_ref(|| 0_u32);
    let ticks = use_state_eq(|| 0_u32);
    let begun = use_state_eq(now);
    let talk = {
        let (told, over, pictured, lost) = (told.setter(), over.setter(), pictured.setter(), lost.setter());
        let (met, silent) = (Rc::clone(&met), Rc::clone(&silent));
        use_memo((), move |()| {
            Talk::answer(move |word| {
                match word {
                    Word::Slide(slide) => {
                        met.replace(true);
                        told.set(Some(slide));
                        over.set(false);
                        lost.set(false);
                    }
                    Word::Picture(at, svg) => pictured.set(Some((at, address(&svg)))),
                    // Another may begin in the same tab.
                    Word::End => {
                        met.replace(false);
                        over.set(true);
                    }
                    Word::Hello | Word::Key(_) | Word::Ping | Word::Pong => {}
                }
                silent.replace(0);
            })
        })
    };
    {
        let (talk, ticks, lost) = (talk.clone(), ticks.setter(), lost.setter());
        use_effect_with((), move |()| {
            let mut count = 0;
            let mut tick = move || {
                count += 1;
                ticks.set(count);
                let waited = silent.replace_with(|waited| waited.saturating_add(1));
                if waited > PATIENCE {
                    met.replace(false);
                    lost.set(true);
                }
                if let Some(talk) = talk.as_ref() {
                    talk.say(if *met.borrow() { Word::Ping } else { Word::Hello });
                }
            };
            tick();
            let ticking = Interval::new(TICK, tick);
            move || drop(ticking)
        });
    }
    let say = {
        let talk = talk.clone();
        Callback::from(move |key: String| {
            if let Some(talk) = talk.as_ref() {
                talk.say(Word::Key(key));
            }
        })
    };
    {
        let say = say.clone();
        use_effect_with((), move |()| {
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            let keys = web_sys::window().map(|window| {
                EventListener::new_with_options(&window, "keydown", options, move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                    let does = meaning(&event.key(), press::of(event));
                    if let Some(Move::Next | Move::Back | Move::First | Move::Last | Move::Black) = does {
                        event.prevent_default();
                        say.emit(event.key());
                    }
                })
            });
            move || drop(keys)
        });
    }
    let reset = {
        let begun = begun.setter();
        Callback::from(move |_: MouseEvent| begun.set(now()))
    };
    let key = |face: &'static str, key: &'static str| {
        let onclick = say.reform(move |_: MouseEvent| key.to_owned());
        html! { <button type="button" class="button" {onclick}>{ face }</button> }
    };
    let time = html! {
        <div class="notes-time">
            <p class="notes-clock">{ clock() }</p>
            <p class="notes-timer" role="timer" aria-label="Time since the start">{ elapsed(now() - *begun) }</p>
            <button type="button" class="button" onclick={reset}>{ "Reset" }</button>
        </div>
    };
    let Some(told) = (*told).clone() else {
        let is_lost = talk.is_none() || *lost;
        let word = if is_lost {
            "No presentation answers. Open this window from one, by P or its button “Notes”; where the browser keeps the two \
             apart, as in some sandboxes, it cannot show any notes."
        } else {
            "Looking for the presentation…"
        };
        return html! { <main class="notes"><h1 class="notes-title">{ "Notes" }</h1><p role="status">{ word }</p></main> };
    };
    // Until its picture is there, the slide's title stands in for it.
    let picture = (*pictured).clone().filter(|(at, _)| *at == told.at + 1).map(|(_, address)| address);
    html! {
        <main class="notes">
            <header class="notes-head">
                <p class="notes-place">{ format!("{} of {}", told.at + 1, told.count) }</p>
                <p class="notes-name">{ told.name }</p>
                { time }
            </header>
            if *over {
                <p class="notes-over" role="status">{ "The presentation has ended." }</p>
            } else if *lost {
                <p class="notes-over" role="status">
                    { "No presentation answers, so what is here may be out of date. Present again in the tab that opened this window." }
                </p>
            } else if told.black {
                <p class="notes-over" role="status">{ "The audience sees black." }</p>
            }
            <p class="view-question">{ told.question }</p>
            <h1 class="notes-title">{ told.title }</h1>
            <p class={classes!("notes-note", told.note.is_empty().then_some("is-none"))}>
                { if told.note.is_empty() { "No note on this slide.".to_owned() } else { told.note } }
            </p>
            <section class="notes-next" aria-labelledby="notes-next">
                <h2 class="view-question" id="notes-next">{ "Next" }</h2>
                if let Some([question, title]) = told.next {
                    <p class="notes-question">{ question.clone() }</p>
                    if let Some(src) = picture {
                        <img class="notes-picture" {src} alt={format!("{question} {title}")} />
                    } else {
                        <p>{ title }</p>
                    }
                } else {
                    <p class="notes-question">{ "This is the last slide." }</p>
                }
            </section>
            <div class="notes-keys">
                { key("Back", "PageUp") }
                { key("Next", "PageDown") }
                { key(if told.black { "Show again" } else { "Black" }, "b") }
            </div>
        </main>
    }
}

/// The address of an image.
fn address(svg: &str) -> AttrValue {
    format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(svg))).into()
}

/// The time of day, as the reader's locale writes it.
fn clock() -> String {
    let options = js_sys::Object::new();
    for part in ["hour", "minute"] {
        let _ = js_sys::Reflect::set(&options, &part.into(), &"2-digit".into());
    }
    js_sys::Date::new_0().to_locale_time_string_with_options("default", &options).into()
}

/// Minutes and seconds, with hours if there are any.
fn elapsed(millis: f64) -> String {
    let seconds = (millis / 1_000.0).max(0.0) as u64;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::elapsed;

    #[test]
    fn time_is_written_as_people_read_it() {
        for (millis, text) in
            [(0.0, "0:00"), (61_999.0, "1:01"), (3_599_000.0, "59:59"), (3_600_000.0, "1:00:00"), (-5.0, "0:00")]
        {
            assert_eq!(elapsed(millis), text);
        }
    }
}
