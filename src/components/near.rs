use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far below the viewport an element counts as near.
const MARGIN: &str = "0px 0px 600px 0px";

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
        options.set_root_margin(MARGIN);
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
