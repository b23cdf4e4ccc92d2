//! Work survives a reload, where the browser lets pages keep something. Where it does not, nothing is said: in a frame
//! without an origin even asking throws.

use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::Storage;
use yew::prelude::*;

use crate::json;

/// Where the scenario is kept.
const KEY: &str = "funnel.scenario";
/// Changes are kept after this many milliseconds without another.
const QUIET_MILLIS: u32 = 400;

/// What was on the page when it was left; nothing when it cannot be read by this version.
pub(super) fn kept() -> Option<Scenario> {
    json::read(&storage()?.get_item(KEY).ok()??)
}

/// Keeps the scenario from its first change on.
#[hook]
pub fn use_storage(scenario: &Rc<Scenario>) {
    let latest = use_mut_ref(|| Rc::clone(scenario));
    let opened = use_state(|| Rc::clone(scenario));
    *latest.borrow_mut() = Rc::clone(scenario);
    {
        // A page that is left at once does not wait for the quiet.
        let (latest, opened) = (Rc::clone(&latest), Rc::clone(&opened));
        use_effect_with((), move |()| {
            let window = web_sys::window();
            let listener = window.map(|window| {
                EventListener::new(&window, "pagehide", move |_| {
                    let scenario = latest.borrow();
                    if !Rc::ptr_eq(&scenario, &opened) {
                        keep(&scenario);
                    }
                })
            });
            move || drop(listener)
        });
    }
    use_effect_with(Rc::clone(scenario), move |scenario| {
        let waiting = (!Rc::ptr_eq(scenario, &opened)).then(|| {
            let scenario = Rc::clone(scenario);
            Timeout::new(QUIET_MILLIS, move || keep(&scenario))
        });
        move || drop(waiting)
    });
}

fn keep(scenario: &Scenario) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(scenario)) {
        // Full, or forbidden meanwhile.
        let _ = storage.set_item(KEY, &json);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
