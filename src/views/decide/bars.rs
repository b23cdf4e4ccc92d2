use core::cmp::Ordering;

use funnel_charts::bars::fit;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::View;
use funnel_export::slides;
use funnel_sentences::claims::Said;
use funnel_sentences::numbers::changes;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;
use super::super::study::progress;
use crate::charts::{BarRow, BarsChart, BarsData, Row, Shared, Tone, Unit};
use crate::state::Studied;

/// What a view with bars shows: its title, and the rows unless there is nothing to see in them.
pub(super) type Drawn = Option<(String, Option<Shared<BarsData>>)>;

/// The end of a change's bar, the range that contains the true change in 95 of 100 cases, and its colour: grey if its
/// sign is not known.
pub(super) fn change(e: &Estimate) -> (f64, (f64, f64), Tone) {
    let (value, error) = (e.value.unwrap_or(f64::NAN), Estimate::HALF * e.se.unwrap_or(0.0));
    let tone = match e.side() {
        Ordering::Equal => Tone::Today,
        Ordering::Greater => Tone::Plan,
        Ordering::Less => Tone::Loss,
    };
    (value, (value - error, value + error), tone)
}

/// A row that compares changes of profit against today: its name, the change, and the cells before it.
pub(super) type ProfitRow = (String, Estimate, Vec<String>);

/// Such rows, with all changes written by one rule.
pub(super) fn profit_rows(rows: Vec<ProfitRow>, reader: &Reader) -> Vec<BarRow> {
    let said = changes(&**reader, &rows.iter().map(|(_, e, _)| *e).collect::<Vec<_>>(), Unit::Money);
    let row = |((name, e, cells), said): (ProfitRow, String)| {
        let (value, whisker, tone) = change(&e);
        BarRow {
            reading: format!("{name}: {said} of profit against today").into(),
            name: name.into(),
            value,
            whisker,
            cells: cells.into_iter().chain([said.clone()]).map(AttrValue::from).collect(),
            said: said.into(),
            tone,
        }
    };
    rows.into_iter().zip(said).map(row).collect()
}

/// What a slide in a file contains about a study: its title and sentences, and its rows if there are any; `None` while
/// too little is known.
pub(super) fn slide_of(said: Said, text: Vec<String>, data: Option<BarsData>) -> Option<slides::StudySlide> {
    if said.is_pending {
        return None;
    }
    let slide = match data {
        Some(data) => on_slide(said.text, &data),
        None => slides::StudySlide { title: said.text, ..slides::StudySlide::default() },
    };
    Some(slides::StudySlide { text: text.into_iter().map(slides::Paragraph::from).collect(), ..slide })
}

/// A table for a slide in a file, with its headings first.
pub(super) fn table(columns: &[AttrValue], rows: &[Row]) -> Vec<Vec<String>> {
    let head = columns.iter().map(ToString::to_string).collect();
    let row = |row: &Row| std::iter::once(&row.head).chain(&row.cells).map(ToString::to_string).collect();
    std::iter::once(head).chain(rows.iter().map(row)).collect()
}

/// What a slide in a file contains for rows of bars: their chart or, if there is nothing to see in it, their table.
pub(super) fn on_slide(title: String, data: &BarsData) -> slides::StudySlide {
    let row = |row: &BarRow| Row { head: row.name.clone(), cells: row.cells.clone() };
    let table = table(&data.columns, &data.rows.iter().map(row).collect::<Vec<_>>());
    let figures = Some((data.sheet(), data.unit));
    slides::StudySlide {
        title,
        figures,
        are: match (data.ranges, data.signed) {
            (true, _) => slides::Figures::Futures,
            (false, true) => slides::Figures::Changes,
            (false, false) => slides::Figures::Values,
        },
        table,
        ..slides::StudySlide::default()
    }
}

/// A view whose chart is rows of bars.
pub(super) struct Bars<'a> {
    pub(super) view: View,
    /// The title until more is known.
    pub(super) otherwise: &'static str,
    pub(super) told: &'a Drawn,
    pub(super) studied: &'a Studied,
    /// What is being done, for the progress text.
    pub(super) doing: &'static str,
    /// Above the chart.
    pub(super) above: Html,
    /// Below the chart.
    pub(super) below: Html,
    pub(super) reader: &'a Reader,
}

impl Bars<'_> {
    /// `near` is the element whose approach starts the study; `size` is that of the chart, with its width.
    pub(super) fn render(self, near: NodeRef, size: (NodeRef, u32, u32)) -> Html {
        let title: AttrValue = self.told.as_ref().map_or(self.otherwise, |(title, _)| title).to_owned().into();
        let section = Section {
            view: self.view,
            title: title.clone(),
            tools: Html::default(),
            class: classes!(self.studied.is_stale.then_some("is-stale")),
        };
        let (node, width, room) = size;
        let chart = self.told.as_ref().and_then(|(_, data)| data.as_ref()).map(|data| {
            let data = &fitting(data, width, room);
            let (id, style) = (format!("{}-chart", self.view.name()), self.reader.style.clone());
            html! { <BarsChart {id} {title} data={data.clone()} {width} {style} /> }
        });
        section.render(html! {
            <div ref={near}>
                { self.above }
                <div class="chart-box" ref={node}>{ for chart }</div>
                { self.below }
                { progress(self.studied, self.doing) }
            </div>
        })
    }
}

/// As many of the first rows as fit, and how many more there are; all of them if the height is not fixed.
pub(super) fn fitting(data: &Shared<BarsData>, width: u32, room: u32) -> Shared<BarsData> {
    let all = data.rows.len();
    let most = |caption: &str| fit(caption, f64::from(width), f64::from(room));
    if room == 0 || all <= most(&data.caption) {
        return data.clone();
    }
    let caption = |left: usize| format!("{}; {left} more on the page", data.caption);
    // As many lines as the caption can take.
    let rows: Vec<BarRow> = data.rows.iter().take(most(&caption(all)).max(1)).cloned().collect();
    let caption = caption(all - rows.len()).into();
    Shared::new(BarsData { rows, caption, ..(**data).clone() })
}
