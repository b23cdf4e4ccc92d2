//! Scenarios and reports as files: opened by a dialog or a drop, saved as downloads. Nothing leaves the machine.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario, file as scenario_file, is_directional};
use funnel_export::csv;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, HtmlAnchorElement, HtmlInputElement, MouseEvent, Url};
use yew::prelude::*;

use super::beside::Change;
use super::link::of_opened;
use super::{Action, Notice, SessionDispatcher};
use crate::imports;
use crate::locale::Locale;
use funnel_sentences::numbers::Numbers;

/// Asks for a scenario file and opens it. Must be called from a click.
pub fn choose(dispatcher: &SessionDispatcher) {
    ask(dispatcher, Action::Open);
}

/// Asks for a scenario file and keeps it for comparison. Must be called from a click.
pub fn choose_beside(dispatcher: &SessionDispatcher) {
    ask(dispatcher, |scenario| Change::Keep(scenario).action());
}

fn ask(dispatcher: &SessionDispatcher, then: fn(Rc<Scenario>) -> Action) {
    let Some(input) = element::<HtmlInputElement>("input") else { return };
    input.set_type("file");
    // Other types may contain a link, or the page with a scenario in it.
    input.set_accept(".json,.html,.txt,.url,.webloc,application/json,text/plain,text/html");
    let (chosen, dispatcher) = (input.clone(), dispatcher.clone());
    EventListener::once(&input, "change", move |_| {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            open(file, dispatcher, then);
        }
    })
    .forget();
    input.click();
}

/// Opens scenario files that are dropped on the page, and reads tables.
#[hook]
pub(super) fn use_drop(dispatcher: &SessionDispatcher) {
    let dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            let listen = |name, act: Box<dyn Fn(&DragEvent)>| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, name, options, move |event| {
                    // Text dragged into a field is left to the field.
                    let Some(event) = event.dyn_ref::<DragEvent>().filter(|event| carries_files(event)) else { return };
                    event.prevent_default();
                    act(event);
                })
            };
            let drop = move |event: &DragEvent| {
                let files = event.data_transfer().and_then(|data| data.files());
                let files = files.as_ref().map(imports::listed).unwrap_or_default();
                let (scenarios, tables): (Vec<File>, Vec<File>) =
                    files.into_iter().partition(|file| imports::is_scenario(&file.name()));
                if !tables.is_empty() {
                    imports::take(tables, true);
                } else if let Some(file) = scenarios.into_iter().next() {
                    open(file, dispatcher.clone(), Action::Open);
                }
            };
            [listen("dragover", Box::new(|_| ())), listen("drop", Box::new(drop))]
        });
        move || drop(listeners)
    });
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Reads a file and does something with the scenario in it, or reports why it cannot.
fn open(file: File, dispatcher: SessionDispatcher, then: fn(Rc<Scenario>) -> Action) {
    spawn_local(async move {
        let refused = |problems| {
            let title = format!("“{}” could not be opened. Your work is as it was.", file.name());
            Action::Notify(Notice { title, problems })
        };
        // Checked before reading: choosing a film by mistake must not fill the memory.
        if file.size() > scenario_file::MAX_FILE as f64 {
            let message = format!("it is larger than {} MB, so it is not a scenario", scenario_file::MAX_FILE >> 20);
            return dispatcher.dispatch(refused(vec![Problem::new("", message)]));
        }
        let bytes = JsFuture::from(file.array_buffer()).await.map(|buffer| Uint8Array::new(&buffer).to_vec());
        let bytes = bytes.map_err(|_| vec![Problem::new("", "the browser could not read it")]);
        match bytes.and_then(|bytes| scenario_file::open(&bytes)) {
            Ok(opened) => {
                let notice = of_opened(&opened);
                dispatcher.dispatch(then(Rc::new(opened.scenario)));
                if let Some(notice) = notice {
                    dispatcher.dispatch(Action::Notify(notice));
                }
            }
            Err(problems) => dispatcher.dispatch(refused(problems)),
        }
    });
}

/// Saves the scenario as a JSON file.
pub fn save_scenario(scenario: &Scenario) {
    if let Ok(json) = serde_json::to_string_pretty(scenario) {
        save(&format!("{}.json", file_name(&scenario.name, "scenario")), "application/json", &json);
    }
}

/// Saves the report as a JSON file, as `funnel simulate --format json` writes it.
pub fn save_report(report: &Report) {
    if let Ok(json) = serde_json::to_string_pretty(report) {
        save(&format!("{} report.json", file_name(&report.scenario, "funnel")), "application/json", &json);
    }
}

