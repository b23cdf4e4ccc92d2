//! Whatever comes in from a file or a link is either refused with a message or runs: nothing panics.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::scenario::{Problem, Scenario, decode, link, templates};
use funnel_engine::simulate::Simulator;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Runs a scenario that was accepted.
fn survives(scenario: &Scenario) {
    let mut simulator = Simulator::new(scenario).unwrap();
    let mut tally = simulator.tally();
    simulator.step(0, 8, &mut tally);
    let report = tally.report(simulator.model());
    serde_json::to_string(&report).unwrap();
    let _ = link::encode(scenario);
}

fn template() -> Json {
    serde_json::to_value(templates::load("sales-led-saas").unwrap()).unwrap()
}

/// The problems of the worked example after a change.
fn problems(change: impl FnOnce(&mut Json)) -> Vec<Problem> {
    let mut json = template();
    change(&mut json);
    decode::from_value(json).unwrap_err()
}

#[track_caller]
fn refused(path: &str, change: impl FnOnce(&mut Json)) {
    let problems = problems(change);
    assert!(problems.iter().any(|p| p.path.starts_with(path)), "no problem at {path}: {problems:?}");
}

#[test]
fn each_mistake_is_named_at_its_place() {
    refused("channels[0].spend_per_week", |s| s["channels"][0]["spend_per_week"] = json!(-5));
    refused("channels[0].spend_per_week", |s| s["channels"][0]["spend_per_week"] = json!(1e308));
    refused("channels[0].spend_per_week", |s| s["channels"][0]["spend_per_week"] = json!("many"));
    refused("channels[0].cost_per_inquiry", |s| s["channels"][0]["cost_per_inquiry"] = json!(0));
    refused("channels[0].cost_per_inquiry", |s| s["channels"][0]["cost_per_inquiry"] = json!({"value": {}}));
    refused("channels[0].elasticity", |s| s["channels"][0]["elasticity"] = json!(1.0));
    refused("channels[0].elasticity.group", |s| {
        s["channels"][0]["elasticity"] = json!({"value": {"beta": {"a": 2, "b": 2}}, "group": "nobody"});
    });
    refused("channels[1].id", |s| s["channels"][1]["id"] = s["channels"][0]["id"].clone());
    refused("channels", |s| s["channels"] = json!([]));
    refused("channels", |s| s["channels"] = (0..10_000).map(|i| json!({"id": format!("c{i}")})).collect());
    refused("segments", |s| {
        for segment in s["segments"].as_array_mut().unwrap() {
            segment["share"] = json!(0);
        }
    });
    refused("market.season", |s| s["market"] = json!({"season": [1, 2, 3], "season_unit": "months"}));
    refused("market.season", |s| s["market"] = json!({"season": [1, 2, 3, 4, 5], "season_unit": "quarters"}));
    refused("market", |s| s["market"] = json!({"season": [1], "season_unit": "moons"}));
    refused("stages[0].loss.to", |s| s["stages"][0]["loss"] = json!({"to": "nowhere"}));
    refused("stages[1].loss.to", |s| s["stages"][1]["loss"] = json!({"to": s["stages"][0]["id"]}));
    refused("stages[1].loss.to", |s| s["stages"][1]["loss"] = json!({"to": s["stages"][1]["id"]}));
    refused("stages[0].rate", |s| s["stages"][0]["rate"] = json!(1.5));
    refused("stages[0].rate", |s| s["stages"][0]["rate"] = json!({"value": {"normal": {"mean": 0.5, "sd": 0.1}}}));
    refused("stages[0].rate", |s| s["stages"][0]["rate"] = json!({"value": {"counts": {"successes": 9, "trials": 3}}}));
    refused("stages[0].rate", |s| s["stages"][0]["rate"] = json!({"value": {"range": {"p10": 0.5, "p90": 0.2}}}));
    refused("stages[0].delay", |s| {
        s["stages"][0]["delay"] = json!({"lognormal": {"median_weeks": 5, "p90_weeks": 2}});
    });
    refused("money.deal", |s| s["money"]["deal"] = json!({"empirical": {"values": []}}));
    refused("frame.horizon_weeks", |s| s["frame"] = json!({"horizon_weeks": 0}));
    refused("plans[0].spend[0].channels[0]", |s| s["plans"][0]["spend"][0]["channels"] = json!(["nowhere"]));
    refused("currency", |s| s["currency"] = json!("dollars"));
    refused("version", |s| s["version"] = json!(99));
    refused("seed", |s| s["seed"] = json!(u64::MAX));
    refused("made_up", |s| s["made_up"] = json!(1));
    refused("stages[0].made_up", |s| s["stages"][0]["made_up"] = json!(1));
}

