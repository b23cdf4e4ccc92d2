//! The styles of all this. They come with the second module instead of the page's own stylesheet, which a first visit
//! loads; a sheet made by script is nothing that the security policy has to allow.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CssStyleSheet;

/// In the order in which they were written for.
const STYLES: &str = concat!(
    include_str!("stage.css"),
    include_str!("replay.css"),
    include_str!("sheets.css"),
    include_str!("notes.css"),
    include_str!("deck.css"),
);

thread_local! {
    static WORN: Cell<bool> = const { Cell::new(false) };
}

/// Puts the styles on the page, once.
pub(super) fn wear() {
    // Older browsers, without sheets made by script, show it without its styles.
    if !WORN.replace(true) {
        let _ = try_wear();
    }
}

fn try_wear() -> Result<(), JsValue> {
    let document = JsValue::from(web_sys::window().and_then(|window| window.document()));
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(STYLES)?;
    let worn = Reflect::get(&document, &"adoptedStyleSheets".into())?;
    let all = Array::from(&worn);
    all.push(sheet.unchecked_ref());
    Reflect::set(&document, &"adoptedStyleSheets".into(), &all).map(drop)
}
