use funnel_decide::curve::{Curve as Known, LAMBDA, Point};
use funnel_decide::{Finding, Question};
use funnel_engine::scenario::View;
use funnel_export::slides::{Figures, StudySlide};
use funnel_sentences::curve::{flat, reading, revenue_title, sentences, title};
use funnel_sentences::numbers::{change_in_column, column, in_column, texts};
use funnel_sentences::often::quantile;
use funnel_sentences::period::period;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Drawing, FromStudy, StudyProps};
use super::super::section::Section;
use super::super::study::{finding, findings, progress};
use crate::charts::{CurveChart, CurveData, Place, Row, Shared, Tone, Unit, use_room};
use crate::components::{use_near, use_picks};
use crate::state::use_study;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Curve ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Curve { lambda: LAMBDA })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (s, Finding::Curve(found)) = (&props.scenario, found) else { return None };
    let said = title(s, found, &*props.reader);
    let text = sentences(s, found, &*props.reader).into_iter().map(|said| said.text.into()).collect();
    let figures = Some((data(found, s.frame.horizon_weeks, false, &props.reader).sheet(), Unit::Money));
    (!said.is_pending).then(|| StudySlide {
        title: said.text,
        text,
        figures,
        are: Figures::Futures,
        ..StudySlide::default()
    })
}

/// How far should we go? What each total budget brings.
#[component]
fn Curve(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let (node, width, height) = use_room(320);
    let (shown, picks) = use_picks("curve-shown", "What the chart shows", &["Profit", "Revenue"]);
    let is_revenue = shown == 1;
    let question = near.then_some(Question::Curve { lambda: LAMBDA });
    let studied = use_study(question, scenario, *settled, Some(View::Curve));
    let deps = (studied.clone(), scenario.clone(), reader.clone(), is_revenue);
    let data = use_memo(deps, |(studied, scenario, reader, is_revenue)| {
        let Some(Finding::Curve(found)) = studied.found.as_deref() else { return None };
        let rest = sentences(scenario, found, &**reader).into_iter().map(|said| said.text).collect::<Vec<_>>();
        // Profit and revenue have headlines of their own.
        let head = if *is_revenue { revenue_title } else { title };
        let said = (finding(studied, head(scenario, found, &**reader)), rest);
        Some((said, Shared::new(data(found, scenario.frame.horizon_weeks, *is_revenue, reader))))
    });
    let known = data.as_ref().as_ref();
    let said = known.map_or("", |((said, _), _)| said);
    let said: AttrValue = if said.is_empty() { "What each total budget brings".into() } else { said.to_owned().into() };
    let section = Section {
        view: View::Curve,
        title: said.clone(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    section.render(html! {
        <div ref={near_node}>
            { picks }
            <div class="chart-box" ref={node}>
                { for known.map(|(_, data)| html! {
                    <CurveChart id="curve-chart" title={said} data={data.clone()} {width} {height} style={reader.style.clone()} />
                }) }
            </div>
            { findings(known.into_iter().flat_map(|((_, rest), _)| rest).cloned()) }
            { progress(&studied, "Trying budgets from nothing to three times today’s") }
        </div>
    })
}

fn data(found: &Known, weeks: u32, is_revenue: bool, reader: &Reader) -> CurveData {
    let spread = |p: &Point| if is_revenue { p.revenue } else { p.profit };
    let value = |e: funnel_engine::report::Estimate| e.value.unwrap_or(f64::NAN);
    let point = |p: &Point| funnel_charts::spark::Point {
        budget: p.budget,
        mean: value(spread(p).mean),
        low: value(spread(p).p10),
        high: value(spread(p).p90),
    };
    // One rule for the budgets, one for the figures, and one for their differences from today’s.
    let less = |p: &Point| if is_revenue { p.revenue_less_today } else { p.profit_less_today };
    let heads = texts(&**reader, &found.points.iter().map(|p| p.budget).collect::<Vec<_>>(), Unit::Money);
    let spreads: Vec<_> = found.points.iter().flat_map(|p| [spread(p).mean, spread(p).p10, spread(p).p90]).collect();
    let (figures, changes) =
        (column(&spreads, Unit::Money), column(&found.points.iter().map(less).collect::<Vec<_>>(), Unit::Money));
    let row = |(p, head): (&Point, String)| {
        let x = spread(p);
        let amount = |e| AttrValue::from(in_column(&**reader, &e, &figures, Unit::Money, false));
        let change = change_in_column(&**reader, &less(p), &changes, Unit::Money);
        Row { head: head.into(), cells: vec![amount(x.mean), amount(x.p10), amount(x.p90), change.into()] }
    };
    let place = |budget: f64, name: &'static str, tone| Place { budget, name: name.into(), tone };
    let today = found.today.map(|p| place(p.budget, "today", Tone::Today));
    let plan = found.plan.map(|p| place(p.budget, "the plan", Tone::Ink));
    let best = found.best.map(|b| place(b.budget, "most profit", Tone::Plan));
    let falls = found.falls.map(|f| place(f.from, "revenue falls", Tone::Loss));
    CurveData {
        points: found.points.iter().map(point).collect(),
        places: [today, plan, best, falls].into_iter().flatten().collect(),
        zone: flat(found).map(|[low, high]| (low, high)).filter(|_| !is_revenue),
        wanted: None,
        unit: Unit::Money,
        captions: (
            format!(
                "{} in {}, mean, and 8 of 10 futures",
                if is_revenue { "revenue" } else { "profit" },
                period(weeks)
            )
            .into(),
            format!("budget in {}", period(weeks)).into(),
        ),
        readings: found.points.iter().map(|p| reading(p, is_revenue, &**reader).into()).collect(),
        columns: ["Budget", "Mean", quantile(10), quantile(90), "Against today’s budget"].map(AttrValue::from).to_vec(),
        rows: found.points.iter().zip(heads).map(row).collect(),
    }
}
