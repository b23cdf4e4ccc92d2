//! One module for the page and its workers: it looks where it is.

use funnel_simulator::{
    app::App,
    broken,
    embed::shown::{Present, Shown},
    facade, later, state,
};
use wasm_bindgen_futures::spawn_local;

fn main() {
    broken::watch();
    if !facade::is_page() {
        // A worker: the script that started it says what it does (src/worker/handle.rs).
    } else if Shown::of_page().present == Some(Present::Notes) {
        spawn_local(async {
            if later::load().await.is_ok()
                && let Some(later) = later::here()
            {
                (later.notes)();
            }
        });
    } else if state::waits() {
        // Reading a link or kept work is of the later part. Without it the page starts, and says so.
        spawn_local(async {
            let _ = later::load().await;
            render();
        });
    } else {
        render();
    }
}

fn render() {
    // Not the body: the renderer empties its root, and the last words of `broken` are in the document.
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.as_ref().and_then(|document| document.document_element()) {
        root.set_class_name(&Shown::of_page().classes());
    }
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<App>::with_root(root).render();
    }
}
