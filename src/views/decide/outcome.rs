use funnel_decide::{Finding, Question, outcome};
use funnel_engine::scenario::{Scenario, TargetMetric, View, limits::MONEY};
use funnel_export::slides::StudySlide;
use funnel_sentences::often::{FUTURES, wanted};
use funnel_sentences::outcome as words;
use funnel_sentences::period::period;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Asking, Drawing, FromStudy, StudyProps};
use super::super::section::Section;
use super::super::study::{finding, findings, on_demand, progress, unpriced, use_shown};
use super::bars::table;
use crate::charts::{CurveChart, CurveData, DataTable, Place, Room, Row, Shared, Tone, Unit, use_room};
use crate::components::{Amount, picks};
use crate::edits::Kind;
use crate::state::use_study;

/// The figures that a target may be about.
const TARGETS: [TargetMetric; 3] = [TargetMetric::Revenue, TargetMetric::Profit, TargetMetric::Customers];
/// Headings of the table of people who must come in.
fn columns(found: &outcome::Outcome) -> Vec<AttrValue> {
    // Where nothing reaches the target, what comes in is not what it takes.
    let [what, then] = match found.verdict {
        Some(outcome::Verdict::Nothing) => ["Come in", "With the furthest"],
        _ => ["Must come in", "Needed"],
    };
    [what, "Today", then, "Half by", "Nine in ten by"].map(AttrValue::from).to_vec()
}

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing =
    Drawing::Study(FromStudy { draw: |props| html! { <Outcome ..props /> }, ask: |_| None, slide, told });

/// The question that the view asks on a stage: what the scenario's own target takes.
fn slide(props: &StudyProps) -> Option<Asking> {
    let own = props.scenario.target;
    let target = outcome::Target { metric: own.metric, value: own.value?, confidence: own.confidence };
    let question = Question::Outcome { target: Some(target) };
    Some(Asking { question, scenario: props.scenario.clone() })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (StudyProps { scenario, reader, .. }, Finding::Outcome(found)) = (props, found) else { return None };
    let said = words::title(scenario, found, &**reader);
    let text = words::sentences(scenario, found, &**reader).into_iter().map(Into::into).collect();
    let table = table(&columns(found), &rows(scenario, found, reader));
    (!said.is_pending).then(|| StudySlide { title: said.text, text, table, ..StudySlide::default() })
}

