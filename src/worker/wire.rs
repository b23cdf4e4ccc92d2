//! Messages as JavaScript sees them: `[head]` or `[head, body]`, both byte arrays; a body's buffer is handed over.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use funnel_messages as messages;

/// A message and the list of what is handed over with it.
pub(super) fn message(head: &impl Serialize, body: Option<&Uint8Array>) -> (Array, Array) {
    let head = messages::write(head);
    let (parts, handed) = (Array::of1(&Uint8Array::from(head.as_slice())), Array::new());
    if let Some(body) = body {
        parts.push(body);
        handed.push(&body.buffer());
    }
    (parts, handed)
}

/// The head and body of what arrived; `None` when it is not one of our messages.
pub(super) fn parse<T: DeserializeOwned>(data: JsValue) -> Option<(T, Option<Uint8Array>)> {
    let parts = data.dyn_into::<Array>().ok()?;
    let head = parts.get(0).dyn_into::<Uint8Array>().ok()?;
    Some((messages::read(&head.to_vec())?, parts.get(1).dyn_into().ok()))
}
