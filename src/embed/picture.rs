//! A picture of a view for the page around this one.

use base64::prelude::{BASE64_STANDARD, Engine};
use js_sys::Uint8Array;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::protocol::Picture;
use crate::export::picture::{self, Chart, Ground, Look};

/// The parts of a reply: the picture's title, and the picture.
///
/// # Errors
///
/// If the page has no such picture, and whatever the browser reports.
pub(super) async fn made(asked: &Picture) -> Result<[(&'static str, Value); 3], JsValue> {
    let chart = chart(asked)?;
    let title = ("title", json!(chart.title));
    let look = Look { ground: Ground::Page, frame: None };
    let Some(scale) = asked.scale else {
        return Ok([title, ("format", json!("svg")), ("text", json!(picture::svg(&chart, &look)?))]);
    };
    let blob = picture::png(&chart, &look, scale).await?;
    let bytes = Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec();
    let data = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes));
    Ok([title, ("format", json!("png")), ("data", json!(data))])
}

/// The first chart of the view, or of the page.
fn chart(asked: &Picture) -> Result<Chart, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let within = asked.view.map_or_else(String::new, |view| format!("[id=\"{}\"]", view.name()));
    let title = document.query_selector(&format!("{within} .chart-svg > title"))?;
    let id = title.map(|title| title.id()).and_then(|id| Some(id.strip_suffix("-title")?.to_owned()));
    id.and_then(|id| picture::by_id(&id)).ok_or_else(|| "there is no picture of it on the page".into())
}
