//! Scenarios in the page's address: `#v1=…`, or `?s=v1=…` where a host eats fragments.
//!
//! The address holds a link only as long as that scenario is on the page: it is removed with the first change, so that
//! a reload brings back the work and not the link. A framed page keeps nothing, so there the link follows the changes,
//! and the page around it is told: a deck that unloads a frame can load it again as it was. A link that cannot be read
//! stays in the address, where it can be corrected, and nothing else is on the page meanwhile.

use std::cell::Cell;
use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario, file, link};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::storage::{kept, of_history};
use super::{Action, Notice, Session, SessionDispatcher, Unopened};
use crate::embed::host::{tell_link, tell_ready};
use crate::embed::shown::is_framed;

/// A framed page's link follows after this many milliseconds without another change.
const QUIET_MILLIS: u32 = 100;

/// The scenario in a link with a notice about it, if any, or what is wrong with the link.
pub type Linked = Result<(Scenario, Option<Notice>), Vec<Problem>>;

/// The scenario that the page's address asks for; `None` if it asks for none.
#[must_use]
pub fn asked_for() -> Option<Linked> {
    text().map(|text| link::open(&text).map(linked))
}

/// A notice about a scenario that was opened: that another engine made its link, or what was left out of its texts.
pub(super) fn of_opened(opened: &link::Opened) -> Option<Notice> {
    let told = |path: &String| Problem::new(path.clone(), "held characters that cannot be seen; they are left out");
    let problems: Vec<Problem> = opened.cleaned.iter().take(CLEANED).map(told).collect();
    match (opened.may_differ(), problems.is_empty()) {
        (true, _) => Some(Notice { problems, ..of_another_engine(&opened.engine) }),
        (false, true) => None,
        (false, false) => {
            Some(Notice { title: "Some texts of this scenario came damaged and were cleaned.".to_owned(), problems })
        }
    }
}

/// Most cleaned texts that are listed.
const CLEANED: usize = 6;

/// A notice about a link made by another engine.
fn of_another_engine(engine: &str) -> Notice {
    let title = format!(
        "This link was made with engine {engine}; this is engine {}. The assumptions and the seed are the same; numbers \
         may differ from those seen then.",
        link::ENGINE
    );
    Notice { title, problems: Vec::new() }
}

/// The link in the page's address, as it stands there.
#[must_use]
pub fn text() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    link::in_address(&address).map(str::to_owned)
}

fn linked(opened: link::Opened) -> (Scenario, Option<Notice>) {
    let notice = of_opened(&opened);
    (opened.scenario, notice)
}

/// Puts a link's fragment into the page's address.
pub fn show_link(fragment: &str) {
    show(&format!("#{fragment}"));
}

/// A link to the scenario; the page's address is not changed.
///
/// # Errors
///
/// If the scenario is too large for a link, or the page was opened as a file: its address would open nothing on another
/// machine, and reveal something about this one.
pub fn link_of(scenario: &Scenario) -> Result<String, Problem> {
    if place().is_none() {
        return Err(Problem::new("", "this page was opened as a file, so no link leads to it"));
    }
    Ok(format!("{}#{}", address(), link::encode(scenario)?))
}

/// Opens links that arrive while the page is open, and removes an outdated one from the address.
#[hook]
pub(super) fn use_link(session: &Session, dispatcher: &SessionDispatcher) {
    let scenario = &session.scenario;
    let unopened = session.unopened.is_some();
    let latest = use_mut_ref(|| (Rc::clone(scenario), session.unopened.clone()));
    *latest.borrow_mut() = (Rc::clone(scenario), session.unopened.clone());
    let arrived = use_state_eq(|| 0_u32);
    {
        let (dispatcher, arrived, count) = (dispatcher.clone(), arrived.setter(), Cell::new(0));
        use_effect_with((), move |()| {
            let changed = move |_: &_| match asked_for() {
                Some(linked) => {
                    open(&dispatcher, linked);
                    count.set(count.get() + 1);
                    arrived.set(count.get());
                }
                None => match (of_history(), &*latest.borrow()) {
                    // Back to a place where other work was on the page.
                    (Some(kept), (here, unopened)) if unopened.is_some() || kept.body.scenario != *here => {
                        dispatcher.dispatch(Action::Kept(Box::new(kept)));
                    }
                    (_, (_, Some(unopened))) => put_aside(&dispatcher, unopened),
                    _ => {}
                },
            };
            let listener = web_sys::window().map(|window| EventListener::new(&window, "hashchange", changed));
            move || drop(listener)
        });
    }
    // Once it is on the page, so that what is asked next is asked of it.
    use_effect_with(*arrived, |count| {
        if *count > 0 && is_framed() {
            tell_ready();
        }
    });
    let changed = use_mut_ref(|| false);
    // What arrived by the address is already known to the page around this one. Reported back, and late, it would undo
    // what has since been changed in other frames of a deck, as the address may have brought the next link by then.
    let known = session.linked;
    use_effect_with((Rc::clone(scenario), unopened), move |(scenario, unopened)| {
        let mut following = None;
        if *unopened {
            // It stays where it can be corrected.
        } else if is_framed() {
            if changed.replace(true) && !known {
                let scenario = Rc::clone(scenario);
                following = Some(Timeout::new(QUIET_MILLIS, move || follow(&scenario)));
            }
        } else {
            let outdated = match asked_for() {
                Some(Ok((linked, _))) => linked != **scenario,
                Some(Err(_)) => true,
                None => false,
            };
            if outdated {
                show("");
            }
        }
        move || drop(following)
    });
}

