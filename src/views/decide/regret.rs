use funnel_decide::regret::Regret as Known;
use funnel_decide::sides::Carried;
use funnel_decide::{Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::StudySlide;
use funnel_sentences::compare::{apart, letter, name};
use funnel_sentences::metric::{FACES, METRICS, metric};
use funnel_sentences::regret::{Cell, cells, most, plans, title, unpriced as lacking, with_names, worst_tenth};
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Asking, Drawing, FromStudy, StudyProps};
use super::super::section::Section;
use super::super::study::{finding, findings, on_demand, progress, unpriced, use_shown};
use crate::charts::Shared;
use crate::components::{use_near, use_picks};
use crate::state::{Beside, use_study};

/// Combinations of plans and sets of assumptions that are tried automatically; more would take a while.
const UNASKED: usize = 8;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Regret ..props /> },
    // There may be many scenarios kept beside this one, so the view asks only when it is open.
    ask: |_| None,
    slide,
    told,
});

/// The scenario with names for its plans, and those beside it that it can be compared with; results may be about
/// scenarios that have since changed.
fn sets(scenario: &Scenario, beside: &Beside, reader: &Reader) -> (Shared<Scenario>, Vec<Carried>) {
    let named = |s: &Scenario| with_names(s, &**reader);
    let others = beside.iter().filter(|other| apart(scenario, other).is_none());
    let others = others.map(|other| Carried(named(other))).collect();
    (Shared::new(named(scenario)), others)
}

/// Number of plans in all of them; `None` if there is nothing to choose from.
fn plans_of(own: &Scenario, others: &[Carried]) -> Option<usize> {
    let all = own.plans.len() + others.iter().map(|other| other.0.plans.len()).sum::<usize>();
    (all > 0 && (!others.is_empty() || all > 1)).then_some(all)
}

/// The question that the view asks on a stage: about profit.
fn slide(props: &StudyProps) -> Option<Asking> {
    let (own, others) = sets(&props.scenario, &props.beside, &props.reader);
    plans_of(&own, &others)?;
    let question = Question::Regret { others, metric: Metric::Profit };
    Some(Asking { question, scenario: own })
}

/// What a slide in a file contains: plans in rows, assumptions in columns.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (StudyProps { scenario, reader, .. }, Finding::Regret(found)) = (props, found) else { return None };
    let names = plans(found);
    let said = title(scenario, found, &names, &**reader);
    let columns: Vec<Vec<Cell>> = found.columns.iter().map(|column| cells(column, &**reader)).collect();
    let cell = |cell: &Cell| match cell {
        Cell::Figures { mean, regret, .. } => format!("{mean}; {regret}"),
        Cell::Impossible(reason) => format!("not possible: {reason}"),
    };
    let head = std::iter::once("Plan".to_owned());
    let head = head.chain(found.sets.iter().enumerate().map(|(i, given)| format!("{} {}", letter(i), name(given))));
    let row = |(plan, name): (usize, &String)| {
        let figures = columns.iter().map(move |column| column.get(plan).map(cell).unwrap_or_default());
        std::iter::once(name.clone()).chain(figures).collect()
    };
    let table = std::iter::once(head.collect()).chain(names.iter().enumerate().map(row)).collect();
    let text = worst_tenth(found, &names).into_iter().map(Into::into).collect();
    (!said.is_pending && !columns.is_empty()).then(|| StudySlide {
        title: said.text,
        text,
        table,
        ..StudySlide::default()
    })
}

