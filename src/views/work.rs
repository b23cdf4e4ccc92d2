//! What is kept in this browser: each piece of work, and what can be done with it.

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::panel::PanelProps;
use super::unopened::Paste;
use crate::components::{Editor, focus, is_undo};
use crate::state::storage::{self, Entry};
use crate::state::{Action, SessionDispatcher, files, link};

/// The list of what is kept.
pub(super) fn work(props: PanelProps) -> Html {
    let PanelProps { editor, onclose, reader, .. } = props;
    html! { <Work {editor} {onclose} locale={reader.locale.tag().to_owned()} /> }
}

#[derive(PartialEq, Properties)]
struct WorkProps {
    editor: Editor,
    onclose: Callback<()>,
    locale: AttrValue,
}

/// What was deleted last.
#[derive(Clone, PartialEq)]
struct Deleted {
    entry: Entry,
    text: String,
}

#[component]
fn Work(props: &WorkProps) -> Html {
    let dispatcher = use_context::<SessionDispatcher>();
    let entries = use_state_eq(storage::list);
    let deleted = use_state_eq(|| None::<Deleted>);
    let unread = use_state_eq(|| None::<Rc<str>>);
    // What could not be kept, for want of room.
    let unkept = use_state_eq(|| None::<&str>);
    let refresh = {
        let entries = entries.setter();
        Callback::from(move |()| entries.set(storage::list()))
    };
    {
        let refresh = refresh.clone();
        use_effect_with((), move |()| {
            // Other tabs keep work as well.
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "storage", move |_| refresh.emit(())));
            move || drop(listener)
        });
    }
    // What had the focus is gone.
    use_effect_with((*deleted).clone(), |deleted| focus(if deleted.is_some() { "work-undo" } else { "work-body" }));
    let here = link::piece();
    let row = |entry: &Entry| {
        let row = Row { entry: entry.clone(), here: here.as_deref() == Some(&*entry.id), locale: props.locale.clone() };
        let act = {
            let (dispatcher, editor, onclose) = (dispatcher.clone(), props.editor.clone(), props.onclose.clone());
            let (refresh, deleted, unread, unkept) =
                (refresh.clone(), deleted.setter(), unread.setter(), unkept.setter());
            let (entry, here) = (entry.clone(), row.here);
            Callback::from(move |does: Does| match does {
                Does::Open => match (storage::take_up(&entry.id), &dispatcher) {
                    (Some(kept), Some(dispatcher)) => {
                        onclose.emit(());
                        dispatcher.dispatch(Action::Kept(Box::new(kept)));
                    }
                    _ => unread.set(Some(Rc::clone(&entry.id))),
                },
                Does::Rename(name) if here => {
                    // An invalid name is cut or refused, as in the header.
                    let _ = editor.set_text("name", &name);
                }
                Does::Rename(name) => {
                    unkept.set((!storage::rename(&entry.id, &name)).then_some("The new name"));
                    refresh.emit(());
                }
                Does::Delete => {
                    deleted.set(storage::delete(&entry.id).map(|text| Deleted { entry: entry.clone(), text }));
                    unkept.set(None);
                    refresh.emit(());
                }
                Does::Save => {
                    if let Some(text) = storage::raw(&entry.id) {
                        let name = files::file_name(&entry.head.name, "scenario");
                        files::save(&format!("{name}.json"), "application/json", &text);
                    }
                }
            })
        };
        row.render(&act, unread.as_ref() == Some(&entry.id))
    };
    let put_back = {
        let (refresh, deleted, unkept) = (refresh.clone(), deleted.clone(), unkept.setter());
        Callback::from(move |()| {
            let Some(Deleted { entry, text }) = &*deleted else { return };
            let is_back = storage::put_back(&entry.id, text);
            unkept.set((!is_back).then_some("What was deleted"));
            if is_back {
                deleted.set(None);
            }
            refresh.emit(());
        })
    };
    let onkeydown = {
        let put_back = put_back.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_undo(&event) && event.target_dyn_into::<HtmlInputElement>().is_none() {
                event.prevent_default();
                put_back.emit(());
            }
        })
    };
    let undo = deleted.as_ref().map(|Deleted { entry, .. }| {
        let onclick = put_back.reform(|_: MouseEvent| ());
        html! {
            <p class="work-deleted">
                { format!("“{}” is deleted. ", name(entry)) }
                <button type="button" class="button" id="work-undo" {onclick}>{ "Undo" }</button>
            </p>
        }
    });
    let taken: usize = entries.iter().map(|entry| entry.size).sum();
    html! {
        <div class="work" id="work-body" tabindex="-1" {onkeydown}>
            if !storage::is_allowed() {
                <p class="is-warning">{ "This browser keeps nothing for this page: what you change is gone when you close it. Save it as a file to keep it." }</p>
            } else if entries.is_empty() {
                <p>{ "Nothing is kept yet. Work is kept in this browser from its first change on, and goes nowhere else." }</p>
            } else {
                <p class="small">
                    { format!("Kept in this browser and nowhere else, each from its first change on: {} kB in all.", taken.div_ceil(1_000)) }
                </p>
                <ul class="work-list">{ for entries.iter().map(row) }</ul>
            }
            <div aria-live="polite">{ undo.unwrap_or_default() }</div>
            if let Some(what) = *unkept {
                <p class="is-warning" role="alert">
                    { format!("{what} could not be kept: this browser has no room left. Delete something else, and try again.") }
                </p>
            }
            if let Some(dispatcher) = dispatcher {
                <Paste label="Open a link, or a scenario’s text" {dispatcher} onopened={props.onclose.clone()} />
            }
        </div>
    }
}

