//! A lone view in a frame is as high as what it shows, and tells its host how high that is. A host that does not listen
//! keeps its frame as it is; the view then fits itself into the frame instead of scrolling inside it.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ResizeObserver, Window};
use yew::prelude::*;

use super::shown::is_framed;

/// Milliseconds that a host has to follow a height that it was told.
const GRACE: u32 = 700;

/// What is known of the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Frame {
    /// The frame's own size, px.
    width: f64,
    height: f64,
    /// Height of all that the view shows when it is not fitted, and the width at which it is that high.
    natural: f64,
    at_width: f64,
}

impl Frame {
    /// Whether the view must be fitted, as it is higher than its frame. A frame of another width than that at which the view
    /// was measured has it measured again.
    fn is_short(self) -> bool {
        self.width == self.at_width && self.height + 1.0 < self.natural
    }
}

/// Whether the view that stands alone is to fill its frame as a slide does; never outside a frame, or where not `wanted`.
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

/// What is watched of the window.
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

    /// Only a host that has not followed by then, and nobody's hand is taken from what it is on.
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

/// What a hand may be on.
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

fn measured(window: &Window, was: Frame) -> Frame {
    let size = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let frame = Frame { width, height, ..was };
    let document = window.document();
    let presents = document.as_ref().and_then(|document| document.document_element());
    if presents.is_some_and(|root| root.class_list().contains("is-presenting")) {
        return frame;
    }
    // What the view takes as long as it stands on the page.
    let body = document.and_then(|document| document.body());
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
