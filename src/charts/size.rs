use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};
use yew::prelude::*;

/// Width of a container that has not been measured yet: on the server, and before the first layout.
pub const FALLBACK_WIDTH: u32 = 640;

/// Context for views that fill a given space, as on a slide: charts are then as high as that allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room;

/// The width of an element in whole CSS pixels, updated as it changes.
///
/// Give the returned reference to the element to be measured. Until it is measured, and where there is no browser, the
/// width is [`FALLBACK_WIDTH`].
#[hook]
pub fn use_size() -> (NodeRef, u32) {
    let (node, width, _) = use_room(0);
    (node, width)
}

/// The same with a height: the usual one, or, inside a [`Room`], the element's own.
#[hook]
pub fn use_room(usual: u32) -> (NodeRef, u32, u32) {
    let node = use_node_ref();
    let has_room = use_context::<Room>().is_some();
    let size = use_state_eq(|| (FALLBACK_WIDTH, usual));
    {
        let (node, size) = (node.clone(), size.setter());
        use_effect_with(has_room, move |has_room| {
            let has_room = *has_room;
            let tell = move |width, height| size.set((width, if has_room { height } else { usual }));
            let observed = node.cast::<Element>().and_then(|element| Observed::new(&element, tell));
            move || drop(observed)
        });
    }
    (node, size.0, size.1)
}

/// An observer, and the closure that it calls, which must live as long.
struct Observed {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut(Vec<ResizeObserverEntry>)>,
}

impl Observed {
    fn new(element: &Element, tell: impl Fn(u32, u32) + 'static) -> Option<Self> {
        let closure = Closure::new(move |entries: Vec<ResizeObserverEntry>| {
            if let Some(entry) = entries.last() {
                // A hidden container has no width, so its previous one is kept.
                let rect = entry.content_rect();
                let width = rect.width() as u32;
                if width > 0 {
                    tell(width, rect.height() as u32);
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
