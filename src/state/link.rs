//! Scenarios in the page's address: `#v1=…`, or `?s=v1=…` where a host eats fragments.
//!
//! The address holds a link only as long as that scenario is on the page: with the first change it goes, so that a
//! reload brings back the work and not the link.

use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario, link};
use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{Action, Notice, SessionDispatcher};

/// The scenario that a link holds, or what is wrong with the link.
pub type Linked = Result<Scenario, Vec<Problem>>;

/// The scenario that the page's address asks for; nothing when it asks for none.
#[must_use]
pub fn asked_for() -> Option<Linked> {
    text().map(|text| link::decode(&text))
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

/// A link to the scenario, which the page's address then shows as well.
///
/// # Errors
///
/// When the scenario is too large for a link.
pub fn link_to(scenario: &Scenario) -> Result<String, Problem> {
    let fragment = link::encode(scenario)?;
    show(&format!("#{fragment}"));
    Ok(format!("{}#{fragment}", address()))
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
pub(super) fn use_link(scenario: &Rc<Scenario>, dispatcher: &SessionDispatcher) {
    {
        let (dispatcher, scenario) = (dispatcher.clone(), Rc::clone(scenario));
        use_effect_with((), move |()| {
            // The page may have had to start without reading it.
            if let Some(Ok(linked)) = asked_for().filter(|linked| linked.as_ref() != Ok(&scenario)) {
                dispatcher.dispatch(Action::Open(Rc::new(linked)));
            }
            let open = move |_: &_| match asked_for() {
                Some(Ok(scenario)) => dispatcher.dispatch(Action::Open(Rc::new(scenario))),
                Some(Err(problems)) => dispatcher.dispatch(Action::Notify(broken(problems))),
                None => {}
            };
            let listener = web_sys::window().map(|window| EventListener::new(&window, "hashchange", open));
            move || drop(listener)
        });
    }
    use_effect_with(Rc::clone(scenario), |scenario| {
        let outdated = match asked_for() {
            Some(Ok(linked)) => linked != **scenario,
            Some(Err(_)) => true,
            None => false,
        };
        if outdated {
            show("");
        }
    });
}

/// The page's address without query and fragment.
fn address() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return String::new() };
    let href = location.href().unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
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
