use std::rc::Rc;

use funnel_engine::scenario::{Scenario, View};
use yew::prelude::*;

use super::coming::held;
use super::late::use_late;
use super::opened::Opened;
use super::page::locked;
use super::reader::Reader;
use super::registry::{Drawing, Known, Sees, StudyProps, Turn, drawing};
use crate::charts::Shared;
use crate::embed::shown::{Only, Shown};
use crate::state::{Phase, Session};

/// Properties of [`below`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct BelowProps {
    /// The page's session.
    pub(super) session: Shared<Session>,
    /// What the address asks for.
    pub(super) shown: Shown,
    /// Which questions are open.
    pub(super) opened: Opened,
    /// Formats its numbers.
    pub(super) reader: Reader,
}

/// All views below the answer.
pub(super) fn below(props: BelowProps) -> Html {
    html! { <Below ..props /> }
}

#[component]
fn Below(props: &BelowProps) -> Html {
    let BelowProps { session, shown, opened, reader } = props;
    let settled = session.run.phase == Phase::Settled;
    let known = session.in_full().map(|(scenario, report)| (Shared::from(scenario), Shared::from(report), settled));
    let dragging = session.is_dragging();
    let first = use_late(known.clone(), 16, dragging);
    let second = use_late(known.clone(), 48, dragging);
    let third = use_late(known.clone(), 80, dragging);
    let fourth = use_late(known, 112, dragging);
    let inputs = use_inputs(&session.scenario);
    let settings = use_same(&session.scenario, same_settings);
    let draw = |view: View| match drawing(view) {
        // It is on the page already.
        Drawing::Answer => Html::default(),
        Drawing::Scenario(of) => {
            let scenario = match of.sees {
                Sees::Inputs => &inputs,
                Sees::Settings => &settings,
            };
            locked(shown.lock, (of.page)(scenario.clone(), reader.clone()))
        }
        Drawing::Report(of) => {
            let known = match of.turn {
                Turn::First => &first,
                Turn::Second => &second,
                Turn::Third => &third,
                Turn::Fourth => &fourth,
            };
            let place = || if of.is_held { held(view) } else { Html::default() };
            known.clone().map_or_else(place, |(scenario, report, settled)| {
                (of.draw)(Known { scenario, report, settled, reader: reader.clone() })
            })
        }
        Drawing::Study(of) => third.clone().map_or_else(Html::default, |(scenario, _, settled)| {
            (of.draw)(StudyProps { scenario, settled, reader: reader.clone(), beside: session.beside.clone() })
        }),
    };
    // Each in a place of its own, which stays when others are added.
    let is_alone = matches!(shown.only, Only::One(_));
    // In short comes before all others.
    let is_there = |view: View| shown.shows(view) && (is_alone || (view != View::Short && opened.is_open(view)));
    let place = |view: &View| if is_there(*view) { draw(*view) } else { Html::default() };
    View::ALL.iter().map(place).collect()
}

/// The scenario as needed by the views of its inputs.
#[hook]
pub(super) fn use_inputs(scenario: &Rc<Scenario>) -> Shared<Scenario> {
    use_same(scenario, same_inputs)
}

/// The scenario as needed by some views: the previous one while what they show is unchanged, as during a drag of the
/// budget.
#[hook]
fn use_same(scenario: &Rc<Scenario>, same: fn(&Scenario, &Scenario) -> bool) -> Shared<Scenario> {
    let seen = use_mut_ref(|| Rc::clone(scenario));
    let mut seen = seen.borrow_mut();
    if !same(&seen, scenario) {
        *seen = Rc::clone(scenario);
    }
    Shared::from(Rc::clone(&seen))
}

/// Compares everything but the plans, and what only the slides, the header and the brand show. Each field is named, so
/// that a new one cannot be forgotten here.
fn same_inputs(a: &Scenario, b: &Scenario) -> bool {
    let Scenario {
        version,
        name: _,
        note,
        currency,
        seed,
        frame,
        calendar,
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
        mapping: _,
    } = a;
    *version == b.version
        && *note == b.note
        && *currency == b.currency
        && *seed == b.seed
        && *frame == b.frame
        && *calendar == b.calendar
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

fn same_settings(a: &Scenario, b: &Scenario) -> bool {
    let settings = |s: &Scenario| s.plans.first().map(|p| p.settings.clone());
    same_inputs(a, b) && settings(a) == settings(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::edit::use_lever;
    use funnel_engine::scenario::templates::load;
    use funnel_engine::scenario::{LeverKind, Tag};
    use funnel_sentences::field;

    /// Whatever changes the view's count of ranges also makes it render again: a lever turned on, a tag, a value.
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
                assert!(!same_inputs(&s, other) && !same_inputs(other, &s));
            }
        }
        assert!(differ > 20, "{differ}");
        let mut plan = s.clone();
        plan.plans.clear();
        assert!(same_inputs(&s, &plan), "a drag of the budget draws nothing again");
    }
}
