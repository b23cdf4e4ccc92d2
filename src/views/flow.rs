use std::collections::BTreeMap;

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report, StageFlow};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::of_report;
use funnel_sentences::flow::{Line, table, title, waiting};
use funnel_sentences::reality::sentences;
use yew::prelude::*;

use super::more::More;
use super::reader::Reader;
use super::registry::{Drawing, FromReport, Known, Turn};
use super::section::Section;
use super::trace::{pair, trace};
use crate::charts::{Channel, FlowChart, FlowData, Loss, Pair, Room, Shared, Stage, Words, use_room};
use crate::components::Hint;

/// Properties of the flow view.
#[derive(PartialEq, Properties)]
struct FlowProps {
    scenario: Shared<Scenario>,
    report: Shared<Report>,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Report(FromReport {
    turn: Turn::First,
    is_held: true,
    draw: |Known { scenario, report, reader, .. }| html! { <Flow {scenario} {report} {reader} /> },
    rests_on: Vec::new,
    told: |scenario, report, reader| of_report::people(scenario, report, &**reader),
    title: |scenario, report, reader| title(scenario, report, &**reader),
});

/// Where does the money go? Spend, people and revenue, today beside the plan, with losses by name.
#[component]
fn Flow(props: &FlowProps) -> Html {
    let FlowProps { scenario, report, reader } = props;
    let (node, width, height) = use_room(420);
    let keeps = use_context::<Room>().is_some();
    let (width, height) = if keeps { dense(scenario, (width, height)) } else { (width, height) };
    let deps = (scenario.clone(), report.clone());
    let data = use_memo(deps, |(scenario, report)| Shared::new(data(scenario, report)));
    let title: AttrValue = title(scenario, report, &**reader).into();
    // The section already has the title as its name.
    let chart: AttrValue = format!("From spend to revenue. {title}").into();
    let section = Section { view: View::Flow, title, tools: Html::default(), class: Classes::new() };
    let lines = table(scenario, report, &**reader);
    let recycled = lines.iter().any(|l| l.recycled.is_some());
    section.render(html! {
        <>
            <div class="chart-box" ref={node}>
                <FlowChart id="flow-chart" title={chart} data={(*data).clone()} {width} {height} {keeps} style={reader.style.clone()} />
            </div>
            <p class="reading">{ waiting(report, &**reader) }</p>
            <More summary="Step by step, by channel and segment, and whether it is plausible">
            <table class="figures flows">
                <caption>{ "People at each stage: today, and under the plan in bold. Means over all futures, in the time that counts; passed after: later than that." }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "Stage" }</th>
                        <th scope="col">{ "Came in" }</th>
                        <th scope="col">{ "Passed" }</th>
                        <th scope="col">{ "Lost" }</th>
                        if recycled {
                            <th scope="col">{ "Came back" }</th>
                        }
                        <th scope="col">{ "Waiting" }</th>
                        <th scope="col">{ "Passed after" }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().enumerate().map(|(i, l)| line(i, l, recycled)) }</tbody>
            </table>
            { trace(scenario, report, reader) }
            <h3 class="group-title check-title">{ "Is that plausible?" }</h3>
            <ul class="check">{ for sentences(scenario, report, &**reader).into_iter().map(check) }</ul>
            </More>
        </>
    })
}

/// A sentence of the reality check; a warning is marked in words, and not by its colour alone.
fn check((text, warns): (String, bool)) -> Html {
    let mark = warns.then(|| html! { <b>{ "Far off. " }</b> });
    html! { <li class={classes!("reading", warns.then_some("is-warning"))}>{ for mark }{ text }</li> }
}

fn line(i: usize, line: &Line, recycled: bool) -> Html {
    let [today, plan] = &line.rate;
    let rate = if today == plan { plan.clone() } else { format!("{plan} (today {today})") };
    html! {
        <tr>
            <th scope="row">
                <span class="stage-name">
                    { &line.name }
                    if !line.definition.is_empty() {
                        <Hint id={format!("flow-stage-{i}")} about={line.name.clone()} text={line.definition.clone()} />
                    }
                </span>
                <span class="stage-note">
                    { rate }
                    if !line.reason.is_empty() {
                        { format!("; lost: {}", line.reason) }
                    }
                </span>
            </th>
            { pair("Came in", &line.entered) }
            { pair("Passed", &line.passed) }
            { pair("Lost", &line.lost) }
            if recycled {
                if let Some(both) = &line.recycled {
                    { pair("Came back", both) }
                } else {
                    <td data-name="Came back">{ "–" }</td>
                }
            }
            { pair("Waiting", &line.waiting) }
            { pair("Passed after", &line.after) }
        </tr>
    }
}