/// The dialect for spreadsheets in the reader's country, judging by the reader's number format.
#[must_use]
pub fn readers_dialect() -> csv::Dialect {
    csv::Dialect::of(Locale::of_reader("USD").style())
}

/// Saves the report's figures as a table.
pub fn save_report_table(report: &Report, dialect: csv::Dialect) {
    save(&format!("{} report.csv", file_name(&report.scenario, "funnel")), "text/csv", &csv::report(report, dialect));
}

/// Saves text as a file by the browser's own download.
pub fn save(name: &str, kind: &str, text: &str) {
    save_parts(name, kind, &Array::of1(&text.into()));
}

/// The same for several parts, of text or bytes.
pub fn save_parts(name: &str, kind: &str, parts: &Array) {
    // Where downloads are forbidden (in a sandboxed frame), the browser says so itself.
    let _ = try_save(name, kind, parts);
}

fn try_save(name: &str, kind: &str, parts: &Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    // The typed binding is the one for texts; the browser accepts parts of any kind.
    save_blob(name, &Blob::new_with_str_sequence_and_options(parts, &options)?)
}

/// Whether a click is being handled that is the second one of a double click: what it asks for has just been done.
fn is_second_click() -> bool {
    let now = web_sys::window().map(|window| window.event());
    now.is_some_and(|event| event.dyn_ref::<MouseEvent>().is_some_and(|click| click.detail() > 1))
}

/// Saves a file's content by the browser's own download.
///
/// # Errors
///
/// What the browser reports.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    if is_second_click() {
        return Ok(());
    }
    let url = Url::create_object_url_with_blob(blob)?;
    if let Some(anchor) = element::<HtmlAnchorElement>("a") {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The download is read after the click returns.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

fn element<T: JsCast>(tag: &str) -> Option<T> {
    web_sys::window()?.document()?.create_element(tag).ok()?.dyn_into().ok()
}

/// Most bytes of a file name that is made from a scenario's: file systems take 255, and an ending follows.
const LONGEST: usize = 160;

/// Names that stand for devices on Windows, whatever their ending. Some have a digit at their end.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A file name that is valid on every system, made from what somebody called a scenario.
pub(crate) fn file_name(name: &str, otherwise: &str) -> String {
    let keep = |c: char| match c {
        _ if c.is_whitespace() => ' ',
        _ if c.is_control() || is_directional(c) => '-',
        // Beyond ASCII all is kept: accents and vowel signs that follow their letters, emoji.
        _ if c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_()".contains(c) => '-',
        _ => c,
    };
    let mut kept: String = name.chars().map(keep).collect();
    kept = kept.trim_matches([' ', '-']).to_owned();
    kept.truncate(kept.floor_char_boundary(LONGEST));
    let kept = kept.trim_end_matches([' ', '-']);
    let stem = kept.to_ascii_lowercase();
    match stem.trim_end_matches(|c: char| c.is_numeric()) {
        "" if stem.is_empty() => otherwise.to_owned(),
        device if DEVICES.contains(&device) => format!("{otherwise} {kept}"),
        _ => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::file_name;

    #[test]
    fn names_of_files_keep_what_can_be_kept() {
        assert_eq!(file_name("Q3: more/less spend?", "x"), "Q3- more-less spend");
        for name in ["Größe 2", "Gro\u{308}ße", "予算 2026", "बजट योजना", "2026", "Plan 👩‍💻"]
        {
            assert_eq!(file_name(name, "x"), name);
        }
        assert_eq!(file_name("../", "scenario"), "scenario");
        assert_eq!(file_name("Aux", "scenario"), "scenario Aux");
        assert_eq!(file_name("com1", "scenario"), "scenario com1");
        assert_eq!(file_name("Plan\u{202e}nosj", "x"), "Plan-nosj");
    }

    proptest! {
        /// What Windows, macOS and Linux ask of a name, with any ending and anything before it.
        #[test]
        fn names_of_files_are_valid_everywhere(name in prop_oneof![".{0,40}", "[a-zé日👩/:. -]{0,400}", "(?i)(con|nul|com|lpt)[0-9¹]?[ .]?"]) {
            let made = file_name(&name, "funnel");
            prop_assert!(!made.is_empty() && made.len() <= 180, "{made:?}");
            prop_assert!(!made.contains(|c: char| c.is_control() || "<>:\"/\\|?*.".contains(c)), "{made:?}");
            prop_assert!(made.trim() == made, "{made:?}");
            let stem = made.to_lowercase();
            let is_device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
                || ["com", "lpt"].iter().any(|port| stem.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1));
            prop_assert!(!is_device, "{made:?}");
            prop_assert_eq!(file_name(&made, "funnel"), made, "what is valid stays");
        }
    }
}
