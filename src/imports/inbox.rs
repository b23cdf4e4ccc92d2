//! Ways to bring in files: a dialog, a drop, a block copied from a spreadsheet.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, ClipboardEvent, Element, File, FileList, HtmlInputElement};
use yew::prelude::*;

use super::state::imports;
use super::worker::read;

/// File extensions of tables.
const TABLES: [&str; 8] = ["csv", "tsv", "tab", "xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Whether a file dropped on the page holds a scenario, judging by its name; otherwise it is taken for a table.
#[must_use]
pub fn is_scenario(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    !TABLES.contains(&ending.as_str())
}

/// Asks for files. Must be called from a click.
pub fn choose() {
    let document = web_sys::window().and_then(|window| window.document());
    let input = document.and_then(|document| document.create_element("input").ok());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
    input.set_type("file");
    input.set_multiple(true);
    input.set_accept(".csv,.tsv,.tab,.txt,.xlsx,.xlsm,text/csv,text/tab-separated-values");
    let chosen = input.clone();
    EventListener::once(&input, "change", move |_| {
        if let Some(files) = chosen.files() {
            take(listed(&files), false);
        }
    })
    .forget();
    input.click();
}

/// The files in a list.
pub(crate) fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// Has files read. `arrived` files were dropped or pasted, wherever the reader was on the page.
pub fn take(files: Vec<File>, arrived: bool) {
    read(files.into_iter().map(|file| (file.name(), file.into())).collect(), arrived);
}

/// Whether a text is a block of spreadsheet cells: rows of several cells each.
fn is_block(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_row = |line: &str| line.contains(['\t', ';', ',']);
    lines.next().is_some_and(is_row) && lines.next().is_some_and(is_row)
}

/// Reads a block that was copied from a spreadsheet; returns whether it is one.
pub fn take_pasted(text: &str, arrived: bool) -> bool {
    if !is_block(text) {
        return false;
    }
    let Ok(blob) = Blob::new_with_str_sequence(&Array::of1(&text.into())) else { return false };
    let count = imports().files.iter().filter(|file| file.name.starts_with("Pasted")).count();
    read(vec![(format!("Pasted {}", count + 1), blob)], arrived);
    true
}

/// Reads blocks that are pasted anywhere on the page except into a text field.
#[hook]
pub(crate) fn use_paste() {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "paste", options, |event| {
                let is_text = |target: &Element| target.matches("input, textarea, [contenteditable]").unwrap_or(true);
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                if event.default_prevented() || target.is_some_and(|target| is_text(&target)) {
                    return;
                }
                let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
                let text = pasted.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
                if take_pasted(&text, true) {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_goes_where_it_belongs() {
        for name in ["deals.csv", "Deals.XLSX", "a.b.tsv"] {
            assert!(!is_scenario(name), "{name}");
        }
        for name in ["plan.json", "funnel.html", "link.url", "plan", "note.txt"] {
            assert!(is_scenario(name), "{name}");
        }
    }

    #[test]
    fn blocks_are_rows_of_cells() {
        assert!(is_block("id\tcreated\n1\t2023-01-01") && is_block("a;b\r\n\r\n1;2\r\n"));
        assert!(!is_block("one line, with a comma") && !is_block("two\nlines") && !is_block(""));
    }
}
