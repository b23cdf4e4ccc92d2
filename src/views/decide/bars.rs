use funnel_engine::scenario::View;
use funnel_export::slides;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;
use super::super::study::progress;
use crate::charts::{BarRow, BarsChart, BarsData, Row, Shared};
use crate::state::Studied;

/// What a view of bars says: its title, and the rows unless there is nothing to see.
pub(super) type Drawn = Option<(String, Option<Shared<BarsData>>)>;

/// A table as a slide in a file has it: its headings first.
pub(super) fn table(columns: &[AttrValue], rows: &[Row]) -> Vec<Vec<String>> {
    let head = columns.iter().map(ToString::to_string).collect();
    let row = |row: &Row| std::iter::once(&row.head).chain(&row.cells).map(ToString::to_string).collect();
    std::iter::once(head).chain(rows.iter().map(row)).collect()
}

/// What a slide in a file holds of rows of bars: their chart, or where there is nothing to see in it, their table.
pub(super) fn on_slide(title: String, data: &BarsData) -> slides::StudySlide {
    let row = |row: &BarRow| Row { head: row.name.clone(), cells: row.cells.clone() };
    let table = table(&data.columns, &data.rows.iter().map(row).collect::<Vec<_>>());
    slides::StudySlide { title, text: Vec::new(), figures: Some((data.sheet(), data.unit)), table }
}

/// A view whose chart is rows of bars.
pub(super) struct Bars<'a> {
    pub(super) view: View,
    /// The title until more is known.
    pub(super) otherwise: &'static str,
    pub(super) told: &'a Drawn,
    pub(super) studied: &'a Studied,
    /// What is being done, for the progress.
    pub(super) doing: &'static str,
    /// Above the chart.
    pub(super) above: Html,
    /// Under it.
    pub(super) below: Html,
    pub(super) reader: &'a Reader,
}

impl Bars<'_> {
    /// `near` is the element whose coming near begins the study; `size` that of the chart, with its width.
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
            let data = &fitting(data, room);
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

/// Heights of a row and of the axis under all, px, in a chart that is wide.
const ROW: u32 = 30;
const AXIS: u32 = 48;

/// As many rows as there is room for, the first of them; all where the room is not given.
fn fitting(data: &Shared<BarsData>, room: u32) -> Shared<BarsData> {
    let most = (room.saturating_sub(AXIS) / ROW).max(1) as usize;
    if room == 0 || data.rows.len() <= most {
        return data.clone();
    }
    let rows = data.rows.iter().take(most).cloned().collect();
    Shared::new(BarsData { rows, ..(**data).clone() })
}
