//! Keeps what a reader is looking at in place while the page makes room for the drawer: what is above it grows or
//! shrinks, and a browser's own scroll anchoring is suspended while paddings change.

use std::cell::RefCell;

use web_sys::{Element, Window};

thread_local! {
    static KEPT: RefCell<Option<(Element, f64)>> = const { RefCell::new(None) };
}

/// How far below the window's top a reader is assumed to be looking, in pixels.
const LINE: f32 = 120.0;

/// Remembers what is being looked at.
pub(super) fn keep() {
    KEPT.set(web_sys::window().as_ref().and_then(seen));
}

/// Moves it back to its height.
pub(super) fn restore() {
    let Some((element, top)) = KEPT.take() else { return };
    if let Some(window) = web_sys::window().filter(|_| element.is_connected()) {
        window.scroll_by_with_x_and_y(0.0, element.get_bounding_client_rect().top() - top);
    }
}

fn seen(window: &Window) -> Option<(Element, f64)> {
    // At the top of the page, the header stays in view.
    if window.scroll_y().ok()? < f64::from(LINE) {
        return None;
    }
    let document = window.document()?;
    let column = document.query_selector("main.column").ok()??.get_bounding_client_rect();
    let at = document.element_from_point((column.left() + column.width() / 3.0) as f32, LINE)?;
    let part = at.closest(".view > *, .column > *").ok()??;
    let top = part.get_bounding_client_rect().top();
    Some((part, top))
}
