use super::*;
use crate::assumptions::all;
use funnel_charts::Sheet;
use funnel_sentences::field;
use funnel_sentences::verdict::verdict;
use funnel_testkit::reports;
use funnel_text::NumberStyle;
use funnel_text::format::Unit;

fn made(s: &Scenario, r: &Report, link: &str) -> Deck {
    let colours = Colours::computed(&|_| "rgb(0, 0, 0)".to_owned(), "Arial");
    let rows = vec![("One person more".into(), vec![5e4, 1e4, 9e4])];
    let sheet = Sheet { columns: vec!["Step".into(), "profit".into(), "from".into(), "to".into()], rows };
    let told = StudySlide {
        title: "What helps most is one person more.".to_owned(),
        text: Vec::new(),
        figures: Some((sheet, Unit::Money)),
        are: Figures::Changes,
        table: Vec::new(),
    };
    let n = NumberStyle::default();
    let told = |view| match view {
        View::Ladder => vec![told.clone().slide(&n)],
        view => drawn(view, s, r, &n),
    };
    deck(&Content { scenario: s, report: r, link, told: &told, colours }, &n)
}

/// The slides that rest on no study.
pub(crate) fn drawn(view: View, s: &Scenario, r: &Report, n: &dyn Numbers) -> Vec<Slide> {
    match view {
        View::Answer => of_report::answer(s, r, n),
        View::Flow => of_report::people(s, r, n),
        View::Time => of_report::time(s, r, n),
        View::Holds => of_report::holds(s, r, n),
        View::Signs => of_report::signs(s, r, n),
        View::Assumptions => of_scenario::assumptions(s, n),
        View::Process => of_scenario::settings(s, n),
        _ => Vec::new(),
    }
}

#[test]
fn the_first_slide_is_the_verdict_with_the_reports_futures_and_the_only_link() {
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
    assert!(
        first
            .notes
            .contains("Revenue: today $7.70M, plan $8.40M; +$0.70M (1 in 10 below +$0.20M, 1 in 10 above +$1.20M)")
    );
    let links: Vec<_> = deck.slides.iter().filter_map(|slide| slide.link.as_ref()).collect();
    assert_eq!(links, [&Link { text: "Open it live".into(), href: "https://host.test/#v1=abc".into() }]);
    assert_eq!(serde_json::to_string(&deck).unwrap().matches("host.test").count(), 1);
    // A link that no office program accepts can be copied.
    let long = format!("https://host.test/#v1={}", "a".repeat(3_000));
    let deck = made(&s, &r, &long);
    assert!(deck.slides[0].link.is_none() && deck.slides[0].notes.contains(&long));
}

/// Whatever the slides are and whatever comes first, the link stands once: on a slide with a line for it, or in the
/// notes.
#[test]
fn the_link_is_never_lost() {
    let link = "https://host.test/#v1=abc";
    let views = [View::Assumptions, View::Process, View::Answer, View::Ladder, View::Time];
    for mask in 1..1_u32 << views.len() {
        let mut s = reports::scenario();
        let asked = views.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
        s.deck.slides =
            asked.map(|(_, view)| funnel_engine::scenario::Slide { view: *view, note: String::new() }).collect();
        let deck = made(&s, &reports::report(), link);
        if deck.slides.is_empty() {
            continue;
        }
        let on_slides: Vec<&Slide> = deck.slides.iter().filter(|slide| slide.link.is_some()).collect();
        assert!(on_slides.iter().all(|slide| slide.table.is_empty()), "{mask}");
        let in_notes = deck.slides.iter().filter(|slide| slide.notes.contains(link)).count();
        assert_eq!(on_slides.len() + in_notes, 1, "{mask}");
    }
}

/// A lead holds whole sentences and fits above its chart; no sentence is lost.
#[test]
fn a_lead_fits_above_its_chart_and_the_rest_is_in_the_notes() {
    let sentence = |letters: usize| format!("S{}.", "x".repeat(letters));
    for lengths in [vec![100, 100, 100], vec![80; 6], vec![300], vec![10, 400], vec![238], vec![120, 118]] {
        let all: Vec<String> = lengths.into_iter().map(sentence).collect();
        let mut slide = Slide { lead: all.join(" "), notes: "mine".to_owned(), ..Slide::default() };
        fit_lead(&mut slide);
        assert!(slide.lead.chars().count() <= LEAD, "{slide:?}");
        assert!(slide.lead.is_empty() || slide.lead.ends_with('.'));
        let told = format!("{} {}", slide.lead, slide.notes);
        assert!(all.iter().all(|x| told.contains(x.as_str())) && slide.notes.starts_with("mine"), "{slide:?}");
    }
}

