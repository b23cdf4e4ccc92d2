//! Swipes: a finger moving sideways changes the slide, as in any deck.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, TouchEvent};

use crate::timing::now;

/// The direction of a swipe: a finger that moves left pulls in the next slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the next slide.
    Next,
    /// To the one before.
    Back,
}

/// Least distance of a finger, in CSS pixels, and longest time, in milliseconds: anything slower is reading a chart.
const LEAST: f64 = 40.0;
const MOST: f64 = 600.0;
/// Elements that a finger moves themselves.
const MOVED: &str = "input, textarea, select, [role=slider], .slider, .chart-scrub, .as-table";

/// The direction of a finger that went this far in this time.
fn way(across: f64, down: f64, millis: f64) -> Option<Way> {
    let is_swipe = across.abs() >= LEAST && across.abs() > 2.0 * down.abs() && millis <= MOST;
    is_swipe.then_some(if across < 0.0 { Way::Next } else { Way::Back })
}

/// Reports swipes over a target, until the listeners are dropped.
pub(crate) fn swipes(target: &EventTarget, tell: impl Fn(&Event, Way) + 'static) -> [EventListener; 3] {
    let begun = Rc::new(Cell::new(None::<(f64, f64, f64)>));
    let start = {
        let begun = Rc::clone(&begun);
        EventListener::new(target, "touchstart", move |event| {
            let touch = event.dyn_ref::<TouchEvent>().filter(|touch| touch.touches().length() == 1);
            let on = touch.and_then(|touch| touch.target()?.dyn_into::<Element>().ok());
            let is_free = on.is_some_and(|element| element.closest(MOVED).is_ok_and(|inside| inside.is_none()));
            let at = touch.filter(|_| is_free).and_then(|touch| touch.touches().get(0));
            begun.set(at.map(|at| (f64::from(at.client_x()), f64::from(at.client_y()), now())));
        })
    };
    let end = {
        let begun = Rc::clone(&begun);
        EventListener::new(target, "touchend", move |event| {
            let Some((x, y, time)) = begun.take() else { return };
            let touch = event.dyn_ref::<TouchEvent>().and_then(|touch| touch.changed_touches().get(0));
            let Some(touch) = touch else { return };
            let (across, down) = (f64::from(touch.client_x()) - x, f64::from(touch.client_y()) - y);
            if let Some(way) = way(across, down, now() - time) {
                tell(event, way);
            }
        })
    };
    let cancel = EventListener::new(target, "touchcancel", move |_| begun.set(None));
    [start, end, cancel]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_way_across_is_a_swipe() {
        assert_eq!(way(-80.0, 5.0, 200.0), Some(Way::Next));
        assert_eq!(way(80.0, -5.0, 200.0), Some(Way::Back));
        for (across, down, millis) in
            [(-20.0, 0.0, 100.0), (-80.0, 60.0, 200.0), (-80.0, 0.0, 2_000.0), (0.0, 90.0, 100.0)]
        {
            assert_eq!(way(across, down, millis), None);
        }
    }
}
