use funnel_decide::{Finding, Question};
use funnel_engine::report::{Band, Measure, Report};
use funnel_engine::scenario::edit::List;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::of_report;
use funnel_sentences::holds::{answers, crossing, fullest, hire, shown as told, title, unpriced as lacking, work};
use funnel_sentences::hours::outside;
use yew::prelude::*;

use super::reader::Reader;
use super::registry::{Drawing, FromReport, Known, Turn};
use super::section::Section;
use super::study::{findings, progress, unpriced};
use crate::charts::{Arm, BandChart, BandData, Digits, Middle, Series, Shared, Unit, use_room};
use crate::components::{Editor, button, picks, use_near};
use crate::edits::Pressed;
use crate::state::use_study;

/// Properties of the view.
#[derive(PartialEq, Properties)]
struct HoldsProps {
    scenario: Shared<Scenario>,
    report: Shared<Report>,
    /// Whether the report has settled: further runs begin only then.
    settled: bool,
    reader: Reader,
}

/// How the page draws it.
pub(super) static VIEW: Drawing = Drawing::Report(FromReport {
    turn: Turn::Third,
    is_held: false,
    draw: |Known { scenario, report, settled, reader }| html! { <Holds {scenario} {report} {settled} {reader} /> },
    rests_on: Vec::new,
    told: |scenario, report, reader| of_report::holds(scenario, report, &**reader),
    title: |scenario, report, reader| title(scenario, report, &**reader),
});

/// What holds it back? Queues, hours, answer times; the budget at which revenue falls; a person compared with media.
#[component]
fn Holds(props: &HoldsProps) -> Html {
    let HoldsProps { scenario, report, settled, reader } = props;
    let (near_node, near) = use_near();
    let question = (near && !scenario.teams.is_empty()).then_some(Question::Holds);
    let studied = use_study(question, scenario, *settled, Some(View::Holds));
    let editor = use_context::<Editor>();
    let shown = use_state_eq(|| None::<usize>);
    let (node, width, height) = use_room(280);
    let choices = choices(scenario, report);
    // Until something is picked: the hours of the team that is full most often.
    let busiest = fullest(scenario, report)
        .and_then(|team| choices.iter().position(|c| c.measure == Measure::Utilisation && c.team == team.id));
    let now = shown.filter(|i| *i < choices.len()).or(busiest).unwrap_or(0);
    let data = use_memo((report.clone(), choices.get(now).cloned()), |(report, choice)| {
        choice.as_ref().map(|choice| Shared::new(data(report, choice)))
    });
    // The title is about what the chart shows: the same team and the same measure.
    let title: AttrValue = match choices.get(now) {
        Some(choice) => told(scenario, report, choice.measure, &choice.team, &**reader),
        None => title(scenario, report, &**reader),
    }
    .into();
    let section = Section { view: View::Holds, title: title.clone(), tools: Html::default(), class: Classes::new() };
    let Some(data) = (*data).clone() else {
        let add =
            editor.map(|editor| button(&editor, "button", html! { "Add a team" }, None, Pressed::Add(List::Teams)));
        return section.render(html! {
            <>
                <p class="reading">
                    { "With a team whose hours a week are few, the queue, the time to an answer and the leads lost by \
                       waiting show here, and the budget from which on more of it brings less." }
                </p>
                <p class="add">{ for add }</p>
            </>
        });
    };
    let onpick = {
        let shown = shown.setter();
        Callback::from(move |i| shown.set(Some(i)))
    };
    let faces = choices.iter().map(|choice| choice.name.clone()).collect();
    let found = studied.found.as_deref().and_then(|found| if let Finding::Holds(x) = found { Some(x) } else { None });
    let found = found.map(|found| {
        let budgets = found.crossing.iter().map(|c| crossing(scenario, c, &**reader).text);
        let people = found.hires.iter().flatten().map(|h| hire(scenario, h, &**reader));
        html! {
            <div class={classes!(studied.is_stale.then_some("is-stale"))}>
                { findings(budgets.chain(people)) }
                { unpriced(lacking(scenario, found)) }
            </div>
        }
    });
    section.render(html! {
        <>
            { picks("holds-shown", "What the chart shows", faces, now, &onpick) }
            <div class="chart-box" ref={node}>
                <BandChart id="holds-chart" {title} {data} {width} {height} style={reader.style.clone()} />
            </div>
            <>{ for answers(report, &**reader).map(|text| html! { <p class="reading">{ text }</p> }) }</>
            <>{ for outside(scenario, &**reader).into_iter().map(|text| html! { <p class="reading">{ text }</p> }) }</>
            <div aria-live="polite" ref={near_node}>
                { found.unwrap_or_default() }
                { progress(&studied, "Trying half to three times today’s budget, and one more person") }
            </div>
        </>
    })
}

