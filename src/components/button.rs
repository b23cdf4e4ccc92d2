use yew::prelude::*;

use super::Editor;
use crate::edits::Pressed;

/// A button that makes an edit. `about` is its full name where `face` is too short to be one.
pub fn button(editor: &Editor, class: &'static str, face: Html, about: Option<String>, edit: Pressed) -> Html {
    let editor = editor.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        // An edit that could be refused has its own item, which gives the reason.
        let _ = editor.pressed(&edit);
    });
    html! { <button type="button" {class} aria-label={about} {onclick}>{ face }</button> }
}
