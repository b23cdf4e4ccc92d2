//! Which of them is better? The scenario on the page against those kept beside it, in the same futures.

mod differs;
mod matrix;
mod shelf;

use funnel_decide::compare::Compare as Known;
use funnel_decide::sides::Carried;
use funnel_decide::{Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::StudySlide;
use funnel_sentences::compare::{apart, called, letter, name, title};
use funnel_sentences::metric::{FACES, METRICS, metric};
use funnel_sentences::numbers::{column, in_column, money_change, with_error_in_column};
use funnel_sentences::often::quantile;
use funnel_sentences::period::period;
use yew::prelude::*;

use self::differs::Differs;
use self::matrix::matrix;
use self::shelf::Shelf;
use super::super::reader::Reader;
use super::super::registry::{Asking, Drawing, FromStudy, StudyProps};
use super::super::section::Section;
use super::super::study::{finding, progress};
use super::bars::on_slide;
use crate::charts::{BarRow, BarsChart, BarsData, Shared, Tone, Unit, use_size};
use crate::components::{use_near, use_picks};
use crate::state::{Beside, use_study};

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Compare ..props /> },
    // There may be many scenarios kept beside this one, so the view asks only when it is open.
    ask: |_| None,
    slide,
    told,
});

/// What the view asks when it is seen: about profit, if there is something that the scenario can be compared with.
fn slide(props: &StudyProps) -> Option<Asking> {
    let question = question(&props.scenario, &props.beside, Metric::Profit)?;
    Some(Asking { question, scenario: props.scenario.clone() })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (StudyProps { scenario, reader, .. }, Finding::Compare(found)) = (props, found) else { return None };
    let names: Vec<&str> = found.sides.iter().map(|side| side.name.as_str()).collect();
    let named = called(&names);
    let said = title(scenario, found, &named, &**reader);
    let data = data(found, &names, &named, scenario.frame.horizon_weeks, reader);
    (!said.is_pending).then(|| on_slide(said.text, &data))
}

fn question(scenario: &Scenario, beside: &Beside, metric: Metric) -> Option<Question> {
    let fits = beside.iter().filter(|other| apart(scenario, other).is_none());
    let others: Vec<Carried> = fits.map(|other| Carried((**other).clone())).collect();
    (!others.is_empty()).then_some(Question::Compare { others, metric })
}

