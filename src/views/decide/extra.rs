use funnel_decide::extra::Extra as Known;
use funnel_decide::{Finding, Question};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::StudySlide;
use funnel_sentences::extra::{cells, sentences, title};
use funnel_sentences::numbers::NONE;
use funnel_sentences::period::period;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::registry::{Drawing, FromStudy, StudyProps};
use super::super::study::{finding, findings};
use super::bars::{Bars, ProfitRow, profit_rows, slide_of};
use crate::charts::{BarsData, Shared, Unit, use_room};
use crate::components::use_near;
use crate::state::use_study;

/// How the page draws it.
pub(in crate::views) static VIEW: Drawing = Drawing::Study(FromStudy {
    draw: |props| html! { <Extra ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Extra)
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (s, Finding::Extra(found)) = (&props.scenario, found) else { return None };
    let rows = found.verdict.is_some().then(|| data(s, found, &props.reader));
    let text = sentences(s, found, &*props.reader).into_iter().map(|said| said.text).collect();
    slide_of(title(s, found, &*props.reader), text, rows)
}

/// Where should the additional money go? All of it on each channel in turn, and the best place found.
#[component]
fn Extra(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let size = use_room(0);
    let studied = use_study(near.then_some(Question::Extra), scenario, *settled, Some(View::Extra));
    let told = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Extra(found)) = studied.found.as_deref() else { return None };
        let is_begun = found.channels.iter().any(|x| x.alone.is_some());
        let data = is_begun.then(|| Shared::new(data(scenario, found, reader)));
        Some((finding(studied, title(scenario, found, &**reader)), data))
    });
    let found =
        studied.found.as_deref().and_then(|f| if let Finding::Extra(found) = f { Some(&**found) } else { None });
    let rest = found.into_iter().flat_map(|x| sentences(scenario, x, &**reader)).map(|said| said.text);
    let below = html! {
        <>
            { findings(rest) }
            <p class="reading" hidden={found.is_none_or(|x| x.channels.len() < 2)}>
                { "Today’s split stays; only the extra money is placed, week by week as much as the plan adds. Each row is all of it \
                   on one channel, in futures in which nothing was chosen, with the range that holds the true change in 95 of \
                   100 cases." }
            </p>
        </>
    };
    let view = Bars {
        view: View::Extra,
        otherwise: "The additional money, on one channel or another",
        told: &told,
        studied: &studied,
        doing: "Placing the additional money",
        above: Html::default(),
        below,
        reader,
    };
    view.render(near_node, size)
}

fn data(s: &Scenario, x: &Known, reader: &Reader) -> BarsData {
    let none = || vec![NONE.to_owned(); 3];
    // What the title is about comes first, as a slide may have no room for every channel: the placement found if it is on
    // several, and the plan. Then all on one channel, the best first.
    let mut rows: Vec<ProfitRow> = Vec::new();
    if let Some(v) = &x.verdict {
        if !x.keeps_plan && x.shares().len() > 1 {
            rows.push(("In the place found".to_owned(), v.placed, none()));
        }
        let planned = if x.is_even { "Spread like today’s money" } else { "As planned" };
        rows.push((planned.to_owned(), v.planned, none()));
    }
    let totals = rows.len();
    for (place, [today, planned, placed, _]) in x.channels.iter().zip(cells(x, &**reader)) {
        let alone = place.alone.unwrap_or_default();
        rows.push((format!("All on {}", s.channel_name(&place.channel)), alone, vec![today, planned, placed]));
    }
    rows[totals..].sort_by(|a, b| b.1.value.unwrap_or(f64::NAN).total_cmp(&a.1.value.unwrap_or(f64::NAN)));
    BarsData {
        rows: profit_rows(rows, reader),
        label: "Place".into(),
        caption: format!("change of profit in {}", period(s.frame.horizon_weeks)).into(),
        unit: Unit::Money,
        signed: true,
        ranges: false,
        columns: ["Place", "Spent today", "Extra, as planned", "Extra, as found", "Profit against today"]
            .map(AttrValue::from)
            .to_vec(),
    }
}
