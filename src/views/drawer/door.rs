//! Whether the drawer is open, what it was opened for, and where the focus was before.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusOptions, HtmlElement, KeyboardEvent, MediaQueryList, MouseEvent};
use yew::prelude::*;

use super::{ID, anchor};
use crate::components::{focus, is_composing};

/// The id of the button in the header that opens it.
pub(in crate::views) const BUTTON: &str = "assumptions-open";

/// From this width down it takes the whole width, and what is behind it cannot be used: the page then has a single
/// column (styles/phone.css).
const COVERS: &str = "(width <= 53.75rem)";

/// What it was opened for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::views) struct Goal {
    /// Its number.
    pub(in crate::views) number: u32,
    /// A field, by its path; without one, the search gets the focus.
    pub(in crate::views) field: Option<AttrValue>,
}

/// Whether it is open, and for what.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::views) struct Door {
    pub(in crate::views) is_open: bool,
    pub(in crate::views) goal: Goal,
}

/// A change of it.
pub(in crate::views) enum Turn {
    Open(Option<AttrValue>),
    Close,
}

impl Reducible for Door {
    type Action = Turn;

    fn reduce(self: Rc<Self>, turn: Turn) -> Rc<Self> {
        let Goal { number, .. } = self.goal;
        Rc::new(match turn {
            Turn::Open(field) => Self { is_open: true, goal: Goal { number: number + 1, field } },
            Turn::Close => Self { is_open: false, goal: self.goal.clone() },
        })
    }
}

thread_local! {
    /// The page's door, if it has one: a view alone and the stage have none.
    static DOOR: RefCell<Option<UseReducerDispatcher<Door>>> = const { RefCell::new(None) };
    /// What had the focus when it was opened.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// Whether the focus returns there.
    static GOES_BACK: Cell<bool> = const { Cell::new(false) };
}

/// The page's drawer, and whether it covers the page.
#[hook]
pub(in crate::views) fn use_door(is_there: bool) -> (UseReducerHandle<Door>, bool) {
    let door = use_reducer_eq(Door::default);
    let dispatcher = door.dispatcher();
    use_effect_with(is_there, move |is_there| {
        DOOR.set(is_there.then_some(dispatcher));
        || DOOR.set(None)
    });
    use_effect_with(door.is_open, |is_open| {
        anchor::restore();
        if !*is_open && GOES_BACK.take() {
            match BEFORE.take().filter(|before| before.is_connected()) {
                // A reader who has moved on in the meantime is not taken back.
                Some(before) => drop(before.focus_with_options(&stay())),
                None => focus(BUTTON),
            }
        }
    });
    use_effect_with(door.is_open, |is_open| {
        let listeners = is_open.then(listen);
        move || drop(listeners)
    });
    let covers = use_covers(door.is_open);
    (door, covers)
}

/// Opens it and moves the focus to a field, or to the search; returns whether there is a drawer.
pub(in crate::views) fn open(field: Option<&str>) -> bool {
    let Some(door) = DOOR.with_borrow(Clone::clone) else { return false };
    let before = active().filter(|element| !is_inside(element) && element.tag_name() != "BODY");
    if before.is_some() || !active().is_some_and(|element| is_inside(&element)) {
        BEFORE.set(before);
    }
    anchor::keep();
    door.dispatch(Turn::Open(field.map(|path| path.to_owned().into())));
    true
}

/// What an open drawer listens to in the whole document.
fn listen() -> Option<[EventListener; 3]> {
    let document = web_sys::window()?.document()?;
    // The page makes room for it under the pointer. The second click of a double click would press what is there now, or
    // nothing, and take the focus with it.
    let (is_first, is_second) = (Cell::new(true), Rc::new(Cell::new(false)));
    let ends = Rc::clone(&is_second);
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
    let pressed = EventListener::new_with_options(&document, "mousedown", options, move |event| {
        let clicks = event.dyn_ref::<MouseEvent>().map_or(1, |press| press.detail());
        is_second.set(is_first.take() && clicks > 1);
        if is_second.get() {
            swallow(event);
        }
    });
    let clicked = EventListener::new_with_options(&document, "click", options, move |event| {
        if ends.take() {
            swallow(event);
        }
    });
    // A click beside everything takes the focus to nothing, where the drawer would not hear the key.
    let key = EventListener::new(&document, "keydown", |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() == "Escape" && !is_composing(event) && !event.default_prevented() && is_nowhere() {
            close();
        }
    });
    Some([pressed, clicked, key])
}

fn swallow(event: &Event) {
    event.prevent_default();
    event.stop_propagation();
}

/// Closes it; if the focus is in it, or nowhere, it returns to where it came from.
pub(in crate::views) fn close() {
    GOES_BACK.set(is_nowhere() || active().is_some_and(|element| is_inside(&element)));
    anchor::keep();
    turn(Turn::Close);
}

/// Closes it if it covers the page, so that the focus can move on to something there.
pub(in crate::views) fn uncover() {
    if covering().is_some_and(|query| query.matches()) {
        GOES_BACK.set(false);
        turn(Turn::Close);
    }
}

fn turn(turn: Turn) {
    let door = DOOR.with_borrow(Clone::clone);
    if let Some(door) = door {
        door.dispatch(turn);
    }
}

/// Whether an open drawer covers the page; updated when the window's width changes that.
#[hook]
fn use_covers(is_open: bool) -> bool {
    let again = use_force_update();
    use_effect_with(is_open, move |is_open| {
        let query = if *is_open { covering() } else { None };
        let listener = query.map(|query| EventListener::new(&query, "change", move |_| again.force_update()));
        move || drop(listener)
    });
    is_open && covering().is_some_and(|query| query.matches())
}

fn stay() -> FocusOptions {
    let stay = FocusOptions::new();
    stay.set_prevent_scroll(true);
    stay
}

fn covering() -> Option<MediaQueryList> {
    web_sys::window()?.match_media(COVERS).ok()?
}

fn active() -> Option<HtmlElement> {
    let element = web_sys::window()?.document()?.active_element()?;
    element.dyn_into().ok()
}

/// Whether nothing has the focus, and no dialog is before it.
fn is_nowhere() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let dialog = document.and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    dialog.is_none() && active().is_none_or(|element| element.tag_name() == "BODY")
}

fn is_inside(element: &HtmlElement) -> bool {
    element.closest(&format!("#{ID}")).ok().flatten().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_field_again_is_gone_to_again() {
        let open = |door: Rc<Door>, field: Option<&str>| door.reduce(Turn::Open(field.map(|x| x.to_owned().into())));
        let door = open(Rc::default(), Some("seed"));
        let again = open(Rc::clone(&door), Some("seed"));
        assert!(door.is_open && again.is_open && door.goal != again.goal);
        assert_eq!(again.goal.field.as_deref(), Some("seed"));
        let closed = again.reduce(Turn::Close);
        assert!(!closed.is_open);
        assert_eq!(open(closed, None).goal, Goal { number: 3, field: None });
    }
}
