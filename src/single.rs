//! The page in one file: whether this is one, what it carries, and saving another.
//!
//! Such a file starts by `offline/boot.js`, which holds all parts of the page. What is saved is the same file with another
//! scenario: on a host it lies beside the page, and a page that is one file is its own pattern.

use funnel_engine::scenario::{Problem, Scenario, decode};
use funnel_squeeze::file::carrying;
use js_sys::{Array, JsString, Reflect, Uint16Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestInit, Response};
use yew::Callback;

use crate::json;
use crate::state::{Notice, files};

/// What `offline/boot.js` leaves: the file's own text.
const OWN: &str = "funnelFile";

/// The byte order mark, by which every browser knows the file's encoding.
const MARK: u16 = 0xFEFF;

/// Whether this page is one file. What lies beside the page on a host is then not there.
#[must_use]
pub fn is_single() -> bool {
    Reflect::has(&js_sys::global(), &OWN.into()).unwrap_or(false)
}

/// The scenario that the file carries; nothing where it carries none, and the page opens with its example.
pub(crate) fn carried() -> Option<Result<Scenario, Vec<Problem>>> {
    if !is_single() {
        return None;
    }
    let json = web_sys::window()?.document()?.get_element_by_id("scenario")?.text_content()?;
    (!json.trim().is_empty()).then(|| decode::from_json(&json))
}

/// Saves the page in one file, with the scenario. To be called from a click; tells how it went.
pub(crate) fn save_as_file(scenario: &Scenario, tell: Callback<Result<(), Notice>>) {
    let (json, name) = (json::pretty(scenario), files::file_name(&scenario.name, "funnel"));
    spawn_local(async move {
        let saved = match pattern().await {
            Ok(pattern) => json.and_then(|json| carrying(&pattern, &json)).ok_or(JsValue::NULL),
            Err(error) => Err(error),
        };
        tell.emit(match saved {
            Ok(file) => {
                let bytes = Array::of1(&Uint16Array::from(file.as_slice()));
                files::save_parts(&format!("{name}.html"), "text/html", &bytes);
                Ok(())
            }
            Err(error) => {
                web_sys::console::warn_1(&error);
                let why =
                    Problem::new("", "the file to fill in did not arrive; try again when the host can be reached");
                Err(notice("The page could not be saved as one file. Your work is as it was.", vec![why]))
            }
        });
    });
}

fn notice(title: &str, problems: Vec<Problem>) -> Notice {
    Notice { title: title.to_owned(), problems }
}

/// A file to fill in, in units of UTF-16 with their mark.
async fn pattern() -> Result<Vec<u16>, JsValue> {
    if is_single() {
        let own: JsString = Reflect::get(&js_sys::global(), &OWN.into())?.dyn_into()?;
        return Ok(std::iter::once(MARK).chain(own.iter()).collect());
    }
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let script = window.document().and_then(|document| document.query_selector("script[data-file]").ok()?);
    let script = script.ok_or(JsValue::NULL)?;
    let options = RequestInit::new();
    // On a host it comes with a hash, and nothing else is taken for it.
    options.set_integrity(&script.get_attribute("data-file-hash").unwrap_or_default());
    let name = script.get_attribute("data-file").ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&name, &options)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from(response.status()));
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    // Units are written low byte first; so are those of every machine that runs a browser today.
    let units = Uint16Array::new(&bytes).to_vec();
    if units.first() == Some(&MARK) { Ok(units) } else { Err(JsValue::NULL) }
}
