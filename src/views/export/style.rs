//! The looks of what comes later, put into the document when it is first drawn: the page's own stylesheet is of the first
//! load. A sheet that is made by script is no inline style to the security policy.

use std::cell::Cell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

const STYLE: &str = include_str!("export.css");

thread_local! {
    static IS_IN: Cell<bool> = const { Cell::new(false) };
}

/// Has the looks of exports in the document.
#[hook]
pub(super) fn use_style() {
    use_effect_with((), |()| {
        if !IS_IN.replace(true)
            && let Err(error) = adopt()
        {
            // Plain, but all there.
            web_sys::console::warn_1(&error);
        }
    });
}

fn adopt() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let make: Function = Reflect::get(&js_sys::global(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&make, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &STYLE.into())?;
    let name = "adoptedStyleSheets".into();
    let there = Array::from(&Reflect::get(&document, &name)?);
    there.push(&sheet);
    Reflect::set(&document, &name, &there)?;
    Ok(())
}
