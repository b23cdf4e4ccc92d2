use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::charts::Shared;

/// What a view shows: a scenario, its report, and whether that has settled.
pub(super) type Shown = (Shared<Scenario>, Shared<Report>, bool);

/// What a view below the answer shows: what is known, with a delay in milliseconds, and not during a drag.
///
/// The answer comes first. All views together would block the page for noticeably long; each in a turn of its own does
/// not.
#[hook]
pub(super) fn use_late(known: Option<Shown>, millis: u32, is_dragging: bool) -> Option<Shown> {
    let shown = use_state_eq(|| None);
    {
        let shown = shown.setter();
        use_effect_with((known, is_dragging), move |(known, is_dragging)| {
            let known = known.clone();
            let turn = (!is_dragging).then(|| Timeout::new(millis, move || shown.set(known)));
            // What comes before its turn replaces it.
            move || drop(turn)
        });
    }
    (*shown).clone()
}
