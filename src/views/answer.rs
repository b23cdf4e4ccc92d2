use funnel_engine::report::Report;
use funnel_engine::scenario::{Target, View};
use funnel_sentences::answer::{Cell, Line, dot_caption, dot_labels, dots, table};
use funnel_sentences::chances::{Odds, chances};
use funnel_sentences::often::quantile;
use funnel_sentences::period::period;
use funnel_sentences::verdict::{Kind, Verdict};
use yew::prelude::*;

use super::page::to_view;
use super::reader::Reader;
use super::registry::Drawing;
use super::section::Section;
use crate::charts::{DotsChart, DotsData, Shared, use_room};
use crate::state::files::{readers_dialect, save_report, save_report_table};

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Answer;

/// Properties of [`Answer`].
#[derive(PartialEq, Properties)]
pub(super) struct AnswerProps {
    /// The latest report, if there is one.
    pub(super) run: Option<Shared<Report>>,
    /// The page's own report, which is complete and can be saved.
    #[prop_or_default]
    pub(super) own: Option<Shared<Report>>,
    pub(super) target: Target,
    pub(super) verdict: Option<Verdict>,
    /// Why the run failed.
    pub(super) failed: Option<AttrValue>,
    /// Whether the report is about an earlier question.
    pub(super) stale: bool,
    pub(super) reader: Reader,
    /// Whether this is the first screen in the document, whose width is not known in advance.
    #[prop_or_default]
    pub(super) first_screen: bool,
}

/// The chart's widths on a phone, a laptop and a large screen, and the classes that show the first screen's chart at
/// that width.
const WIDTHS: [(u32, &str); 3] = [(358, "is-phone"), (812, "is-laptop"), (880, "is-large")];

/// Does it pay? The verdict, fifty futures, and the figures behind them.
#[component]
pub(super) fn Answer(props: &AnswerProps) -> Html {
    let AnswerProps { run, own, verdict, failed, stale, reader, .. } = props;
    let (node, width, room) = use_room(0);
    let data = use_memo(run.clone(), |run| run.as_ref().map(|report| dots_data(report)));
    let (title, advice) = match (failed, verdict) {
        (Some(message), _) => ("This question could not be computed.".into(), Some(message.clone())),
        (None, Some(v)) => (AttrValue::from(v.title.clone()), v.advice.clone().map(AttrValue::from)),
        (None, None) => ("Simulating today’s plan and yours, week by week…".into(), None),
    };
    let kind = match (failed.is_some(), verdict.as_ref().map(|v| v.kind)) {
        (true, _) => "is-failed",
        (false, Some(Kind::Unclear)) => "is-unclear",
        (false, None) => "is-empty",
        _ => "is-clear",
    };
    let section = Section {
        view: View::Answer,
        title: title.clone(),
        tools: own.as_ref().map(tools).unwrap_or_default(),
        class: classes!(kind, stale.then_some("is-stale")),
    };
    let chart = |id: AttrValue, width: u32| {
        let height = match room {
            0 if width < 480 => 220,
            0 => 280,
            room => room,
        };
        let (title, style) = (title.clone(), reader.style.clone());
        let data = (*data).clone().flatten();
        data.map(|data| html! { <DotsChart {id} {title} {data} {width} {height} {style} /> }).unwrap_or_default()
    };
    let charts = if props.first_screen {
        let one = |(width, class): (u32, &'static str)| {
            html! { <div class={classes!("chart-box", class)}>{ chart(format!("answer-dots-{width}").into(), width) }</div> }
        };
        WIDTHS.into_iter().map(one).collect()
    } else {
        html! { <div class="chart-box" ref={node}>{ chart("answer-dots".into(), width) }</div> }
    };
    let body = run.as_ref().map(|report| {
        let sentence = report.comparisons.first().map(|c| dots(c, report.horizon_weeks, &**reader));
        html! {
            <>
                <p class="reading">{ for sentence }</p>
                { odds(&chances(report, &props.target, &**reader)) }
                { figures(&table(report, &**reader), report.horizon_weeks) }
            </>
        }
    });
    section.render(html! {
        <>
            <p class="advice" hidden={advice.is_none()}>{ for advice }</p>
            { charts }
            { body.unwrap_or_default() }
        </>
    })
}

/// The tools for a report.
fn tools(report: &Shared<Report>) -> Html {
    let save = |save: fn(&Report)| {
        let report = report.clone();
        Callback::from(move |_: MouseEvent| save(&report))
    };
    html! {
        <>
            <button type="button" class="link is-leading" onclick={|_| to_view(View::Ladder)}>{ "What helps most?" }</button>
            <button type="button" class="link" onclick={save(|report| save_report_table(report, readers_dialect()))} aria-label="Save the figures as CSV">{ "CSV" }</button>
            <button type="button" class="link" onclick={save(save_report)} aria-label="Save the report as JSON">{ "JSON" }</button>
        </>
    }
}

pub(super) fn dots_data(report: &Report) -> Option<Shared<DotsData>> {
    let c = report.comparisons.first()?;
    let [losing, even, gaining] = dot_labels(c).map(AttrValue::from);
    Some(Shared::new(DotsData {
        values: c.dots.clone(),
        break_even: 0.0,
        losing,
        even,
        gaining,
        caption: dot_caption(report.horizon_weeks).into(),
    }))
}

/// The chances, in large type.
pub(super) fn odds(all: &[Odds]) -> Html {
    let one = |o: &Odds| {
        html! {
            <div class="stat">
                <dt>{ o.label.clone() }</dt>
                <dd class="stat-value">{ o.value.clone() }</dd>
                <dd class="stat-note">{ o.note.clone() }</dd>
            </div>
        }
    };
    html! { <dl class="stats">{ for all.iter().map(one) }</dl> }
}

pub(super) fn figures(lines: &[Line], weeks: u32) -> Html {
    html! {
        <table class="figures">
            <caption>{ "Means, which add up; an amount after ± alone is less than we can tell from this run. In one future of ten the difference is below the one, in one above the other; differences within the same future." }</caption>
            <thead>
                <tr>
                    <th scope="col">{ period(weeks) }</th>
                    <th scope="col">{ "Today" }</th>
                    <th scope="col">{ "Plan" }</th>
                    <th scope="col" class="first-difference"><span class="th-group">{ "Difference " }</span>{ "mean" }</th>
                    <th scope="col"><span class="unseen">{ "Difference " }</span>{ quantile(10) }</th>
                    <th scope="col"><span class="unseen">{ "Difference " }</span>{ quantile(90) }</th>
                </tr>
            </thead>
            <tbody>{ for lines.iter().map(line) }</tbody>
        </table>
    }
}

fn line(line: &Line) -> Html {
    let cell = |name: &'static str, class: &'static str, cell: &Cell| {
        html! { <td data-name={name} {class} title={cell.full.clone()}>{ cell.text.clone() }</td> }
    };
    let [today, plan] = &line.arms;
    let tone = match (line.sign > 0) == line.more_is_better {
        _ if line.sign == 0 => "first-difference is-mid",
        true => "first-difference is-mid is-gain",
        false => "first-difference is-mid is-loss",
    };
    html! {
        <tr>
            <th scope="row" title={line.hint}>{ line.head }</th>
            { cell("Today", "is-today", today) }
            { cell("Plan", "", plan) }
            if let Some([mean, p10, p90]) = &line.difference {
                { cell("Difference", tone, mean) }
                { cell("1 in 10 below", "", p10) }
                { cell("1 in 10 above", "", p90) }
            } else {
                <td data-name="Difference" class="instead" colspan="3">{ for line.instead.clone() }</td>
            }
        </tr>
    }
}
