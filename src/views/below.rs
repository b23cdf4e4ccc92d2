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
pub(super) struct BelowProps {
    /// What the page shows.
    pub(super) session: Shared<Session>,
    /// What the address asks for.
    pub(super) shown: Shown,
    /// Writes its numbers.
    pub(super) reader: Reader,
}

/// All views below the answer.
pub(super) fn below(props: BelowProps) -> Html {
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

/// All but the plans, and what only the slides, the header and the looks show. Each field is named, so that one more is not
/// forgotten here.
fn same_process(a: &Scenario, b: &Scenario) -> bool {
    let Scenario {
        version,
        name: _,
        note,
        currency,
        seed,
        frame,
        market,
        groups,
        channels,
        segments,
        stages,
        teams,
        levers,
        money,
        plans: _,
        deck: _,
        target,
        brand: _,
    } = a;
    *version == b.version
        && *note == b.note
        && *currency == b.currency
        && *seed == b.seed
        && *frame == b.frame
        && *market == b.market
        && *groups == b.groups
        && *channels == b.channels
        && *segments == b.segments
        && *stages == b.stages
        && *teams == b.teams
        && *levers == b.levers
        && *money == b.money
        && *target == b.target
}

fn same_levers(a: &Scenario, b: &Scenario) -> bool {
    let settings = |s: &Scenario| s.plans.first().map(|p| p.settings.clone());
    same_process(a, b) && settings(a) == settings(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::edit::use_lever;
    use funnel_engine::scenario::templates::load;
    use funnel_engine::scenario::{LeverKind, Tag};
    use funnel_sentences::field;

    /// What the count of ranges says changes only where the view is drawn again: a lever taken up, a tag, a value.
    #[test]
    fn whatever_changes_the_count_of_ranges_draws_it_again() {
        let s = load("sales-led-saas").unwrap();
        let mut changed: Vec<Scenario> = LeverKind::ALL.iter().filter_map(|kind| use_lever(&s, *kind).ok()).collect();
        for path in s.inputs().into_iter().map(|f| f.path.json) {
            for tag in [Tag::Mine, Tag::Benchmark, Tag::Guess] {
                let mut other = s.clone();
                other.input_mut(&path).unwrap().tag = tag;
                changed.push(other);
            }
        }
        let mut differ = 0;
        for other in &changed {
            if field::title(&s) != field::title(other) {
                differ += 1;
                assert!(!same_process(&s, other) && !same_process(other, &s));
            }
        }
        assert!(differ > 20, "{differ}");
        let mut plan = s.clone();
        plan.plans.clear();
        assert!(same_process(&s, &plan), "a drag of the budget draws nothing again");
    }
}
