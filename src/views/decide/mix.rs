use funnel_decide::{Finding, Question, mix};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::StudySlide;
use funnel_sentences::mix as words;
use funnel_sentences::numbers::pair_texts;
use funnel_sentences::period::period;
use funnel_text::Time;
use funnel_text::calendar::per;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Asking, Drawing, FromStudy, StudyProps};
use super::super::section::Section;
use super::super::study::{finding, findings, on_demand, progress, use_shown};
use super::bars::{fitting, profit_rows, table};
use super::limits::Limits;
use crate::charts::{BarsChart, BarsData, DataTable, Room, Row, Shared, Unit, use_room};
use crate::state::use_study;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing =
    Drawing::Study(FromStudy { draw: |props| html! { <Mix ..props /> }, ask: |_| None, slide, told });

/// The question that the view asks on a stage.
fn slide(props: &StudyProps) -> Option<Asking> {
    let question = Question::Mix { asked: mix::Terms::default() };
    Some(Asking { question, scenario: props.scenario.clone() })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (StudyProps { scenario, reader, .. }, Finding::Mix(found)) = (props, found) else { return None };
    let said = words::title(scenario, found, &**reader);
    let text = words::sentences(scenario, found, &**reader).into_iter().map(|said| said.text.into()).collect();
    let rows = if found.verdict.is_some() { rows(scenario, found, reader) } else { Vec::new() };
    (!said.is_pending).then(|| StudySlide {
        title: said.text,
        text,
        table: table(&columns(scenario), &rows),
        ..StudySlide::default()
    })
}

fn columns(s: &Scenario) -> Vec<AttrValue> {
    let per = per(s.calendar.period);
    vec!["Channel".into(), format!("Today, {per}").into(), format!("In the split found, {per}").into()]
}

/// Where should the money go? Another split of the same money, searched for on request.
#[component]
fn Mix(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let bounds = use_state_eq(Vec::<mix::Bound>::new);
    let over_time = use_state_eq(|| false);
    let wanted = mix::Terms { total: None, bounds: (*bounds).clone(), over_time: *over_time };
    let asked = use_shown(scenario);
    let question = asked.is.then_some(Question::Mix { asked: wanted });
    let studied = use_study(question, scenario, *settled, Some(View::Mix));
    let found = studied.found.as_deref().and_then(|f| if let Finding::Mix(found) = f { Some(&**found) } else { None });
    let title = found.map_or_else(
        || "Another split of the same money".to_owned(),
        |m| finding(&studied, words::title(scenario, m, &**reader)),
    );
    let section = Section {
        view: View::Mix,
        title: title.into(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let drawn = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Mix(found)) = studied.found.as_deref() else { return None };
        let is_begun = found.channels.iter().any(|x| !x.moves.is_empty());
        is_begun.then(|| Shared::new(data(scenario, found, reader)))
    });
    // A slide has room for the split found or, until it is known, for what there is to see.
    let (node, width, room) = use_room(0);
    let is_slide = use_context::<Room>().is_some();
    let drawn = drawn.as_ref().as_ref().filter(|_| !(is_slide && found.is_some_and(|m| m.verdict.is_some())));
    let table = found.filter(|m| m.verdict.is_some()).map(|m| {
        let rows = rows(scenario, m, reader);
        let per = per(scenario.calendar.period);
        let columns = columns(scenario);
        html! {
            <DataTable summary="money on each channel" caption={format!("Money {per} on each channel")} {columns} rows={Callback::from(move |()| rows.clone())} open=true />
        }
    });
    let onbounds = {
        // A different question, which takes a while and so waits for the reader's request.
        let (bounds, ask) = (bounds.setter(), asked.set.clone());
        Callback::from(move |all| {
            ask.emit(false);
            bounds.set(all);
        })
    };
    let onover_time = {
        let (over_time, ask) = (over_time.setter(), asked.set.clone());
        Callback::from(move |on| {
            ask.emit(false);
            over_time.set(on);
        })
    };
    section.render(html! {
        <div>
            { table.unwrap_or_default() }
            { findings(found.into_iter().flat_map(|m| words::sentences(scenario, m, &**reader)).map(|said| said.text)) }
            if drawn.is_some() {
                <p class="reading">
                    { "One channel moved alone, with the others as they are; what is spent more or less counts in the profit." }
                </p>
            }
            <div class="chart-box" ref={node}>
                { for drawn.map(|data| html! {
                    <BarsChart id="mix-chart" title={ALONE} data={fitting(data, width, room)} {width} style={reader.style.clone()} />
                }) }
            </div>
            { on_demand(&asked, &studied, "Look for a better split", "Tries splits of the same budget over the channels, and scores the \
               best again in fresh futures. Takes a while.") }
            if asked.is {
                { progress(&studied, "Trying splits") }
            }
            <Limits scenario={scenario.clone()} reader={reader.clone()} bounds={(*bounds).clone()} over_time={*over_time} {onbounds} {onover_time} />
        </div>
    })
}

/// What the chart is about.
const ALONE: &str = "What more or less on one channel alone changes";

/// What moving single channels does.
fn data(s: &Scenario, m: &mix::Mix, reader: &Reader) -> BarsData {
    let per = per(s.calendar.period);
    let rows = words::moves(s, m, &**reader).into_iter().map(|x| (x.name, x.profit, x.cells.to_vec())).collect();
    BarsData {
        rows: profit_rows(rows, reader),
        label: "Move".into(),
        caption: format!("change of profit in {}", period(s.frame.horizon_weeks)).into(),
        unit: Unit::Money,
        signed: true,
        ranges: false,
        columns: vec![
            "Move".into(),
            format!("Spent today, {per}").into(),
            format!("Spent then, {per}").into(),
            "Profit against today".into(),
        ],
    }
}

fn rows(s: &Scenario, m: &mix::Mix, reader: &Reader) -> Vec<Row> {
    let by_period = |x: f64| Time::Week.rate_in(s.calendar.period.into(), x);
    let pairs = pair_texts(&**reader, m.channels.iter().map(|x| [x.today, x.mix].map(by_period)), Unit::Money);
    let row = |(x, texts): (&mix::Share, [String; 2])| Row {
        head: s.channel_name(&x.channel).to_owned().into(),
        cells: texts.map(AttrValue::from).to_vec(),
    };
    m.channels.iter().zip(pairs).map(row).collect()
}
