//! Messages as JavaScript sees them: `[head]` or `[head, body]`, both byte arrays; a body's buffer is handed over.

use funnel_bytes::Bytes;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A message and the list of what is handed over with it.
pub(super) fn message(head: &impl Bytes, body: Option<&Uint8Array>) -> (Array, Array) {
    let head = funnel_bytes::write(head);
    let (parts, handed) = (Array::of1(&Uint8Array::from(head.as_slice())), Array::new());
    if let Some(body) = body {
        parts.push(body);
        handed.push(&body.buffer());
    }
    (parts, handed)
}

/// The head and body of what arrived; nothing when it is no message of ours.
pub(super) fn parse<T: Bytes>(data: JsValue) -> Option<(T, Option<Uint8Array>)> {
    let parts = data.dyn_into::<Array>().ok()?;
    let head = parts.get(0).dyn_into::<Uint8Array>().ok()?;
    Some((funnel_bytes::read(&head.to_vec())?, parts.get(1).dyn_into().ok()))
}
