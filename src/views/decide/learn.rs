use funnel_decide::{Finding, Question, learn};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::View;
use funnel_engine::stats::order;
use funnel_export::slides::StudySlide;
use funnel_sentences::drivers::Names;
use funnel_sentences::learn::{known, known_cells, learn_title, pairs};
use funnel_sentences::metric::{DECIDING, DECIDING_FACES, metric};
use funnel_sentences::numbers::texts;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Drawing, FromStudy, StudyProps};
use super::super::study::{finding, findings, on_demand, use_asked};
use super::bars::{Bars, on_slide};
use crate::charts::{BarRow, BarsData, Shared, Tone, Unit, use_room};
use crate::components::{use_near, use_picks};
use crate::state::use_study;

/// Rows shown.
const ROWS: usize = 8;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Learn ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Learn { metric: Metric::Profit, pairs: false })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (s, Finding::Learn(found)) = (&props.scenario, found) else { return None };
    let names = Names::of(s);
    let said = learn_title(s, found, &names, &*props.reader);
    let is_worth = found.inputs.iter().any(|x| x.worth.value > 0.0);
    // A table of zeros says no more than the title does.
    let nothing = || StudySlide {
        title: said.text.clone(),
        text: vec![what_it_is(found.metric).into()],
        ..StudySlide::default()
    };
    let some = || on_slide(said.text.clone(), &data(found, &names, &props.reader));
    (!said.is_pending).then(|| if is_worth { some() } else { nothing() })
}

/// What should we find out first? What knowing each input would be worth.
#[component]
fn Learn(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let size = use_room(0);
    let (measured, measure) = use_picks("learn-metric", "What decides", &DECIDING_FACES);
    let decides = DECIDING.get(measured).copied().unwrap_or(Metric::Profit);
    let asked = use_asked(scenario);
    let question = near.then_some(Question::Learn { metric: decides, pairs: asked.is });
    let studied = use_study(question, scenario, *settled, Some(View::Learn));
    let told = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Learn(found)) = studied.found.as_deref() else { return None };
        let names = Names::of(scenario);
        // A picture of zeros says no more than the title does.
        let worth_a_picture = found.inputs.iter().any(|k| k.worth.value > 0.0);
        let data = worth_a_picture.then(|| Shared::new(data(found, &names, reader)));
        Some((finding(studied, learn_title(scenario, found, &names, &**reader)), data))
    });
    let found = studied.found.as_deref().and_then(|f| if let Finding::Learn(found) = f { Some(found) } else { None });
    let both =
        found.filter(|_| asked.is).map(|found| pairs(found, &Names::of(scenario), &**reader)).unwrap_or_default();
    let below = html! {
        <>
            <p class="reading">{ what_it_is(decides) }</p>
            { findings(both) }
            <details class="fold">
                <summary>{ "Two numbers at once" }</summary>
                { on_demand(&asked, &studied, "Value pairs", "Two numbers may change the decision together where neither does \
                   alone. Tries all pairs of those that move the result most. Takes a while.") }
            </details>
        </>
    };
    let view = Bars {
        view: View::Learn,
        otherwise: "What knowing more would be worth",
        told: &told,
        studied: &studied,
        doing: "Finding what knowing more would be worth",
        above: html! { <div class="picks-row">{ measure }</div> },
        below,
        reader,
    };
    view.render(near_node, size)
}

fn what_it_is(decides: Metric) -> String {
    format!(
        "What it would be worth to know one number exactly before deciding: the {} of the choice one would then make, less \
         that of the choice made now. What cannot change the choice is worth nothing.",
        metric(decides)
    )
}

fn data(found: &learn::Learn, names: &Names, reader: &Reader) -> BarsData {
    let mut inputs: Vec<&learn::Known> = found.inputs.iter().collect();
    order::by_falling(&mut inputs, |x| x.worth.estimate);
    order::by_falling(&mut inputs, |x| x.worth.value);
    let worths: Vec<f64> = inputs.iter().take(ROWS).map(|k| k.worth.value).collect();
    let worths = texts(&**reader, &worths, Unit::Money);
    let cells = known_cells(&inputs, &**reader);
    let row = |((k, said), cells): ((&&learn::Known, String), Vec<String>)| {
        let worth = &k.worth;
        BarRow {
            name: names.known(k).into(),
            value: worth.value,
            whisker: if worth.zero.is_some() {
                (0.0, 0.0)
            } else {
                let half = Estimate::HALF * worth.se;
                ((worth.value - half).max(0.0), worth.value + half)
            },
            said: said.into(),
            tone: if worth.zero.is_some() { Tone::Today } else { Tone::Plan },
            reading: known(k, names, &**reader).into(),
            cells: cells.into_iter().map(AttrValue::from).collect(),
        }
    };
    BarsData {
        rows: inputs.iter().zip(worths).zip(cells).map(row).collect(),
        label: "Input".into(),
        caption: format!("worth of knowing it exactly, in {}", metric(found.metric)).into(),
        unit: Unit::Money,
        signed: false,
        ranges: false,
        columns: ["Input", "Worth", "Changes the decision in", "Following more leads"].map(AttrValue::from).to_vec(),
    }
}
