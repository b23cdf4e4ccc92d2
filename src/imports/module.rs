//! The module that reads tables (`tables/`). It is loaded with the first file, and kept.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Promise, WebAssembly};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::single::part;
use crate::worker::Source;

thread_local! {
    static SOURCE: RefCell<Option<Rc<Source>>> = const { RefCell::new(None) };
}

/// What its workers are created from.
pub(super) async fn source() -> Result<Rc<Source>, JsValue> {
    if let Some(source) = SOURCE.with_borrow(Clone::clone) {
        return Ok(source);
    }
    let script = part("tables-script", "text/javascript").await?;
    let script = JsFuture::from(script.text()?).await?;
    let module = part("tables-module", "application/wasm").await?;
    let module = WebAssembly::compile_streaming(&Promise::resolve(&JsValue::from(module)));
    let source = Rc::new(Source::new(&script, JsFuture::from(module).await?)?);
    SOURCE.set(Some(Rc::clone(&source)));
    Ok(source)
}
