//! Who asked a framed page for something, and the reply.

use gloo::timers::callback::Timeout;
use js_sys::{JSON, Reflect};
use serde_json::{Value, json};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::picture;
use super::protocol::{self, Picture};

/// Milliseconds allowed for drawing what has settled.
const DRAWN: u32 = 100;

/// Where a reply goes.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) id: Value,
    pub(super) origin: String,
}

/// Refuses a message that is one too many, if it has a name to reply to.
pub(super) fn refuse_haste(event: &MessageEvent, origin: String, most: usize) {
    let part = |name: &str| Reflect::get(&event.data(), &name.into()).ok();
    // Messages that are not ours are ignored.
    let id =
        part("funnel").filter(|version| version.as_f64() == Some(protocol::VERSION as f64)).and_then(|_| part("id"));
    let id = id.filter(|id| id.is_string() || id.as_f64().is_some());
    let id = id.and_then(|id| serde_json::from_str(&JSON::stringify(&id).ok()?.as_string()?).ok());
    if let Some(id) = id.filter(protocol::is_id) {
        let message = format!("more than {most} messages came within a second; this one was not heard");
        Asker { id, origin }.reply("failed", &[("message", json!(message))]);
    }
}

impl Asker {
    /// Replies with a picture, once the settled answer is drawn.
    pub(super) fn draw(self, asked: Picture) {
        Timeout::new(DRAWN, move || {
            spawn_local(async move {
                match picture::made(&asked).await {
                    Ok(parts) => self.reply("picture", &parts),
                    Err(error) => {
                        let why = error.as_string().unwrap_or_else(|| "the browser drew none".to_owned());
                        self.reply("failed", &[("message", json!(why))]);
                    }
                }
            });
        })
        .forget();
    }

    pub(super) fn reply(&self, kind: &str, parts: &[(&str, Value)]) {
        self.post(&protocol::reply(&self.id, kind, parts));
    }

    pub(super) fn post(&self, message: &Value) {
        // A page without an origin, such as a file or a sandbox, can only be addressed with "*".
        post(message, if self.origin == "null" { "*" } else { &self.origin });
    }
}

/// Sends a message to the framing page.
pub(super) fn post(message: &Value, origin: &str) {
    let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
    if let (Some(parent), Ok(message)) = (parent, JSON::parse(&message.to_string())) {
        // A page that is gone hears nothing, so a failure does not matter.
        let _ = parent.post_message(&message, origin);
    }
}
