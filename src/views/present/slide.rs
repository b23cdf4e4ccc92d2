use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_sentences::verdict::verdict;
use yew::prelude::*;

use super::super::answer::Answer;
use super::super::reader::Reader;
use super::super::registry::{Drawing, Known, StudyProps, drawing};
use super::replay::{ReplayProps, replay};
use crate::charts::Shared;
use crate::state::{Phase, Session};

/// One view as a slide.
pub(super) fn slide(view: View, session: &Shared<Session>, reader: &Reader, on_paper: bool) -> Html {
    let simulating = || html! { <p class="reading is-pending">{ "Simulating…" }</p> };
    let has_settled = session.run.phase == Phase::Settled;
    // The settled report is about the scenario that was answered; while another is being answered, its studies wait.
    let settled = has_settled && !session.is_stale();
    let reader = reader.clone();
    match drawing(view) {
        Drawing::Answer => {
            let Some((s, r)) = session.displayed() else { return simulating() };
            let own = answered(session).filter(|_| !on_paper);
            html! {
                <>
                    <Answer run={Shared::from(Rc::clone(&r))} target={s.target} verdict={verdict(&s, &r, &*reader)}
                        failed={None::<AttrValue>} stale={session.is_stale()} reader={reader.clone()} />
                    { for own.map(|(scenario, report)| replay(ReplayProps { scenario, report, settled: has_settled, reader })) }
                </>
            }
        }
        Drawing::Scenario(of) => (of.slide)(Shared::from(Rc::clone(&session.scenario)), reader),
        Drawing::Report(of) => answered(session)
            .map_or_else(simulating, |(scenario, report)| (of.draw)(Known { scenario, report, settled, reader })),
        Drawing::Study(of) => answered(session).map_or_else(simulating, |(scenario, _)| {
            (of.draw)(StudyProps { scenario, settled, reader, beside: session.beside.clone() })
        }),
    }
}

fn answered(session: &Session) -> Option<(Shared<Scenario>, Shared<Report>)> {
    session.in_full().map(|(scenario, report)| (Shared::from(scenario), Shared::from(report)))
}

/// What a slide will say, as far as that is known before it is shown: for those that rest on a study only the question
/// is known.
pub(super) fn heading(view: View, session: &Session, reader: &Reader) -> String {
    let title = match drawing(view) {
        Drawing::Answer => session.displayed().map(|(s, r)| verdict(&s, &r, &**reader).title),
        Drawing::Scenario(of) => Some((of.title)(&session.scenario, reader)),
        Drawing::Report(of) => session.in_full().map(|(s, r)| (of.title)(&s, &r, reader)),
        Drawing::Study(_) => None,
    };
    title.unwrap_or_default()
}
