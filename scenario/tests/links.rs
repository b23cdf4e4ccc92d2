//! Links of every earlier version still open, and what is not a link says so.
//!
//! `golden/links/VERSION/NAME.link` was made by that version and is never changed; `NAME.json` next to it is the
//! scenario to which it must open. For a new version, make its folder by
//! `cargo test -p funnel-scenario --test links -- --ignored`.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use funnel_scenario::laws::Range;
use funnel_scenario::templates::{TEMPLATES, load};
use funnel_scenario::{FORMAT_VERSION, Grade, Input, Scenario, Tag, TargetMetric, Value, decode, link};
use serde_json::{Value as Json, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/links")
}

/// A link to any text, deflated without the words: what links were at first.
fn link_of(text: &str) -> String {
    format!("v1={}", BASE64.encode(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9)))
}

/// What is wrong with a link: the message of the first problem.
fn refused(fragment: &str) -> String {
    link::open(fragment).unwrap_err().remove(0).to_string()
}

#[test]
fn every_link_ever_made_still_opens() {
    let mut seen = 0;
    for version in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()) {
        for path in fs::read_dir(&version).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_none_or(|ending| ending != "link") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let opened = link::open(text.trim()).unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
            let json = fs::read_to_string(path.with_extension("json")).unwrap();
            assert_eq!(opened.scenario, decode::from_json(&json).unwrap(), "{}", path.display());
            let made_by = version.file_name().unwrap().to_str().unwrap();
            let named = if made_by == "unnamed" { "0.1.0" } else { made_by };
            assert_eq!(opened.engine, named, "{}", path.display());
            assert_eq!(opened.may_differ(), named != link::ENGINE);
            seen += 1;
        }
    }
    // Every template by each version; two of 0.1.0 once more from when links began with words; two that name no engine,
    // one of which is older.
    assert!(seen >= 2 * TEMPLATES.len() + 5, "{seen}");
    assert!(folder().join(link::ENGINE).is_dir(), "no links of this version yet: see above");
}

#[test]
fn a_link_holds_seed_and_engine() {
    let scenario = Scenario { seed: 77, ..load("blank").unwrap() };
    let opened = link::open(&link::encode(&scenario).unwrap()).unwrap();
    assert_eq!((opened.scenario.seed, opened.engine.as_str()), (77, link::ENGINE));
    assert!(!opened.may_differ());
    let mut json = scenario.to_json();
    json["engine"] = json!("0.0.1");
    assert!(link::open(&link_of(&json.to_string())).unwrap().may_differ());
}

#[test]
fn what_a_newer_version_made_is_refused_with_a_word() {
    let path = folder().join("../newer.link");
    let newer = fs::read_to_string(path).unwrap();
    assert_eq!(
        refused(newer.trim()),
        "this link was made by a newer version of this tool; open it there, or ask for a file"
    );
    let mut json = load("blank").unwrap().to_json();
    json["version"] = json!(FORMAT_VERSION + 1);
    assert!(refused(&link_of(&json.to_string())).starts_with("version: is 3: made by a newer version"));
    let mut json = load("blank").unwrap().to_json();
    json["weather"] = json!("fair");
    assert!(refused(&link_of(&json.to_string())).starts_with("weather: "));
}

#[test]
fn an_engine_is_a_short_word() {
    for bad in [json!(1), json!(""), json!(null), json!("<b>1</b>"), json!("1".repeat(33)), json!(["0.1.0"])] {
        let mut json = load("blank").unwrap().to_json();
        json["engine"] = bad;
        assert!(refused(&link_of(&json.to_string())).starts_with("engine: must be"));
    }
}

#[test]
fn foreign_and_damaged_links_say_so() {
    let whole = link::encode(&load("blank").unwrap()).unwrap();
    for cut in [4, 40, whole.len() - 1] {
        let said = refused(&whole[..cut]);
        assert!(said.contains("damaged"), "{cut}: {said}");
    }
    for foreign in ["", "#", "v0=abc", "v=1", "vx=1", "chapter-2", "v99999999999=1"] {
        assert!(refused(foreign).contains("should begin with #v1="), "{foreign}");
    }
    assert!(refused(&link_of("[]")).contains("a scenario is a JSON object"));
    assert!(refused(&link_of("{")).contains("damaged"));
}

#[test]
fn a_link_that_inflates_without_end_is_stopped() {
    // 64 MB of spaces in 62 kB: more than a scenario may be, even with a valid one at its end.
    let bomb = link_of(&format!("{}{}", " ".repeat(64 << 20), load("blank").unwrap().to_json()));
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert!(refused(&bomb).contains("damaged"));
    assert!(refused(&format!("v1={}", "A".repeat(decode::MAX_BYTES + 1))).contains("too long"));
}

