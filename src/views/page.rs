use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::announce::Announce;
use super::answer::Answer;
use super::assumptions::Assumptions;
use super::budget::Budget;
use super::flow::Flow;
use super::footer::footer;
use super::header::Header;
use super::notice::NoticeBar;
use super::plans::plans;
use super::progress::progress;
use super::question::Question;
use super::reader::use_reader;
use super::time::Time;
use crate::charts::Shared;
use crate::components::{Editor, use_editor};
use crate::state::{Phase, Session, SessionDispatcher};
use crate::words::verdict::{Verdict, verdict};

/// Properties of [`Page`].
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// What the page shows.
    pub session: Rc<Session>,
}

/// The page: header, rail with the question, and one column of views. Needs a [`SessionDispatcher`] as context.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let dispatcher = use_context::<SessionDispatcher>();
    let session = Rc::clone(&props.session);
    html! {
        if let Some(dispatcher) = dispatcher {
            <Content {session} {dispatcher} />
        }
    }
}

#[derive(PartialEq, Properties)]
struct ContentProps {
    session: Rc<Session>,
    dispatcher: SessionDispatcher,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let ContentProps { session, dispatcher } = props;
    let reader = use_reader();
    let editor = use_editor(&session.scenario, dispatcher);
    let scenario = Shared::from(Rc::clone(&session.scenario));
    let process = use_process(&session.scenario);
    let run = &session.run;
    let answered = run.answers.clone().zip(run.report.clone());
    let answered = answered.map(|(s, r)| (Shared::from(s), Shared::from(r)));
    let said: Option<Verdict> = answered.as_ref().map(|(s, r)| verdict(s, r, &*reader));
    let failed: Option<AttrValue> =
        if let Phase::Failed(message) = &run.phase { Some(message.clone().into()) } else { None };
    let settled = run.phase == Phase::Settled && !session.is_dragging();
    let skip = Callback::from(|event: MouseEvent| {
        // Not by a fragment: the address may hold a scenario there.
        event.prevent_default();
        let heading = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("answer-title"));
        if let Some(heading) = heading.and_then(|h| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(h).ok()) {
            let _ = heading.focus();
        }
    });
    let views = answered.map(|(s, r)| {
        html! {
            <>
                <Flow scenario={s.clone()} report={r.clone()} reader={reader.clone()} />
                <Time scenario={s} report={r} reader={reader.clone()} />
            </>
        }
    });
    html! {
        <ContextProvider<Editor> context={editor}>
            <button type="button" class="skip" onclick={skip}>{ "Skip to the answer" }</button>
            <Header scenario={scenario.clone()} can_undo={session.can_undo()} can_redo={session.can_redo()} />
            if let Some(notice) = session.notice.clone() {
                <NoticeBar {notice} />
            }
            <div class="layout">
                <aside class="rail" aria-label="Your question">
                    <Question scenario={scenario.clone()} reader={reader.clone()} />
                    <Budget
                        scenario={scenario.clone()}
                        reader={reader.clone()}
                        short={said.as_ref().map(|v| AttrValue::from(v.short.clone())).unwrap_or_default()}
                    />
                    { plans(session, &reader) }
                    { progress(run, &reader) }
                </aside>
                <main class="column">
                    <Answer
                        run={run.report.clone().map(Shared::from)}
                        target={session.scenario.target}
                        verdict={said.clone()}
                        {failed}
                        stale={session.is_stale()}
                        reader={reader.clone()}
                    />
                    { for views }
                    <Assumptions scenario={process} reader={reader.clone()} />
                </main>
            </div>
            { footer() }
            <Announce text={said.map(|v| AttrValue::from(v.title)).unwrap_or_default()} {settled} />
        </ContextProvider<Editor>>
    }
}

/// The scenario as the assumptions see it: the same as before while only the plans change, as in a drag.
#[hook]
fn use_process(scenario: &Rc<Scenario>) -> Shared<Scenario> {
    let seen = use_mut_ref(|| Shared::from(Rc::clone(scenario)));
    let mut seen = seen.borrow_mut();
    if !same_process(&seen, scenario) {
        *seen = Shared::from(Rc::clone(scenario));
    }
    seen.clone()
}

fn same_process(a: &Scenario, b: &Scenario) -> bool {
    a.channels == b.channels
        && a.segments == b.segments
        && a.stages == b.stages
        && a.money == b.money
        && a.frame == b.frame
        && a.market == b.market
        && a.groups == b.groups
        && a.target == b.target
        && a.currency == b.currency
        && a.seed == b.seed
        && a.note == b.note
}
