use funnel_charts::format::whole;
use funnel_charts::mark::px;

use super::Sheet;
use super::scrub::Scrub;
use super::table::{DataTable, Row};
use yew::prelude::*;

/// The figures behind a chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) caption: AttrValue,
    pub(super) columns: Vec<AttrValue>,
    pub(super) rows: Callback<(), Vec<Row>>,
    /// The same figures, unrounded.
    pub(super) sheet: Callback<(), Sheet>,
}

/// How a chart is read place by place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// What is stepped through.
    pub(super) label: AttrValue,
    /// How many places there are.
    pub(super) count: usize,
    /// The place being read.
    pub(super) at: Option<usize>,
    /// It in words.
    pub(super) place: AttrValue,
    /// What is there; a hint while no place is read.
    pub(super) figures: AttrValue,
    /// Which place a point belongs to.
    pub(super) locate: Callback<(f64, f64), Option<usize>>,
    /// Told when the place changes.
    pub(super) onmove: Callback<Option<usize>>,
}

/// Properties of [`Frame`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FrameProps {
    /// Makes the ids of title and description unique in the page.
    pub(super) id: AttrValue,
    /// Names the chart's kind in its class.
    pub(super) kind: &'static str,
    pub(super) title: AttrValue,
    pub(super) desc: AttrValue,
    pub(super) width: u32,
    pub(super) height: f64,
    pub(super) reading: Reading,
    pub(super) table: Table,
    pub(super) children: Html,
}

/// What can be done with a chart, by its id, its title and its figures: the page around the charts puts it under them.
#[derive(Clone, Copy)]
pub struct ChartTools(pub fn(&AttrValue, &AttrValue, &Callback<(), Sheet>) -> Html);

/// There is one of them in a page.
impl PartialEq for ChartTools {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What all charts have around them: title and description for those who cannot see it, the control and the line
/// that read it, and its table.
#[component]
pub(super) fn Frame(props: &FrameProps) -> Html {
    let FrameProps { width, reading, table, .. } = props;
    let tools = use_context::<ChartTools>();
    html! {
        <figure class={classes!("chart", props.kind)}>
            <div class="chart-stage">
                { picture(&props.id, &props.title, &props.desc, *width, props.height, props.children.clone()) }
                <Scrub
                    label={reading.label.clone()}
                    count={reading.count}
                    at={reading.at}
                    place={reading.place.clone()}
                    locate={reading.locate.clone()}
                    width={*width}
                    onmove={reading.onmove.clone()}
                />
            </div>
            <p class="chart-reading" aria-live="polite">{ &reading.figures }</p>
            <DataTable caption={table.caption.clone()} columns={table.columns.clone()} rows={table.rows.clone()} />
            { for tools.map(|ChartTools(tools)| tools(&props.id, &props.title, &table.sheet)) }
        </figure>
    }
}

/// An SVG that is an image with a name and a description.
pub(super) fn picture(
    id: &AttrValue,
    title: &AttrValue,
    desc: &AttrValue,
    width: u32,
    height: f64,
    children: Html,
) -> Html {
    let (title_id, desc_id) = ([id, "-title"].concat(), [id, "-desc"].concat());
    let width = whole(width as usize);
    let height = px(height);
    html! {
        <svg
            class="chart-svg"
            xmlns="http://www.w3.org/2000/svg"
            role="img"
            aria-labelledby={[title_id.as_str(), desc_id.as_str()].join(" ")}
            viewBox={["0 0", width.as_str(), height.as_str()].join(" ")}
            {width}
            {height}
        >
            <title id={title_id}>{ title }</title>
            <desc id={desc_id}>{ desc }</desc>
            { children }
        </svg>
    }
}
