//! What changes no number: for every text and tag in a scenario, the report is tested for whether it depends on it, and
//! [`Scenario::figures`], by which answers are cached, has to agree.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use funnel_engine::report::Report;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Font, Plan, Scenario, Slide, View, decode};
use funnel_engine::simulate::Simulator;
use funnel_testkit::scenario;
use proptest::prelude::*;
use serde_json::Value as Json;

fn run(scenario: &Scenario) -> Report {
    let mut simulator = Simulator::new(scenario).unwrap();
    let mut tally = simulator.tally();
    simulator.step(0, 32, &mut tally);
    tally.report(simulator.model())
}

/// A template as a reader might have edited it, with text in every place that allows some.
fn worded(id: &str) -> Scenario {
    let mut s = load(id).unwrap();
    (s.frame.horizon_weeks, s.frame.run_off_weeks) = (5, 2);
    s.plans.push(Plan { name: "Another".to_owned(), ..Plan::default() });
    s.deck.slides = vec![Slide { view: View::Time, note: "Say when".to_owned() }];
    (s.brand.accent, s.brand.footer, s.brand.font) = ("#7a1fa2".to_owned(), "Confidential".to_owned(), Font::Serif);
    for stage in &mut s.stages {
        stage.loss.reason = "Not now".to_owned();
        stage.loss.to_share.source = "Nobody".to_owned();
    }
    s
}

/// What else may stand in a text's place: any other text, and the words that some fields choose from.
const OTHERS: [&str; 8] = ["Another text", "EUR", "mine", "benchmark", "A", "mono", "flow", "#004488"];

/// The scenario with each of its texts replaced by another, one at a time, where the result is still valid.
fn reworded(scenario: &Scenario) -> Vec<(String, Scenario)> {
    let json = scenario.to_json();
    let mut places = Vec::new();
    walk(&json, "", &mut places);
    let mut all = Vec::new();
    for place in places {
        let mut others = OTHERS.iter().filter_map(|other| {
            let mut json = json.clone();
            *json.pointer_mut(&place)? = (*other).into();
            decode::from_json(&json.to_string()).ok().filter(|changed| changed != scenario)
        });
        all.extend(others.next().map(|changed| (place, changed)));
    }
    all
}

fn walk(json: &Json, at: &str, places: &mut Vec<String>) {
    match json {
        Json::String(_) => places.push(at.to_owned()),
        Json::Array(items) => items.iter().enumerate().for_each(|(i, item)| walk(item, &format!("{at}/{i}"), places)),
        Json::Object(fields) => fields.iter().for_each(|(key, value)| walk(value, &format!("{at}/{key}"), places)),
        _ => {}
    }
}

/// Whether the text at this place is an id, or refers to one: ids are part of the keys of draws.
fn is_id(place: &str) -> bool {
    let parts: Vec<&str> = place.split('/').collect();
    parts.contains(&"id") || parts.contains(&"ids") || parts.last() == Some(&"group")
}

#[test]
fn a_text_is_of_the_figures_exactly_if_the_report_depends_on_it() {
    let mut kinds = std::collections::BTreeSet::new();
    for template in TEMPLATES {
        let scenario = worded(template.id);
        let (figures, report) = (scenario.figures(), run(&scenario));
        assert_eq!(run(&figures).named(&scenario), report, "{}", template.id);
        for (place, changed) in reworded(&scenario) {
            let at = format!("{}, {place}", template.id);
            if changed.figures() == figures {
                assert_eq!(report.clone().named(&changed), run(&changed), "{at}");
                kinds.insert(place.rsplit('/').next().unwrap_or_default().to_owned());
            } else if !is_id(&place) {
                assert_ne!(report.clone().named(&changed), run(&changed), "{at}: no number depends on it");
            }
        }
    }
    let met: Vec<&str> = kinds.iter().map(String::as_str).collect();
    for kind in [
        "accent",
        "currency",
        "definition",
        "font",
        "footer",
        "grade",
        "name",
        "note",
        "reason",
        "source",
        "tag",
        "view",
    ] {
        assert!(met.contains(&kind), "{kind} was not tried: {met:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The same for random scenarios; a change of money is a change of figures.
    #[test]
    fn figures_give_the_same_report(scenario in scenario(), name in "\\PC{0,20}") {
        let mut named = scenario.clone();
        named.channels.iter_mut().for_each(|x| x.name.clone_from(&name));
        named.stages.iter_mut().for_each(|x| (x.name, x.definition) = (name.clone(), name.clone()));
        named.segments.iter_mut().for_each(|x| x.name.clone_from(&name));
        named.teams.iter_mut().for_each(|x| x.name.clone_from(&name));
        named.plans.iter_mut().for_each(|x| x.name.clone_from(&name));
        (named.name, named.note) = (name.clone(), name);
        prop_assert_eq!(named.figures(), scenario.figures());
        prop_assert_eq!(run(&scenario.figures()).named(&named), run(&named));
        let figures = scenario.figures();
        let mut dearer = scenario;
        dearer.channels[0].spend_per_week += 1.0;
        prop_assert_ne!(dearer.figures(), figures);
    }
}
