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

/// Whether a change by the reader is being answered, or the next one is on its way: then what is out of sight is left out of
/// every frame. It says so from the frame after the first verdict to the frame after the last one, because to begin with it
/// and to end it takes a layout of the whole page, which costs as much as all else in the frames of a verdict.
#[hook]
pub(super) fn use_changing(session: &Session) -> bool {
    let changing = session.is_dragging() || session.can_undo() && session.run.phase.is_open();
    let has_verdict = !session.is_stale();
    let said = use_state_eq(|| false);
    {
        let said = said.setter();
        use_effect_with((changing, has_verdict), move |(changing, has_verdict)| {
            let changing = *changing;
            let frame = (*has_verdict || !changing).then(|| when_painted(move || said.set(changing)));
            move || drop(frame)
        });
    }
    *said
}