/// Twelve channels with figures, ranges and sources of their own, on a template's process.
fn twelve_channels(template: &str) -> Scenario {
    let mut scenario = load(template).unwrap();
    let kinds = [
        "Paid search",
        "Paid social",
        "Trade fairs",
        "Webinars",
        "Partners",
        "Outbound",
        "Print",
        "Podcasts",
        "Retargeting",
        "Review sites",
        "Direct mail",
        "Sponsorships",
    ];
    let first = scenario.channels[0].clone();
    scenario.channels = (0..kinds.len())
        .map(|i| {
            let x = i as f64;
            let source = format!("{} report {}, page {}", kinds[i], 2012 + i, 3 + 17 * i);
            let range = |p10: f64, p90: f64| Input {
                source: source.clone(),
                grade: Some([Grade::A, Grade::B, Grade::C][i % 3]),
                tag: [Tag::Mine, Tag::Benchmark, Tag::Guess][i % 3],
                value: Value::Range(Range { p10, p90 }),
                ..Input::default()
            };
            funnel_scenario::Channel {
                id: format!("channel-{}", i + 1),
                name: kinds[i].to_owned(),
                spend_per_week: 1_250.0 + 731.0 * x,
                cost_per_inquiry: range(80.0 + 7.0 * x, 210.0 + 23.0 * x),
                elasticity: range(0.1 + 0.01 * x, 0.62 + 0.007 * x),
                carry_over: range(0.1, 0.5 + 0.017 * x),
                organic_per_week: range(1.0 + x, 5.0 + 2.1 * x),
                lead_weeks: i as u32,
                ..first.clone()
            }
        })
        .collect();
    for channel in &mut scenario.channels {
        channel.segment_shares.clear();
    }
    scenario
}

#[test]
fn twelve_channels_stay_under_4_kb() {
    for template in TEMPLATES {
        let scenario = twelve_channels(template.id);
        assert_eq!(scenario.problems(), []);
        let fragment = link::encode(&scenario).unwrap();
        assert_eq!(link::decode(&fragment).as_ref(), Ok(&scenario));
        assert!(fragment.len() < 4_096, "{}: {}", template.id, fragment.len());
    }
}

/// Old mail programs truncate an address after about 2,000 characters, of which host and path take sixty.
#[test]
fn a_template_has_a_link_that_every_mail_carries() {
    for template in TEMPLATES {
        let fragment = link::encode(&load(template.id).unwrap()).unwrap();
        assert!(fragment.len() < 1_940, "{}: {}", template.id, fragment.len());
    }
    assert!(link::encode(&load("sales-led-saas").unwrap()).unwrap().len() < 180);
}

#[test]
#[ignore = "writes the golden links of a new version"]
fn write_links_of_this_version() {
    let folder = folder().join(link::ENGINE);
    fs::create_dir(&folder).unwrap();
    for template in TEMPLATES {
        let scenario = load(template.id).unwrap();
        fs::write(folder.join(template.id).with_extension("link"), link::encode(&scenario).unwrap() + "\n").unwrap();
        let json = serde_json::to_string_pretty(&scenario).unwrap() + "\n";
        fs::write(folder.join(template.id).with_extension("json"), json).unwrap();
    }
}

#[test]
fn a_bare_scenario_has_all_that_counts_and_a_short_link() {
    for template in TEMPLATES {
        let scenario = load(template.id).unwrap();
        let bare = scenario.bare();
        assert_eq!(bare.problems(), []);
        for (full, bare) in scenario.inputs().iter().zip(bare.inputs()) {
            assert_eq!((&full.input.value, bare.input.source.as_str()), (&bare.input.value, ""));
        }
        let length = link::encode(&bare).unwrap().len();
        assert!(length < 1_200, "{}: {length}", template.id);
    }
}

#[test]
fn a_target_of_nothing_was_none_before_format_2_and_is_one_since() {
    let with = |version: Json, target: Json| {
        let mut json = load("blank").unwrap().to_json();
        json["target"] = target;
        match version {
            Json::Null => drop(json.as_object_mut().unwrap().remove("version")),
            version => json["version"] = version,
        }
        json
    };
    let zero = || json!({ "metric": "profit", "value": 0, "confidence": 0.7 });
    for old in [with(json!(1), zero()), with(Json::Null, zero())] {
        for opened in [decode::from_json(&old.to_string()).unwrap(), link::decode(&link_of(&old.to_string())).unwrap()]
        {
            assert_eq!(opened.target.value, None);
            assert_eq!((opened.target.metric, opened.target.confidence), (TargetMetric::Profit, 0.7));
        }
    }
    let old = with(json!(1), json!({ "value": 5e6 }));
    assert_eq!(decode::from_value(old).unwrap().target.value, Some(5e6));
    for value in [0.0, -0.0, -250_000.0, 1e16] {
        let new = with(json!(2), json!({ "metric": "profit", "value": value }));
        let opened = decode::from_value(new).unwrap();
        assert_eq!(opened.target.value, Some(value));
        assert_eq!(link::decode(&link::encode(&opened).unwrap()).as_ref(), Ok(&opened));
    }
    assert!(refused(&link_of(&with(json!(2), json!({ "value": -2e16 })).to_string())).starts_with("target.value: is "));
    for none in [json!({}), json!({ "value": null })] {
        assert_eq!(decode::from_value(with(json!(2), none)).unwrap().target.value, None);
    }
}
