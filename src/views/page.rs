use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::answer::Answer;
use super::assumptions::AssumptionsProps;
use super::budget::budget;
use super::coming::coming;
use super::decide::DecideProps;
use super::flow::FlowProps;
use super::footer::{byline, footer};
use super::header::Header;
use super::holds::HoldsProps;
use super::late::use_late;
use super::notice::NoticeBar;
use super::panel::{Panel, PanelProps, panel};
use super::plans::plans;
use super::present::{ReplayProps, StageProps};
use super::process::ProcessProps;
use super::progress::progress;
use super::question::question;
use super::reader::use_reader;
use super::signs::SignsProps;
use super::time::TimeProps;
use crate::charts::Shared;
use crate::components::{Editor, use_editor};
use crate::embed::shown::Shown;
use crate::later::{self, Arrival};
use crate::state::{Phase, Session, SessionDispatcher};
use crate::words::verdict::{Verdict, verdict};

/// Properties of [`Page`].
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// What the page shows.
    pub session: Rc<Session>,
    /// Whether the views that come later are there.
    pub arrival: Arrival,
    /// What the address asks for.
    pub shown: Shown,
}

/// The page: header, rail with the question, and one column of views. A [`SessionDispatcher`] in the context takes its
/// edits, a [`crate::locale::Locale`] writes its numbers.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let (session, shown) = (&props.session, props.shown);
    let dispatcher = use_context::<SessionDispatcher>();
    let reader = use_reader();
    let editor = use_editor(&session.scenario, &reader.locale, dispatcher);
    let process = use_same(&session.scenario, same_process);
    let levers = use_same(&session.scenario, same_levers);
    let spoken = use_mut_ref(String::new);
    let scenario = &*session.scenario;
    let run = &session.run;
    let answered = run.answers.clone().zip(run.report.clone());
    let answered = answered.map(|(s, r)| (Shared::from(s), Shared::from(r)));
    let said: Option<Verdict> = answered.as_ref().map(|(s, r)| verdict(s, r, &*reader));
    let failed: Option<AttrValue> =
        if let Phase::Failed(message) = &run.phase { Some(message.clone().into()) } else { None };
    let short = said.as_ref().map(|v| v.short.as_str()).unwrap_or_default();
    // Screen readers hear the verdict once it has settled: not every step of a drag.
    if let (Some(said), Phase::Settled, false) = (&said, &run.phase, session.is_dragging()) {
        spoken.borrow_mut().clone_from(&said.title);
    }
    let spoken = spoken.borrow().clone();
    let settled = run.phase == Phase::Settled;
    let known = answered.map(|(s, r)| (s, r, settled));
    let dragging = session.is_dragging();
    let flow = use_late(known.clone(), 16, dragging);
    let time = use_late(known.clone(), 48, dragging);
    let holds = use_late(known.clone(), 80, dragging);
    let signs = use_late(known, 112, dragging);
    let views = match later::here() {
        None => coming(&props.arrival, shown),
        Some(later) => {
            let of_report = html! {
                <>
                    { flow.filter(|_| shown.shows("flow")).map(|(scenario, report, _)| (later.flow)(FlowProps { scenario, report, reader: reader.clone() })).unwrap_or_default() }
                    { time.filter(|_| shown.shows("time")).map(|(scenario, report, _)| (later.time)(TimeProps { scenario, report, reader: reader.clone() })).unwrap_or_default() }
                    { holds.map(|(scenario, report, settled)| {
                        let (reader, beside) = (reader.clone(), session.beside.clone());
                        let decide = DecideProps { scenario: scenario.clone(), settled, reader: reader.clone(), beside };
                        html! {
                            <>
                                if shown.shows("holds") {
                                    { (later.holds)(HoldsProps { scenario, report, settled, reader }) }
                                }
                                { (later.decide)(decide, shown) }
                            </>
                        }
                    }).unwrap_or_default() }
                    { signs.filter(|_| shown.shows("signs")).map(|(scenario, report, _)| (later.signs)(SignsProps { scenario, report, reader: reader.clone() })).unwrap_or_default() }
                </>
            };
            let reader = || reader.clone();
            html! {
                <>
                    { of_report }
                    { held(shown.lock, html! {
                        <>
                            if shown.shows("process") {
                                { (later.process)(ProcessProps { scenario: levers, reader: reader() }) }
                            }
                            if shown.shows("assumptions") {
                                { (later.assumptions)(AssumptionsProps { scenario: process, reader: reader() }) }
                            }
                        </>
                    }) }
                </>
            }
        }
    };
    let answer = html! {
        <Answer
            run={run.report.clone().map(Shared::from)}
            target={scenario.target}
            verdict={said.clone()}
            {failed}
            stale={session.is_stale()}
            reader={reader.clone()}
        />
    };
    let column = html! {
        <main class="column">
            if shown.shows("answer") {
                { answer }
            }
            { views }
        </main>
    };
    let presents = use_state_eq(|| shown.present.is_some());
    let panel_open = use_state_eq(|| None::<Panel>);
    let onopen = {
        let open = panel_open.setter();
        use_callback((), move |panel, ()| open.set(Some(panel)))
    };
    let onclose = {
        let open = panel_open.setter();
        use_callback((), move |(), ()| open.set(None))
    };
    let [mark, foot] =
        later::here().map_or_else(Default::default, |later| [(later.mark)(scenario), (later.foot)(scenario)]);
    let onpresent = {
        let presents = presents.setter();
        use_callback((), move |on, ()| presents.set(on))
    };
    let stage = later::here().filter(|_| *presents);
    let alone = later::here().zip(session.run.answers.clone().zip(run.report.clone()));
    let alone = alone.filter(|_| shown.view == Some("answer")).map(|(later, (s, r))| {
        (later.replay)(ReplayProps { scenario: s.into(), report: r.into(), settled, reader: reader.clone() })
    });
    let notice = session.notice.clone().map(|notice| html! { <NoticeBar {notice} /> }).unwrap_or_default();
    let inner = if let Some(later) = stage {
        (later.stage)(StageProps {
            session: Rc::clone(session),
            reader: reader.clone(),
            editor: editor.clone(),
            controls: shown.controls && !shown.lock,
            onend: onpresent,
        })
    } else if shown.view.is_some() {
        html! {
            <div class="alone">
                { notice }
                { column }
                { alone.unwrap_or_default() }
                if shown.controls && !shown.lock {
                    { budget(scenario, &reader, &editor, short) }
                }
                { byline(&scenario.name, mark, foot) }
            </div>
        }
    } else {
        html! {
            <>
                <button type="button" class="skip" onclick={|_| to_answer()}>{ "Skip to the answer" }</button>
                <Header name={scenario.name.clone()} {mark} can_undo={session.can_undo()} can_redo={session.can_redo()} {onopen} />
                { notice }
                <div class="layout">
                    <aside class="rail" aria-label="Your question">
                        { held(shown.lock, html! {
                            <>
                                { question(scenario, &reader, &editor) }
                                { budget(scenario, &reader, &editor, short) }
                                { plans(session, &reader, &editor) }
                            </>
                        }) }
                        { progress(run, &reader) }
                    </aside>
                    { column }
                </div>
                { footer(foot) }
                { panel(*panel_open, PanelProps { session: Rc::clone(session), reader: reader.clone(), editor: editor.clone(), onclose, onpresent }) }
            </>
        }
    };
    html! {
        <ContextProvider<Editor> context={editor}>
            { inner }
            <p class="unseen" role="status">{ spoken }</p>
        </ContextProvider<Editor>>
    }
}