fn open(dispatcher: &SessionDispatcher, linked: Linked) {
    match linked {
        Ok((scenario, notice)) => {
            dispatcher.dispatch(Action::Linked(Rc::new(scenario)));
            if let Some(notice) = notice {
                dispatcher.dispatch(Action::Notify(notice));
            }
        }
        Err(problems) => dispatcher.dispatch(Action::Unopened(problems)),
    }
}

/// Opens what the reader pasted: a link, which the address then shows, or a scenario's text.
///
/// # Errors
///
/// What is wrong with it.
pub fn open_pasted(dispatcher: &SessionDispatcher, text: &str) -> Result<(), Vec<Problem>> {
    let opened = file::open_text(text)?;
    match &opened.fragment {
        Some(fragment) => show_link(fragment),
        None => show(""),
    }
    let (scenario, notice) = linked(opened);
    // The page around a frame does not know it yet.
    let action = if is_framed() { Action::Open } else { Action::Linked };
    dispatcher.dispatch(action(Rc::new(scenario)));
    if let Some(notice) = notice {
        dispatcher.dispatch(Action::Notify(notice));
    }
    Ok(())
}

/// Puts aside a link that cannot be read: the reader's own work, or what was on the page, takes its place.
pub fn put_aside(dispatcher: &SessionDispatcher, unopened: &Unopened) {
    match (!unopened.over_work).then(kept).flatten() {
        Some(kept) => dispatcher.dispatch(Action::Kept(Box::new(kept))),
        None => dispatcher.dispatch(Action::PutAside),
    }
}

/// The entry that was on the page at this place in the tab's history.
#[must_use]
pub fn piece() -> Option<String> {
    let state = web_sys::window()?.history().ok()?.state().ok()?;
    Reflect::get(&state, &PIECE.into()).ok()?.as_string()
}

/// Records the entry that is on the page.
pub(super) fn set_piece(id: Option<&str>) {
    if piece().as_deref() == id {
        return;
    }
    let state = id.map_or(JsValue::NULL, |id| {
        let state = Object::new();
        // A new object accepts any property.
        let _ = Reflect::set(&state, &PIECE.into(), &id.into());
        state.into()
    });
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Refused in some frames, which keep nothing anyway.
        let _ = history.replace_state_with_url(&state, "", None);
    }
}

/// Its key in the history's state.
const PIECE: &str = "funnelWork";

/// Makes a framed page's address, and the page around it, follow a change.
fn follow(scenario: &Scenario) {
    // Changed, and changed back.
    if matches!(asked_for(), Some(Ok((linked, _))) if linked == *scenario) {
        return;
    }
    // A scenario that is too large for a link is not reported.
    if let Ok(link) = link::encode(scenario) {
        show(&format!("#{link}"));
        tell_link(&link);
    }
}

/// The page's address, without query and fragment.
#[must_use]
pub fn address() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return String::new() };
    let href = location.href().unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The page's location as one would say it: host and path. `None` for a page that was opened as a file.
#[must_use]
pub fn place() -> Option<String> {
    let address = address();
    let place = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    Some(place.trim_end_matches("index.html").trim_end_matches('/').to_owned())
}

/// Records in the address which slide is on the stage, counted from 1, or that none is, so that a bookmark or a reload
/// opens there.
pub fn show_slide(slide: Option<usize>) {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let text = |of: fn(&web_sys::Location) -> Result<String, JsValue>| of(&location).unwrap_or_default();
    let Ok(query) = UrlSearchParams::new_with_str(&text(web_sys::Location::search)) else { return };
    match slide {
        Some(slide) => query.set("present", &slide.to_string()),
        None => query.delete("present"),
    }
    let query = String::from(query.to_string());
    let query = if query.is_empty() { query } else { format!("?{query}") };
    if let Ok(history) = window.history() {
        // Refused in some frames, which begin where their address says.
        let url = format!("{}{query}{}", address(), text(web_sys::Location::hash));
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&url));
    }
}

/// Puts a fragment into the address, in place of any link there; other query parameters stay.
fn show(fragment: &str) {
    let Some(window) = web_sys::window() else { return };
    let query = window.location().search().unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&query).map_or(String::new(), |query| {
        query.delete("s");
        query.delete("v1");
        query.to_string().into()
    });
    let query = if query.is_empty() { query } else { format!("?{query}") };
    if let Ok(history) = window.history() {
        // Refused in some frames; then the link is only in the clipboard.
        let url = format!("{}{query}{fragment}", address());
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&url));
    }
}
