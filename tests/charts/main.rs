//! Charts against golden files: each is rendered to markup without a browser and compared to `tests/golden/`.
//!
//! A chart that has changed is written beside its golden file as `NAME-changed.svg`, so that the two can be compared.
//! `UPDATE_GOLDEN=1 cargo test --test charts` accepts what is rendered now.

// Clippy exempts test functions from these, but not the functions they share.
#![allow(clippy::expect_used, clippy::panic)]

mod data;
mod decide;
mod xml;

use data::{bands, dots, flows, sparks, style};
use decide::{bars, curves, fits};
use funnel_charts::Chart;
use funnel_simulator::charts::*;
use futures_executor::block_on;
use std::path::Path;
use std::{env, fs};
use yew::LocalServerRenderer;
use yew::html::{BaseComponent, Properties};

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
        Chart::Dots => dots_markup(dots::empty(), 640, 240),
        Chart::Band => band_markup(bands::empty(), 640, 240),
        Chart::Flow => flow_markup(FlowData::default(), 640, 320),
        Chart::Bars => bars_markup(bars::none(), 328),
        Chart::Curve => curve_markup(curves::none(), 328),
        Chart::Fit => fit_markup(FitData::default(), 640, 240),
        Chart::Spark => spark_markup(sparks::empty(), 272),
        Chart::Replay => replay_markup(Vec::new(), 0),
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

fn dots_markup(data: DotsData, width: u32, height: u32) -> String {
    let title = "Pays for itself in 41 of 50 futures".into();
    let data = Shared::new(data);
    markup::<DotsChart>(DotsChartProps { id: "dots".into(), title, data, width, height, style: style() })
}

fn band_markup(data: BandData, width: u32, height: u32) -> String {
    let title = "Pays back within the year".into();
    let data = Shared::new(data);
    markup::<BandChart>(BandChartProps { id: "band".into(), title, data, width, height, style: style() })
}

fn flow_markup(data: FlowData, width: u32, height: u32) -> String {
    let title = "Twenty percent more spend, nine percent more customers".into();
    let data = Shared::new(data);
    markup::<FlowChart>(FlowChartProps { id: "flow".into(), title, data, width, height, keeps: false, style: style() })
}

fn fit_markup(data: FitData, width: u32, height: u32) -> String {
    let title = "Won: when it is passed".into();
    let data = Shared::new(data);
    markup::<FitChart>(FitChartProps { id: "fit".into(), title, data, width, height, style: style() })
}

#[test]
fn fit_desktop_and_phone() {
    let markup = fit_markup(fits::worked(), 560, 240);
    check("fit-desktop", &markup);
    assert!(markup.contains("role=\"slider\"") && markup.contains("fit-taken"));
    check("fit-phone", &fit_markup(fits::worked(), 320, 240));
}

#[test]
fn dots_desktop() {
    let markup = dots_markup(dots::worked(), 880, 280);
    check("dots-desktop", &markup);
    assert_eq!(markup.matches("class=\"dot-gain\"").count(), 41);
    assert_eq!(markup.matches("class=\"dot-loss\"").count(), 9);
}

#[test]
fn dots_phone() {
    check("dots-phone", &dots_markup(dots::worked(), 320, 260));
}

#[test]
fn dots_small_with_twenty() {
    check("dots-twenty", &dots_markup(dots::twenty(), 240, 180));
}

#[test]
fn dots_empty() {
    let markup = dots_markup(dots::empty(), 640, 240);
    assert!(markup.contains("No futures yet."));
    assert!(!markup.contains("role=\"slider\""), "nothing to step through");
}

#[test]
fn dots_all_equal() {
    check("dots-equal", &dots_markup(dots::equal(3e5), 640, 240));
    check("dots-no-change", &dots_markup(dots::equal(0.0), 640, 240));
}

#[test]
fn bands_desktop() {
    check("band-weekly", &band_markup(bands::weekly(), 880, 320));
    check("band-cumulative", &band_markup(bands::cumulative(), 880, 320));
    check("band-difference", &band_markup(bands::difference(), 880, 320));
}

