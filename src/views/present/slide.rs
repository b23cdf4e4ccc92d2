use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_sentences::verdict::verdict;
use funnel_sentences::{
    field, flow as flow_words, holds as holds_words, levers, signs as signs_words, time as time_words,
};
use yew::prelude::*;

use super::super::answer::Answer;
use super::super::decide::{DecideProps, decide};
use super::super::flow::{FlowProps, flow};
use super::super::holds::{HoldsProps, holds};
use super::super::process::{ProcessProps, process};
use super::super::reader::Reader;
use super::super::signs::{SignsProps, signs};
use super::super::time::{TimeProps, time};
use super::replay::{ReplayProps, replay};
use super::says_who;
use crate::charts::Shared;
use crate::embed::shown::{Shown, VIEWS};
use crate::state::{Phase, Session};

/// One view as a slide.
pub(super) fn slide(view: &str, session: &Shared<Session>, reader: &Reader, on_paper: bool) -> Html {
    let settled = session.run.phase == Phase::Settled;
    let reader = reader.clone();
    let asked = Shared::from(Rc::clone(&session.scenario));
    match view {
        "process" => return process(ProcessProps { scenario: asked, reader }),
        "assumptions" => return says_who::slide(&session.scenario, &reader),
        _ => {}
    }
    let simulating = || html! { <p class="reading is-pending">{ "Simulating…" }</p> };
    if view == "answer" {
        let Some((s, r)) = session.displayed() else { return simulating() };
        let own = known(session).filter(|_| !on_paper);
        return html! {
            <>
                <Answer run={Shared::from(Rc::clone(&r))} target={s.target} verdict={verdict(&s, &r, &*reader)}
                    failed={None::<AttrValue>} stale={session.is_stale()} reader={reader.clone()} />
                { for own.map(|(scenario, report)| replay(ReplayProps { scenario, report, settled, reader })) }
            </>
        };
    }
    let Some((scenario, report)) = known(session) else { return simulating() };
    match view {
        "flow" => flow(FlowProps { scenario, report, reader }),
        "time" => time(TimeProps { scenario, report, reader }),
        "holds" => holds(HoldsProps { scenario, report, settled, reader }),
        "signs" => signs(SignsProps { scenario, report, reader }),
        other => {
            let view = VIEWS.iter().find(|(name, _)| *name == other).map(|(name, _)| *name);
            let beside = session.beside.clone();
            // Settled is the scenario that was answered; while another is on its way, its studies wait.
            let props = DecideProps { scenario, settled: settled && !session.is_stale(), reader, beside };
            decide(props, Shown { view, ..Shown::default() })
        }
    }
}

fn known(session: &Session) -> Option<(Shared<Scenario>, Shared<Report>)> {
    let (scenario, report) = session.run.answers.clone().zip(session.run.report.clone())?;
    Some((Shared::from(scenario), Shared::from(report)))
}

/// What a slide will say, as far as that is known before it is shown: those that rest on a study are known by their
/// question only.
pub(super) fn heading(view: &str, session: &Session, reader: &Reader) -> String {
    if view == "answer" {
        return session.displayed().map_or_else(String::new, |(s, r)| verdict(&s, &r, &**reader).title);
    }
    let Some((s, r)) = session.run.answers.as_deref().zip(session.run.report.as_deref()) else {
        return String::new();
    };
    match view {
        "flow" => flow_words::title(s, r, &**reader),
        "time" => time_words::title(r),
        "holds" => holds_words::title(s, r, &**reader),
        "signs" => signs_words::title(s, r, &**reader),
        "process" => levers::title(&**reader, &session.scenario),
        "assumptions" => field::title(&session.scenario),
        _ => String::new(),
    }
}

/// Whether moving the budget changes what a view shows, so that the slider belongs on the stage with it. The flow changes
/// too, and needs the room itself.
pub(super) fn follows_budget(view: &str) -> bool {
    matches!(view, "answer" | "time" | "holds" | "far" | "drivers" | "learn" | "signs")
}
