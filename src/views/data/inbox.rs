//! Files coming in, with their progress.

use funnel_sentences::numbers::Numbers;
use funnel_text::exact::number_in_full;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::super::reader::Reader;
use crate::components::focus;
use crate::imports::{Import, Imports, Stage, cancel, choose, remove, take_pasted};

/// The button that asks for files.
const CHOOSE: &str = "data-choose";

/// Ways to bring in files, and the files.
pub(super) fn inbox(imports: &Imports, reader: &Reader) -> Html {
    let is_empty = imports.files.is_empty();
    html! {
        <div class="data-in">
            if is_empty {
                <p class="reading">{
                    "Drop what your CRM, your ads platforms or your spreadsheets export anywhere on this page: CSV, TSV or XLSX, several \
                     files at once, as they are. They are read in this browser, and nothing leaves it."
                }</p>
            }
            <div class="data-ways">
                <button type="button" class={classes!("button", is_empty.then_some("button-main"))} id={CHOOSE} onclick={|_: MouseEvent| choose()}>
                    { if is_empty { "Choose files…" } else { "Add files…" } }
                </button>
                <Paste />
            </div>
            if let Some(fault) = &imports.fault {
                <p class="field-error" role="alert">{ fault }</p>
            }
            if !is_empty {
                <ul class="data-files" aria-label="Files">{ for imports.files.iter().map(|file| entry(file, reader)) }</ul>
            }
            <p class="unseen" role="status">{ spoken(imports) }</p>
        </div>
    }
}

/// What a screen reader is told: how many files have been read, but not every step on the way.
fn spoken(imports: &Imports) -> String {
    if imports.is_reading() {
        return "Reading…".to_owned();
    }
    match imports.tables().map(|table| u64::from(table.rows)).sum::<u64>() {
        0 => String::new(),
        1 => "1 row read.".to_owned(),
        rows => format!("{rows} rows read."),
    }
}

fn entry(file: &Import, reader: &Reader) -> Html {
    let id = file.id;
    let (face, label) = if file.is_pending() { ("Cancel", "Do not read") } else { ("\u{00d7}", "Remove") };
    let is_pending = file.is_pending();
    let onclick = Callback::from(move |_: MouseEvent| {
        if is_pending {
            cancel(id);
        } else {
            remove(id);
            // What had the focus is gone.
            focus(CHOOSE);
        }
    });
    let state = match &file.stage {
        Stage::Waits => html! { <p class="small">{ "waits for the others" }</p> },
        Stage::Reads(bytes, rows) => html! {
            <p class="small data-progress">
                <progress aria-label={format!("Reading {}", file.name)} max="1" value={format!("{:.3}", bytes / file.size.max(1.0))} />
                <span>{ format!("{} so far", rows_of(*rows, reader)) }</span>
            </p>
        },
        Stage::Refused(why) => html! { <p class="field-error">{ format!("Not used: {why}.") }</p> },
        Stage::Read(tables) => tables
            .iter()
            .map(|table| {
                let sheet = if tables.len() > 1 { format!("{}: ", table.name) } else { String::new() };
                html! { <p class="small">{ format!("{sheet}{}; {}", rows_of(table.rows, reader), table.seen.join("; ")) }</p> }
            })
            .collect(),
    };
    html! {
        <li class="data-file" key={id} aria-busy={is_pending.then_some("true")}>
            <div>
                <p class="data-name">{ &file.name }</p>
                { state }
            </div>
            <button type="button" class="tool" aria-label={format!("{label} “{}”", file.name)} {onclick}>{ face }</button>
        </li>
    }
}

/// A number of rows, in full.
fn rows_of(rows: u32, reader: &Reader) -> String {
    let count = number_in_full(f64::from(rows), reader.style());
    if rows == 1 { format!("{count} row") } else { format!("{count} rows") }
}

/// A place to paste a block of cells, for people who do not know that it can be pasted anywhere.
#[component]
fn Paste() -> Html {
    let refused = use_state_eq(|| false);
    let read = {
        let refused = refused.setter();
        move |text: &str| {
            let is_block = take_pasted(text, false);
            refused.set(!is_block);
            is_block
        }
    };
    let onpaste = {
        let read = read.clone();
        Callback::from(move |event: Event| {
            let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let text = pasted.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            if read(&text) {
                event.prevent_default();
            }
        })
    };
    // Some phones insert a text without a paste event.
    let oninput = Callback::from(move |event: InputEvent| {
        let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
        if area.value().contains('\n') && read(&area.value()) {
            area.set_value("");
        }
    });
    html! {
        <div class="data-paste">
            <textarea
                id="data-paste"
                class="input"
                rows="1"
                aria-label="Paste cells copied from a spreadsheet"
                placeholder="or paste cells copied from a spreadsheet"
                spellcheck="false"
                autocomplete="off"
                {onpaste}
                {oninput}
            />
            if *refused {
                <p class="field-error" role="alert">{ "This is not a block of rows and columns. Copy the header with it." }</p>
            }
        </div>
    }
}
