use funnel_engine::scenario::brand::{MAX_FILE, logo_from_file};
use funnel_sentences::brand::left_out;
use funnel_sentences::numbers::sentence;
use js_sys::Uint8Array;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::components::Editor;

/// Properties of [`LogoDesk`].
#[derive(PartialEq, Properties)]
pub(super) struct LogoDeskProps {
    pub(super) logo: AttrValue,
    pub(super) name: AttrValue,
}

/// The logo, and the choice of its file.
#[component]
pub(super) fn LogoDesk(props: &LogoDeskProps) -> Html {
    let editor = use_context::<Editor>();
    // What was wrong with the last file, or what was left out of it.
    let said = use_state_eq(|| None::<(bool, AttrValue)>);
    let onchange = {
        let (said, editor) = (said.setter(), editor.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let file = input.files().and_then(|files| files.get(0));
            // So that the same file can be chosen again.
            input.set_value("");
            if let (Some(file), Some(editor)) = (file, editor.clone()) {
                take(file, editor, said.clone());
            }
        })
    };
    let remove = {
        let (said, editor) = (said.setter(), editor);
        Callback::from(move |_: MouseEvent| {
            said.set(None);
            if let Some(editor) = &editor {
                // Having no logo is always valid.
                let _ = editor.set_text("brand.logo", "");
            }
        })
    };
    html! {
        <div class="logo-desk" role="group" aria-label="Logo">
            <label class="button file-button">
                { if props.logo.is_empty() { "Logo: SVG or PNG…" } else { "Another logo…" } }
                <input type="file" class="unseen" accept=".svg,.png,image/svg+xml,image/png" {onchange} />
            </label>
            if !props.logo.is_empty() {
                <img class="logo" src={props.logo.clone()} alt={if props.name.is_empty() { AttrValue::Static("Logo") } else { props.name.clone() }} />
                <button type="button" class="button" onclick={remove}>{ "Without a logo" }</button>
            }
            if let Some((is_error, text)) = &*said {
                if *is_error {
                    <div class="field-error" role="alert">{ text }</div>
                } else {
                    <p class="small" role="status">{ text }</p>
                }
            }
        </div>
    }
}

/// Reads a file and puts it into the scenario, or reports why it cannot.
fn take(file: File, editor: Editor, said: UseStateSetter<Option<(bool, AttrValue)>>) {
    spawn_local(async move {
        let refused = |why: &str| said.set(Some((true, sentence(&format!("“{}” {why}.", file.name())).into())));
        // Checked before reading: choosing a film by mistake must not fill the memory.
        if file.size() > MAX_FILE as f64 {
            return refused("is too large for a logo");
        }
        let Ok(bytes) = JsFuture::from(file.array_buffer()).await else {
            return refused("could not be read by the browser");
        };
        match logo_from_file(&Uint8Array::new(&bytes).to_vec()) {
            Err(why) => refused(&why),
            Ok(logo) => match editor.set_text("brand.logo", &logo.data) {
                Err(why) => refused(&why),
                Ok(()) => said.set(left_out(&logo.dropped).map(|text| (false, text.into()))),
            },
        }
    });
}
