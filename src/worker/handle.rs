//! One worker, as the page holds it.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, ErrorEvent, HtmlScriptElement, MessageEvent, Response, Url, Worker, WorkerOptions,
};

use super::wire;

/// What comes from a worker.
pub(crate) enum Signal<T> {
    /// A reply and its body.
    Reply(T, Option<Uint8Array>),
    /// It broke.
    Broken,
}

/// A script and its module, from which workers are created, so that nothing is loaded or compiled twice.
pub(crate) struct Source {
    url: String,
    module: JsValue,
}

/// What a worker does.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Does {
    /// Simulates parts of a run, or puts them together.
    Simulate,
    /// Leads a study.
    Study,
    /// Reads the reader's exports, which is all that their own module does.
    Tables,
}

impl Does {
    /// The name shown by the browser's tools.
    const fn name(self) -> &'static str {
        match self {
            Does::Simulate => "simulation",
            Does::Study => "study",
            Does::Tables => "tables",
        }
    }
}

/// Appended to the script: waits for the module and has the worker do its work. A failure is thrown where the page sees
/// it.
const START: &str = "\n;self.onmessage=async({data:[module_or_path,does]})=>{self.onmessage=null;\
    try{await wasm_bindgen({module_or_path});wasm_bindgen.work(does)}\
    catch(error){setTimeout(()=>{throw error})}};";

impl Source {
    /// The page's own: the element with a `data-wasm` attribute, by its address or, in a single file, by its text.
    pub(super) async fn of_page() -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let document = window.document().ok_or(JsValue::NULL)?;
        let script: HtmlScriptElement =
            document.query_selector("script[data-wasm]")?.ok_or(JsValue::NULL)?.dyn_into()?;
        let text = if script.src().is_empty() {
            JsValue::from(script.text()?)
        } else {
            let response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str(&script.src())).await?;
            wasm_bindgen_futures::JsFuture::from(response.dyn_into::<Response>()?.text()?).await?
        };
        Self::new(&text, wasm_bindgen::module())
    }

    /// From a script that defines `wasm_bindgen`, and the module for it.
    pub(crate) fn new(script: &JsValue, module: JsValue) -> Result<Self, JsValue> {
        // A classic script in a Blob: the only kind of worker that a page opened as a file can start.
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of2(script, &START.into()), &kind)?;
        Ok(Self { url: Url::create_object_url_with_blob(&blob)?, module })
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        // Only ever refused for other people's addresses.
        let _ = Url::revoke_object_url(&self.url);
    }
}

/// A running worker; it ends when this is dropped.
pub(crate) struct Handle {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Handle {
    /// Starts a worker that sends its signals to `tell`.
    pub(crate) fn spawn<T: DeserializeOwned>(
        source: &Source,
        does: Does,
        tell: impl Fn(Signal<T>) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_name(does.name());
        let worker = Worker::new_with_options(&source.url, &options)?;
        let on_error = {
            let tell = tell.clone();
            Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
                event.prevent_default();
                tell(Signal::Broken);
            })
        };
        let on_message =
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| match wire::parse::<T>(event.data()) {
                Some((reply, body)) => tell(Signal::Reply(reply, body)),
                None => tell(Signal::Broken),
            });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&Array::of2(&source.module, &(does as u8).into()))?;
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request with a file, no part of which is read or copied.
    pub(crate) fn post_with(&self, request: &impl Serialize, file: Option<&Blob>) {
        let (message, handed) = wire::message(request, None);
        if let Some(file) = file {
            message.push(file);
        }
        let _ = self.worker.post_message_with_transfer(&message, &handed);
    }

    /// Sends a request. A worker that cannot be reached is recognised by its silence.
    pub(super) fn post(&self, request: &impl Serialize, body: Option<&Uint8Array>) {
        let (message, handed) = wire::message(request, body);
        let _ = self.worker.post_message_with_transfer(&message, &handed);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
