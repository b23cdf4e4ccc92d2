use funnel_decide::{Found, Question, drivers};
use funnel_engine::process::Metric;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;
use super::super::study::progress;
use super::DecideProps;
use crate::charts::{BarRow, BarsChart, BarsData, Shared, Tone, Unit, use_size};
use crate::components::use_near;
use crate::state::use_study;
use crate::words::drivers::{Names, part, share, swing, title};
use crate::words::numbers::money_change;

/// Replicates: shares need more than means do.
const REPLICATES: u32 = 4_096;
/// Rows shown; the rest is in no picture, but in the command line's table.
const ROWS: usize = 10;

/// What decides it? Shares of the spread, and the same in money.
#[component]
pub(super) fn Drivers(props: &DecideProps) -> Html {
    let DecideProps { scenario, settled, reader } = props;
    let (near_node, near) = use_near();
    let (node, width) = use_size();
    let in_money = use_state_eq(|| false);
    let question = near.then_some(Question::Drivers { metric: Metric::Profit, total: false });
    let studied = use_study(question, scenario, *settled, REPLICATES);
    let deps = (studied.clone(), scenario.clone(), reader.clone(), *in_money);
    let data = use_memo(deps, |(studied, scenario, reader, in_money)| {
        let Some(Found::Drivers(found)) = studied.found.as_deref() else { return None };
        let names = Names::of(scenario);
        let data = if *in_money { tornado(found, &names, reader) } else { shares(found, &names, reader) };
        Some((title(found, &names, &**reader), Shared::new(data)))
    });
    let known = data.as_ref().as_ref();
    let said: AttrValue = known.map_or("What the plan’s result depends on", |(said, _)| said).to_owned().into();
    let section = Section {
        id: "drivers",
        question: "What decides it?",
        title: said.clone(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let pick = |name: &'static str, picks: bool| {
        let shown = in_money.setter();
        let onchange = Callback::from(move |_: Event| shown.set(picks));
        html! {
            <label class="pick" key={name}>
                <input type="radio" name="drivers-shown" checked={*in_money == picks} {onchange} />
                <span>{ name }</span>
            </label>
        }
    };
    section.render(html! {
        <div ref={near_node}>
            <fieldset class="picks">
                <legend class="unseen">{ "What the chart shows" }</legend>
                { pick("Shares of the spread", false) }
                { pick("In money", true) }
            </fieldset>
            <div class="chart-box" ref={node}>
                { for known.map(|(_, data)| html! {
                    <BarsChart id="drivers-chart" title={said} data={data.clone()} {width} style={reader.style.clone()} />
                }) }
            </div>
            { progress(&studied, "Finding what the plan’s result depends on") }
        </div>
    })
}

/// First-order shares, the largest first, and what no single input explains.
fn shares(found: &drivers::Drivers, names: &Names, reader: &Reader) -> BarsData {
    let row = |name: String, x: &drivers::Share, tone, reading: String| BarRow {
        name: name.into(),
        value: 100.0 * x.value.max(0.0),
        whisker: (100.0 * x.low.clamp(0.0, 1.0), 100.0 * x.high.clamp(0.0, 1.0)),
        said: reader.percent(x.value.clamp(0.0, 1.0), 0).into(),
        tone,
        reading: reading.into(),
        cells: vec![share(x, &**reader).into()],
    };
    let parts = found.parts.iter().take(ROWS).map(|p| {
        let tone = if p.first.low > 0.0 { Tone::Plan } else { Tone::Today };
        row(names.part(p), &p.first, tone, part(p, names, &**reader))
    });
    let luck = found.luck_and_interactions.iter().map(|x| {
        let said = format!("{} is luck, and inputs acting together.", share(x, &**reader));
        row("Luck and interactions".to_owned(), x, Tone::Today, said)
    });
    BarsData {
        rows: parts.chain(luck).collect(),
        label: "Input".into(),
        caption: "per cent of the variance of the change in profit".into(),
        unit: Unit::Count,
        signed: false,
        columns: ["Input", "Share, with its 95 % interval"].map(AttrValue::from).to_vec(),
    }
}

/// The change in profit with one input low and high, as a swing.
fn tornado(found: &drivers::Drivers, names: &Names, reader: &Reader) -> BarsData {
    let row = |b: &drivers::Bar| {
        let (value, se) = (b.swing.value.unwrap_or(f64::NAN), b.swing.se.unwrap_or(0.0));
        let known = value.abs() > 2.0 * se;
        BarRow {
            name: names.bar(b).to_owned().into(),
            value,
            whisker: (value - 1.96 * se, value + 1.96 * se),
            said: money_change(&**reader, &b.swing).into(),
            tone: match (known, value > 0.0) {
                (false, _) => Tone::Today,
                (true, true) => Tone::Plan,
                (true, false) => Tone::Loss,
            },
            reading: swing(b, names, &**reader).into(),
            cells: [&b.at_p10, &b.at_p90, &b.swing].map(|e| money_change(&**reader, e).into()).to_vec(),
        }
    };
    BarsData {
        rows: found.tornado.iter().take(ROWS).map(row).collect(),
        label: "Input".into(),
        caption: "change in profit as the input goes from its P10 to its P90, the others as they are".into(),
        unit: Unit::Money,
        signed: true,
        columns: ["Input", "At its P10", "At its P90", "Swing"].map(AttrValue::from).to_vec(),
    }
}
