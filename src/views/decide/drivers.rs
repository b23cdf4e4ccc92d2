use funnel_decide::{Finding, Question, drivers};
use funnel_engine::process::Metric;
use funnel_engine::scenario::View;
use funnel_export::slides::StudySlide;
use funnel_sentences::drivers::{Names, part, share, swing, title, together, told_apart, total};
use funnel_sentences::metric::{FACES, METRICS, metric};
use funnel_sentences::numbers::{NONE, changes};
use funnel_sentences::often::portion;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Drawing, FromStudy, StudyProps};
use super::super::study::{findings, on_demand, use_asked};
use super::bars::{Bars, change, on_slide};
use crate::charts::{BarRow, BarsData, Shared, Tone, Unit, use_room};
use crate::components::{use_near, use_picks};
use crate::state::{Stage, use_study};

/// Most rows shown; the rest are combined in one row, and listed in the command line's table.
const ROWS: usize = 10;

/// Fewest rows of a picture in which nothing stands out.
const FEW: usize = 3;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Drivers ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Drivers { metric: Metric::Profit, total: false })
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let Finding::Drivers(found) = found else { return None };
    let names = Names::of(&props.scenario);
    Some(on_slide(title(found, &names, &*props.reader), &shares(found, &names, &props.reader)))
}

/// What decides it? Shares of the spread, and the effects in money.
#[component]
fn Drivers(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let size = use_room(0);
    let (shown, chart) = use_picks("drivers-shown", "What the chart shows", &["Shares of the spread", "In money"]);
    let (measured, measure) = use_picks("drivers-metric", "Of the change in", &FACES);
    let wanted = METRICS.get(measured).copied().unwrap_or(Metric::Profit);
    let asked = use_asked(scenario);
    let question = near.then_some(Question::Drivers { metric: wanted, total: asked.is });
    let studied = use_study(question, scenario, *settled, Some(View::Drivers));
    let deps = (studied.clone(), scenario.clone(), reader.clone(), shown);
    let told = use_memo(deps, |(studied, scenario, reader, shown)| {
        let Some(Finding::Drivers(found)) = studied.found.as_deref() else { return None };
        let names = Names::of(scenario);
        let data = if *shown == 1 { tornado(found, &names, reader) } else { shares(found, &names, reader) };
        Some((title(found, &names, &**reader), Some(Shared::new(data))))
    });
    let found = studied.found.as_deref().and_then(|f| if let Finding::Drivers(found) = f { Some(found) } else { None });
    let acts = found.filter(|_| asked.is && studied.stage == Stage::Done);
    let acts = acts.and_then(|found| together(found, &Names::of(scenario), &**reader));
    let below = html! {
        <>
            { findings(acts) }
            <details class="fold">
                <summary>{ "What inputs do together" }</summary>
                { on_demand(&asked, &studied, "Find total effects", "By itself an input may explain little and much together with \
                   others. One more run for each input finds its total effect (pick-freeze). Takes a while.") }
            </details>
        </>
    };
    let view = Bars {
        view: View::Drivers,
        otherwise: "What the plan’s result depends on",
        told: &told,
        studied: &studied,
        doing: "Finding what the plan’s result depends on",
        above: html! { <div class="picks-row">{ chart }{ measure }</div> },
        below,
        reader,
    };
    view.render(near_node, size)
}

/// First-order shares, the largest first, and what no single input explains.
fn shares(found: &drivers::Drivers, names: &Names, reader: &Reader) -> BarsData {
    let totals = found.parts.iter().any(|p| p.total.is_some());
    let row = |name: String, x: &drivers::Share, tone, reading: String, total: Option<String>| BarRow {
        name: name.into(),
        // Within its error, a share may exceed the whole.
        value: 100.0 * x.value.clamp(0.0, 1.0),
        whisker: (100.0 * x.low.clamp(0.0, 1.0), 100.0 * x.high.clamp(0.0, 1.0)),
        said: portion(&**reader, x.value.clamp(0.0, 1.0), 0).into(),
        tone,
        reading: reading.into(),
        cells: std::iter::once(share(x, &**reader)).chain(total).map(AttrValue::from).collect(),
    };
    let shown = told_apart(found).min(ROWS);
    let parts = found.parts.iter().take(shown).map(|p| {
        let tone = if p.first.low > 0.0 { Tone::Plan } else { Tone::Today };
        row(names.part(p), &p.first, tone, part(p, names, &**reader), totals.then(|| total(p, &**reader)))
    });
    let others = found.parts.get(shown..).filter(|rest| rest.len() > 1).map(|rest| {
        let value = rest.iter().map(|p| p.first.value).sum::<f64>().clamp(0.0, 1.0);
        let sum = drivers::Share { value, se: 0.0, low: value, high: value };
        let name = format!("{} others together", rest.len());
        let said = format!("{name}: {}; none of them stands out by itself.", portion(&**reader, value, 0));
        let mut row = row(name, &sum, Tone::Today, said, totals.then(|| NONE.to_owned()));
        if let Some(cell) = row.cells.first_mut() {
            *cell = portion(&**reader, value, 0).into();
        }
        row
    });
    let luck = found.luck_and_interactions.iter().map(|x| {
        let said = format!("{} is chance, and assumptions acting together.", share(x, &**reader));
        row("Luck and interactions".to_owned(), x, Tone::Today, said, totals.then(|| NONE.to_owned()))
    });
    BarsData {
        rows: parts.chain(others).chain(luck).collect(),
        label: "Input".into(),
        caption: format!("per cent of the variance of the change in {}", metric(found.metric)).into(),
        unit: Unit::Count,
        signed: false,
        ranges: false,
        columns: ["Input", "Share, with its 95 % interval"]
            .into_iter()
            .chain(totals.then_some("With what it does together with others"))
            .map(AttrValue::from)
            .collect(),
    }
}

/// The change in profit with one input low and high, as a swing.
fn tornado(found: &drivers::Drivers, names: &Names, reader: &Reader) -> BarsData {
    // If no swing is clearly different from zero, the largest few show how small they are.
    let known = found.tornado.iter().filter(|b| b.swing.is_clear());
    let shown = known.count().clamp(FEW, ROWS).min(found.tornado.len());
    let bars = found.tornado.get(..shown).unwrap_or(&[]);
    let figures: Vec<_> = bars.iter().flat_map(|b| [b.at_p10, b.at_p90, b.swing]).collect();
    let texts = changes(&**reader, &figures, Unit::Money);
    let row = |(b, texts): (&drivers::Bar, &[String])| {
        let (value, whisker, tone) = change(&b.swing);
        BarRow {
            name: names.bar(b).into(),
            value,
            whisker,
            said: texts.last().cloned().unwrap_or_default().into(),
            tone,
            reading: swing(b, names, &**reader).into(),
            cells: texts.iter().cloned().map(AttrValue::from).collect(),
        }
    };
    BarsData {
        rows: bars.iter().zip(texts.chunks(3)).map(row).collect(),
        label: "Input".into(),
        caption: format!(
            "change in {} from a low value of the input (one in ten lies below) to a high one (one in ten above), the others as they are",
            metric(found.metric)
        )
        .into(),
        unit: Unit::Money,
        signed: true,
        ranges: false,
        columns: ["Input", "When it is low", "When it is high", "Swing"].map(AttrValue::from).to_vec(),
    }
}
