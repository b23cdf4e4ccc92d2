//! The answer as slides: the verdict with its futures, when it comes back, revenue week by week, the people, what helps
//! most where that is known, and what all of it rests on.

use funnel_charts::Sheet;
use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Band, Report};
use funnel_engine::scenario::Scenario;
use funnel_sentences::answer::{dot_caption, dots, table};
use funnel_sentences::chances::chances;
use funnel_sentences::numbers::Numbers;
use funnel_sentences::verdict::verdict;
use funnel_sentences::{flow, time};

use super::assumptions::{Assumption, all, name, provenance};
use super::deck::{Chart, Colours, Deck, Fact, Kind, Series, Slide, money_format};

/// Rows of a table that a slide holds.
const ROWS: usize = 13;
/// Letters of a source that a slide shows; the notes have all.
const LETTERS: usize = 90;

/// What the slides are made of.
pub struct Content<'a> {
    /// The question.
    pub scenario: &'a Scenario,
    /// Its settled answer.
    pub report: &'a Report,
    /// The link that opens it; empty where there is none, as for one that is too large.
    pub link: &'a str,
    /// What helps most: the view's title and its bars, where they are known.
    pub helps: Option<(String, Sheet)>,
    /// The page's colours.
    pub colours: Colours,
}

/// The presentation.
#[must_use]
pub fn deck(content: &Content<'_>, n: &dyn Numbers) -> Deck {
    let Content { scenario, report, .. } = *content;
    let assumptions = all(scenario, n);
    let source = source(content, n);
    let mut slides = vec![answer(content, n)];
    if let Some(c) = report.comparisons.first() {
        slides.push(lines(
            time::title(report, n),
            [time::after(report, n), beyond(report)].concat(),
            "change in profit since the first week",
            n,
            &[("Change", "accent", &c.cumulative_profit)],
        ));
    }
    let colours = ["today", "accent"];
    let arms = report.arms.iter().take(2).zip(["Today", "Plan"]).zip(colours);
    let weekly: Vec<_> = arms.map(|((arm, name), colour)| (name, colour, &arm.weekly.revenue)).collect();
    let lead = "Medians, and the range in which eight futures of ten lie (P10 to P90, paler lines).".to_owned()
        + &beyond(report);
    slides.push(lines(time::title_of(time::Shown::Weekly, report, n), lead, "revenue a week", n, &weekly));
    slides.extend(people(content, n));
    slides.extend(content.helps.as_ref().map(|(title, sheet)| helps(title, sheet, n)));
    slides.extend(tables(&assumptions));
    for slide in &mut slides {
        slide.notes = if slide.notes.is_empty() { source.clone() } else { format!("{}\n\n{source}", slide.notes) };
    }
    let title = if scenario.name.is_empty() { "Funnel" } else { &scenario.name }.to_owned();
    let made = format!("{title} · engine {} · seed {}", report.engine, report.seed);
    let brand = &scenario.brand;
    let footer = if brand.footer.is_empty() { made } else { format!("{} · {made}", brand.footer) };
    let (logo, logo_name) = (brand.logo.clone(), brand.logo_name.clone());
    Deck { title, footer, logo, logo_name, colours: content.colours.clone(), slides }
}

/// Where the numbers come from, for the notes.
fn source(content: &Content<'_>, n: &dyn Numbers) -> String {
    let provenance = provenance(content.report, n);
    match content.link {
        "" => format!("{provenance} The scenario travels as a file."),
        link => format!("{provenance}\nOpen it live: {link}"),
    }
}

/// The verdict; every bar is one of fifty futures.
fn answer(content: &Content<'_>, n: &dyn Numbers) -> Slide {
    let Content { scenario, report, .. } = *content;
    let facts = chances(report, &scenario.target, n);
    let mut slide = Slide {
        title: verdict(scenario, report, n).title,
        facts: facts.into_iter().map(|x| Fact { label: format!("{} ({})", x.label, x.note), value: x.value }).collect(),
        ..Slide::default()
    };
    let rows = table(report, n);
    if let Some(c) = report.comparisons.first() {
        slide.lead = format!("Each column is one of {} equally likely futures, worst to best.", c.dots.len());
        // Bars of no height: an empty cell in a chart's cache is not to every program's liking.
        let side = |keep: fn(f64) -> bool| c.dots.iter().map(move |x| if keep(*x) { *x } else { 0.0 });
        slide.chart = Some(Chart {
            kind: Kind::Columns,
            labels: (1..=c.dots.len()).map(|i| i.to_string()).collect(),
            series: vec![
                Series::new("Less profit", "loss", false, side(|x| x < 0.0)),
                Series::new("More profit", "accent", false, side(|x| x >= 0.0)),
            ],
            format: money_format(largest(&c.dots), n.style()),
            values: dot_caption(report.horizon_weeks),
            places: "Futures, worst to best".to_owned(),
            told: false,
        });
        slide.notes = dots(c, n);
        for row in rows {
            let said = match &row.difference {
                Some([mean, low, high]) => format!("{} (P10 {}, P90 {})", mean.text, low.text, high.text),
                None => row.instead.unwrap_or_default(),
            };
            let [today, plan] = &row.arms;
            slide.notes += &format!("\n{}: today {}, plan {}; {said}", row.head, today.text, plan.text);
        }
    }
    slide
}

