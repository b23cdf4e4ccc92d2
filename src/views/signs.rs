use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::of_report;
use funnel_sentences::signs::{Line, goal, table, title};
use yew::prelude::*;

use super::reader::Reader;
use super::registry::{Drawing, FromReport, Known, Turn};
use super::section::Section;
use crate::charts::Shared;

/// Properties of the view.
#[derive(PartialEq, Properties)]
struct SignsProps {
    scenario: Shared<Scenario>,
    report: Shared<Report>,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Report(FromReport {
    turn: Turn::Fourth,
    is_held: false,
    draw: |Known { scenario, report, reader, .. }| html! { <Signs {scenario} {report} {reader} /> },
    rests_on: Vec::new,
    told: |scenario, report, reader| of_report::signs(scenario, report, &**reader),
    title: |scenario, report, reader| title(scenario, report, &**reader),
});

/// What tells first? Figures of the first weeks as warnings, with their thresholds.
#[component]
fn Signs(props: &SignsProps) -> Html {
    let SignsProps { scenario, report, reader } = props;
    let section = Section {
        view: View::Signs,
        title: title(scenario, report, &**reader).into(),
        tools: Html::default(),
        class: Classes::new(),
    };
    let lines = table(scenario, report, &**reader);
    let body = (!lines.is_empty()).then(|| {
        html! {
            <>
                <p class="reading">{ goal(report, &**reader) }</p>
                <table class="figures signs">
                    <caption>{ "The two best figures of each week, among the first thousand futures. Tells: of a future that falls short and one that does not, so often the figure puts them in the right order; a coin does 50 of 100." }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ "At the end of" }</th>
                            <th scope="col" class="is-text">{ "Watch" }</th>
                            <th scope="col">{ "Warns" }</th>
                            <th scope="col">{ "Tells" }</th>
                            <th scope="col">{ "Caught" }</th>
                            <th scope="col">{ "False alarms" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for lines.iter().map(line) }</tbody>
                </table>
            </>
        }
    });
    section.render(html! { <>{ for body }</> })
}

fn line(line: &Line) -> Html {
    html! {
        <tr>
            <th scope="row">{ &line.week }</th>
            <td class="is-text" data-name="Watch">{ &line.figure }</td>
            <td data-name="Warns">{ &line.threshold }</td>
            <td data-name="Tells">{ &line.tells }</td>
            <td data-name="Caught">{ &line.warned }</td>
            <td data-name="False alarms">{ &line.false_alarms }</td>
        </tr>
    }
}
