//! Talks to the page that frames this one, in the terms of [`protocol`].
//!
//! Only the framing window is heard, from the origin that `?origin=` names if it does, and only a limited number of
//! messages a second. A framed page holds nothing that the reader keeps (see [`is_framed`]).

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use funnel_engine::VERSION as ENGINE;
use funnel_engine::scenario::{Scenario, edit};
use funnel_export::csv;
use gloo::events::EventListener;
use js_sys::JSON;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, ResizeObserver, UrlSearchParams, Window};
use yew::prelude::*;

use super::asker::{Asker, post, refuse_haste};
use super::fit::has_stage;
use super::keys;
use super::protocol::{self, Format, Picture, Request};
use super::shown::is_framed;
use crate::charts::Shared;
use crate::state::pause::pause;
use crate::state::{Action, Phase, Session, SessionDispatcher};
use crate::timing::now;

/// Messages heard in [`WITHIN`] milliseconds; of more, those that have an id are answered that they came too fast.
const MOST: usize = 60;
const WITHIN: f64 = 1_000.0;
/// Most reports promised at a time.
const MOST_WAITING: usize = 16;
/// What to say about a link that cannot be read.
const UNOPENED: &str = "the link in the address cannot be read, so there is no scenario on the page";

struct Host {
    session: Shared<Session>,
    dispatcher: SessionDispatcher,
    /// Whether a scenario was handed to the session that it has not taken over yet.
    hands_over: bool,
    /// The only origin heard, where the address names one.
    only: Option<String>,
    /// When the last messages came.
    times: VecDeque<f64>,
    /// Who waits for the settled answer, and for which part of it.
    waiting: Vec<(Asker, Wanted)>,
    /// The scenario last reported as settled.
    settled: Option<Rc<Scenario>>,
}

/// What is wanted from an answer once it has settled.
enum Wanted {
    Report,
    Picture(Picture),
}

/// Listens to the page that frames this one, and tells it height, readiness and keys; does nothing elsewhere.
#[hook]
pub fn use_host(session: &Shared<Session>, dispatcher: &SessionDispatcher) {
    let host = use_mut_ref(|| Host {
        session: session.clone(),
        dispatcher: dispatcher.clone(),
        hands_over: false,
        only: only_origin(),
        times: VecDeque::new(),
        waiting: Vec::new(),
        settled: None,
    });
    {
        let mut host = host.borrow_mut();
        host.hands_over &= Rc::ptr_eq(&host.session.scenario, &session.scenario);
        host.session = session.clone();
        host.tell_waiting();
        host.tell_settled();
    }
    use_effect_with((), move |()| {
        let listeners = web_sys::window().filter(|_| is_framed()).map(|window| listen(&window, &host));
        move || drop(listeners)
    });
}

struct Listeners {
    _messages: EventListener,
    _keys: [EventListener; 7],
    observer: ResizeObserver,
    _resized: Closure<dyn Fn()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn listen(window: &Window, host: &Rc<RefCell<Host>>) -> Option<Listeners> {
    let messages = {
        let host = Rc::clone(host);
        EventListener::new(window, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                hear(&host, event);
            }
        })
    };
    let keys = keys::listen(window);
    let resized = Closure::<dyn Fn()>::new(tell_height);
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
    if let Some(body) = window.document().and_then(|document| document.body()) {
        observer.observe(&body);
    }
    tell_ready();
    Some(Listeners { _messages: messages, _keys: keys, observer, _resized: resized })
}

/// Tells the framing page that messages are heard, and that a link which it gave to the address is on the page.
pub(crate) fn tell_ready() {
    post(&protocol::reply(&Value::Null, "ready", &[("engine", json!(ENGINE))]), "*");
}

/// Slides, and a view that is fitted, are as high as their frame, so there is nothing to tell.
fn tell_height() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let (Some(body), false) = (document.body(), has_stage(&document)) {
        let height = body.get_bounding_client_rect().height().ceil();
        post(&protocol::reply(&Value::Null, "height", &[("height", json!(height))]), "*");
    }
}

/// Tells the framing page the link to what is shown now; tells only that page if the address names its origin.
pub(crate) fn tell_link(link: &str) {
    let origin = only_origin().unwrap_or_else(|| "*".to_owned());
    post(&protocol::reply(&Value::Null, "link", &[("link", json!(link))]), &origin);
}

fn only_origin() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("origin")
}

