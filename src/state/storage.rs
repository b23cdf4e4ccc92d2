//! Work survives a reload, where the browser lets pages keep something. Where it does not, nothing is said: in a frame
//! without an origin even asking throws.
//!
//! Work is kept as JSON, which a later version reads as well. Writing and reading JSON is of the later part; all that can be
//! done before that is there is to drag the worked example's budget, so a page that is left keeps that.

use std::cell::Cell;
use std::rc::Rc;

use funnel_engine::scenario::{Scenario, decode};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::Storage;
use yew::prelude::*;

use super::beside::{self, Beside};
use super::start::example;
use super::{Action, Notice, Session, SessionDispatcher};
use crate::charts::Shared;
use crate::components::dragged;
use crate::embed::shown::is_framed;
use crate::later;
use crate::words::budget::budgets;

/// Where the scenario is kept.
const KEY: &str = "funnel.scenario";
/// Where the scenarios kept beside it are.
const BESIDE: &str = "funnel.beside";
/// Where a budget of the worked example waits to be kept, for this version only.
const HASTY: &str = concat!("funnel.hasty.", env!("CARGO_PKG_VERSION"));
/// Changes are kept after this many milliseconds without another.
const QUIET_MILLIS: u32 = 400;

thread_local! {
    /// Whether the page had to start without reading the work kept.
    static UNREAD: Cell<bool> = const { Cell::new(false) };
}

/// Whether there is work of an earlier visit.
pub(super) fn is_kept() -> bool {
    item(HASTY).or_else(|| item(KEY)).is_some()
}

/// What was on the page when it was left; nothing when it cannot be read by this version.
#[must_use]
pub fn kept() -> Option<Scenario> {
    let hasty = item(HASTY).and_then(|budget| dragged(&example(), js_sys::parse_float(&budget)).ok());
    hasty.or_else(|| decode::from_json(&item(KEY)?).ok())
}

/// What to tell of work that cannot be read yet; [`use_storage`] opens it.
pub(super) fn waiting() -> Notice {
    UNREAD.set(true);
    let title = "Your work of last time opens as soon as the rest of the page has arrived.".to_owned();
    Notice { title, problems: Vec::new() }
}

/// Keeps changed work when the page is left before the later part, which does it from then on, is there.
#[hook]
pub fn use_hasty_storage(session: &Shared<Session>) {
    let latest = use_mut_ref(|| session.clone());
    *latest.borrow_mut() = session.clone();
    use_effect_with((), move |()| {
        let listener = on_leaving(move || {
            let session = latest.borrow();
            // Work that could not be read is worth more than what was done in its place.
            if later::here().is_none() && is_changed(&session) && !is_kept() {
                // Written by the browser, which takes no code, and in full.
                keep(HASTY, js_sys::Number::from(budgets(&session.scenario).plan).to_js_string().as_string());
            }
        });
        move || drop(listener)
    });
}

/// Opens what was kept when the page had to start without reading it, and keeps the scenario from its first change on.
#[hook]
pub(super) fn use_storage(session: &Shared<Session>, dispatcher: &SessionDispatcher) {
    let scenario = &session.scenario;
    let latest = use_mut_ref(|| Rc::clone(scenario));
    // Nothing where the reader changed it before this was here.
    let opened = use_state(|| (!is_changed(session)).then(|| Rc::clone(scenario)));
    let changed = move |scenario: &Rc<Scenario>| opened.as_ref().is_none_or(|opened| !Rc::ptr_eq(scenario, opened));
    *latest.borrow_mut() = Rc::clone(scenario);
    {
        let (dispatcher, latest, changed) = (dispatcher.clone(), latest, changed.clone());
        // A page that is left at once does not wait for the quiet.
        use_effect_with((), move |()| {
            if UNREAD.take()
                && let Some(kept) = kept()
            {
                dispatcher.dispatch(Action::Open(Rc::new(kept)));
            }
            let listener = on_leaving(move || {
                let scenario = latest.borrow();
                if changed(&scenario) {
                    keep_json(&scenario);
                }
            });
            move || drop(listener)
        });
    }
    use_effect_with(Rc::clone(scenario), move |scenario| {
        let waiting = changed(scenario).then(|| {
            let scenario = Rc::clone(scenario);
            Timeout::new(QUIET_MILLIS, move || keep_json(&scenario))
        });
        move || drop(waiting)
    });
}

/// Puts back the scenarios kept to compare with, and keeps them whenever they change.
#[hook]
pub(super) fn use_beside(beside: &Beside, dispatcher: &SessionDispatcher) {
    let dispatcher = dispatcher.clone();
    let is_first = use_mut_ref(|| true);
    use_effect_with(beside.clone(), move |beside| {
        if !is_first.replace(false) {
            keep(BESIDE, Some(beside::write(beside)));
        } else if let Some(text) = item(BESIDE) {
            dispatcher.dispatch(Action::Restore(Beside::new(beside::read(&text))));
        }
    });
}

/// Whether the reader did anything to the scenario.
fn is_changed(session: &Session) -> bool {
    session.can_undo() || session.can_redo()
}

fn on_leaving(mut act: impl FnMut() + 'static) -> Option<EventListener> {
    web_sys::window().map(|window| EventListener::new(&window, "pagehide", move |_| act()))
}

fn keep_json(scenario: &Scenario) {
    if keep(KEY, serde_json::to_string(scenario).ok())
        && let Some(storage) = storage()
    {
        // Where keeping is allowed, so is this.
        let _ = storage.remove_item(HASTY);
    }
}

/// Whether it was kept.
fn keep(key: &str, text: Option<String>) -> bool {
    // Full, or forbidden meanwhile.
    storage().zip(text).is_some_and(|(storage, text)| storage.set_item(key, &text).is_ok())
}

fn item(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// None in a frame: whoever frames the page could ask for what was kept.
fn storage() -> Option<Storage> {
    if is_framed() {
        return None;
    }
    web_sys::window()?.local_storage().ok()?
}