/// One thing that the chart can show.
#[derive(Clone, PartialEq)]
struct Choice {
    name: AttrValue,
    measure: Measure,
    team: String,
}

fn choices(s: &Scenario, report: &Report) -> Vec<Choice> {
    let Some(today) = report.arms.first() else { return Vec::new() };
    let name = |id: &str| s.teams.iter().find(|t| t.id == id).map_or("", |t| t.name.as_str()).to_owned();
    let choice = |w: &funnel_engine::report::Work| Choice {
        name: match w.measure {
            Measure::Waiting => format!("Waiting: {}", name(&w.team)).into(),
            Measure::Utilisation => format!("Hours: {}", name(&w.team)).into(),
            Measure::Stale => format!("Gave up: {}", name(&w.team)).into(),
            Measure::Minutes => "Time to an answer".into(),
            Measure::Reach => "Share reached".into(),
            Measure::Inquiries => "Inquiries so far".into(),
            Measure::Won => "Deals won so far".into(),
        },
        measure: w.measure,
        team: w.team.clone(),
    };
    // If nobody ever goes stale there is nothing to look at.
    let happens = |w: &&funnel_engine::report::Work| {
        let some =
            |arm: usize| work(report, arm, w.measure, &w.team).is_some_and(|w| w.band.mean.iter().any(|x| *x > 0.0));
        w.measure != Measure::Stale || (0..report.arms.len()).any(some)
    };
    today.work.iter().filter(happens).map(choice).collect()
}

/// Minutes in an hour, the chart's unit for answer times.
const HOUR: f64 = 60.0;

fn data(report: &Report, choice: &Choice) -> BandData {
    // Percentages and hours are easier to read than shares and minutes.
    let (scale, caption) = match choice.measure {
        Measure::Waiting => (1.0, "people waiting at the end of the week, mean, and 8 of 10 futures"),
        Measure::Stale => (1.0, "people lost by waiting in the week, mean, and 8 of 10 futures"),
        Measure::Utilisation => (100.0, "% of the hours there are, 8 of 10 futures and median"),
        Measure::Inquiries | Measure::Won => (1.0, "since the first week, mean, and 8 of 10 futures"),
        Measure::Minutes => (1.0 / HOUR, "hours to the first answer, mean, and 8 of 10 futures"),
        Measure::Reach => (100.0, "% reached of those answered, mean, and 8 of 10 futures"),
    };
    let series = |(i, name, arm): (usize, &'static str, Arm)| {
        let band: Option<&Band> = work(report, i, choice.measure, &choice.team).map(|w| &w.band);
        let weeks = |x: &Vec<f64>| x.iter().take(report.horizon_weeks as usize).map(|x| x * scale).collect();
        band.map(|b| Series {
            name: name.into(),
            arm,
            mean: weeks(&b.mean),
            p10: weeks(&b.p10),
            p50: weeks(&b.p50),
            p90: weeks(&b.p90),
        })
    };
    let arms = [(0, "today", Arm::Today), (1, "plan", Arm::Plan)];
    BandData {
        series: arms.into_iter().filter_map(series).collect(),
        horizon: None,
        after_horizon: AttrValue::default(),
        payback: None,
        payback_label: AttrValue::default(),
        caption: caption.into(),
        unit: Unit::Count,
        signed: false,
        digits: Digits::Significant(2),
        // The headline counts futures for hours, and gives means for the rest.
        line: if choice.measure == Measure::Utilisation { Middle::Median } else { Middle::Mean },
    }
}
