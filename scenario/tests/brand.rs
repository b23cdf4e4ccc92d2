//! The brand in a scenario: it survives file, link and bytes, and what is wrong with it is reported at its place.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use funnel_scenario::brand::logo_from_file;
use funnel_scenario::templates::load;
use funnel_scenario::{Brand, Font, Scenario, decode, edit, link};
use serde_json::json;

const LOGO: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#7a1fa2"/></svg>"##;

fn branded() -> Scenario {
    let brand = Brand {
        accent: "#7a1fa2".to_owned(),
        accent_dark: "#d59bf0".to_owned(),
        today: "#8a8f98".to_owned(),
        today_dark: "#9aa0a8".to_owned(),
        font: Font::Serif,
        logo: logo_from_file(LOGO).unwrap().data,
        logo_name: "Nordlicht".to_owned(),
        footer: "Nordlicht GmbH – vertraulich".to_owned(),
    };
    Scenario { brand, ..load("blank").unwrap() }
}

fn paths(json: &serde_json::Value) -> Vec<String> {
    decode::from_json(&json.to_string()).unwrap_err().into_iter().map(|p| p.path).collect()
}

#[test]
fn a_brand_comes_back_from_file_and_link() {
    let scenario = branded();
    assert_eq!(scenario.problems(), []);
    assert_eq!(decode::from_json(&scenario.to_json().to_string()).as_ref(), Ok(&scenario));
    assert_eq!(link::decode(&link::encode(&scenario).unwrap()).as_ref(), Ok(&scenario));
    // Without a brand nothing is written, so no earlier file or link changes.
    assert_eq!(load("blank").unwrap().to_json().get("brand"), None);
    let bare = scenario.bare();
    assert_eq!((bare.brand.logo.as_str(), bare.brand.accent.as_str()), ("", "#7a1fa2"));
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let svg = |text: &str| format!("data:image/svg+xml;base64,{}", BASE64.encode(text));
    let open = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    for (field, value) in [
        ("accent", json!("teal")),
        ("accent", json!("#12345")),
        ("accent", json!("#000000;background:url(//example.org)")),
        ("accent_dark", json!("rgb(1,2,3)")),
        ("today", json!(7)),
        ("today_dark", json!("var(--x)")),
        ("font", json!("comic")),
        ("font", json!("https://example.org/a.woff2")),
        ("logo", json!("https://example.org/logo.svg")),
        ("logo", json!("javascript:alert(1)")),
        ("logo", json!(svg(&format!("{open}><script>alert(1)</script></svg>")))),
        ("logo", json!(svg(&format!("{open} onload=\"alert(1)\"/>")))),
        ("logo", json!(svg(&format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{open}/>")))),
        ("logo", json!(svg("not a picture"))),
        ("logo", json!(format!("data:image/png;base64,{}", "A".repeat(30_000)))),
        ("logo_name", json!("x".repeat(121))),
        ("footer", json!("x".repeat(301))),
    ] {
        let mut json = load("blank").unwrap().to_json();
        json["brand"] = json!({ field: value });
        assert_eq!(paths(&json), [format!("brand.{field}")], "{value}");
    }
    let mut json = load("blank").unwrap().to_json();
    json["brand"] = json!({ "font_url": "x" });
    assert_eq!(paths(&json), ["brand.font_url"]);
    json["brand"] = json!("purple");
    assert_eq!(paths(&json), ["brand"]);
}

#[test]
fn what_cannot_be_seen_goes_where_it_comes_in_and_is_refused_anywhere_else() {
    for (footer, clear) in
        [("two\nlines", "two lines"), ("nul\u{0}", "nul"), ("turned \u{202e}around", "turned around")]
    {
        let mut json = load("blank").unwrap().to_json();
        json["brand"] = json!({ "footer": footer });
        let (scenario, cleaned) = decode::read(json).unwrap();
        assert_eq!((scenario.brand.footer.as_str(), cleaned), (clear, vec!["brand.footer".to_owned()]));
        let brand = Brand { footer: footer.to_owned(), ..Brand::default() };
        let problems = Scenario { brand, ..load("blank").unwrap() }.problems();
        assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["brand.footer"]);
    }
    // Ids and references to them still match.
    let mut json = load("blank").unwrap().to_json();
    json["stages"][0]["id"] = "a\u{1}b".into();
    json["plans"][0]["rates"] = json!([{ "stage": "ab\u{feff}", "logit": 0.1 }]);
    assert_eq!(decode::from_value(json).unwrap().stages[0].id, "ab");
}

#[test]
fn edits_of_a_brand_are_checked_and_lose_nothing() {
    let scenario = branded();
    let problems = edit::set(&scenario, "brand.accent", "mauve".into()).unwrap_err();
    assert_eq!(problems[0].path, "brand.accent");
    let other = edit::set(&scenario, "brand.footer", "Another".into()).unwrap();
    assert_eq!(other.brand, Brand { footer: "Another".to_owned(), ..scenario.brand.clone() });
    assert_eq!(edit::set(&scenario, "brand.logo", "".into()).unwrap().brand.logo, "");
    assert_eq!(edit::set(&scenario, "brand", serde_json::Value::Null).unwrap().brand, Brand::default());
}

/// A logo of the largest size still fits into a link.
#[test]
fn the_largest_logo_travels_in_a_link() {
    // Noise, which deflate cannot make smaller.
    let mut seed = 1_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x2c\0\0\0\x50".to_vec();
    png.extend((0..(16 << 10) - 24 - 8).map(|_| noise()));
    png.extend(b"IEND\xae\x42\x60\x82");
    let logo = logo_from_file(&png).unwrap().data;
    let scenario = edit::set(&load("sales-led-saas").unwrap(), "brand.logo", logo.into()).unwrap();
    let fragment = link::encode(&scenario).unwrap();
    assert_eq!(link::decode(&fragment).as_ref(), Ok(&scenario));
}
