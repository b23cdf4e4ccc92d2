//! How well the figures represent the files: rates with their intervals, times against the curve of those observed,
//! sizes and stays against the laws used for them.

use funnel_calibrate::evidence::process::{Method, StageEvidence};
use funnel_calibrate::evidence::retention::Retention;
use funnel_calibrate::evidence::sizes::{Law, Sizes};
use funnel_calibrate::evidence::{Evidence, say};
use funnel_calibrate::stats::rate::{Counts, z};
use funnel_charts::fit::Point;
use yew::prelude::*;

use super::super::reader::Reader;
use crate::charts::{BarRow, BarsChart, BarsData, FitChart, FitData, FitLine, Shared, Tone, Unit, use_size};

/// Intervals contain the true share in 80 of 100 cases.
const LEVEL: f64 = 0.8;
/// Points of a curve that are drawn.
const PLACES: i32 = 60;

/// Properties of [`Fits`].
#[derive(PartialEq, Properties)]
pub(super) struct FitsProps {
    pub(super) learned: Shared<crate::imports::Learned>,
    pub(super) reader: Reader,
}

/// A chart with its content.
#[derive(Clone, PartialEq)]
enum Drawn {
    Rates(Shared<BarsData>),
    Fit(AttrValue, Shared<FitData>),
}