/// The weeks of a chart that the headline does not speak of.
fn beyond(report: &Report) -> String {
    let horizon = report.horizon_weeks;
    if report.weeks <= horizon {
        return String::new();
    }
    format!(" Weeks {} to {} come after the horizon, without further spend.", horizon + 1, report.weeks)
}

fn lines(title: String, lead: String, values: &str, n: &dyn Numbers, bands: &[(&str, &'static str, &Band)]) -> Slide {
    let weeks = bands.iter().map(|(.., band)| band.p50.len()).max().unwrap_or(0);
    let series = bands.iter().flat_map(|(name, colour, band)| {
        [("P10", true, &band.p10), ("median", false, &band.p50), ("P90", true, &band.p90)]
            .map(|(figure, pale, x)| Series::new(&format!("{name}, {figure}"), colour, pale, x.iter().copied()))
    });
    let all = bands.iter().flat_map(|(.., band)| [largest(&band.p10), largest(&band.p90)]);
    let chart = Chart {
        kind: Kind::Lines,
        labels: (1..=weeks).map(|week| week.to_string()).collect(),
        series: series.collect(),
        format: money_format(all.fold(0.0, f64::max), n.style()),
        values: values.to_owned(),
        places: "Week".to_owned(),
        told: false,
    };
    Slide { title, lead, chart: Some(chart), ..Slide::default() }
}

/// The funnel: people who came in, and who passed each stage.
fn people(content: &Content<'_>, n: &dyn Numbers) -> Option<Slide> {
    let Content { scenario, report, .. } = *content;
    let first = report.arms.first()?;
    let labels = std::iter::once("Inquiries".to_owned()).chain(first.stages.iter().map(|stage| stage.name.clone()));
    let of = |arm: &Arm| {
        let came = arm.figures.get(&Metric::Inquiries).and_then(|x| x.mean.value).unwrap_or(f64::NAN);
        std::iter::once(came).chain(arm.stages.iter().map(|stage| stage.passed)).collect::<Vec<f64>>()
    };
    let arms = report.arms.iter().take(2).zip([("Today", "today"), ("Plan", "accent")]);
    let chart = Chart {
        kind: Kind::Bars,
        labels: labels.collect(),
        series: arms.map(|(arm, (name, colour))| Series::new(name, colour, false, of(arm))).collect(),
        format: "#,##0".to_owned(),
        values: "people within the horizon, means".to_owned(),
        places: String::new(),
        told: true,
    };
    let (title, lead) = (flow::title(scenario, report, n), flow::waiting(report, n));
    Some(Slide { title, lead, chart: Some(chart), ..Slide::default() })
}

/// What helps most: the change of each small step.
fn helps(title: &str, sheet: &Sheet, n: &dyn Numbers) -> Slide {
    let value = |row: &(_, Vec<f64>)| row.1.first().copied().unwrap_or(f64::NAN);
    let values: Vec<f64> = sheet.rows.iter().map(value).collect();
    let caption = sheet.columns.get(1).map_or("", |name| name.as_str());
    let mut notes = "Ranges that hold the true change in 95 of 100 cases:".to_owned();
    for (head, figures) in &sheet.rows {
        if let [_, low, high] = figures.as_slice() {
            let change = |x: f64| n.style().change(x, funnel_text::format::Digits::Significant(2), Default::default());
            notes += &format!("\n{head}: {} to {}", change(*low), change(*high));
        }
    }
    let chart = Chart {
        kind: Kind::Bars,
        labels: sheet.rows.iter().map(|(head, _)| head.to_string()).collect(),
        format: money_format(largest(&values), n.style()),
        series: vec![Series::new("Change", "accent", false, values)],
        values: caption.to_owned(),
        places: String::new(),
        told: true,
    };
    let lead = "One small step at each lever, in the same futures.".to_owned();
    Slide { title: title.to_owned(), lead, chart: Some(chart), notes, ..Slide::default() }
}

/// The assumptions, some on each slide, with all of their sources in the notes.
fn tables(assumptions: &[Assumption]) -> Vec<Slide> {
    let shown: Vec<&Assumption> = assumptions.iter().filter(|x| !x.is_idle).collect();
    let pages = shown.len().div_ceil(ROWS);
    let page = |(i, rows): (usize, &[&Assumption])| {
        let head = ["Assumption", "Value", "Who says so"].map(str::to_owned).to_vec();
        let row = |x: &&Assumption| vec![name(x), x.said.clone(), said_by(x, LETTERS)];
        let said = |x: &&Assumption| format!("{}: {}. {}", name(x), x.said, said_by(x, usize::MAX));
        Slide {
            title: match pages {
                1 => "What it rests on".to_owned(),
                _ => format!("What it rests on ({} of {pages})", i + 1),
            },
            table: std::iter::once(head).chain(rows.iter().map(row)).collect(),
            notes: rows.iter().map(said).collect::<Vec<_>>().join("\n"),
            ..Slide::default()
        }
    };
    shown.chunks(ROWS).enumerate().map(page).collect()
}

/// Tag, grade and source, cut to so many letters.
pub fn said_by(x: &Assumption, letters: usize) -> String {
    let tag = if x.grade.is_empty() { x.tag.to_owned() } else { format!("{} {}", x.tag, x.grade) };
    let mut source: String = x.source.chars().take(letters).collect();
    if source.len() < x.source.len() {
        source = source.trim_end().to_owned() + "…";
    }
    match (tag.is_empty(), source.is_empty()) {
        (true, _) => source,
        (false, true) => tag,
        (false, false) => format!("{tag}: {source}"),
    }
}

fn largest(all: &[f64]) -> f64 {
    all.iter().filter(|x| x.is_finite()).fold(0.0, |most: f64, x| most.max(x.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn made(s: &Scenario, r: &Report, link: &str) -> Deck {
        let colours = Colours::computed(&|_| "rgb(0, 0, 0)".to_owned(), "Arial");
        let rows = vec![("One person more".into(), vec![5e4, 1e4, 9e4])];
        let sheet = Sheet { columns: vec!["Step".into(), "profit".into(), "from".into(), "to".into()], rows };
        let helps = Some(("What helps most is one person more.".to_owned(), sheet));
        deck(&Content { scenario: s, report: r, link, helps, colours }, &NumberStyle::default())
    }

    #[test]
    fn the_first_slide_is_the_verdict_with_the_reports_futures() {
        let (s, r) = (reports::scenario(), reports::report());
        let deck = made(&s, &r, "https://host.test/#v1=abc");
        let first = &deck.slides[0];
        assert_eq!(first.title, verdict(&s, &r, &NumberStyle::default()).title);
        let chart = first.chart.as_ref().unwrap();
        let [less, more] = chart.series.as_slice() else { panic!("two sides") };
        for (i, dot) in r.comparisons[0].dots.iter().enumerate() {
            assert_eq!(
                (less.values[i], more.values[i]),
                if *dot < 0.0 { (Some(*dot), Some(0.0)) } else { (Some(0.0), Some(*dot)) }
            );
        }
        assert!(deck.slides.iter().all(|slide| slide.notes.contains("https://host.test/#v1=abc")));
        assert!(first.notes.contains("Revenue: today $7.70M, plan $8.40M; +$0.70M (P10 +$0.20M, P90 +$1.20M)"));
    }

    #[test]
    fn every_assumption_is_on_a_slide_and_its_whole_source_in_the_notes() {
        let s = funnel_engine::scenario::templates::load("sales-led-saas").unwrap();
        let deck = made(&s, &reports::report(), "");
        let tables: Vec<&Slide> = deck.slides.iter().filter(|slide| !slide.table.is_empty()).collect();
        let rows = tables.iter().map(|slide| slide.table.len() - 1).sum::<usize>();
        let shown: Vec<_> = all(&s, &NumberStyle::default()).into_iter().filter(|x| !x.is_idle).collect();
        assert_eq!(rows, shown.len());
        assert!(tables.iter().all(|slide| slide.table.len() <= ROWS + 1));
        for x in &shown {
            assert!(tables.iter().any(|slide| slide.notes.contains(&x.source)), "{}", x.path);
        }
        assert!(deck.slides[0].notes.contains("travels as a file"));
    }

    #[test]
    fn an_arm_alone_has_no_futures_to_compare() {
        let mut r = reports::report();
        r.comparisons.clear();
        r.arms.truncate(1);
        let deck = made(&reports::scenario(), &r, "");
        assert_eq!(deck.slides[0].chart, None);
        assert_eq!(deck.slides[1].title, "Within 12 months a week’s revenue is $75.5k on average today.");
        assert!(deck.slides[1].lead.ends_with("Weeks 53 to 104 come after the horizon, without further spend."));
        assert_eq!(deck.slides[1].chart.as_ref().unwrap().series.len(), 3);
    }
}