#[test]
fn each_mistake_in_levers_and_teams_is_named_at_its_place() {
    let lever = |name: &'static str, value: Json| move |s: &mut Json| s["levers"] = json!({name: value});
    refused("levers.capture.stage", lever("capture", json!({"stage": "nowhere"})));
    refused("levers.capture.fields", lever("capture", json!({"stage": "mql", "fields": 0})));
    refused("levers.capture.lost_per_field", lever("capture", json!({"stage": "mql", "lost_per_field": -0.1})));
    refused("levers.definition.accept_stage", lever("definition", json!({"stage": "sql", "accept_stage": "mql"})));
    refused("levers.information.stages[1]", lever("information", json!({"stages": ["sql", "nowhere"]})));
    refused("levers.response.kappa", lever("response", json!({"stage": "reached", "kappa": 0})));
    refused("levers.attempts.attempts", lever("attempts", json!({"stage": "reached", "attempts": 1e9})));
    refused("levers.made_up", lever("made_up", json!({})));
    refused("stages[1].work.team", |s| s["stages"][1]["work"] = json!({"team": "nobody"}));
    refused("stages[1].work.hours", |s| s["stages"][1]["work"] = json!({"team": "nobody", "hours": 0}));
    refused("teams[0].people", |s| s["teams"] = json!([{"id": "desk", "people": 0}]));
    refused("teams[1].id", |s| s["teams"] = json!([{"id": "desk"}, {"id": "desk"}]));
    refused("plans[0].settings[0].setting", |s| {
        s["plans"][0]["settings"] = json!([{"setting": "attempts/made_up", "value": 3}]);
    });
    refused("plans[0].settings[0].value", |s| {
        s["plans"][0]["settings"] = json!([{"setting": "segment/small/focus", "value": -3}]);
    });
    refused("plans[0].settings", |s| {
        let none = |id: &str| json!({"setting": format!("segment/{id}/focus"), "value": 0});
        s["plans"][0]["settings"] = json!([none("small"), none("mid"), none("large")]);
    });
}

#[test]
fn a_scenario_too_large_for_a_worker_is_refused_before_it_runs() {
    let problems = problems(|s| {
        s["frame"] = json!({"horizon_weeks": 260, "run_off_weeks": 260});
        let channel = s["channels"][0].clone();
        s["channels"] = (0..40)
            .map(|i| {
                let mut copy = channel.clone();
                copy["id"] = json!(format!("c{i}"));
                copy
            })
            .collect();
    });
    assert!(problems.iter().any(|p| p.message.starts_with("too large to run here")), "{problems:?}");
}

/// Studies try six plans at a time of whatever may be run with one.
#[test]
fn what_fits_with_one_plan_fits_with_as_many_as_there_may_be() {
    let fits = |channels: usize, plans: usize| {
        let mut s = template();
        s["frame"] = json!({"horizon_weeks": 156, "run_off_weeks": 156});
        let channel = s["channels"][0].clone();
        let copy = |i| {
            let mut copy = channel.clone();
            copy["id"] = json!(format!("c{i}"));
            copy
        };
        s["channels"] = (0..channels).map(copy).collect();
        s["plans"] = vec![json!({}); plans].into();
        let problems = decode::from_value(s).map_or_else(|problems| problems, |_| Vec::new());
        !problems.iter().any(|p| p.message.starts_with("too large"))
    };
    assert!((1..=40).all(|channels| fits(channels, 1) == fits(channels, 6)));
    assert!(fits(1, 1) && !fits(40, 1));
}

/// A queue that is never served holds people from every week; its size counts even where the stage has no wait.
#[test]
fn queues_too_long_for_a_worker_are_refused_before_they_run() {
    let problems = problems(|s| {
        s["frame"] = json!({"horizon_weeks": 260, "run_off_weeks": 260});
        s["segments"] = json!([{"id": "small"}, {"id": "large"}]);
        s["channels"] = (0..40).map(|i| json!({"id": format!("c{i}"), "organic_per_week": 1})).collect();
        let work = json!({"team": "sdr", "hours": 1, "stale_per_week": 0});
        s["stages"] = (0..16).map(|i| json!({"id": format!("s{i}"), "rate": 1, "work": work})).collect();
        s["levers"] = json!({});
        s["plans"] = json!([{}, {}]);
    });
    assert!(problems.iter().any(|p| p.message.starts_with("too large to run here")), "{problems:?}");
}

