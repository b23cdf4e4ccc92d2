//! A lone view in a frame is as high as its content, and tells its host that height. If the host does not listen and
//! keeps its frame as it is, the view fits itself into the frame instead of scrolling inside it.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, ResizeObserver, Window};
use yew::prelude::*;

use super::shown::is_framed;

/// Milliseconds that a host has for following a height that it was told.
const GRACE: u32 = 700;

/// What is known about the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Frame {
    /// The frame's own size, px.
    width: f64,
    height: f64,
    /// Height of everything that the view shows when it is not fitted, and the width at which this holds.
    natural: f64,
    at_width: f64,
}

impl Frame {
    /// Whether the view must be fitted, as it is higher than its frame. If the frame's width is not that at which the
    /// view was measured, it is measured again.
    fn is_short(self) -> bool {
        self.width == self.at_width && self.height + 1.0 < self.natural
    }
}

/// Whether a view on its own has to fill its frame as a slide does; never outside a frame, or if not `wanted`.
#[hook]
pub fn use_fit(wanted: bool) -> bool {
    let fits = use_state_eq(|| false);
    let on = fits.clone();
    use_effect_with(wanted, move |wanted| {
        let watched = wanted.then(|| Watched::new(&on.setter())).flatten();
        move || drop(watched)
    });
    *fits && wanted
}

/// What is observed of the window.
struct Watch {
    window: Window,
    fits: UseStateSetter<bool>,
    frame: Cell<Frame>,
    timer: Cell<Option<Timeout>>,
}

impl Watch {
    fn look(self: &Rc<Self>) {
        self.frame.set(measured(&self.window, self.frame.get()));
        if self.frame.get().is_short() {
            self.wait();
        } else {
            self.timer.set(None);
            self.fits.set(false);
        }
    }

    /// Only if the host has not followed by then, and not while the reader is using a control.
    fn wait(self: &Rc<Self>) {
        let watch = Rc::downgrade(self);
        let after = move || {
            let Some(watch) = watch.upgrade() else { return };
            if watch.frame.get().is_short() && is_in_use(&watch.window) {
                watch.wait();
            } else {
                watch.fits.set(watch.frame.get().is_short());
            }
        };
        self.timer.set(Some(Timeout::new(GRACE, after)));
    }
}

/// Controls that the reader may be using.
const CONTROLS: &str = "input, select, textarea, button, a, summary, [role=slider]";

/// Whether a control on the page has the focus.
fn is_in_use(window: &Window) -> bool {
    let active = window.document().and_then(|document| document.active_element());
    active.is_some_and(|element| element.matches(CONTROLS).unwrap_or(false))
}

struct Watched {
    observer: ResizeObserver,
    _watch: Rc<Watch>,
    _grown: Closure<dyn Fn()>,
    _resized: EventListener,
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Watched {
    fn new(fits: &UseStateSetter<bool>) -> Option<Self> {
        let window = web_sys::window().filter(|_| is_framed())?;
        let body = window.document()?.body()?;
        let (frame, timer) = (Cell::default(), Cell::default());
        let watch = Rc::new(Watch { window: window.clone(), fits: fits.clone(), frame, timer });
        let grown = {
            let watch = Rc::clone(&watch);
            Closure::<dyn Fn()>::new(move || watch.look())
        };
        let observer = ResizeObserver::new(grown.as_ref().unchecked_ref()).ok()?;
        observer.observe(&body);
        let resized = {
            let watch = Rc::clone(&watch);
            EventListener::new(&window, "resize", move |_| watch.look())
        };
        Some(Self { observer, _watch: watch, _grown: grown, _resized: resized })
    }
}

/// Whether slides, or a view that is fitted, are on the stage: the page has no height of its own then. The stage itself is
/// asked for, as the page's own marks follow in an effect, and a frame may be drawn before that.
pub(super) fn has_stage(document: &Document) -> bool {
    document.query_selector(".stage").is_ok_and(|stage| stage.is_some())
}

fn measured(window: &Window, was: Frame) -> Frame {
    let size = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let frame = Frame { width, height, ..was };
    let Some(document) = window.document().filter(|document| !has_stage(document)) else { return frame };
    // The height that the view takes while it is on the page.
    let body = document.body();
    let natural = body.map_or(0.0, |body| body.get_bounding_client_rect().height().ceil());
    Frame { natural, at_width: width, ..frame }
}

#[cfg(test)]
mod tests {
    use super::Frame;

    #[test]
    fn a_view_is_fitted_where_its_frame_stays_short() {
        let frame = Frame { width: 640.0, height: 360.0, natural: 720.0, at_width: 640.0 };
        assert!(frame.is_short());
        assert!(!Frame { height: 720.0, ..frame }.is_short(), "the host followed");
        assert!(!Frame { height: 719.5, ..frame }.is_short(), "by as much as a screen shows");
        assert!(!Frame { width: 500.0, ..frame }.is_short(), "of another width it is measured first");
        assert!(!Frame::default().is_short());
    }
}
