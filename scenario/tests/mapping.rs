//! The meaning of the columns in the reader's exports is kept with a scenario, and changes none of its figures.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::{Scenario, decode, limits, link, templates::load};
use serde_json::json;

fn with(mapping: serde_json::Value) -> Scenario {
    Scenario { mapping: Some(mapping), ..load("blank").unwrap() }
}

#[test]
fn it_travels_with_the_scenario_and_changes_no_figure() {
    let kept = with(json!({ "sources": [{ "shape": "deals", "columns": { "Größe": { "role": "amount" } } }] }));
    assert_eq!(kept.problems(), []);
    let text = kept.to_json().to_string();
    assert_eq!(decode::from_json(&text).as_ref(), Ok(&kept));
    let fragment = link::encode(&kept).unwrap();
    assert_eq!(link::decode(&fragment).unwrap(), kept);
    let plain = load("blank").unwrap();
    assert_eq!((kept.bare(), kept.figures()), (plain.bare(), plain.figures()));
    assert!(!plain.to_json().to_string().contains("mapping"), "nobody writes what is not there");
}

#[test]
fn what_is_none_or_too_large_is_named() {
    let large = json!({ "sources": "x".repeat(limits::MAPPING) });
    for wrong in [json!([1, 2]), json!("text"), large] {
        let problems = with(wrong).problems();
        assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["mapping"]);
    }
}
