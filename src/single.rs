//! The page in one file: whether this page is one, what it carries, and saving another.
//!
//! Such a file is started by `offline/boot.js`, which holds all parts of the page. What is saved is the same file with
//! another scenario: on a host the pattern lies beside the page, and a page in one file is its own pattern.

use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario, decode};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestInit, Response};
use yew::Callback;

use crate::state::first_screen::FirstScreen;
use crate::state::{Notice, files};

/// What `offline/boot.js` provides: the file's own text.
const OWN: &str = "funnelFile";
/// And the function that unpacks a part of it.
const UNPACK: &str = "funnelPart";

/// Where the scenario and its answer are in the file: script elements that are not scripts, with JSON and figures in
/// them.
const SCENARIO: &str = "<script type=\"application/json\" id=\"scenario\">";
const ANSWER: &str = "<script type=\"text/plain\" id=\"precomputed\">";
const END: &str = "</script>";

/// Whether this page is a single file. What would lie beside the page on a host is then not there.
#[must_use]
pub fn is_single() -> bool {
    Reflect::has(&js_sys::global(), &OWN.into()).unwrap_or(false)
}

/// The scenario carried by the file; `None` if it carries none, so that the page opens with its example.
pub(crate) fn carried() -> Option<Result<Scenario, Vec<Problem>>> {
    if !is_single() {
        return None;
    }
    let json = web_sys::window()?.document()?.get_element_by_id("scenario")?.text_content()?;
    (!json.trim().is_empty()).then(|| decode::from_json(&json))
}

/// Saves the page in one file with the scenario and, if it has settled, the answer: whoever opens it sees that at once,
/// and the page then confirms it. Must be called from a click; reports how it went.
pub(crate) fn save_as_file(scenario: &Scenario, settled: Option<&Report>, tell: Callback<Result<(), Notice>>) {
    let answer = settled.map(|report| FirstScreen::sent(scenario.clone(), report.clone()).to_text());
    let (json, name) = (serde_json::to_string_pretty(scenario).ok(), files::file_name(&scenario.name, "funnel"));
    spawn_local(async move {
        let saved = pattern().await.and_then(|pattern| {
            let file = json.and_then(|json| carrying(&pattern, &json, &answer.unwrap_or_default()));
            file.ok_or_else(|| JsValue::from("the host sent no page in one file"))
        });
        tell.emit(match saved {
            Ok(file) => {
                files::save_parts(&format!("{name}.html"), "text/html", &Array::of1(&file.into()));
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

/// The text of a file to be filled in.
async fn pattern() -> Result<String, JsValue> {
    let text = if is_single() {
        Reflect::get(&js_sys::global(), &OWN.into())?
    } else {
        JsFuture::from(beside("file").await?.text()?).await?
    };
    text.as_string().ok_or(JsValue::NULL)
}

/// A part of the page that is not loaded at the start: in one file it is unpacked, on a host it lies beside the page.
pub(crate) async fn part(name: &str, media_type: &str) -> Result<Response, JsValue> {
    if !is_single() {
        return beside(name).await;
    }
    let unpack: Function = Reflect::get(&js_sys::global(), &UNPACK.into())?.dyn_into()?;
    unpack.call2(&JsValue::UNDEFINED, &name.into(), &media_type.into())?.dyn_into()
}

/// A file that lies beside the page on its host; the element of the page's own script has its address.
async fn beside(name: &str) -> Result<Response, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let script = window.document().and_then(|document| document.query_selector("script[data-wasm]").ok()?);
    let script = script.ok_or(JsValue::NULL)?;
    let options = RequestInit::new();
    // On a host it has a hash, and nothing else is accepted in its place.
    options.set_integrity(&script.get_attribute(&format!("data-{name}-hash")).unwrap_or_default());
    let address = script.get_attribute(&format!("data-{name}")).ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&address, &options)).await?.dyn_into()?;
    if response.ok() { Ok(response) } else { Err(JsValue::from(response.status())) }
}

/// The file with this scenario and answer in place of those that it carried; `None` if it is not such a file.
fn carrying(file: &str, json: &str, answer: &str) -> Option<String> {
    put(&put(file, SCENARIO, json)?, ANSWER, answer)
}

/// The file with this JSON in an element.
fn put(file: &str, element: &str, json: &str) -> Option<String> {
    let (before, rest) = file.split_once(element)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, element, &inert(json), END, after].concat())
}

/// JSON in which nothing could end the element or begin another: the character that begins a tag is written as an
/// escape.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_takes_the_place_of_another_and_stays_inside() {
        let file = format!("a{SCENARIO}old{END}b{ANSWER}c{END}d{SCENARIO}e{END}");
        let hostile = "{\"name\":\"</script><script>x()</script><!--\u{2028}\"}";
        let text = carrying(&file, hostile, hostile).unwrap();
        let escaped = r#"{"name":"\u003c/script>\u003cscript>x()\u003c/script>\u003c!--\u2028"}"#;
        assert_eq!(text, format!("a{SCENARIO}{escaped}{END}b{ANSWER}{escaped}{END}d{SCENARIO}e{END}"));
        assert_eq!(carrying(&text, "old", "c"), Some(file));
    }

    #[test]
    fn what_is_no_such_file_is_left_alone() {
        for other in ["", "<html>", SCENARIO, ANSWER, END] {
            assert_eq!(carrying(other, "{}", ""), None);
        }
    }
}
