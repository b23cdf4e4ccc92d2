use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far below the viewport an element counts as near, in CSS pixels.
const MARGIN: f64 = 600.0;

/// Where something is for the reader, the better seen the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Out of sight.
    Away,
    /// Just below what can be seen.
    Near,
    /// To be seen.
    Seen,
}

impl Sight {
    /// Where the element with an id is now.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let Some(window) = web_sys::window() else { return Self::Away };
        let Some(element) = window.document().and_then(|document| document.get_element_by_id(id)) else {
            return Self::Away;
        };
        let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        let bounds = element.get_bounding_client_rect();
        match bounds.top() {
            _ if bounds.bottom() <= 0.0 => Self::Away,
            top if top < height => Self::Seen,
            top if top < height + MARGIN => Self::Near,
            _ => Self::Away,
        }
    }
}

/// Whether an element is or was in or near the viewport; expensive work begins then.
///
/// Give the returned reference to the element. Where the browser cannot tell, it counts as near.
#[hook]
pub fn use_near() -> (NodeRef, bool) {
    let node = use_node_ref();
    let near = use_state_eq(|| false);
    {
        let (node, near) = (node.clone(), near.clone());
        use_effect_with(*near, move |was| {
            let observed = (!was).then(|| {
                let observed = node.cast::<Element>().and_then(|element| Observed::new(&element, near.setter()));
                if observed.is_none() {
                    near.set(true);
                }
                observed
            });
            move || drop(observed)
        });
    }
    (node, *near)
}

/// An observer, and the closure that it calls, which must live as long.
struct Observed {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(Vec<IntersectionObserverEntry>)>,
}

impl Observed {
    fn new(element: &Element, near: UseStateSetter<bool>) -> Option<Self> {
        let closure = Closure::new(move |entries: Vec<IntersectionObserverEntry>| {
            if entries.iter().any(IntersectionObserverEntry::is_intersecting) {
                near.set(true);
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("0px 0px {MARGIN}px 0px"));
        let observer = IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
