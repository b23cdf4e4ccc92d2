//! What differs between two scenarios, against [`Scenario::figures`], which says what changes no number.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_decide::differ::between;
use funnel_engine::scenario::{Scenario, decode};
use funnel_testkit::full;
use serde_json::{Value as Json, json};

/// What may stand in a text's place: any other text, and words that some fields choose from.
const OTHERS: [&str; 10] =
    ["Another text", "EUR", "mine", "benchmark", "A", "mono", "time", "#004488", "profit", "when_recognised"];

/// JSON pointers to everything that is neither a list nor an object, with other values for it.
fn leaves(json: &Json, at: &str, found: &mut Vec<(String, Vec<Json>)>) {
    let others = match json {
        Json::Object(map) => {
            return map.iter().for_each(|(key, value)| leaves(value, &format!("{at}/{key}"), found));
        }
        Json::Array(items) => {
            return items.iter().enumerate().for_each(|(i, value)| leaves(value, &format!("{at}/{i}"), found));
        }
        Json::String(_) => OTHERS.map(Json::from).to_vec(),
        Json::Bool(yes) => vec![json!(!yes)],
        Json::Number(x) => {
            let x = x.as_f64().unwrap();
            vec![json!(x * 1.01), json!(x + 0.01), json!(x + 1.0), json!(x as i64 + 1), json!(x as i64 - 1)]
        }
        Json::Null => Vec::new(),
    };
    found.push((at.to_owned(), others));
}

/// The scenario with one value changed at a time, where the result is another valid one.
fn changed(scenario: &Scenario) -> Vec<(String, Scenario)> {
    let json = scenario.to_json();
    let mut all = Vec::new();
    leaves(&json, "", &mut all);
    all.retain(|(at, _)| at != "/version");
    let with = |(at, others): (String, Vec<Json>)| {
        let mut valid = others.into_iter().filter_map(|other| {
            let mut json = json.clone();
            *json.pointer_mut(&at)? = other;
            decode::from_value(json).ok().filter(|changed| changed != scenario)
        });
        let changed = valid.next();
        changed.map(|changed| (at, changed))
    };
    all.into_iter().filter_map(with).collect()
}

#[test]
fn a_difference_is_silent_exactly_if_the_figures_are_equal() {
    let scenario = full();
    let (mut silent, mut listed) = (0, 0);
    for (at, other) in changed(&scenario) {
        for (a, b) in [(&scenario, &other), (&other, &scenario)] {
            let found = between(a, b);
            let is_run = !["/seed", "/target"].iter().any(|not_run| at.starts_with(not_run));
            let is_alike = a.figures() == b.figures();
            assert_eq!(found.list.is_empty(), is_alike || !is_run, "{at}: {found:?}");
            assert_eq!(found.silent, u32::from(found.list.is_empty()), "{at}: {found:?}");
            *if is_alike { &mut silent } else { &mut listed } += 1;
        }
    }
    assert!(silent > 100 && listed > 200, "{silent} {listed}");
}

/// What `regret` calls alike has no difference in `compare`.
#[test]
fn names_the_calendar_and_the_meaning_of_columns_are_no_difference() {
    let scenario = full();
    let mut other = Scenario { name: "Another".into(), mapping: None, ..scenario.clone() };
    other.calendar.fiscal_year = 7;
    other.brand = Default::default();
    other.channels[0].name = "Another name".into();
    let found = between(&scenario, &other);
    assert!(found.list.is_empty(), "{found:?}");
    assert_eq!(found.silent, 5, "its name, the calendar, the columns, the brand and a channel's name: {found:?}");
}