/// Pixels that the chart needs for each stage and its surroundings; otherwise it becomes a list.
const COLUMN: u32 = 86;
/// Pixels that it needs from top to bottom; otherwise the labels of losses overlap.
const LOWEST: u32 = 380;
/// How many times as large, in per cent, the chart is laid out on a slide at most, so that its texts are smaller by
/// that.
const LARGEST: u32 = 150;

/// On a slide, more stages are drawn smaller, rather than as a list that continues below it.
fn dense(s: &Scenario, (width, height): (u32, u32)) -> (u32, u32) {
    let needed = COLUMN * (s.stages.len() as u32 + 2);
    let by = (100 * needed).div_ceil(width.max(1)).max((100 * LOWEST).div_ceil(height.max(1))).max(100);
    if by > LARGEST { (width, height) } else { (width * by / 100, height * by / 100) }
}

/// The chart's data: today and the plan, or today twice.
fn data(s: &Scenario, report: &Report) -> FlowData {
    let Some(today) = report.arms.first() else { return FlowData::default() };
    let plan = report.arms.get(1).unwrap_or(today);
    let (before, after) = (inquiries(today), inquiries(plan));
    let spends = spend_by_channel(s, report);
    let channels = s.channels.iter().map(|c| {
        let of = |people: &BTreeMap<String, f64>| people.get(&c.id).copied().unwrap_or(0.0);
        Channel {
            name: c.name.clone().into(),
            spend: spends.get(&c.id).copied().unwrap_or_default(),
            inquiries: Pair { today: of(&before), plan: of(&after) },
        }
    });
    // A stage is named after those who have passed it; those in it have passed the one before.
    let inside = std::iter::once("Inquiries").chain(today.stages.iter().map(|stage| stage.name.as_str()));
    let won = today.stages.last().map(|stage| stage.name.as_str()).filter(|name| !name.is_empty());
    let stages = today.stages.iter().zip(&plan.stages).zip(inside).map(|((a, b), name)| {
        let both = |f: fn(&StageFlow) -> f64| Pair { today: f(a), plan: f(b) };
        let stage = s.stages.iter().find(|x| x.id == a.id);
        let reason = stage.map(|x| x.loss.reason.clone()).filter(|r| !r.is_empty());
        let mut losses =
            vec![Loss { reason: reason.unwrap_or_else(|| "Lost".to_owned()).into(), count: both(|x| x.lost) }];
        if a.recycled + b.recycled > 0.0 {
            losses.push(Loss { reason: "Came back".into(), count: both(|x| x.recycled) });
        }
        Stage {
            name: name.to_owned().into(),
            entered: both(|x| x.entered),
            passed: both(|x| x.passed),
            waiting: both(|x| x.waiting),
            losses,
        }
    });
    let revenue = |arm: &Arm| arm.figures.get(&Metric::Revenue).and_then(|x| x.mean.value).unwrap_or(0.0);
    FlowData {
        channels: channels.collect(),
        stages: stages.collect(),
        revenue: Pair { today: revenue(today), plan: revenue(plan) },
        words: match won {
            Some(name) => Words { customers: name.to_owned().into(), ..Words::default() },
            None => Words::default(),
        },
    }
}

/// People that each channel brought: those who entered the first stage from it.
fn inquiries(arm: &Arm) -> BTreeMap<String, f64> {
    let mut people = BTreeMap::new();
    for cell in &arm.flows {
        if let (Some(channel), Some(first)) = (&cell.channel, cell.stages.first()) {
            *people.entry(channel.clone()).or_insert(0.0) += first.entered;
        }
    }
    people
}

/// Money spent on each channel within the horizon, today and with the first plan's changes.
fn spend_by_channel(s: &Scenario, report: &Report) -> BTreeMap<String, Pair> {
    let pair = |c: &funnel_engine::scenario::Channel| {
        let today = vec![c.spend_per_week; report.horizon_weeks as usize];
        let plan = s.plans.first().map_or_else(|| today.clone(), |plan| plan.spend_on(&c.id, &today));
        Pair { today: today.iter().sum(), plan: plan.iter().sum() }
    };
    s.channels.iter().map(|c| (c.id.clone(), pair(c))).collect()
}
