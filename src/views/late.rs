use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::charts::Shared;
use crate::state::Session;
use crate::timing::when_painted;

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

/// Whether a change by the reader is being answered, from the frame after its first verdict on, or the next one is on its
/// way: then what is out of sight is left out of every frame. To begin with that takes a layout of the whole page, as
/// much as the frames of a verdict themselves, which is why the first of them does not wait for it.
#[hook]
pub(super) fn use_changing(session: &Session) -> bool {
    let changing = session.is_dragging() || session.can_undo() && session.run.phase.is_open();
    let is_answered = changing && !session.is_stale();
    let begun = use_state_eq(|| false);
    {
        let begun = begun.setter();
        use_effect_with((changing, is_answered), move |(changing, is_answered)| {
            if !changing {
                begun.set(false);
            }
            let frame = is_answered.then(|| when_painted(move || begun.set(true)));
            move || drop(frame)
        });
    }
    changing && *begun
}
