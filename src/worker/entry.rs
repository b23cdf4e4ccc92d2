//! The worker's side: messages in, answers out, and a turn of the event loop every few milliseconds.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use super::handle::Does;
use super::protocol::{Reply, Request};
use super::server::{Answer, Server};
use super::{study, wire};
use crate::timing::now;

const STUDY: u8 = Does::Study as u8;

/// Makes this worker work: called by the script that started it (`super::handle`).
#[wasm_bindgen]
pub fn work(does: u8) {
    match does {
        STUDY => study::serve(),
        _ => serve(),
    }
}

/// Serves requests for as long as the worker lives. Without message channels it stays silent, which the page takes for
/// broken.
fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    if let Err(error) = listen(&scope) {
        web_sys::console::error_1(&error);
    }
}

fn listen(scope: &DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
    let server = Rc::new(RefCell::new(Server::default()));
    // A message to oneself arrives after what the page has sent meanwhile. A timer would do the same, but browsers
    // delay timers that set each other by 4 ms.
    let turns = MessageChannel::new()?;
    let (inlet, outlet) = (turns.port1(), turns.port2());
    let next_turn = move |server: &Server| {
        if server.has_work() {
            // Fails only if the value cannot be cloned; null can.
            let _ = inlet.post_message(&JsValue::NULL);
        }
    };

    let on_turn = {
        let (server, scope, next_turn) = (Rc::clone(&server), scope.clone(), next_turn.clone());
        Closure::<dyn Fn()>::new(move || {
            let mut server = server.borrow_mut();
            post(&scope, server.work(now));
            next_turn(&server);
        })
    };
    outlet.set_onmessage(Some(on_turn.as_ref().unchecked_ref()));

    let on_message = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((request, body)) = wire::parse::<Request>(event.data()) else { return };
            let mut server = server.borrow_mut();
            let idle = !server.has_work();
            let body = body.map(|bytes| bytes.to_vec()).unwrap_or_default();
            post(&scope, server.take(request, &body));
            if idle {
                next_turn(&server);
            }
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Both live as long as the worker.
    on_turn.forget();
    on_message.forget();
    post(scope, Some((Reply::Ready, None)));
    Ok(())
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: Option<Answer>) {
    let Some((reply, body)) = answer else { return };
    let body = body.map(|bytes| Uint8Array::from(bytes.as_slice()));
    let (message, handed) = wire::message(&reply, body.as_ref());
    // A page that is gone hears nothing, so a failure does not matter.
    let _ = scope.post_message_with_transfer(&message, &handed);
}