#[test]
fn slides_are_those_of_the_stage_in_its_order_with_its_notes() {
    let mut s = reports::scenario();
    let asked =
        [(View::Assumptions, "Who says so."), (View::Ladder, ""), (View::Curve, "How far."), (View::Answer, "First.")];
    s.deck.slides = asked.map(|(view, note)| funnel_engine::scenario::Slide { view, note: note.into() }).to_vec();
    let deck = made(&s, &reports::report(), "");
    let titles: Vec<&str> = deck.slides.iter().map(|slide| slide.title.as_str()).collect();
    assert!(titles[0].starts_with(&field::title(&s)), "{titles:?}");
    assert_eq!(titles[titles.len() - 2], "What helps most is one person more.");
    assert!(deck.slides[0].notes.starts_with("Who says so.\n\n"));
    assert!(deck.slides.last().unwrap().notes.starts_with("First.\n\n"));
    assert_eq!(deck.left_out, ["How far should we go?"], "nothing is known of it");
}

#[test]
fn assumptions_take_two_slides_at_most_and_every_source_is_whole_in_the_notes() {
    for template in funnel_engine::scenario::templates::TEMPLATES {
        let s = funnel_engine::scenario::templates::load(template.id).unwrap();
        let deck = made(&s, &reports::report(), "");
        let tables: Vec<&Slide> =
            deck.slides.iter().filter(|slide| slide.title.starts_with(&field::title(&s))).collect();
        assert!((1..=of_scenario::PAGES).contains(&tables.len()), "{}", template.id);
        assert!(tables.iter().all(|slide| slide.table.len() <= of_scenario::ROWS + 1));
        for x in all(&s, &NumberStyle::default()).iter().filter(|x| !x.is_idle) {
            assert!(tables.iter().any(|slide| slide.notes.contains(&x.source)), "{}: {}", template.id, x.path);
        }
        assert!(deck.slides[0].notes.contains("travels as a file"));
    }
}

#[test]
fn a_chart_of_nothing_but_zeros_is_no_slide_and_the_horizons_end_is_marked() {
    let mut r = reports::report();
    let charts = |deck: &Deck| deck.slides.iter().filter_map(|x| x.chart.clone()).map(|x| x.values).collect::<Vec<_>>();
    let before = made(&reports::scenario(), &r, "");
    assert!(charts(&before).contains(&"revenue a week".to_owned()));
    let weekly = before.slides.iter().filter_map(|x| x.chart.as_ref()).find(|x| x.values == "revenue a week").unwrap();
    let mark = weekly.series.last().unwrap();
    assert_eq!((mark.name.as_str(), mark.values.iter().flatten().count()), ("end of the 12 months", 1));
    assert!(mark.values[51].is_some() && mark.drop > 0.0);
    for chart in before.slides.iter().filter_map(|x| x.chart.as_ref()) {
        let (marks, lines): (Vec<_>, Vec<_>) = chart.series.iter().partition(|x| x.drop > 0.0);
        let values = || lines.iter().flat_map(|x| x.values.iter().flatten().copied());
        let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        for top in marks.iter().flat_map(|x| x.values.iter().flatten()) {
            assert!(*top >= high + 0.07 * (high - low), "its name lies on a line: {top}, {high}");
        }
    }
    // Deals are rare: half of all weeks have none.
    r.arms.iter_mut().for_each(|arm| arm.weekly.revenue.p50.fill(0.0));
    let after = charts(&made(&reports::scenario(), &r, ""));
    assert!(
        !after.contains(&"revenue a week".to_owned()) && after.contains(&"revenue since the first week".to_owned())
    );
    r.arms.iter_mut().for_each(|arm| arm.weekly.cumulative_revenue.p50.fill(0.0));
    assert!(!charts(&made(&reports::scenario(), &r, "")).iter().any(|x| x.starts_with("revenue")));
}

#[test]
fn an_arm_alone_has_no_futures_to_compare() {
    let mut r = reports::report();
    r.comparisons.clear();
    r.arms.truncate(1);
    let deck = made(&reports::scenario(), &r, "");
    assert_eq!(deck.slides[0].chart, None);
    let title = "Within 12 months a week’s revenue is $75.5k on average today.";
    let weekly = deck.slides.iter().find(|slide| slide.title == title).unwrap();
    assert!(weekly.lead.ends_with("What comes after the first 12 months has no further spend."));
    assert_eq!(weekly.chart.as_ref().unwrap().series.len(), 3 + 1);
}