enum Does {
    Open,
    Rename(String),
    Delete,
    Save,
}

struct Row {
    entry: Entry,
    /// Whether it is on the page.
    here: bool,
    locale: AttrValue,
}

impl Row {
    fn render(&self, act: &Callback<Does>, is_unread: bool) -> Html {
        let Self { entry, here, locale } = self;
        let name = name(entry);
        let onchange = act.reform(|event: Event| {
            Does::Rename(event.target_dyn_into::<HtmlInputElement>().map_or_else(String::new, |input| input.value()))
        });
        let onkeydown = {
            let name = entry.head.name.clone();
            Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Escape"
                    && let Some(input) = event.target_dyn_into::<HtmlInputElement>()
                    && input.value() != name
                {
                    // Restores what it was; the dialog stays open.
                    event.prevent_default();
                    event.stop_propagation();
                    input.set_value(&name);
                }
            })
        };
        let mut about = vec![changed(entry.head.at, locale)];
        if entry.head.link {
            about.push("from a link".to_owned());
        }
        if entry.head.apart {
            about.push("kept apart from another tab’s version".to_owned());
        }
        if *here {
            about.push("on the page now".to_owned());
        }
        html! {
            <li class="kept" key={entry.id.to_string()}>
                <input class="input" type="text" maxlength="120" autocomplete="off" placeholder="Untitled"
                    value={entry.head.name.clone()} aria-label={format!("Name of “{name}”")} {onchange} {onkeydown} />
                if !here {
                    <span class="besides">
                        <button type="button" class="button" onclick={act.reform(|_: MouseEvent| Does::Open)}>
                            { "Open" }<span class="unseen">{ format!(" “{name}”") }</span>
                        </button>
                        <button type="button" class="button" onclick={act.reform(|_: MouseEvent| Does::Delete)}>
                            { "Delete" }<span class="unseen">{ format!(" “{name}”") }</span>
                        </button>
                    </span>
                }
                <p class="small">{ about.join(", ") }</p>
                if is_unread {
                    <p class="small is-warning" role="alert">
                        { "This version cannot read it. " }
                        <button type="button" class="button" onclick={act.reform(|_: MouseEvent| Does::Save)}>{ "Save as a file" }</button>
                    </p>
                }
            </li>
        }
    }
}

fn name(entry: &Entry) -> String {
    if entry.head.name.is_empty() { "Untitled".to_owned() } else { entry.head.name.clone() }
}

/// `Changed 3 May 2027, 14:20`, in the reader's format.
fn changed(at: f64, locale: &str) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A new object accepts any property.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from(at));
    // By reflection, as a locale that the browser does not know throws.
    let write = Reflect::get(&date, &"toLocaleString".into()).and_then(JsCast::dyn_into::<Function>);
    let written = write.and_then(|write| write.call2(&date, &locale.into(), &options)).ok();
    format!("Changed {}", written.and_then(|text| text.as_string()).unwrap_or_else(|| date.to_iso_string().into()))
}
