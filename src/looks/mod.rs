//! The looks of what comes later: they arrive with the second module instead of the page's own stylesheet, which a first
//! visit loads. A sheet that is made by script is no inline style to the security policy.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CssStyleSheet;

/// All sheets of this folder, put together by `build.rs`.
const LOOKS: &str = include_str!(concat!(env!("OUT_DIR"), "/looks.css"));

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