/// More inquiries are still to come after the last week than an integer can count: the count saturates, whatever is
/// added.
#[test]
fn an_inquiry_that_costs_next_to_nothing_overflows_no_count() {
    for cost in [5e-324, 1e-308, 1e-100] {
        let mut json = template();
        json["frame"] = json!({"horizon_weeks": 4, "run_off_weeks": 1});
        json["plans"] = json!([]);
        for channel in json["channels"].as_array_mut().unwrap() {
            channel["cost_per_inquiry"] = json!(cost);
        }
        let Ok(scenario) = decode::from_value(json) else { continue };
        survives(&scenario);
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut parts = [simulator.tally(), simulator.tally()];
        for (block, part) in parts.iter_mut().enumerate() {
            simulator.step(block as u32, 128, part);
        }
        let [mut all, other] = parts;
        all.merge(other).unwrap();
        assert!(all.report(simulator.model()).arms[0].left.inquiries > 0.0, "{cost}");
    }
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let problems = problems(|s| {
        s["currency"] = json!(7);
        s["channels"][0]["spend_per_week"] = json!("x");
        s["channels"][1]["elasticity"] = json!({"value": {"pert": {"min": 0}}});
        s["stages"][0]["rate"] = json!(2);
        s["frame"] = json!({"horizon_weeks": -3});
        s["plans"][0]["spend"][0]["channels"] = json!([1, 2]);
        s["extra"] = json!(null);
    });
    for path in [
        "currency",
        "channels[0].spend_per_week",
        "channels[1].elasticity",
        "stages[0].rate",
        "frame.horizon_weeks",
        "plans[0].spend[0].channels",
        "extra",
    ] {
        assert!(problems.iter().any(|p| p.path.starts_with(path)), "no problem at {path}: {problems:#?}");
    }
}

#[test]
fn text_that_is_no_scenario_is_refused() {
    let whole = template().to_string();
    for text in ["", "null", "[]", "{", "NaN", "{\"seed\": NaN}", "\u{0}", &"[".repeat(100_000), &"9".repeat(5_000_000)]
    {
        assert!(!decode::from_json(text).unwrap_err().is_empty());
    }
    for cut in (0..whole.len() - 1).step_by(97).filter(|cut| whole.is_char_boundary(*cut)) {
        assert!(decode::from_json(&whole[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn links_that_are_foreign_cut_or_bombs_are_refused() {
    let good = link::encode(&templates::load("sales-led-saas").unwrap()).unwrap();
    assert!(link::decode(&format!("#{good}")).is_ok());
    for cut in 0..good.len() {
        assert!(link::decode(&good[..cut]).is_err(), "cut at {cut}");
    }
    for foreign in ["#v2=abc", "#section-3", "", "#", "v1=", "v1=%%%", "#v1=AAAA", "#access_token=1"] {
        assert!(link::decode(foreign).is_err(), "{foreign}");
    }
    // A bomb that inflates a thousandfold: 5 MB of spaces in a few kilobytes.
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 5 << 20], 9);
    let text = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bomb);
    assert!(link::decode(&format!("v1={text}")).is_err());
}

/// Arbitrary JSON, often of the wrong kind or size.
fn junk() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        prop_oneof![Just(-1.0), Just(0.0), Just(1e308), Just(-1e308), Just(1e-308), Just(1e12), any::<f64>()]
            .prop_map(|x| json!(x)),
        prop_oneof![Just(0_u64), Just(1), Just(u64::MAX), any::<u64>()].prop_map(Json::from),
        "\\PC{0,12}".prop_map(Json::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!({"fixed": 0.5})),
        Just(json!({"value": {"range": {"p10": 0.2, "p90": 0.4}}})),
    ]
}

/// Replaces the `n`th place in a JSON tree.
fn replace(json: &mut Json, n: &mut usize, with: &Json) -> bool {
    if *n == 0 {
        *json = with.clone();
        return true;
    }
    *n -= 1;
    match json {
        Json::Array(items) => items.iter_mut().any(|item| replace(item, n, with)),
        Json::Object(map) => map.values_mut().any(|item| replace(item, n, with)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(decode::from_json(&text).is_err());
        prop_assert!(link::decode(&text).is_err());
        let link = format!("v1={text}");
        prop_assert!(link::decode(&link).is_err());
    }

    #[test]
    fn a_scenario_with_junk_in_it_is_refused_or_runs(
        changes in prop::collection::vec((0..600_usize, junk()), 1..4),
    ) {
        let mut json = template();
        for (mut place, with) in changes {
            replace(&mut json, &mut place, &with);
        }
        match decode::from_value(json) {
            Ok(scenario) => survives(&scenario),
            Err(problems) => prop_assert!(problems.iter().all(|p| !p.message.is_empty())),
        }
    }
}
