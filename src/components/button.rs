use yew::prelude::*;

use super::Editor;
use crate::edits::Pressed;

/// A button that makes an edit. `about` is its whole name where `face` is too short to be one.
pub fn button(editor: &Editor, class: &'static str, face: Html, about: Option<String>, edit: Pressed) -> Html {
    let editor = editor.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        // What could be refused is an item's own, which says why.
        let _ = editor.pressed(&edit);
    });
    html! { <button type="button" {class} aria-label={about} {onclick}>{ face }</button> }
}