/// What does it take? The cost of the target and what it requires of each stage, searched for on request.
#[component]
fn Outcome(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let own = scenario.target;
    let at_first = TARGETS.iter().position(|metric| *metric == own.metric).unwrap_or_default();
    // `None` while the scenario's own applies.
    let picked = use_state_eq(|| None::<usize>);
    let value = use_state_eq(|| None::<f64>);
    let confidence = use_state_eq(|| None::<f64>);
    let of = picked.unwrap_or(at_first);
    let metric = TARGETS.get(of).copied().unwrap_or_default();
    let own_value = own.value.filter(|_| metric == own.metric);
    let target = value.or(own_value).map(|value| outcome::Target {
        metric,
        value,
        confidence: confidence.unwrap_or(own.confidence),
    });
    let has_target = target.is_some();
    let (node, width, height) = use_room(280);
    let is_slide = use_context::<Room>().is_some();
    let asked = use_shown(scenario);
    let question = (asked.is && has_target).then_some(Question::Outcome { target });
    let studied = use_study(question, scenario, *settled, Some(View::Outcome));
    let found =
        studied.found.as_deref().and_then(|f| if let Finding::Outcome(found) = f { Some(&**found) } else { None });
    let found = found.filter(|_| has_target);
    let title = match found {
        Some(found) => finding(&studied, words::title(scenario, found, &**reader)),
        None if has_target => "What reaches the target, worked out backwards".to_owned(),
        None => words::title(scenario, &outcome::Outcome::default(), &**reader).text,
    };
    let title = AttrValue::from(title);
    let section = Section {
        view: View::Outcome,
        title: title.clone(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let chart = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Outcome(found)) = studied.found.as_deref() else { return None };
        // Nothing to see in one budget.
        (found.budgets.len() > 1).then(|| Shared::new(data(scenario, found, reader)))
    });
    let chart = chart.as_ref().as_ref().filter(|_| has_target);
    // A slide has room for one of the two, and for the sentences one after the other.
    let said = found.map_or_else(Vec::new, |o| words::sentences(scenario, o, &**reader));
    let said = if is_slide && !said.is_empty() { vec![said.join(" ")] } else { said };
    let has_table = !(is_slide && chart.is_some());
    let table = found.filter(|o| has_table && !o.needs.is_empty()).map(|o| {
        let rows = rows(scenario, o, reader);
        let columns = columns(o);
        html! {
            <DataTable summary="people at each stage" caption={format!("People at each stage within {}", period(scenario.frame.horizon_weeks))} {columns} rows={Callback::from(move |()| rows.clone())} open=true />
        }
    });
    let set = |state: &UseStateHandle<Option<f64>>| {
        // A different question, which takes a while and so waits for the reader's request.
        let (state, ask) = (state.setter(), asked.set.clone());
        Callback::from(move |x| {
            ask.emit(false);
            state.set(x);
        })
    };
    let onpick = {
        let (picked, ask) = (picked.setter(), asked.set.clone());
        Callback::from(move |at| {
            ask.emit(false);
            picked.set(Some(at));
        })
    };
    let (style, unit) =
        (reader.style.clone(), if metric == TargetMetric::Customers { "" } else { reader.currency_symbol() });
    let kind = Kind::of_target(metric);
    let hint = own_value.map_or_else(|| "a number".to_owned(), |x| kind.write(x, &style));
    let details = html! {
        <details class="fold" open={!has_target}>
            <summary>{ "Another target" }</summary>
            { picks("outcome-metric", "What is to be reached", ["Revenue", "Profit", "Customers"].map(AttrValue::Static).to_vec(), of, &onpick) }
            <div class="fields">
                <Amount id="outcome-target" label="At least" unit={unit.to_owned()} value={*value} placeholder={hint} {kind}
                    within={(-MONEY, MONEY)} style={style.clone()} onset={set(&value)} />
                <Amount id="outcome-confidence" label="With a confidence of" value={*confidence} placeholder={Kind::Share.write(own.confidence, &style)}
                    kind={Kind::Share} within={(0.01, 0.99)} {style} onset={set(&confidence)} />
            </div>
        </details>
    };
    section.render(html! {
        <div>
            { findings(said) }
            { unpriced(found.into_iter().flat_map(|o| words::unpriced(scenario, o))) }
            <div class="chart-box" ref={node}>
                { for chart.map(|data| html! {
                    <CurveChart id="outcome-chart" {title} data={data.clone()} {width} {height} style={reader.style.clone()} />
                }) }
            </div>
            { table.unwrap_or_default() }
            if has_target {
                { on_demand(&asked, &studied, "Find what it takes", "Tries budgets up to three times today’s; where none reaches the target, \
                   people, attempts, answer times and nurture too. Takes a while.") }
            }
            if asked.is && has_target {
                { progress(&studied, "Trying what reaches the target") }
            }
            { details }
        </div>
    })
}

/// How often each budget reaches the target.
fn data(s: &Scenario, o: &outcome::Outcome, reader: &Reader) -> CurveData {
    let futures = f64::from(FUTURES);
    let point = |x: &outcome::Reach| {
        let (mean, low, high) = (futures * x.chance.value, futures * x.chance.low, futures * x.chance.high);
        funnel_charts::spark::Point { budget: x.budget, mean, low, high }
    };
    let place = |budget: f64, name: &'static str, tone| Place { budget, name: name.into(), tone };
    let today = o.budgets.iter().find(|x| x.multiple == 1.0).map(|x| place(x.budget, "today", Tone::Today));
    let enough = o.enough();
    let from = enough.map(|(from, _)| place(from, "enough", Tone::Plan));
    let confidence = o.asked.map_or_else(String::new, |asked| wanted(&**reader, asked.confidence));
    let within = period(s.frame.horizon_weeks);
    // A single budget that is enough leaves nothing to shade.
    let is_shaded = enough.is_some_and(|(from, to)| from < to);
    let below = format!("budget in {within}{}", if is_shaded { "; shaded: enough" } else { "" });
    let tried = words::budgets(o, &**reader);
    CurveData {
        points: o.budgets.iter().map(point).collect(),
        places: [today, from].into_iter().flatten().collect(),
        zone: enough,
        wanted: o.asked.map(|asked| (futures * asked.confidence, format!("{confidence} wanted").into())),
        unit: Unit::Count,
        captions: (
            format!("budget alone: of {FUTURES} futures, in how many it {}", words::asked(s, o, &**reader)).into(),
            below.into(),
        ),
        readings: tried.iter().map(|x| x.reading.clone().into()).collect(),
        columns: ["Budget".into(), "Chance".into(), format!("With {confidence} confidence").into()].to_vec(),
        rows: tried
            .into_iter()
            .map(|x| Row { head: x.budget.into(), cells: x.cells.map(AttrValue::from).to_vec() })
            .collect(),
    }
}

fn rows(s: &Scenario, o: &outcome::Outcome, reader: &Reader) -> Vec<Row> {
    let row =
        |(head, cells): (String, [String; 4])| Row { head: head.into(), cells: cells.map(AttrValue::from).to_vec() };
    words::needs(s, o, &**reader).into_iter().map(row).collect()
}
