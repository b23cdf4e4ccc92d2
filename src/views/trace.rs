use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, Timing};
use funnel_sentences::numbers::money;
use funnel_sentences::trace::{EACH, Line, by_channel, by_segment, sources};
use yew::prelude::*;

use super::reader::Reader;

/// Traces the money: channels and segments with what they cost and brought in, today and under the plan.
pub(super) fn trace(scenario: &Scenario, report: &Report, reader: &Reader) -> Html {
    let tables =
        [("Channel", by_channel(scenario, report, &**reader)), ("Segment", by_segment(scenario, report, &**reader))];
    let told = |(arm, who): (usize, &'static str)| {
        let text = report.arms.get(arm).and_then(|arm| sources(scenario, arm, &**reader));
        text.map(|text| html! { <p class="reading">{ format!("{who}: {text}.") }</p> })
    };
    html! {
        <>
            <h3 class="group-title check-title">{ "Trace the money" }</h3>
            { for [(0, "Booked today"), (1, "Booked under the plan")].into_iter().filter_map(told) }
            { for tables.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(head, lines)| table(scenario, head, &lines, reader)) }
        </>
    }
}

fn table(scenario: &Scenario, head: &'static str, lines: &[Line], reader: &Reader) -> Html {
    let each = format!("Booked for each {}", money(&**reader, EACH));
    html! {
        <table class="figures flows">
            <caption>
                { "Today, and under the plan in bold. Means over the time that counts; spent: on the channel, and on its people afterwards." }
                if scenario.money.revenue_counts == Timing::WhenRecognised {
                    { " Profit here is on what was booked; the answer above counts revenue when it is recognised." }
                }
            </caption>
            <thead>
                <tr>
                    <th scope="col">{ head }</th>
                    <th scope="col">{ "Spent" }</th>
                    <th scope="col">{ "Came" }</th>
                    <th scope="col">{ "Won" }</th>
                    <th scope="col">{ "Booked" }</th>
                    <th scope="col">{ each.clone() }</th>
                    <th scope="col">{ "Profit" }</th>
                </tr>
            </thead>
            <tbody>{ for lines.iter().map(|x| line(x, &each)) }</tbody>
        </table>
    }
}

/// A cell with today's figure and the plan's.
pub(super) fn pair(name: &str, [today, plan]: &[String; 2]) -> Html {
    html! {
        <td data-name={name.to_owned()}>
            <span class="is-today"><span class="unseen">{ "today " }</span>{ today }</span>
            { " " }
            <b><span class="unseen">{ "plan " }</span>{ plan }</b>
        </td>
    }
}

fn line(line: &Line, each: &str) -> Html {
    html! {
        <tr key={line.name.clone()} class={(line.name == "All").then_some("is-sum")}>
            <th scope="row">{ &line.name }</th>
            { pair("Spent", &line.spent) }
            { pair("Came", &line.came) }
            { pair("Won", &line.customers) }
            { pair("Booked", &line.booked) }
            { pair(each, &line.each) }
            { pair("Profit", &line.profit) }
        </tr>
    }
}
