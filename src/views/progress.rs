use funnel_engine::simulate::SETTLED;
use funnel_sentences::chances::error;
use funnel_sentences::numbers::count;
use yew::prelude::*;

use super::reader::Reader;
use crate::state::{Phase, Session};

const ADVANCE: &str = "Simulated when this page was made. It is being simulated here again.";
const SENT: &str =
    "The figures as they were sent. They are being simulated here again, and replaced if they are not confirmed.";

/// How far the run has got, and how precise it is.
pub(super) fn progress(session: &Session, reader: &Reader) -> Html {
    let run = &session.run;
    let done = run.report.as_ref().map_or(0, |r| r.replicates);
    let text = match (&run.phase, session.displayed()) {
        (Phase::Failed(_), _) => "Stopped: see the message beside it.".to_owned(),
        (_, None) => "Simulating the first futures…".to_owned(),
        (_, Some((_, report))) => error(&report, &**reader),
    };
    let (value, all) = match run.phase {
        Phase::Settled => (1, 1),
        Phase::Asking => (0, 1),
        _ => (done, SETTLED),
    };
    // Until this page's own run has arrived at the same.
    let in_advance = run.phase.is_open() && session.is_answered();
    let rest = match run.phase {
        _ if session.is_as_sent() => "as sent, being checked".to_owned(),
        _ if in_advance => "in advance".to_owned(),
        Phase::Refining => format!("of {}", count(&**reader, f64::from(SETTLED))),
        Phase::Settled => "settled".to_owned(),
        _ => String::new(),
    };
    html! {
        <div class="progress">
            <p><span>{ text }</span><span title={in_advance.then_some(if session.is_as_sent() { SENT } else { ADVANCE })}>{ rest }</span></p>
            <progress aria-label="Runs done" value={value.to_string()} max={all.to_string()} />
        </div>
    }
}
