//! What scripts can ask of the page: `window.funnel`.
//!
//! | call                                  | gives                                                                   |
//! |---------------------------------------|-------------------------------------------------------------------------|
//! | `scenario()`                          | the scenario on the page, JSON; `null` while a link cannot be read      |
//! | `report()`                            | its settled report, JSON as the command line writes it; `null` before    |
//! | `simulate(json, replicates, workers)` | promise of `{ report, seconds }` for any scenario, in workers of its own |

use std::cell::RefCell;
use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario, decode};
use funnel_engine::simulate::Goal;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::charts::Shared;
use crate::state::{Phase, Session};
use crate::timing::now;
use crate::worker::{Answer, Ask, Runner};

thread_local! {
    static SESSION: RefCell<Option<Shared<Session>>> = const { RefCell::new(None) };
}

/// Makes a session the one that scripts see.
pub fn show(session: &Shared<Session>) {
    SESSION.set(Some(session.clone()));
}

/// The scenario on the page as JSON. It is also used after a panic, so it must not panic itself.
#[must_use]
pub fn scenario() -> Option<String> {
    let session = SESSION.with(|session| session.try_borrow().ok()?.clone())?;
    // Under a link that could not be read there may be an example that nobody asked for.
    let is_work = session.unopened.as_ref().is_none_or(|unopened| unopened.over_work);
    is_work.then(|| serde_json::to_string_pretty(&*session.scenario).ok()).flatten()
}

/// The scenario being worked on; `None` while a link cannot be read.
#[must_use]
pub(crate) fn work() -> Option<Rc<Scenario>> {
    shown().map(|session| Rc::clone(&session.scenario))
}

/// The session, while its content is on the page.
fn shown() -> Option<Shared<Session>> {
    SESSION.with_borrow(Clone::clone).filter(|session| session.unopened.is_none())
}

/// Puts the facade into the page's global object.
pub fn install() {
    let funnel = Object::new();
    let give = |text: Option<String>| text.map_or(JsValue::NULL, JsValue::from);
    let scenario = move || give(shown().and_then(|session| serde_json::to_string_pretty(&*session.scenario).ok()));
    let scenario = Closure::<dyn Fn() -> JsValue>::new(scenario).into_js_value();
    let report = Closure::<dyn Fn() -> JsValue>::new(move || give(report())).into_js_value();
    let simulate = Closure::<dyn Fn(String, u32, u32) -> Promise>::new(|json: String, replicates, workers| {
        simulate(&json, replicates, workers)
    })
    .into_js_value();
    for (name, function) in [("scenario", scenario), ("report", report), ("simulate", simulate)] {
        // A new object accepts any property.
        let _ = Reflect::set(&funnel, &name.into(), &function);
    }
    let _ = Reflect::set(&js_sys::global(), &"funnel".into(), &Object::freeze(&funnel));
}

/// The report on the page, once it has settled.
fn report() -> Option<String> {
    let session = shown()?;
    if session.run.phase != Phase::Settled {
        return None;
    }
    serde_json::to_string_pretty(session.run.report.as_deref()?).ok()
}

fn simulate(json: &str, replicates: u32, workers: u32) -> Promise {
    Promise::new(&mut |resolve, reject| {
        if let Err(message) = try_simulate(json, replicates, workers, resolve, reject.clone()) {
            // A rejection accepts any value.
            let _ = reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&message));
        }
    })
}

fn try_simulate(json: &str, replicates: u32, workers: u32, resolve: Function, reject: Function) -> Result<(), String> {
    let scenario: Scenario = decode::from_json(json).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        problems.join("\n")
    })?;
    // The runner lives until it has answered, as it is in the slot that its listener empties.
    let slot: Rc<RefCell<Option<Runner>>> = Rc::default();
    let (kept, start) = (Rc::clone(&slot), now());
    let runner = Runner::new(workers.clamp(1, 64), move |answer| {
        let seconds = (now() - start) / 1000.0;
        let _ = match answer {
            Answer::Report(_, report, progress) if progress.settled => {
                let done = Object::new();
                let report = serde_json::to_string_pretty(&report).unwrap_or_default();
                let _ = Reflect::set(&done, &"report".into(), &report.into());
                let _ = Reflect::set(&done, &"seconds".into(), &seconds.into());
                resolve.call1(&JsValue::UNDEFINED, &done)
            }
            Answer::Report(..) => return,
            Answer::Failed(_, message) => reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&message)),
        };
        // Only after this call, which the runner itself is making.
        let kept = Rc::clone(&kept);
        gloo::timers::callback::Timeout::new(0, move || drop(kept.take())).forget();
    });
    runner.ask(Ask { id: 0, scenario: Rc::new(scenario), goal: Goal::Replicates(replicates) });
    slot.replace(Some(runner));
    Ok(())
}

/// Whether this is a page, with a document to draw in.
#[must_use]
pub fn is_page() -> bool {
    js_sys::global().is_instance_of::<web_sys::Window>()
}