/// See the module.
#[component]
pub(super) fn Fits(props: &FitsProps) -> Html {
    let deps = (props.learned.clone(), props.reader.clone());
    let drawn = use_memo(deps, |(learned, reader)| drawn(&learned.evidence, reader));
    if drawn.is_empty() {
        return Html::default();
    }
    let chart = |(i, drawn): (usize, &Drawn)| {
        html! { <Chart key={i} place={i} drawn={drawn.clone()} reader={props.reader.clone()} /> }
    };
    html! {
        <section class="data-fits" aria-labelledby="data-fits">
            <h3 class="group-title" id="data-fits">{ "How well they stand for your files" }</h3>
            <div class="data-charts">{ for drawn.iter().enumerate().map(chart) }</div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ChartProps {
    place: usize,
    drawn: Drawn,
    reader: Reader,
}

/// One of them, as wide as its container.
#[component]
fn Chart(props: &ChartProps) -> Html {
    let (node, width) = use_size();
    let style = props.reader.style.clone();
    let (title, chart): (AttrValue, Html) = match &props.drawn {
        Drawn::Rates(data) => {
            let title: AttrValue = "Chances to pass, with intervals that hold in 80 of 100 cases".into();
            let chart =
                html! { <BarsChart id="data-rates" title={title.clone()} data={data.clone()} {width} {style} /> };
            (title, chart)
        }
        Drawn::Fit(title, data) => {
            let id = format!("data-fit-{}", props.place);
            let chart =
                html! { <FitChart {id} title={title.clone()} data={data.clone()} {width} height=240 {style} /> };
            (title.clone(), chart)
        }
    };
    html! {
        <div class="data-fit">
            <h4 class="data-name">{ title }</h4>
            <div ref={node}>{ chart }</div>
        </div>
    }
}

fn drawn(evidence: &Evidence, reader: &Reader) -> Vec<Drawn> {
    let mut all = Vec::new();
    let rates = rates(evidence, reader);
    if !rates.rows.is_empty() {
        all.push(Drawn::Rates(Shared::new(rates)));
    }
    for stage in &evidence.process {
        if let Some(data) = times(stage) {
            let how = match stage.method {
                Method::Counted => "nobody is open any more",
                Method::Plateau => "those who are open are older than anything decided took",
                Method::Cure => "many are too young to tell: the rate in the end is a fitted one",
                Method::Young => "most are too young to tell",
                Method::Undated => "too few outcomes have a date: counted among the closed",
            };
            all.push(Drawn::Fit(format!("{}: when it is passed; {how}", stage.name).into(), Shared::new(data)));
        }
    }
    if let Some(sizes) = &evidence.sizes {
        let how = match sizes.law {
            Law::Empirical => "taken as they were",
            Law::Lognormal => "a lognormal is taken, as they are few",
        };
        all.push(Drawn::Fit(
            format!("What {} won deals are worth; {how}", say::count(sizes.deals as f64)).into(),
            Shared::new(of_sizes(sizes)),
        ));
    }
    if let Some(data) = evidence.retention.as_ref().and_then(stays) {
        all.push(Drawn::Fit("How long customers stay".into(), Shared::new(data)));
    }
    all
}

fn rates(evidence: &Evidence, reader: &Reader) -> BarsData {
    let mut rows = Vec::new();
    let mut row = |name: String, counts: Counts, told: &str| {
        let (Some(share), Some((low, high))) = (counts.share(), counts.wilson(z(LEVEL))) else { return };
        let percent = |x: f64| reader.percent(x, 1);
        let sure = format!("{} to {}", percent(low), percent(high));
        rows.push(BarRow {
            name: name.clone().into(),
            value: share * 100.0,
            whisker: (low * 100.0, high * 100.0),
            said: percent(share).into(),
            tone: Tone::Plan,
            reading: format!("{name}: {} ({sure}); {told}.", percent(share)).into(),
            cells: vec![percent(share).into(), sure.into(), told.to_owned().into()],
        });
    };
    for stage in &evidence.process {
        let never = 1.0 - stage.decided.share().unwrap_or(1.0);
        if stage.lost > 0 && never > 0.02 {
            row(format!("{}: decided", stage.name), stage.decided, "the rest is left open");
            row(stage.name.clone(), stage.passes, &stage.sentence);
        } else {
            row(stage.name.clone(), stage.in_the_end, &stage.sentence);
        }
    }
    if evidence.process.is_empty() {
        for passing in &evidence.passings {
            row(passing.name.clone(), passing.counts, &passing.sentence);
        }
    }
    for channel in evidence.channels.iter().filter(|channel| !channel.name.is_empty()) {
        row(format!("won of closed, {}", channel.name), channel.closes.counts, &channel.sentence);
    }
    BarsData {
        rows,
        label: "Chance".into(),
        caption: "per cent of those who come in".into(),
        unit: Unit::Count,
        signed: false,
        ranges: false,
        columns: ["Chance", "Share", "In 80 of 100 cases", "Evidence"].map(AttrValue::from).to_vec(),
    }
}

/// Share that has passed by each age, of those observed, against what is simulated.
fn times(stage: &StageEvidence) -> Option<FitData> {
    let last = stage.curve.steps.last()?.days;
    let taken = stage.to_pass.as_ref()?;
    let share = stage.in_the_end.share()?;
    let sigmas = z(LEVEL);
    let at = |i: i32| last * i / PLACES;
    let mut seen = vec![Point { x: 0.0, y: 0.0, low: 0.0, high: 0.0 }];
    let mut fitted = vec![Point { x: 0.0, y: 0.0, low: f64::NAN, high: f64::NAN }];
    let mut days: Vec<i32> = (1..=PLACES).map(at).filter(|days| *days > 0).collect();
    days.dedup();
    for day in days {
        let x = f64::from(day) / 7.0;
        let step = stage.curve.steps.iter().rfind(|step| step.days <= day);
        let (y, variance) = step.map_or((0.0, 0.0), |step| {
            (step.came.first().copied().unwrap_or(0.0), step.variance.first().copied().unwrap_or(0.0))
        });
        let error = sigmas * variance.max(0.0).sqrt();
        seen.push(Point { x, y, low: (y - error).max(0.0), high: (y + error).min(1.0) });
        let passed = taken.by(f64::from(day));
        fitted.push(Point { x, y: share * passed, low: f64::NAN, high: f64::NAN });
    }
    Some(FitData {
        seen: FitLine { name: "your files".into(), points: seen },
        taken: FitLine { name: "simulated".into(), points: fitted },
        caption: "share that has passed; open ones are counted as far as they were watched".into(),
        along: "weeks since it came in".into(),
        along_unit: Unit::Count,
        unit: Unit::Count,
        share: true,
    })
}

/// Share of all deals that are smaller than a size, by size; without the largest hundredth, which would take half of
/// the space.
fn of_sizes(sizes: &Sizes) -> FitData {
    let n = sizes.list.len();
    let points: Vec<Point> = sizes
        .list
        .iter()
        .enumerate()
        .take(n - n / 100)
        .map(|(i, x)| Point { x: *x, y: (i as f64 + 0.5) / n as f64, low: f64::NAN, high: f64::NAN })
        .collect();
    let fitted = sizes.lognormal.map_or(Vec::new(), |law| {
        let share = |p: &Point| Point { y: law.below(p.x), ..*p };
        points.iter().map(share).collect()
    });
    FitData {
        seen: FitLine { name: "your files".into(), points },
        taken: FitLine { name: "lognormal".into(), points: fitted },
        caption: "share of won deals that are worth no more than this".into(),
        along: "worth".into(),
        along_unit: Unit::Money,
        unit: Unit::Count,
        share: true,
    }
}

fn stays(found: &Retention) -> Option<FitData> {
    let sigmas = z(LEVEL);
    let seen = found.seen.iter().enumerate().map(|(t, (share, could))| {
        let counts = Counts { successes: share * *could as f64, trials: *could as f64 };
        let (low, high) = counts.wilson(sigmas).filter(|_| t > 0).unwrap_or((*share, *share));
        Point { x: t as f64, y: *share, low, high }
    });
    let fitted = found.fitted.iter().enumerate();
    let points: Vec<Point> = seen.collect();
    (points.len() > 1).then(|| FitData {
        seen: FitLine { name: "your files".into(), points },
        taken: FitLine {
            name: "simulated".into(),
            points: fitted.map(|(t, y)| Point { x: t as f64, y: *y, low: f64::NAN, high: f64::NAN }).collect(),
        },
        caption: "share of customers who are still there".into(),
        along: format!("renewals, each after {} weeks", found.renewal_weeks).into(),
        along_unit: Unit::Count,
        unit: Unit::Count,
        share: true,
    })
}
