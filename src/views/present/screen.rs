//! Filling the screen if the browser allows it, otherwise the window.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Document;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the page fills the screen.
pub(super) fn is_full() -> bool {
    document().and_then(|document| document.fullscreen_element()).is_some()
}

/// Asks the browser for the whole screen. It may refuse, for instance in a frame; then the window is filled.
pub(super) fn fill() {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.filter(|_| !is_full()) {
        ask(&root, "requestFullscreen");
    }
}

thread_local! {
    static LEFT: Cell<bool> = const { Cell::new(false) };
}

/// Whether the screen was given back by [`leave`] since this was last called.
pub(super) fn was_left() -> bool {
    LEFT.take()
}

/// Leaves full screen.
pub(super) fn leave() {
    LEFT.set(is_full());
    if let Some(document) = document().filter(|_| is_full()) {
        ask(&document, "exitFullscreen");
    }
}

/// Calls a method and ignores the rejection of its promise.
fn ask(of: &JsValue, method: &str) {
    let asked = Reflect::get(of, &method.into()).and_then(JsCast::dyn_into::<Function>).and_then(|f| f.call0(of));
    if let Ok(Ok(promise)) = asked.map(JsCast::dyn_into::<Promise>) {
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Whether the reader prefers reduced motion.
pub(super) fn is_still() -> bool {
    let query = web_sys::window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// How much larger everything is on the stage than on the page. A slide is laid out about 800 by 450 pixels wide, so
/// the smallest text is a thirty-seventh of the screen's height. If there is no more room than that, as on a phone, it
/// is laid out again for the size available; in a small landscape frame it is also made smaller, as long as it stays
/// legible.
pub(super) fn scale(width: f64, height: f64) -> f64 {
    let least = if width > height { LEAST } else { 1.0 };
    (width / 800.0).min(height / 450.0).clamp(least, 8.0)
}

/// Text of 13 pixels then has nine.
const LEAST: f64 = 0.7;

#[cfg(test)]
mod tests {
    use super::{LEAST, scale};

    #[test]
    fn a_slide_is_as_large_as_its_screen() {
        assert!((scale(1920.0, 1080.0) - 2.4).abs() < 1e-12);
        assert!((scale(1280.0, 720.0) - 1.6).abs() < 1e-12);
        assert!((scale(1024.0, 768.0) - 1.28).abs() < 1e-12, "an old projector");
        assert_eq!(scale(360.0, 640.0), 1.0, "a phone");
        assert_eq!(scale(640.0, 360.0), 0.8, "a frame in an article");
        assert_eq!(scale(320.0, 240.0), LEAST, "one in a corner");
        assert_eq!(scale(0.0, 0.0), 1.0);
    }
}
