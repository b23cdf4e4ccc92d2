//! Whether the page around this one has paused it, as a deck does with a slide that is not shown: animations and
//! background work then wait.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use yew::prelude::*;

thread_local! {
    static PAUSED: Cell<bool> = const { Cell::new(false) };
    static TOLD: RefCell<Vec<Weak<Callback<bool>>>> = const { RefCell::new(Vec::new()) };
}

/// Whether everything is paused.
#[must_use]
pub fn is_paused() -> bool {
    PAUSED.get()
}

/// Pauses or resumes everything.
pub fn pause(paused: bool) {
    if PAUSED.replace(paused) == paused {
        return;
    }
    super::studies::pause(paused);
    let told: Vec<Rc<Callback<bool>>> = TOLD.with_borrow_mut(|told| {
        told.retain(|one| one.strong_count() > 0);
        told.iter().filter_map(Weak::upgrade).collect()
    });
    for one in told {
        one.emit(paused);
    }
}

/// Whether everything is paused, updated as that changes.
#[hook]
pub fn use_paused() -> bool {
    let paused = use_state_eq(is_paused);
    {
        let setter = paused.setter();
        use_effect_with((), move |()| {
            setter.set(is_paused());
            let told = Rc::new(Callback::from(move |paused| setter.set(paused)));
            TOLD.with_borrow_mut(|all| all.push(Rc::downgrade(&told)));
            move || drop(told)
        });
    }
    *paused
}
