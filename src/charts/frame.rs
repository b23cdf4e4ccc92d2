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

/// How a chart is read, place by place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// What one steps through.
    pub(super) label: AttrValue,
    /// How many places there are.
    pub(super) count: usize,
    /// The place being read.
    pub(super) at: Option<usize>,
    /// The place in words.
    pub(super) place: AttrValue,
    /// The figures there; a hint while no place is being read.
    pub(super) figures: AttrValue,
    /// The place to which a point belongs.
    pub(super) locate: Callback<(f64, f64), Option<usize>>,
    /// Called when the place changes.
    pub(super) onmove: Callback<Option<usize>>,
}

/// The place being read in a chart that has this many, and what moves it.
#[hook]
pub(super) fn use_place(count: usize) -> (Option<usize>, Callback<Option<usize>>) {
    let at = use_state_eq(|| None::<usize>);
    let setter = at.setter();
    (at.filter(|at| *at < count), Callback::from(move |to| setter.set(to)))
}

/// Properties of [`Frame`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FrameProps {
    /// Makes the ids of title and description unique on the page.
    pub(super) id: AttrValue,
    /// Class that names the kind of chart.
    pub(super) kind: &'static str,
    pub(super) title: AttrValue,
    pub(super) desc: AttrValue,
    pub(super) width: u32,
    pub(super) height: f64,
    pub(super) reading: Reading,
    pub(super) table: Table,
    pub(super) children: Html,
}

/// What can be done with a chart, given its id, title and figures: the page around the charts puts this below them.
#[derive(Clone, Copy)]
pub struct ChartTools(pub fn(&AttrValue, &AttrValue, &Callback<(), Sheet>) -> Html);

/// A page has only one of these.
impl PartialEq for ChartTools {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What all charts have around them: title and description for people who cannot see it, the control and the line of
/// text by which it is read, and its table.
#[component]
pub(super) fn Frame(props: &FrameProps) -> Html {
    let FrameProps { width, reading, table, .. } = props;
    let tools = use_context::<ChartTools>();
    // Its line is spoken while it is being read by keys, and not whenever the answer behind it changes.
    let is_read = use_state_eq(|| false);
    let read = |now: bool| {
        let is_read = is_read.setter();
        Callback::from(move |_: FocusEvent| is_read.set(now))
    };
    html! {
        <figure class={classes!("chart", props.kind)}>
            <div class="chart-stage" onfocusin={read(true)} onfocusout={read(false)}>
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
            <p class="chart-reading" aria-live={if *is_read { "polite" } else { "off" }}>{ &reading.figures }</p>
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
