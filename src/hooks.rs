//! Hooks for what is done before the page has drawn what was done before it. An event’s callback was given the page as it
//! was drawn last; where drawing is slow, keys come faster.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

/// Something to do with what is on the page: it is done once everything that was done before has been drawn, as the page
/// then is. Enter may follow the last letter before that letter is drawn.
#[hook]
pub fn use_then(act: impl FnOnce() + 'static) -> Callback<()> {
    let times = use_state_eq(|| 0_u32);
    let next = *times + 1;
    let setter = times.setter();
    use_effect_with(*times, move |times| {
        if *times > 0 {
            act();
        }
    });
    Callback::from(move |()| setter.set(next))
}

/// Something that keys or clicks change step by step: as it was drawn, until one changes it. The next may come before that
/// is drawn, and starts from there.
#[hook]
pub fn use_here<T: Clone + 'static>(drawn: T) -> Rc<RefCell<T>> {
    let here = use_mut_ref(|| drawn.clone());
    here.replace(drawn);
    here
}
