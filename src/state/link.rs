//! Scenarios in the page's address: `#v1=…`, or `?s=v1=…` where a host eats fragments.
//!
//! The address holds a link only as long as that scenario is on the page: with the first change it goes, so that a
//! reload brings back the work and not the link. A framed page keeps nothing, so there the link follows the changes, and
//! the page around it is told: a deck that unloads a frame can load it again as it was.

use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario, link};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{Action, Notice, Session, SessionDispatcher};
use crate::embed::host::tell_link;
use crate::embed::shown::is_framed;

/// A framed page's link follows after this many milliseconds without another change.
const QUIET_MILLIS: u32 = 100;

/// The scenario that a link holds with what must be told of it, or what is wrong with the link.
pub type Linked = Result<(Scenario, Option<Notice>), Vec<Problem>>;

/// The scenario that the page's address asks for; nothing when it asks for none.
#[must_use]
pub fn asked_for() -> Option<Linked> {
    text().map(|text| {
        link::open(&text).map(|opened| {
            let notice = opened.may_differ().then(|| of_another_engine(&opened.engine));
            (opened.scenario, notice)
        })
    })
}

/// What to tell of a link that another engine made.
fn of_another_engine(engine: &str) -> Notice {
    let title = format!(
        "This link was made with engine {engine}; this is engine {}. The assumptions and the seed are the same; numbers \
         may differ from those seen then.",
        link::ENGINE
    );
    Notice { title, problems: Vec::new() }
}

/// Whether the page's address asks for a scenario.
#[must_use]
pub(super) fn is_asked_for() -> bool {
    text().is_some()
}

/// The link in the page's address.
fn text() -> Option<String> {
    let location = web_sys::window()?.location();
    let fragment = location.hash().unwrap_or_default();
    if fragment.len() > 1 {
        return Some(fragment);
    }
    UrlSearchParams::new_with_str(&location.search().unwrap_or_default()).ok()?.get("s")
}

/// What to tell of a link that cannot be opened.
pub(super) fn broken(problems: Vec<Problem>) -> Notice {
    Notice { title: "This link could not be opened. Your work is as it was.".to_owned(), problems }
}

/// What to tell of a link that cannot be read yet.
pub(super) fn waiting() -> Notice {
    let title = "The link in the address opens as soon as the rest of the page has arrived.".to_owned();
    Notice { title, problems: Vec::new() }
}

/// Puts a link's fragment into the page's address.
pub fn show_link(fragment: &str) {
    show(&format!("#{fragment}"));
}

/// A link to the scenario; the page's address stays as it is.
///
/// # Errors
///
/// When the scenario is too large for a link.
pub fn link_of(scenario: &Scenario) -> Result<String, Problem> {
    Ok(format!("{}#{}", address(), link::encode(scenario)?))
}

/// Opens links that come while the page is open, and takes an outdated one out of the address.
#[hook]
pub(super) fn use_link(session: &Session, dispatcher: &SessionDispatcher) {
    let scenario = &session.scenario;
    {
        let (dispatcher, told, scenario) = (dispatcher.clone(), dispatcher.clone(), Rc::clone(scenario));
        use_effect_with((), move |()| {
            // The page may have had to start without reading it.
            let open = move |(scenario, notice)| {
                dispatcher.dispatch(Action::Linked(Rc::new(scenario)));
                if let Some(notice) = notice {
                    dispatcher.dispatch(Action::Notify(notice));
                }
            };
            if let Some(Ok(linked)) = asked_for()
                && linked.0 != *scenario
            {
                open(linked);
            }
            let open = move |_: &_| match asked_for() {
                Some(Ok(linked)) => open(linked),
                Some(Err(problems)) => told.dispatch(Action::Notify(broken(problems))),
                None => {}
            };
            let listener = web_sys::window().map(|window| EventListener::new(&window, "hashchange", open));
            move || drop(listener)
        });
    }
    // The reader may have been faster than this.
    let changed = use_mut_ref(|| session.can_undo());
    // What came by the address is known around the page. Told back, and late, it would undo in other frames of a deck what
    // was changed there meanwhile: by then the address may bring the next.
    let known = session.linked;
    use_effect_with(Rc::clone(scenario), move |scenario| {
        let mut following = None;
        if is_framed() {
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

/// Has a framed page's address, and the page around it, follow a change.
fn follow(scenario: &Scenario) {
    // Changed, and changed back.
    if matches!(asked_for(), Some(Ok((linked, _))) if linked == *scenario) {
        return;
    }
    // One that is too large for a link is not kept.
    if let Ok(link) = link::encode(scenario) {
        show(&format!("#{link}"));
        tell_link(&link);
    }
}

/// The page's address without query and fragment.
#[must_use]
pub fn address() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return String::new() };
    let href = location.href().unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Where the page is, as one would say it: host and path. Nothing for a page that was opened as a file.
#[must_use]
pub fn place() -> Option<String> {
    let address = address();
    let place = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    Some(place.trim_end_matches("index.html").trim_end_matches('/').to_owned())
}

/// Puts a fragment into the address, in place of whatever link is there; other parameters of the query stay.
fn show(fragment: &str) {
    let Some(window) = web_sys::window() else { return };
    let query = window.location().search().unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&query).map_or(String::new(), |query| {
        query.delete("s");
        query.to_string().into()
    });
    let query = if query.is_empty() { query } else { format!("?{query}") };
    if let Ok(history) = window.history() {
        // Refused in some frames; the link is then in the clipboard only.
        let url = format!("{}{query}{fragment}", address());
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}
