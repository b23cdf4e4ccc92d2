//! One module for the page and its workers: it checks where it runs.

use crate::app::App;
use crate::embed::shown::{Present, Shown};
use crate::state::first_screen;
use crate::{broken, facade, views};

/// Begins as the page, or as a worker of it.
pub fn begin() {
    broken::watch();
    if !facade::is_page() {
        // A worker: the script that started it says what to do (src/worker/handle.rs).
    } else if Shown::of_page().present == Some(Present::Notes) {
        first_screen::make_way();
        views::notes();
    } else {
        render();
    }
}

fn render() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.as_ref().and_then(|document| document.document_element()) {
        root.set_class_name(&Shown::of_page().classes());
        // There is nothing to wait for (static/asked.js).
        if root.has_attribute("data-asked") {
            first_screen::make_way();
        }
    }
    // Not the body: the renderer empties its root, and the message of `broken` is in the document.
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<App>::with_root(root).render();
    }
}