/// Which of them is better? Who is ahead, how often and by how much; what differs between their inputs.
#[component]
fn Compare(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, beside } = props;
    let (near_node, near) = use_near();
    let (node, width) = use_size();
    let (measured, picks) = use_picks("compare-metric", "Better is more", &FACES);
    let wanted = METRICS.get(measured).copied().unwrap_or(Metric::Profit);
    let question = use_memo((scenario.clone(), beside.clone(), wanted, near), |(scenario, beside, metric, near)| {
        near.then(|| question(scenario, beside, *metric)).flatten()
    });
    let studied = use_study((*question).clone(), scenario, *settled, Some(View::Compare));
    let weeks = scenario.frame.horizon_weeks;
    let deps = (studied.clone(), scenario.clone(), reader.clone(), weeks);
    let data = use_memo(deps, |(studied, scenario, reader, weeks)| {
        let Some(Finding::Compare(found)) = studied.found.as_deref() else { return None };
        // Names as they were when the question was asked; the present ones may belong to others.
        let names: Vec<&str> = found.sides.iter().map(|side| side.name.as_str()).collect();
        let named = called(&names);
        let said = finding(studied, title(scenario, found, &named, &**reader));
        Some((said, Shared::new(data(found, &names, &named, *weeks, reader)), named))
    });
    let is_empty = beside.iter().all(|other| apart(scenario, other).is_some());
    let known = data.as_ref().as_ref().filter(|_| !is_empty);
    let said: AttrValue = match known {
        Some((said, ..)) => said.clone().into(),
        None if is_empty => "Keep what is on the page, change it, and see both side by side".into(),
        None => format!("Which scenario brings more {}", metric(wanted)).into(),
    };
    let found = studied.found.as_deref().and_then(|f| if let Finding::Compare(found) = f { Some(found) } else { None });
    let pair = known.zip(found).filter(|(_, found)| found.sides.len() > 1);
    let section = Section {
        view: View::Compare,
        title: said.clone(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let fits: Vec<Shared<Scenario>> = beside
        .iter()
        .filter(|other| apart(scenario, other).is_none())
        .map(|other| Shared::from(std::rc::Rc::clone(other)))
        .collect();
    section.render(html! {
        <div ref={near_node}>
            <Shelf scenario={scenario.clone()} beside={beside.clone()} reader={reader.clone()} />
            if !is_empty {
                { picks }
            }
            <div class="chart-box" ref={node}>
                { for known.map(|(_, data, _)| html! {
                    <BarsChart id="compare-chart" title={said} data={data.clone()} {width} style={reader.style.clone()} />
                }) }
            </div>
            { pair.map(|((_, _, named), found)| matrix(found, named, reader)).unwrap_or_default() }
            if !is_empty {
                { progress(&studied, "Running them in the same futures") }
            }
            <>
                { for fits.into_iter().enumerate().map(|(i, other)| html! {
                    <Differs key={i} own={scenario.clone()} {other} at={i + 1} reader={reader.clone()} />
                }) }
            </>
        </div>
    })
}

/// Means with the ranges that contain eight of ten futures, and by how much each is ahead of the reader's own.
fn data(found: &Known, names: &[&str], named: &[String], weeks: u32, reader: &Reader) -> BarsData {
    let known = |side: &funnel_decide::compare::Side| side.figures.iter().find(|f| f.metric == found.metric).copied();
    let all: Vec<_> = found.sides.iter().filter_map(known).flat_map(|f| [f.mean, f.p10, f.p90]).collect();
    let one = column(&all, Unit::Money);
    let less: Vec<_> = found.sides.iter().skip(1).filter_map(known).map(|f| f.less_first).collect();
    let against_first = column(&less, Unit::Money);
    let row = |(i, side): (usize, &funnel_decide::compare::Side)| {
        let figure = known(side)?;
        let at = |e: funnel_engine::report::Estimate| e.value.unwrap_or(f64::NAN);
        let [mean, p10, p90] =
            [figure.mean, figure.p10, figure.p90].map(|e| in_column(&**reader, &e, &one, Unit::Money, false));
        let (against, less) = if i == 0 {
            (String::new(), "–".to_owned())
        } else {
            let own = named.first().map_or("", String::as_str);
            let less = with_error_in_column(&**reader, &figure.less_first, &against_first, true);
            (format!("; {} against {own}", money_change(&**reader, &figure.less_first)), less)
        };
        Some(BarRow {
            name: format!("{}  {}", letter(i), name(names.get(i).copied().unwrap_or_default())).into(),
            value: at(figure.mean),
            whisker: (at(figure.p10), at(figure.p90)),
            said: mean.clone().into(),
            tone: if i == 0 { Tone::Plan } else { Tone::Today },
            reading: format!(
                "{}: {mean} on average, in 8 of 10 futures between {p10} and {p90}{against}.",
                named.get(i).map_or("", String::as_str)
            )
            .into(),
            cells: [with_error_in_column(&**reader, &figure.mean, &one, false), p10, p90, less]
                .map(AttrValue::from)
                .to_vec(),
        })
    };
    BarsData {
        rows: found.sides.iter().enumerate().filter_map(row).collect(),
        label: "Scenario".into(),
        caption: format!("{} in {}: mean, and 8 of 10 futures", metric(found.metric), period(weeks)).into(),
        unit: Unit::Money,
        signed: false,
        ranges: true,
        columns: ["Scenario", "Mean, with its error", quantile(10), quantile(90), "Against A, with its error"]
            .map(AttrValue::from)
            .to_vec(),
    }
}