/// Which plan, whoever is right? Every plan under everybody's assumptions, and how much each is regretted.
#[component]
fn Regret(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, beside } = props;
    let (near_node, near) = use_near();
    let (measured, picks) = use_picks("regret-metric", "Better is more", &FACES);
    let wanted = METRICS.get(measured).copied().unwrap_or(Metric::Profit);
    let deps = (scenario.clone(), beside.clone(), reader.clone());
    let sets = use_memo(deps, |(scenario, beside, reader)| sets(scenario, beside, reader));
    let (own, others) = &*sets;
    let all = plans_of(own, others);
    let is_empty = all.is_none();
    let is_heavy = (all.unwrap_or_default() + 1) * (others.len() + 1) > UNASKED;
    let asked = use_shown(own);
    let question = (near && !is_empty && (asked.is || !is_heavy))
        .then(|| Question::Regret { others: others.clone(), metric: wanted });
    let studied = use_study(question, own, *settled, Some(View::Regret));
    let found = studied.found.as_deref().and_then(|f| if let Finding::Regret(found) = f { Some(found) } else { None });
    let found = found.filter(|_| !is_empty);
    let names = found.map(plans).unwrap_or_default();
    let said = match found {
        Some(found) => finding(&studied, title(own, found, &names, &**reader)),
        None if is_empty => "With a second plan or a second scenario, this finds the one to regret least".to_owned(),
        None => format!("Which plan brings most {}, whoever’s assumptions are right", metric(wanted)),
    };
    let section = Section {
        view: View::Regret,
        title: said.into(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let worst = found.and_then(|found| worst_tenth(found, &names));
    section.render(html! {
        <div ref={near_node}>
            if is_empty {
                <p class="reading">
                    { "Plans are chosen by people who believe different things. Keep a scenario with other assumptions above: \
                       every plan is then tried under everybody’s assumptions, and the one that loses least if its owner is \
                       wrong is named." }
                </p>
            } else {
                { picks }
                { found.filter(|found| !found.columns.is_empty()).map(|found| table(found, &names, reader)).unwrap_or_default() }
                { findings(worst) }
                { unpriced(found.into_iter().flat_map(|found| lacking(own, found, &names))) }
                if is_heavy {
                    { on_demand(&asked, &studied, "Try every plan under all assumptions", "Runs every plan of every scenario under \
                       the assumptions of each, in the same futures. Takes a while.") }
                }
                if asked.is || !is_heavy {
                    { progress(&studied, "Trying every plan under all assumptions") }
                }
            }
        </div>
    })
}

/// Plans in rows, assumptions in columns.
fn table(found: &Known, names: &[String], reader: &Reader) -> Html {
    let least = found.minimax.as_ref().map(|choice| choice.plan as usize);
    let shows_most = found.columns.len() > 1;
    let under = |(i, given): (usize, &String)| {
        html! { <th scope="col" key={i}><b>{ letter(i) }</b>{ " " }<span>{ name(given).to_owned() }</span></th> }
    };
    let columns: Vec<Vec<Cell>> = found.columns.iter().map(|column| cells(column, &**reader)).collect();
    let most = most(found, &**reader);
    let one = |plan: usize, i: usize| {
        let under = format!("Under {}", letter(i));
        match columns.get(i).and_then(|column| column.get(plan)) {
            None => html! { <td data-name={under}>{ "…" }</td> },
            Some(Cell::Figures { mean, regret, is_best, is_safest }) => html! {
                <td class={classes!((*is_best).then_some("is-ahead"))} data-name={under}>
                    <span class={classes!((*is_best).then_some("is-mid"))}>{ mean }</span>
                    <span class="stat-note">{ regret }</span>
                    if *is_safest {
                        <span class="stat-note">{ "best in the worst tenth" }</span>
                    }
                </td>
            },
            Some(Cell::Impossible(reason)) => html! {
                <td class="is-text" data-name={under}><span class="stat-note">{ format!("Not possible there: {reason}") }</span></td>
            },
        }
    };
    let row = |(plan, name): (usize, &String)| {
        let is_least = least == Some(plan);
        html! {
            <tr key={plan}>
                <th scope="row" class={classes!(is_least.then_some("is-mid"))}>
                    { name }
                    if is_least {
                        <span class="stat-note">{ "regretted least" }</span>
                    }
                </th>
                { for (0..found.sets.len()).map(|i| one(plan, i)) }
                if shows_most {
                    <td data-name="Most to regret">{ most.get(plan).cloned().unwrap_or_default() }</td>
                }
            </tr>
        }
    };
    let caption = format!(
        "Mean {} of each plan under the assumptions of each scenario, and how much less that is than the best plan there.",
        metric(found.metric)
    );
    html! {
        <table class="figures regrets">
            <caption>{ caption }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Plan" }</th>
                    { for found.sets.iter().enumerate().map(under) }
                    if shows_most {
                        <th scope="col">{ "Most to regret" }</th>
                    }
                </tr>
            </thead>
            <tbody>{ for names.iter().enumerate().map(row) }</tbody>
        </table>
    }
}
