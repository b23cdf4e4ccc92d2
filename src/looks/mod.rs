//! The looks of what comes later: they arrive with the second module instead of the page's own stylesheet, which a first
//! visit loads. A sheet that is made by script is no inline style to the security policy.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CssStyleSheet;

/// Read after the page's own stylesheet, in this order.
const LOOKS: &str = concat!(
    include_str!("charts.css"),
    include_str!("decide.css"),
    include_str!("process.css"),
    include_str!("share.css"),
    include_str!("export.css"),
    include_str!("stage.css"),
    include_str!("replay.css"),
    include_str!("sheets.css"),
    include_str!("notes.css"),
    include_str!("deck.css"),
);

thread_local! {
    static WORN: Cell<bool> = const { Cell::new(false) };
}

/// Puts the looks on the page, once.
pub fn wear() {
    if !WORN.replace(true)
        && let Err(error) = try_wear()
    {
        // A browser without sheets made by script: plain, but all there.
        web_sys::console::warn_1(&error);
    }
}

fn try_wear() -> Result<(), JsValue> {
    let document = JsValue::from(web_sys::window().and_then(|window| window.document()));
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(LOOKS)?;
    let name = "adoptedStyleSheets".into();
    let all = Array::from(&Reflect::get(&document, &name)?);
    all.push(sheet.unchecked_ref());
    Reflect::set(&document, &name, &all).map(drop)
}
