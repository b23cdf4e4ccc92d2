use funnel_decide::{Finding, Question, ladder};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::{StudySlide, rungs};
use funnel_sentences::ladder::{EACH, cells, reading, step, title, unpriced as apart};
use funnel_sentences::numbers::{changes, money};
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Drawing, FromStudy, StudyProps};
use super::super::study::{finding, unpriced};
use super::bars::{Bars, change, on_slide};
use crate::charts::{BarRow, BarsData, Shared, Unit, use_room};
use crate::components::use_near;
use crate::state::use_study;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Ladder ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Ladder)
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (s, Finding::Ladder(found)) = (&props.scenario, found) else { return None };
    let said = title(s, found, &*props.reader);
    let told = on_slide(said.text, &data(s, found, &props.reader));
    let figures = Some((rungs(s, found, &*props.reader), Unit::Money));
    // The bars are those of steps with a price, and those that nobody sells; the rest is named.
    let waiting = found.rungs.iter().filter_map(|rung| apart(s, rung, &*props.reader));
    let text = waiting.map(|(text, field)| format!("{text} Enter {}.", field.say).into()).collect();
    (!said.is_pending).then_some(StudySlide { figures, text, ..told })
}

/// What would help most? One small step at each lever.
#[component]
fn Ladder(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let size = use_room(0);
    let studied = use_study(near.then_some(Question::Ladder), scenario, *settled, Some(View::Ladder));
    let told = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Ladder(found)) = studied.found.as_deref() else { return None };
        Some((finding(studied, title(scenario, found, &**reader)), Some(Shared::new(data(scenario, found, reader)))))
    });
    let found = studied.found.as_deref().and_then(|f| if let Finding::Ladder(found) = f { Some(found) } else { None });
    let waiting: Vec<_> =
        found.iter().flat_map(|found| &found.rungs).filter_map(|r| apart(scenario, r, &**reader)).collect();
    let below = html! {
        <>
        if !waiting.is_empty() {
            <p class="reading">{ "These have no price yet, so none of them is advice:" }</p>
            { unpriced(waiting.into_iter().map(|(text, field)| (text, vec![field]))) }
        }
        <p class="reading">
            { "Each row is today with one thing changed, in the same futures; the line through a bar’s end is the range \
               that holds the true change in 95 of 100 cases. Grey: the error is larger than the effect, so we cannot tell." }
        </p>
        </>
    };
    let view = Bars {
        view: View::Ladder,
        otherwise: "One small step at each lever",
        told: &told,
        studied: &studied,
        doing: "Trying a small step at each lever",
        above: Html::default(),
        below,
        reader,
    };
    view.render(near_node, size)
}

fn data(s: &Scenario, found: &ladder::Ladder, reader: &Reader) -> BarsData {
    // Steps without a price are shown separately, below.
    let rungs: Vec<&ladder::Rung> = found.rungs.iter().filter(|rung| rung.missing.is_none()).collect();
    let profits = changes(&**reader, &rungs.iter().map(|r| r.profit).collect::<Vec<_>>(), Unit::Money);
    let cells = cells(&rungs, &**reader);
    let row = |((rung, profit), cells): ((&&ladder::Rung, String), Vec<String>)| {
        let (value, whisker, tone) = change(&rung.profit);
        BarRow {
            // Nobody sells a point of a rate, so its bar leaves out what it would take.
            name: match rung.cost {
                Some(_) => step(s, rung, &**reader),
                None => format!("{} (not for sale)", step(s, rung, &**reader)),
            }
            .into(),
            value,
            whisker,
            said: profit.into(),
            tone,
            reading: reading(s, rung, &**reader).into(),
            cells: cells.into_iter().map(AttrValue::from).collect(),
        }
    };
    BarsData {
        rows: rungs.iter().zip(profits).zip(cells).map(row).collect(),
        label: "Step".into(),
        caption: "change of profit a year, after what the step costs where it has a price".into(),
        unit: Unit::Money,
        signed: true,
        ranges: false,
        columns: ["Step", "Revenue a year", "Profit a year", "Costs a year"]
            .map(AttrValue::from)
            .into_iter()
            .chain([format!("Profit for each {}", money(&**reader, EACH)).into()])
            .collect(),
    }
}
