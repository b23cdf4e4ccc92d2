use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use super::assumptions::{AssumptionsProps, assumptions};
use super::coming::held;
use super::decide::{DecideProps, decide};
use super::flow::{FlowProps, flow};
use super::holds::{HoldsProps, holds};
use super::late::use_late;
use super::page::locked;
use super::process::{ProcessProps, process};
use super::reader::Reader;
use super::signs::{SignsProps, signs};
use super::time::{TimeProps, time};
use crate::charts::Shared;
use crate::embed::shown::Shown;
use crate::state::{Phase, Session};

/// Properties of [`below`].
#[derive(Clone, PartialEq, Properties)]
pub struct BelowProps {
    /// What the page shows.
    pub session: Shared<Session>,
    /// What the address asks for.
    pub shown: Shown,
    /// Writes its numbers.
    pub reader: Reader,
}

/// All views below the answer.
pub fn below(props: BelowProps) -> Html {
    html! { <Below ..props /> }
}

#[component]
fn Below(props: &BelowProps) -> Html {
    let BelowProps { session, shown, reader } = props;
    let run = &session.run;
    let settled = run.phase == Phase::Settled;
    let known = run.answers.clone().zip(run.report.clone());
    let known = known.map(|(scenario, report)| (Shared::from(scenario), Shared::from(report), settled));
    let dragging = session.is_dragging();
    let of_flow = use_late(known.clone(), 16, dragging);
    let of_time = use_late(known.clone(), 48, dragging);
    let of_holds = use_late(known.clone(), 80, dragging);
    let of_signs = use_late(known, 112, dragging);
    let of_process = use_same(&session.scenario, same_process);
    let of_levers = use_same(&session.scenario, same_levers);
    let reader = || reader.clone();
    // Each in a place of its own, which stays when others come.
    html! {
        <>
            if shown.shows("flow") {
                { of_flow.map_or_else(|| held("flow"), |(scenario, report, _)| flow(FlowProps { scenario, report, reader: reader() })) }
            }
            if shown.shows("time") {
                { of_time.map_or_else(|| held("time"), |(scenario, report, _)| time(TimeProps { scenario, report, reader: reader() })) }
            }
            { of_holds.map(|(scenario, report, settled)| {
                let of_decide = DecideProps { scenario: scenario.clone(), settled, reader: reader(), beside: session.beside.clone() };
                html! {
                    <>
                        if shown.shows("holds") {
                            { holds(HoldsProps { scenario, report, settled, reader: reader() }) }
                        }
                        { decide(of_decide, *shown) }
                    </>
                }
            }).unwrap_or_default() }
            { of_signs.filter(|_| shown.shows("signs")).map(|(scenario, report, _)| signs(SignsProps { scenario, report, reader: reader() })).unwrap_or_default() }
            { locked(shown.lock, html! {
                <>
                    if shown.shows("process") {
                        { process(ProcessProps { scenario: of_levers, reader: reader() }) }
                    }
                    if shown.shows("assumptions") {
                        { assumptions(AssumptionsProps { scenario: of_process, reader: reader() }) }
                    }
                </>
            }) }
        </>
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
