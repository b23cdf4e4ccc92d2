use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};
use yew::prelude::*;

/// Width of a container that has not been measured: on the server, and before the first layout.
pub const FALLBACK_WIDTH: u32 = 640;

/// The width of an element in whole CSS pixels, followed as it changes.
///
/// Give the returned reference to the element whose width counts. Until it is measured, and where there is no
/// browser, the width is [`FALLBACK_WIDTH`].
#[hook]
pub fn use_size() -> (NodeRef, u32) {
    let node = use_node_ref();
    let width = use_state_eq(|| FALLBACK_WIDTH);
    {
        let node = node.clone();
        let width = width.clone();
        use_effect_with((), move |()| {
            let observed = node.cast::<Element>().and_then(|element| Observed::new(&element, width.setter()));
            move || drop(observed)
        });
    }
    (node, *width)
}

/// An observer and the closure it calls, which must live as long.
struct Observed {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Vec<ResizeObserverEntry>)>,
}

impl Observed {
    fn new(element: &Element, width: UseStateSetter<u32>) -> Option<Self> {
        let closure = Closure::new(move |entries: Vec<ResizeObserverEntry>| {
            if let Some(entry) = entries.last() {
                // A hidden container has no width; what it had stays.
                let measured = entry.content_rect().width() as u32;
                if measured > 0 {
                    width.set(measured);
                }
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