/// Handles one message.
fn hear(host: &Rc<RefCell<Host>>, event: &MessageEvent) {
    let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
    let is_parent = parent.map(JsValue::from) == event.source().map(JsValue::from);
    let origin = event.origin();
    let mut host = host.borrow_mut();
    if !is_parent || host.only.as_ref().is_some_and(|only| *only != origin) {
        return;
    }
    if !host.has_room() {
        return refuse_haste(event, origin, MOST);
    }
    // reveal.js tells the frames of a slide plain texts.
    if let Some(word) = event.data().as_string() {
        drop(host);
        match word.as_str() {
            "slide:start" => pause(false),
            "slide:stop" => pause(true),
            _ => {}
        }
        return;
    }
    // A structured clone has no code of its own, so writing it as JSON runs none.
    let Some(text) = JSON::stringify(&event.data()).ok().and_then(|text| text.as_string()) else { return };
    let Some((id, request)) = protocol::read(&text) else { return };
    let asker = Asker { id, origin };
    match request {
        Ok(request) => host.answer(asker, request),
        Err(problems) => asker.post(&protocol::refused(&asker.id, &problems)),
    }
}

impl Host {
    /// Whether fewer than the maximum of messages came recently; records this one.
    fn has_room(&mut self) -> bool {
        let now = now();
        while self.times.front().is_some_and(|time| now - time > WITHIN) {
            self.times.pop_front();
        }
        let has_room = self.times.len() < MOST;
        if has_room {
            self.times.push_back(now);
        }
        has_room
    }

    fn answer(&mut self, asker: Asker, request: Request) {
        if self.session.unopened.is_some() && !matches!(request, Request::SetState(_)) {
            return asker.reply("failed", &[("message", json!(UNOPENED))]);
        }
        match request {
            Request::GetState => asker.reply("state", &[("scenario", self.session.scenario.to_json())]),
            Request::SetState(scenario) => {
                if *scenario != *self.session.scenario || self.session.unopened.is_some() {
                    self.hands_over = true;
                    self.dispatcher.dispatch(Action::Open(Rc::new(*scenario)));
                }
                asker.reply("done", &[]);
            }
            Request::Set { path, value } => match edit::set(&self.session.scenario, &path, value) {
                Ok(scenario) => {
                    if scenario != *self.session.scenario {
                        self.hands_over = true;
                        self.dispatcher.dispatch(Action::Edit(Rc::new(scenario)));
                    }
                    asker.reply("done", &[]);
                }
                Err(problems) => asker.post(&protocol::refused(&asker.id, &problems)),
            },
            Request::Run => self.wait(asker, Wanted::Report),
            Request::Picture(picture) => self.wait(asker, Wanted::Picture(picture)),
            Request::Export(format) => {
                let text = self.export(format);
                asker.reply("exported", &[("format", json!(format.name())), ("text", json!(text))]);
            }
        }
    }

    /// `None` for a report that has not settled.
    fn export(&self, format: Format) -> Option<String> {
        let report = || self.session.run.report.as_deref().filter(|_| self.session.run.phase == Phase::Settled);
        match format {
            Format::ScenarioJson => serde_json::to_string_pretty(&*self.session.scenario).ok(),
            Format::ReportJson => report().and_then(|report| serde_json::to_string_pretty(report).ok()),
            Format::ReportCsv => report().map(|report| csv::report(report, csv::Dialect::Plain)),
        }
    }

    /// Lets somebody wait for the settled answer; nobody waits without a reply.
    fn wait(&mut self, asker: Asker, wanted: Wanted) {
        if self.waiting.len() >= MOST_WAITING {
            let message = format!("{MOST_WAITING} wait for this answer already; ask again once it has settled");
            return asker.reply("failed", &[("message", json!(message))]);
        }
        self.waiting.push((asker, wanted));
        self.tell_waiting();
    }

    /// Tells, unasked, that the answer to what is shown has settled.
    fn tell_settled(&mut self) {
        let (run, scenario) = (&self.session.run, &self.session.scenario);
        let is_told = self.settled.as_ref().is_some_and(|told| Rc::ptr_eq(told, scenario));
        if is_told || run.phase != Phase::Settled || self.session.unopened.is_some() || !is_framed() {
            return;
        }
        let replicates = run.report.as_ref().map_or(0, |report| report.replicates);
        let origin = self.only.clone().unwrap_or_else(|| "*".to_owned());
        post(&protocol::reply(&Value::Null, "settled", &[("replicates", json!(replicates))]), &origin);
        self.settled = Some(Rc::clone(scenario));
    }

    /// Tells what has settled to those who wait for it.
    fn tell_waiting(&mut self) {
        let run = &self.session.run;
        let failed = if let Phase::Failed(message) = &run.phase { Some(message) } else { None };
        if self.session.unopened.is_some() {
            for (asker, _) in self.waiting.drain(..) {
                asker.reply("failed", &[("message", json!(UNOPENED))]);
            }
        }
        if self.waiting.is_empty() || self.hands_over || (run.phase != Phase::Settled && failed.is_none()) {
            return;
        }
        let report = run.report.as_deref().and_then(|report| serde_json::to_value(report).ok());
        for (asker, wanted) in self.waiting.drain(..) {
            match (failed, wanted) {
                (Some(message), _) => asker.reply("failed", &[("message", json!(message))]),
                (None, Wanted::Report) => asker.reply("report", &[("report", json!(report))]),
                (None, Wanted::Picture(asked)) => asker.draw(asked),
            }
        }
    }
}
