//! A short link can hold a list of a million entries: whatever is wrong with them is told in a few lines.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::{Channel, DealSize, Scenario, decode, limits};
use funnel_testkit::full;
use serde_json::{Value as Json, json};

/// JSON pointers to the lists in a scenario, those in the first entry of a list included.
fn lists(json: &Json, at: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(map) => map.iter().for_each(|(key, value)| lists(value, &format!("{at}/{key}"), found)),
        Json::Array(items) => {
            found.push(at.to_owned());
            items.iter().take(1).for_each(|item| lists(item, &format!("{at}/0"), found));
        }
        _ => {}
    }
}

#[test]
fn a_list_of_any_length_has_few_problems() {
    let scenario = full().to_json();
    let mut all = Vec::new();
    lists(&scenario, "", &mut all);
    // The columns of exports are of any form.
    all.retain(|at| !at.starts_with("/mapping"));
    for list in ["/channels", "/plans/0/spend/0/channels", "/levers/nurture/feeds", "/levers/information/stages"] {
        assert!(all.iter().any(|at| at == list), "{list} is not among {all:?}");
    }
    assert!(all.len() >= 20, "{all:?}");
    for at in &all {
        // As many as a list of numbers may have, and as many as fit into a link of 459 characters.
        for (entry, n) in [(json!({}), limits::LIST), (json!(""), limits::LIST), (json!({}), 100_001)] {
            let mut long = scenario.clone();
            *long.pointer_mut(at).unwrap() = vec![entry.clone(); n].into();
            let problems = decode::from_value(long).err().unwrap_or_default();
            assert!((1..=limits::PROBLEMS).contains(&problems.len()), "{at}, {entry}: {}", problems.len());
        }
    }
}

/// The same where the scenario was not read from a text.
#[test]
fn the_problems_of_long_lists_are_those_of_their_lengths() {
    let scenario = Scenario { channels: vec![Channel::default(); 1_000], ..full() };
    let paths: Vec<String> = scenario.problems().into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["channels"]);
    let mut scenario = full();
    scenario.channels[0].segment_shares = (0..1_000).map(|i| (format!("no segment {i}"), 1.0)).collect();
    scenario.segments[0].deal = Some(DealSize::Empirical { values: vec![-1.0; limits::LIST] });
    assert_eq!(scenario.problems()[0].path, "channels[0].segment_shares");
    scenario.channels[0].segment_shares.clear();
    assert_eq!(scenario.problems().len(), limits::PROBLEMS);
}

/// In a list that is too long to be tried number by number, the list is named.
#[test]
fn a_wrong_number_is_found_in_a_long_list_and_many_long_lists_take_no_longer() {
    let with = |lists: usize| {
        let mut scenario = full();
        scenario.channels = vec![scenario.channels[0].clone(); lists];
        let mut json = scenario.to_json();
        for channel in json["channels"].as_array_mut().unwrap() {
            let mut values = vec![json!(0.5); limits::LIST - 1];
            values.push(json!("x"));
            channel["cost_per_inquiry"] = json!({ "value": { "empirical": values } });
        }
        decode::from_value(json).unwrap_err()
    };
    let found = with(1);
    assert_eq!(found[0].path, "channels[0].cost_per_inquiry.value.empirical[19999]", "{found:?}");
    let found = with(30);
    let exact = found.iter().filter(|problem| problem.path.ends_with("[19999]")).count();
    assert!((1..10).contains(&exact) && exact < found.len(), "{found:?}");
}
