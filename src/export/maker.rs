//! Writes presentations and workbooks: by a separate script, loaded when the first one is requested.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlScriptElement};

/// Where that script puts its functions.
const MAKERS: &str = "funnelMakers";

/// The function that unpacks that script in the page in one file (`offline/boot.js`).
const UNPACK: &str = "funnelOffice";

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The libraries could not be loaded.
    Unloaded,
    /// The libraries could not write it.
    Unwritten,
}

impl ExportError {
    /// What to tell the reader.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Unloaded => {
                "What writes this kind of file could not be loaded. Look at the connection, and try again."
            }
            Self::Unwritten => "The file could not be written. Nothing was saved; try again.",
        }
    }
}

/// The makers, once they are loaded.
pub struct Makers(JsValue);

impl Makers {
    /// Loads them, the first time.
    ///
    /// # Errors
    ///
    /// Why this failed. It can be tried again.
    pub async fn load() -> Result<Self, ExportError> {
        match Reflect::get(&js_sys::global(), &MAKERS.into()) {
            Ok(makers) if makers.is_object() => Ok(Self(makers)),
            _ => load().await.map(Self),
        }
    }

    /// The file that one of them (`pptx`, `xlsx`) writes from its content, which is given as JSON.
    ///
    /// # Errors
    ///
    /// Why this failed. It can be tried again.
    pub async fn make(&self, what: &str, content: &str) -> Result<Blob, ExportError> {
        let made = async {
            let maker: Function = Reflect::get(&self.0, &what.into())?.dyn_into()?;
            JsFuture::from(maker.call1(&self.0, &content.into())?.dyn_into::<Promise>()?).await
        };
        let made = made.await.map_err(|error| {
            web_sys::console::warn_1(&error);
            // The maker loads its library itself, and reports if that fails.
            let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("NotLoaded") { ExportError::Unloaded } else { ExportError::Unwritten }
        })?;
        made.dyn_into().map_err(|_| ExportError::Unwritten)
    }
}

/// Runs the script that provides the makers: in the page in one file it is unpacked, on a host it is loaded.
async fn load() -> Result<JsValue, ExportError> {
    let unpack = Reflect::get(&js_sys::global(), &UNPACK.into()).unwrap_or_default();
    let is_run = match unpack.dyn_ref::<Function>() {
        Some(unpack) => unpacked(unpack).await,
        None => loaded().await,
    };
    is_run.map_err(|error| {
        web_sys::console::warn_1(&error);
        ExportError::Unloaded
    })?;
    Reflect::get(&js_sys::global(), &MAKERS.into()).ok().filter(JsValue::is_object).ok_or(ExportError::Unloaded)
}

async fn unpacked(unpack: &Function) -> Result<(), JsValue> {
    JsFuture::from(unpack.call0(&JsValue::UNDEFINED)?.dyn_into::<Promise>()?).await.map(drop)
}

async fn loaded() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let page = document.query_selector("script[data-export]")?.ok_or(JsValue::NULL)?;
    let address = page.get_attribute("data-export").ok_or(JsValue::NULL)?;
    let script: HtmlScriptElement = document.create_element("script")?.dyn_into()?;
    let loaded = Promise::new(&mut |resolve, reject| {
        let calls = |function: Function| {
            Closure::once_into_js(move || {
                // The functions of a promise accept anything.
                let _ = function.call0(&JsValue::UNDEFINED);
            })
        };
        script.set_onload(Some(calls(resolve).unchecked_ref()));
        script.set_onerror(Some(calls(reject).unchecked_ref()));
        script.set_src(&address);
        if let Some(head) = document.head() {
            // A failure is reported by the event.
            let _ = head.append_child(&script);
        }
    });
    let loaded = JsFuture::from(loaded).await;
    script.remove();
    loaded.map(drop)
}
