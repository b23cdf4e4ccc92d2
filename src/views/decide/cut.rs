use funnel_decide::cut::Cut as Known;
use funnel_decide::{Finding, Question};
use funnel_engine::scenario::{Scenario, View};
use funnel_export::slides::StudySlide;
use funnel_sentences::cut::{cells, sentences, title};
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
    draw: |props| html! { <Cut ..props /> },
    ask,
    slide: |props| FromStudy::as_listed(props, ask),
    told,
});

/// The question that is asked automatically.
fn ask(_: &StudyProps) -> Option<Question> {
    Some(Question::Cut)
}

/// What a slide in a file contains.
fn told(props: &StudyProps, found: &Finding) -> Option<StudySlide> {
    let (s, Finding::Cut(found)) = (&props.scenario, found) else { return None };
    let rows = found.verdict.is_some().then(|| data(s, found, &props.reader));
    let text = sentences(s, found, &*props.reader);
    slide_of(title(s, found, &*props.reader), text, rows)
}

/// What happens if we cut? Which channel first, what is lost, and when.
#[component]
fn Cut(props: &StudyProps) -> Html {
    let StudyProps { scenario, settled, reader, .. } = props;
    let (near_node, near) = use_near();
    let size = use_room(0);
    let studied = use_study(near.then_some(Question::Cut), scenario, *settled, Some(View::Cut));
    let told = use_memo((studied.clone(), scenario.clone(), reader.clone()), |(studied, scenario, reader)| {
        let Some(Finding::Cut(found)) = studied.found.as_deref() else { return None };
        let is_begun = found.channels.iter().any(|x| x.alone.is_some());
        let data = is_begun.then(|| Shared::new(data(scenario, found, reader)));
        Some((finding(studied, title(scenario, found, &**reader)), data))
    });
    let found = studied.found.as_deref().and_then(|f| if let Finding::Cut(found) = f { Some(&**found) } else { None });
    let below = html! {
        <>
            { findings(found.into_iter().flat_map(|x| sentences(scenario, x, &**reader))) }
            <p class="reading">
                { "Each row takes as much of the cut from one channel as that spends, in futures in which nothing was chosen; what \
                   is saved counts as profit. The channel that keeps most profit for the same money goes first." }
            </p>
        </>
    };
    let view = Bars {
        view: View::Cut,
        otherwise: "What a cut would lose, channel by channel",
        told: &told,
        studied: &studied,
        doing: "Cutting one channel after the other",
        above: Html::default(),
        below,
        reader,
    };
    view.render(near_node, size)
}

fn data(s: &Scenario, x: &Known, reader: &Reader) -> BarsData {
    let cells = cells(x, &**reader);
    // Of the channels, the one to be cut first is at the top, once that is known.
    let order: Vec<usize> = if x.order.is_empty() { (0..x.channels.len()).collect() } else { x.order.clone() };
    let ordered = order.iter().filter_map(|n| Some((x.channels.get(*n)?, cells.get(*n)?)));
    // What the title is about comes first, as a slide may have no room for every channel.
    let mut rows: Vec<ProfitRow> = Vec::new();
    if let Some(v) = x.verdict.as_ref().filter(|_| x.channels.len() > 1) {
        let none = || vec![NONE.to_owned(); 4];
        if x.givers().count() > 1 {
            rows.push(("In this order".to_owned(), v.found.profit, none()));
        }
        let planned = if x.is_even { "From all alike" } else { "As planned" };
        rows.push((planned.to_owned(), v.planned.profit, none()));
    }
    for (piece, [today, taken, most, revenue, _]) in ordered {
        let profit = piece.alone.map(|loss| loss.profit).unwrap_or_default();
        let figures = [today, taken, most, revenue].map(String::clone).to_vec();
        rows.push((format!("{most} less on {}", s.channel_name(&piece.channel)), profit, figures));
    }
    BarsData {
        rows: profit_rows(rows, reader),
        label: "Cut".into(),
        caption: format!("profit against today in {}", period(s.frame.horizon_weeks)).into(),
        unit: Unit::Money,
        signed: true,
        ranges: false,
        columns: [
            "Cut",
            "Spent today",
            "Taken in the end",
            "Taken here",
            "Revenue against today",
            "Profit against today",
        ]
        .map(AttrValue::from)
        .to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_decide::cut::{Loss, Piece, Verdict};
    use funnel_engine::report::Estimate;
    use funnel_engine::scenario::templates;

    /// However many channels there are and however few rows fit, the rows that the title is about are among them, and
    /// what is left out is counted.
    #[test]
    fn the_totals_are_never_cut_off() {
        let s = templates::load("blank").unwrap();
        let reader = Reader::english();
        let loss = |x: f64| Loss { profit: Estimate::known(x, 1.0), ..Loss::default() };
        for count in 2..20_usize {
            let piece = |i: usize| Piece {
                channel: format!("c{i}"),
                today: 9.0,
                taken: if i < 2 { 5.0 } else { 0.0 },
                most: 5.0,
                alone: Some(loss(i as f64)),
            };
            let verdict = Verdict {
                seed: 1,
                revenue: Estimate::known(1e3, 1.0),
                planned: loss(-5.0),
                found: loss(5.0),
                gain: Estimate::known(10.0, 1.0),
                ahead: Estimate::known(10.0, 1.0),
                alike: Vec::new(),
                later: None,
            };
            let x = Known {
                is_plans: true,
                is_even: true,
                total: 10.0,
                share: 0.1,
                channels: (0..count).map(piece).collect(),
                order: (0..count).rev().collect(),
                verdict: Some(verdict),
            };
            let data = Shared::new(data(&s, &x, &reader));
            for room in [120, 200, 400] {
                let shown = super::super::bars::fitting(&data, 900, room);
                let named: Vec<&str> = shown.rows.iter().map(|row| row.name.as_str()).collect();
                assert_eq!(named[..2], ["In this order", "From all alike"], "{count} {room}");
                let left = data.rows.len() - shown.rows.len();
                assert_eq!(
                    shown.caption.ends_with(&format!("; {left} more on the page")),
                    left > 0,
                    "{}",
                    shown.caption
                );
            }
        }
    }
}