#[test]
fn bands_phone() {
    check("band-weekly-phone", &band_markup(bands::weekly(), 320, 260));
    check("band-cumulative-phone", &band_markup(bands::cumulative(), 320, 260));
    check("band-difference-phone", &band_markup(bands::difference(), 320, 260));
}

#[test]
fn bands_of_equal_plans() {
    check("band-equal", &band_markup(bands::equal(), 640, 240));
}

#[test]
fn flow_desktop_and_phone() {
    check("flow-desktop", &flow_markup(flows::worked(), 880, 420));
    check("flow-phone", &flow_markup(flows::worked(), 320, 420));
}

#[test]
fn flow_of_many_channels() {
    let markup = flow_markup(flows::many_channels(), 880, 460);
    check("flow-many", &markup);
    assert!(markup.contains("7 others"));
}

#[test]
fn flow_of_equal_plans() {
    check("flow-equal", &flow_markup(flows::equal(), 880, 420));
}

#[test]
fn spark() {
    check("spark", &spark_markup(sparks::worked(), 272));
    check("spark-wide", &spark_markup(sparks::worked(), 328));
}

fn spark_markup(data: SparkData, width: u32) -> String {
    let (title, data) = ("Revenue rises up to a budget of $1.3M".into(), Shared::new(data));
    markup::<SparkCurve>(SparkCurveProps { id: "spark".into(), title, data, width, height: 72, inset: 12 })
}

fn replay_markup(outcomes: Vec<f64>, seen: usize) -> String {
    let (title, outcomes) = ("Future 3 of 40".into(), Shared::new(outcomes));
    markup::<ReplayChart>(ReplayChartProps {
        id: "replay".into(),
        title,
        outcomes,
        seen,
        caption: "change in profit".into(),
        width: 760,
        height: 320,
        style: style(),
    })
}

#[test]
fn outcomes_one_at_a_time() {
    let outcomes: Vec<f64> = (0..40).map(|i| f64::from((i * 17) % 40 - 12) * 2.5e4).collect();
    check("replay-three", &replay_markup(outcomes.clone(), 3));
    check("replay-all", &replay_markup(outcomes, 40));
}

#[test]
fn a_table_gives_every_figure_with_scopes() {
    let rows = yew::Callback::from(|()| vec![Row { head: "1".into(), cells: vec!["$1.2M".into()] }]);
    let props = |open| DataTableProps {
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

#[test]
fn a_chart_is_read_by_keyboard_and_screen_reader() {
    let markup = band_markup(bands::difference(), 640, 300);
    assert!(
        markup.contains("role=\"slider\" tabindex=\"0\" aria-label=\"Week\" aria-valuemin=\"1\" aria-valuemax=\"78\"")
    );
    assert!(markup.contains("aria-live=\"polite\""));
    assert!(markup.contains("<title id=\"band-title\">Pays back within the year</title>"));
    assert!(markup.contains("aria-labelledby=\"band-title band-desc\""));
}

fn bars_markup(data: BarsData, width: u32) -> String {
    let (title, data) = ("One more person helps most".into(), Shared::new(data));
    markup::<BarsChart>(BarsChartProps { id: "bars".into(), title, data, width, style: style() })
}

#[test]
fn rows_of_bars() {
    check("bars-desktop", &bars_markup(bars::ladder(), 760));
    check("bars-phone", &bars_markup(bars::ladder(), 328));
}

#[test]
fn rows_of_ranges() {
    check("ranges-desktop", &bars_markup(bars::scenarios(), 760));
    check("ranges-phone", &bars_markup(bars::scenarios(), 328));
}

fn curve_markup(data: CurveData, width: u32) -> String {
    let (title, data) = ("Profit is highest at about half of today’s budget".into(), Shared::new(data));
    markup::<CurveChart>(CurveChartProps { id: "curve".into(), title, data, width, height: 320, style: style() })
}

#[test]
fn curves_over_the_budget() {
    check("curve-desktop", &curve_markup(curves::worked(), 760));
    check("curve-phone", &curve_markup(curves::worked(), 328));
}
