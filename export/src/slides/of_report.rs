//! Slides drawn from the report: the verdict with its futures, when the money comes back, revenue week by week, people,
//! early signs.

use funnel_engine::report::{Arm, Band, Measure, Report};
use funnel_engine::scenario::Scenario;
use funnel_sentences::answer::{dot_caption, dots, table};
use funnel_sentences::chances::chances;
use funnel_sentences::numbers::Numbers;
use funnel_sentences::often::quantile;
use funnel_sentences::period::period;
use funnel_sentences::verdict::verdict;
use funnel_sentences::{flow, holds, signs, time};
use funnel_text::calendar::{Calendar, short_month_name};

use crate::deck::{Chart, Fact, Kind, Series, Slide, axis_format, ticks};

/// The verdict, with a bar for each of fifty futures.
#[must_use]
pub fn answer(scenario: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Slide> {
    let facts = chances(report, &scenario.target, n);
    let mut slide = Slide {
        title: verdict(scenario, report, n).title,
        facts: facts.into_iter().map(|x| Fact { label: format!("{} ({})", x.label, x.note), value: x.value }).collect(),
        ..Slide::default()
    };
    let rows = table(report, n);
    if let Some(c) = report.comparisons.first() {
        slide.lead = format!("Each column is one of {} equally likely futures, worst to best.", c.dots.len());
        // Bars of zero height, as some programs cannot handle an empty cell in a chart's cache.
        let side = |keep: fn(f64) -> bool| c.dots.iter().map(move |x| if keep(*x) { *x } else { 0.0 });
        slide.chart = Some(Chart {
            kind: Kind::Columns,
            labels: (1..=c.dots.len()).map(|i| i.to_string()).collect(),
            ticks: Vec::new(),
            series: vec![
                Series::new("Less profit", "loss", false, side(|x| x < 0.0)),
                Series::new("More profit", "accent", false, side(|x| x >= 0.0)),
            ],
            format: axis_format(largest(&c.dots), n.style()),
            values: dot_caption(report.horizon_weeks),
            places: "Futures, worst to best".to_owned(),
            told: false,
        });
        slide.notes = dots(c, report.horizon_weeks, n);
        for row in rows {
            let said = match &row.difference {
                Some([mean, low, high]) => {
                    format!("{} (1 in 10 below {}, 1 in 10 above {})", mean.text, low.text, high.text)
                }
                None => row.instead.unwrap_or_default(),
            };
            let [today, plan] = &row.arms;
            slide.notes += &format!("\n{}: today {}, plan {}; {said}", row.head, today.text, plan.text);
        }
    }
    vec![slide]
}

/// When the money comes back, and revenue: week by week, or cumulative if most weeks have none.
#[must_use]
pub fn time(scenario: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Slide> {
    let mut slides = Vec::new();
    if let Some(c) = report.comparisons.first() {
        slides.push(lines(
            time::title(scenario, report, n),
            time::after(report, n),
            "change in profit since the first week",
            report,
            n,
            &[("Change", "accent", &c.cumulative_profit)],
        ));
    }
    let revenue = |shown, values: &str, band: fn(&Arm) -> &Band| {
        let colours = ["today", "accent"];
        let arms = report.arms.iter().take(2).zip(["Today", "Plan"]).zip(colours);
        let bands: Vec<_> = arms.map(|((arm, name), colour)| (name, colour, band(arm))).collect();
        let lead =
            "Medians, and the range in which eight futures of ten lie (paler lines: 1 in 10 is below, 1 in 10 above)."
                .to_owned()
                + &beyond(report);
        lines(time::title_of(shown, scenario, report, n), lead, values, report, n, &bands)
    };
    let weekly = revenue(time::Shown::Weekly, "revenue a week", |arm| &arm.weekly.revenue);
    let has_shape = |slide: &Slide| slide.chart.as_ref().is_some_and(|chart| !chart.is_empty());
    let of = Some(weekly).filter(has_shape).unwrap_or_else(|| {
        revenue(time::Shown::Cumulative, "revenue since the first week", |arm| &arm.weekly.cumulative_revenue)
    });
    slides.push(of);
    slides.retain(has_shape);
    slides
}

/// How full the busiest team is, week by week; nothing without a team.
#[must_use]
pub fn holds(scenario: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Slide> {
    let Some(team) = holds::fullest(scenario, report) else { return Vec::new() };
    let band = |arm| holds::work(report, arm, Measure::Utilisation, &team.id).map(|work| &work.band);
    let arms = [("Today", "today", band(0)), ("Plan", "accent", band(1))];
    let bands: Vec<_> = arms.into_iter().filter_map(|(name, colour, band)| Some((name, colour, band?))).collect();
    let caption = format!("hours taken of “{}”", team.name);
    let lead = holds::answers(report, n).unwrap_or_default();
    let mut slide = lines(holds::title(scenario, report, n), lead, &caption, report, n, &bands);
    if let Some(chart) = &mut slide.chart {
        "0%".clone_into(&mut chart.format);
    }
    if slide.chart.as_ref().is_some_and(|chart| !chart.is_empty()) { vec![slide] } else { Vec::new() }
}

/// What to watch, and when; nothing if nothing tells.
#[must_use]
pub fn signs(scenario: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Slide> {
    let lines = signs::table(scenario, report, n);
    let head = ["When", "What to watch", "Warns", "Right of 100 pairs", "Warned of"].map(str::to_owned).to_vec();
    let row = |x: signs::Line| vec![x.week, x.figure, x.threshold, x.tells, x.warned];
    if lines.is_empty() {
        return Vec::new();
    }
    let table = std::iter::once(head).chain(lines.into_iter().map(row)).collect();
    vec![Slide { title: signs::title(scenario, report, n), table, notes: signs::goal(report, n), ..Slide::default() }]
}

/// The weeks of a chart that its headline does not cover.
fn beyond(report: &Report) -> String {
    let horizon = report.horizon_weeks;
    if report.weeks <= horizon {
        return String::new();
    }
    format!(" What comes after the first {} has no further spend.", period(horizon))
}

/// A week on an axis: its number, or its month.
fn time_label(week: u32, calendar: &Calendar) -> String {
    let month = Calendar::month_of(week);
    match calendar.starts {
        _ if calendar.is_in_weeks() => week.to_string(),
        None => month.to_string(),
        Some(starts) => {
            let month = starts.later(month - 1);
            format!("{} {}", short_month_name(month), month.year())
        }
    }
}

fn lines(
    title: String,
    lead: String,
    values: &str,
    report: &Report,
    n: &dyn Numbers,
    bands: &[(&str, &'static str, &Band)],
) -> Slide {
    let weeks = bands.iter().map(|(.., band)| band.p50.len()).max().unwrap_or(0);
    let series = bands.iter().flat_map(|(name, colour, band)| {
        [(quantile(10), true, &band.p10), ("median", false, &band.p50), (quantile(90), true, &band.p90)]
            .map(|(figure, pale, x)| Series::new(&format!("{name}, {figure}"), colour, pale, x.iter().copied()))
    });
    let all = bands.iter().flat_map(|(.., band)| [largest(&band.p10), largest(&band.p90)]);
    let mut series: Vec<Series> = series.collect();
    let horizon = report.horizon_weeks as usize;
    if (1..weeks).contains(&horizon) {
        let drawn = || series.iter().flat_map(|x| x.values.iter().flatten().copied());
        let ends = [drawn().fold(0.0, f64::min), drawn().fold(0.0, f64::max)];
        series.push(Series::mark(&format!("end of the {}", period(report.horizon_weeks)), horizon - 1, weeks, ends));
    }
    let labels: Vec<String> = (1..=weeks).map(|week| time_label(week as u32, &n.style().calendar)).collect();
    let chart = Chart {
        kind: Kind::Lines,
        ticks: ticks(&labels),
        labels,
        series,
        format: axis_format(all.fold(0.0, f64::max), n.style()),
        values: values.to_owned(),
        places: if n.style().calendar.is_in_weeks() { "Week" } else { "Month" }.to_owned(),
        told: false,
    };
    Slide { title, lead, chart: Some(chart), ..Slide::default() }
}

/// The funnel: people who came into each stage, those there at the start among them, and who was won; as the page's flow has it. (A
/// stage is named after those who passed it, so they are in the next one.)
#[must_use]
pub fn people(scenario: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Slide> {
    let Some(first) = report.arms.first() else { return Vec::new() };
    let labels = std::iter::once("Inquiries".to_owned()).chain(first.stages.iter().map(|stage| stage.name.clone()));
    let of = |arm: &Arm| {
        let won = arm.stages.last().map(|stage| stage.passed);
        arm.stages.iter().map(|stage| stage.entered).chain(won).collect::<Vec<f64>>()
    };
    let arms = report.arms.iter().take(2).zip([("Today", "today"), ("Plan", "accent")]);
    let chart = Chart {
        kind: Kind::Bars,
        labels: labels.collect(),
        ticks: Vec::new(),
        series: arms.map(|(arm, (name, colour))| Series::new(name, colour, false, of(arm))).collect(),
        format: "#,##0".to_owned(),
        values: format!("people within {}, means", period(report.horizon_weeks)),
        places: String::new(),
        told: true,
    };
    let (title, lead) = (flow::title(scenario, report, n), flow::waiting(report, n));
    vec![Slide { title, lead, chart: Some(chart), ..Slide::default() }]
}

pub(super) fn largest(all: &[f64]) -> f64 {
    all.iter().filter(|x| x.is_finite()).fold(0.0, |most: f64, x| most.max(x.abs()))
}
