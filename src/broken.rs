//! The last words after a panic: nothing may be lost, and the page may not stay blank or dead without explanation.

use std::panic::{self, PanicHookInfo};

use wasm_bindgen::JsValue;
use web_sys::{Blob, Element, Url};

use crate::facade;

/// Reports panics to the console and, on a page, tells the reader and offers ways to go on.
pub fn watch() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        web_sys::console::error_1(&info.to_string().into());
        if facade::is_page() {
            // Without a document nobody can be told.
            let _ = tell();
        }
    }));
}

/// Shows the page's own `#broken`, with a link that saves the scenario. Once this returns the module is gone, so
/// nothing here may need Rust later: links do everything.
fn tell() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let Some(broken) = document.get_element_by_id("broken") else { return Ok(()) };
    if let Some(link) = broken.query_selector("[data-save]")? {
        offer_scenario(&link)?;
    }
    broken.remove_attribute("hidden")?;
    broken.scroll_into_view();
    Ok(())
}

fn offer_scenario(link: &Element) -> Result<(), JsValue> {
    let Some(json) = facade::scenario() else { return Ok(()) };
    let blob = Blob::new_with_str_sequence(&js_sys::Array::of1(&json.into()))?;
    link.set_attribute("href", &Url::create_object_url_with_blob(&blob)?)?;
    link.remove_attribute("hidden")
}
