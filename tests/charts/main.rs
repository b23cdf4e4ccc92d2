//! Charts against golden files: each is rendered to markup without a browser and compared to `tests/golden/`. A chart's
//! file has data like the simulator's, from plain formulas.
//!
//! A chart that has changed is written beside its golden file as `NAME-changed.svg`, so that the two can be compared.
//! `UPDATE_GOLDEN=1 cargo test --test charts` accepts what is rendered now.

// Clippy exempts test functions from these, but not the functions they share.
#![allow(clippy::expect_used, clippy::panic)]

mod band;
mod bars;
mod curve;
mod dots;
mod fit;
mod flow;
mod replay;
mod spark;
mod xml;

use funnel_charts::Chart;
use funnel_simulator::charts::*;
use futures_executor::block_on;
use std::path::Path;
use std::{env, fs};
use yew::LocalServerRenderer;
use yew::html::{BaseComponent, Properties};

fn style() -> Shared<NumberStyle> {
    Shared::default()
}

/// The component's whole markup: picture, reading line and table.
fn markup<C>(props: C::Properties) -> String
where
    C: BaseComponent,
    C::Properties: Properties,
{
    block_on(LocalServerRenderer::<C>::with_props(props).hydratable(false).render())
}

/// The picture alone, one tag per line, as a file of its own.
fn picture(markup: &str) -> String {
    let start = markup.find("<svg").expect("a picture");
    let end = markup.find("</svg>").expect("its end") + "</svg>".len();
    let mut lines = markup[start..end].replace("><", ">\n<");
    lines.push('\n');
    lines
}

/// Compares with the golden file of that name.
fn golden(name: &str, picture: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let kept = folder.join([name, ".svg"].concat());
    let changed = folder.join([name, "-changed.svg"].concat());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept, picture).expect("golden file is writable");
    }
    let expected = fs::read_to_string(&kept).unwrap_or_default();
    if expected == picture {
        let _ = fs::remove_file(&changed);
    } else {
        fs::write(&changed, picture).expect("folder is writable");
        panic!("{name} changed: compare {} with {}", changed.display(), kept.display());
    }
}

/// Every coordinate has at most two decimals and no text is smaller than the style sheet's smallest.
fn tidy(picture: &str) {
    assert!(!picture.contains("NaN") && !picture.contains("inf\""), "a coordinate is not a number");
    assert!(!picture.contains("style="), "inline style");
    for run in picture.split(|c: char| !(c.is_ascii_digit() || c == '.')) {
        if let Some((whole, decimals)) = run.split_once('.')
            && !whole.is_empty()
        {
            assert!(decimals.trim_end_matches('.').len() <= 2, "{run} has more than two decimals");
        }
    }
}

/// A small version of each chart without any data, so that no test of its own need ask for one.
fn empty(chart: Chart) -> String {
    match chart {
        Chart::Dots => dots::empty(),
        Chart::Band => band::empty(),
        Chart::Flow => flow::empty(),
        Chart::Bars => bars::empty(),
        Chart::Curve => curve::empty(),
        Chart::Fit => fit::empty(),
        Chart::Spark => spark::empty(),
        Chart::Replay => replay::empty(),
    }
}

/// A golden picture of each chart in the list, whatever else its own tests check.
#[test]
fn every_chart_stands_without_data() {
    for chart in Chart::ALL {
        check(&format!("{}-empty", chart.name()), &empty(*chart));
    }
}

fn check(name: &str, markup: &str) {
    let picture = picture(markup);
    tidy(&picture);
    assert!(markup.contains("role=\"img\"") && markup.contains("<title"));
    golden(name, &picture);
}

#[test]
fn a_table_gives_every_figure_with_scopes() {
    let rows = yew::Callback::from(|()| vec![Row { head: "1".into(), cells: vec!["$1.2M".into()] }]);
    let props = |open| DataTableProps {
        summary: "as a table".into(),
        caption: "revenue a week".into(),
        columns: vec!["Week".into(), "plan P50".into()],
        rows: rows.clone(),
        open,
    };
    let open = markup::<DataTable>(props(true));
    assert!(open.contains("<caption>revenue a week</caption>"), "{open}");
    assert!(open.contains("<th scope=\"col\">plan P50</th>"), "{open}");
    assert!(open.contains("<th scope=\"row\">1</th><td>$1.2M</td>"), "{open}");
    let closed = markup::<DataTable>(props(false));
    assert!(!closed.contains("<table"), "built only when asked for");
}
