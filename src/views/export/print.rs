//! The answer on one sheet of paper: drawn on request, visible only in print. It is printed once the studies have come to
//! their end that its first lines rest on, or as it is.

use std::rc::Rc;

use funnel_export::assumptions::{all, name, provenance};
use funnel_export::slides::said_by;
use funnel_sentences::answer::{dots, table};
use funnel_sentences::chances::chances;
use funnel_sentences::verdict::verdict;
use funnel_sentences::{flow, time};
use gloo::events::EventListener;
use yew::prelude::*;

use super::keep::PRINTED;
use crate::brand;
use crate::charts::{DotsChart, Shared};
use crate::state::{Session, link_of};
use crate::views::Reader;
use crate::views::answer::{dots_data, figures, odds};
use crate::views::in_short::{Lines, Place};
use crate::views::printing::{print, use_print};

/// Width of the printed chart, px: that of the paper between its margins.
const WIDTH: u32 = 680;
/// Longest link that is printed to be read; a longer one can only be clicked.
const LINK: usize = 240;

#[derive(PartialEq, Properties)]
pub(super) struct PrintedProps {
    pub(super) session: Shared<Session>,
    pub(super) reader: Reader,
    /// Called when it has been printed, or cancelled.
    pub(super) ondone: Callback<()>,
}

/// The sheet. It asks for the printer as soon as nothing in it is pending.
#[component]
pub(super) fn Printed(props: &PrintedProps) -> Html {
    let PrintedProps { session, reader, ondone } = props;
    let done = ondone.clone();
    let ready = use_print(".report", true);
    use_effect_with((), move |()| {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        let classes = root.map(|root| root.class_list());
        if let Some(classes) = &classes {
            // A valid class name, so this never fails.
            let _ = classes.add_1("is-report");
        }
        let ended = web_sys::window().map(|window| EventListener::once(&window, "afterprint", move |_| done.emit(())));
        move || {
            drop(ended);
            if let Some(classes) = &classes {
                let _ = classes.remove_1("is-report");
            }
        }
    });
    let Some(report) = &session.run.report else { return Html::default() };
    let Some(body) = web_sys::window().and_then(|window| window.document()?.body()) else { return Html::default() };
    let scenario = &*session.scenario;
    let said = verdict(scenario, report, &**reader);
    let chart = dots_data(report).map(|data| {
        let title = said.title.clone();
        html! { <DotsChart id={PRINTED} {title} {data} width={WIDTH} height=130 style={reader.style.clone()} /> }
    });
    let rests = all(scenario, &**reader).into_iter().filter(|x| !x.is_idle).map(|x| {
        html! {
            <tr>
                <th scope="row">{ name(&x) }</th>
                <td>{ x.said.clone() }</td>
                <td>{ said_by(&x, usize::MAX) }</td>
            </tr>
        }
    });
    let in_short = session.run.answers.clone().map(|answered| {
        let (scenario, report) = (Shared::from(answered), Shared::from(Rc::clone(report)));
        html! { <Lines {scenario} {report} settled=true place={Place::Paper} reader={reader.clone()} /> }
    });
    let in_short = in_short.unwrap_or_default();
    let sheet = html! {
        <section class="report" aria-label="Report">
            { brand::mark(scenario) }
            <p class="report-name">{ if scenario.name.is_empty() { "Funnel" } else { scenario.name.as_str() } }</p>
            <h1>{ said.title.clone() }</h1>
            { in_short }
            { for chart }
            { for report.comparisons.first().map(|c| html! { <p class="small">{ dots(c, report.horizon_weeks, &**reader) }</p> }) }
            { odds(&chances(report, &scenario.target, &**reader)) }
            { figures(&table(report, &**reader), report.horizon_weeks) }
            <p>{ time::title(scenario, report, &**reader) }{ " " }{ time::after(report, &**reader) }</p>
            <p>{ flow::title(scenario, report, &**reader) }</p>
            <p class="small">{ provenance(report, &**reader) }{ " " }{ link(scenario) }</p>
            <h2>{ "What it rests on" }</h2>
            <table class="report-rests">
                <thead><tr><th>{ "Assumption" }</th><th>{ "Value" }</th><th>{ "Who says so" }</th></tr></thead>
                <tbody>{ for rests }</tbody>
            </table>
            <p class="small">{ "What is zero and has no source is left out. " }{ funnel_sentences::field::GRADES }</p>
            { brand::foot(scenario) }
        </section>
    };
    html! {
        <>
            if !ready {
                <div class="export-said" role="status">
                    <p>{ "Waiting for the studies that the page begins with…" }</p>
                    <button type="button" class="button" id="print-now" onclick={|_| print()}>{ "Print as it is" }</button>
                </div>
            }
            { create_portal(sheet, body.into()) }
        </>
    }
}

/// The link to the scenario: to be read if it is short, to be clicked if it is not.
fn link(scenario: &funnel_engine::scenario::Scenario) -> Html {
    match link_of(scenario) {
        Err(_) => html! { "The scenario travels as a file." },
        Ok(href) if href.len() <= LINK => html! { <>{ "Open it live: " }<a href={href.clone()}>{ href }</a></> },
        Ok(href) => {
            let face: String = href.chars().take(LINK / 3).collect();
            html! { <>{ "Open it live (the link is whole where this page can be clicked): " }<a {href}>{ face }{ "…" }</a></> }
        }
    }
}