/// Controls that cannot be used where the page is locked.
fn held(lock: bool, controls: Html) -> Html {
    if lock {
        html! { <fieldset class="bare" disabled=true>{ controls }</fieldset> }
    } else {
        controls
    }
}

/// Moves the focus to the answer.
pub(super) fn to_answer() {
    to_view("answer-title");
}

/// Moves the focus to a view's title. Not by a fragment: the address may hold a scenario there.
pub(super) fn to_view(title_id: &str) {
    let document = web_sys::window().and_then(|w| w.document());
    let heading = document.and_then(|d| d.get_element_by_id(title_id));
    if let Some(heading) = heading.and_then(|h| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(h).ok()) {
        let _ = heading.focus();
    }
}

/// The scenario as some views see it: the same as before while what they show is, as in a drag of the budget.
#[hook]
fn use_same(scenario: &Rc<Scenario>, same: fn(&Scenario, &Scenario) -> bool) -> Shared<Scenario> {
    let seen = use_mut_ref(|| Rc::clone(scenario));
    let mut seen = seen.borrow_mut();
    if !same(&seen, scenario) {
        *seen = Rc::clone(scenario);
    }
    Shared::from(Rc::clone(&seen))
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

fn same_levers(a: &Scenario, b: &Scenario) -> bool {
    let settings = |s: &Scenario| s.plans.first().map(|p| p.settings.clone());
    a.levers == b.levers
        && a.teams == b.teams
        && a.stages == b.stages
        && a.segments == b.segments
        && a.currency == b.currency
        && settings(a) == settings(b)
}
