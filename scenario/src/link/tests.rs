//! Laws of links: damage is detected, and what programs do to a link on its way is undone.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use proptest::prelude::*;

use super::{Opened, decode, encode, in_address, is_link, open};
use crate::Scenario;
use crate::clean::clean;
use crate::templates::{TEMPLATES, load};

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Scenarios whose links have all lengths and contents.
fn scenarios() -> impl Strategy<Value = Scenario> {
    (0..TEMPLATES.len(), "\\PC{0,40}", 0.0..1e9_f64, any::<u32>()).prop_map(|(template, name, spend, seed)| {
        let mut scenario = load(TEMPLATES[template].id).unwrap();
        scenario.seed = u64::from(seed);
        scenario.channels[0].spend_per_week = spend;
        // Invisible characters are cleaned when a link is opened; some names are refused.
        let named = Scenario { name: clean(&name).trim().to_owned(), ..scenario.clone() };
        if named.problems().is_empty() { named } else { scenario }
    })
}

/// The link is refused, or gives the same scenario.
fn is_told(damaged: &str, scenario: &Scenario) -> Result<(), TestCaseError> {
    if let Ok(Opened { scenario: found, .. }) = open(damaged) {
        prop_assert_eq!(&found, scenario, "{}", damaged);
    }
    Ok(())
}

/// Every place of a link with every letter would be some 100,000 links, so all places are tried with a few letters
/// each.
#[test]
fn every_wrong_missing_and_doubled_letter_and_all_that_changed_places_are_told() {
    for template in ["blank", "sales-led-saas"] {
        let scenario = load(template).unwrap();
        let link = encode(&scenario).unwrap();
        let letters: Vec<char> = link.chars().collect();
        let text = |letters: &[char]| letters.iter().collect::<String>();
        for at in 0..letters.len() {
            let mut refused = Vec::new();
            for k in [1, 7, 26, 52, 63] {
                let mut wrong = letters.clone();
                let now = LETTERS.iter().position(|b| char::from(*b) == wrong[at]).unwrap_or(0);
                wrong[at] = char::from(LETTERS[(now + k) % LETTERS.len()]);
                refused.push(wrong);
            }
            let mut missing = letters.clone();
            missing.remove(at);
            refused.push(missing);
            let mut doubled = letters.clone();
            doubled.insert(at, letters[at]);
            refused.push(doubled);
            if letters.get(at + 1).is_some_and(|next| *next != letters[at]) {
                let mut swapped = letters.clone();
                swapped.swap(at, at + 1);
                refused.push(swapped);
            }
            for damaged in refused {
                let damaged = text(&damaged);
                assert!(open(&damaged).is_err(), "{damaged}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damage_is_told(
        scenario in scenarios(), at in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
        letter in any::<char>(), length in 1..80_usize,
    ) {
        let link = encode(&scenario).unwrap();
        let letters: Vec<char> = link.chars().collect();
        let (at, other) = (at.index(letters.len()), other.index(letters.len()));
        let text = |letters: Vec<char>| letters.into_iter().collect::<String>();
        let mut wrong = letters.clone();
        wrong[at] = letter;
        is_told(&text(wrong), &scenario)?;
        let mut more = letters.clone();
        more.insert(at, letter);
        is_told(&text(more), &scenario)?;
        let mut swapped = letters.clone();
        swapped.swap(at, other);
        is_told(&text(swapped), &scenario)?;
        let end = (at + length).min(letters.len());
        let mut missing = letters.clone();
        missing.drain(at..end);
        is_told(&text(missing), &scenario)?;
        let mut doubled = letters.clone();
        doubled.splice(at..at, letters[at..end].to_vec());
        is_told(&text(doubled), &scenario)?;
        is_told(&link[..at], &scenario)?;
        is_told(&link.to_lowercase(), &scenario)?;
        is_told(&link.replace(['-', '_'], ""), &scenario)?;
    }

    /// Two or three slips, as made when copying a link by hand: letters mistaken for others, left out, doubled or
    /// swapped, and a missing end. Lenient reading gives the scenario, or nothing.
    #[test]
    fn several_slips_are_told(
        scenario in scenarios(),
        slips in prop::collection::vec((0..5_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 2..4),
    ) {
        let mut letters: Vec<char> = encode(&scenario).unwrap().chars().collect();
        for (kind, at, what) in slips {
            let (at, count) = (at.index(letters.len()), letters.len());
            match kind {
                0 => letters[at] = char::from(LETTERS[what.index(LETTERS.len())]),
                1 => _ = letters.remove(at),
                2 => letters.insert(at, letters[at]),
                3 => letters.swap(at, (at + 1) % count),
                _ => letters.truncate(at.max(8)),
            }
        }
        is_told(&letters.into_iter().collect::<String>(), &scenario)?;
    }

    #[test]
    fn new_links_open_and_end_in_a_letter(scenario in scenarios()) {
        let link = encode(&scenario).unwrap();
        prop_assert!(link.ends_with(['A', 'Q', 'g', 'w']), "{link}");
        let opened = open(&link).unwrap();
        prop_assert!(!opened.may_differ());
        prop_assert_eq!(opened.fragment.as_ref(), Some(&link));
        prop_assert_eq!(opened.scenario, scenario);
    }

    #[test]
    fn what_happens_on_the_way_is_undone(scenario in scenarios(), ways in prop::collection::vec(0..WAYS.len(), 0..4), at in 8..60_usize) {
        let link = encode(&scenario).unwrap();
        let mut text = format!("https://example.org/funnel/?view=answer#{link}");
        // Encodings come first and surroundings later, as on the way; the list has that order.
        let mut ways = ways;
        ways.sort_unstable();
        ways.dedup();
        for way in &ways {
            text = (WAYS[*way].1)(&text, at);
        }
        prop_assert_eq!(open(&text).map(|opened| (opened.scenario, opened.fragment)), Ok((scenario, Some(link))), "{:?}: {}", ways.iter().map(|way| WAYS[*way].0).collect::<Vec<_>>(), text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", head in prop::sample::select(vec!["", "#v1=", "v1=B", "v2=", "%2576", "v1%3D"])) {
        let text = format!("{head}{text}");
        let _ = (open(&text), is_link(&text), in_address(&text));
    }
}

type Way = (&'static str, fn(&str, usize) -> String);

/// A text with something inserted at regular intervals after its head.
fn every(text: &str, at: usize, part: &str) -> String {
    let (head, tail) = text.split_once("v1").unwrap_or(("", text));
    let mut out = format!("{head}v1");
    for (i, c) in tail.chars().enumerate() {
        if i > 0 && i % at == 0 {
            out.push_str(part);
        }
        out.push(c);
    }
    out
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// What mail programs, chats and people do to a link.
const WAYS: &[Way] = &[
    ("soft hyphens inside", |text, at| every(text, at, "\u{AD}")),
    ("zero-width spaces inside", |text, at| every(text, at, "\u{200B}")),
    ("quoted-printable", |text, at| every(&text.replace('=', "=3D"), at.max(12), "=\r\n")),
    ("encoded once", |text, _| encoded(text)),
    ("encoded twice", |text, _| encoded(&encoded(text))),
    ("equals sign encoded", |text, _| text.replacen("v1=", "v1%3D", 1)),
    ("HTML", |text, _| text.replacen("v1=", "v1&#61;", 1)),
    ("head in capitals", |text, _| text.replacen("v1=", "V1=", 1)),
    ("host in capitals", |text, _| text.replace("https://example.org", "HTTPS://EXAMPLE.ORG")),
    ("behind a search engine", |text, _| {
        format!("https://search.example/url?q={}&sa=D&source=editors&ust=1700000000000000&usg=AOvVaw0", encoded(text))
    }),
    ("guarded, its signs told behind", |text, _| {
        format!("https://guard.example/v3/__{}__;Iw!!Abc-1_x!kZ_9aQ$", text.replacen('#', "*", 1))
    }),
    ("guarded, percent signs made hyphens", |text, _| {
        let address = encoded(text).replace('-', "%2D").replace('_', "%5F").replace("%2F", "_").replace('%', "-");
        format!("https://guard.example/v2/url?u={address}&d=DwMFaQ&c=x-1&r=y_2&e=")
    }),
    ("in a redirecting address", |text, _| {
        format!("https://safe.example/?url={}&data=05%7C02&reserved=0", encoded(text))
    }),
    ("parameters behind", |text, _| format!("{text}&utm_source=mail&fbclid=IwAR0")),
    ("parameters behind, as if there were none", |text, _| format!("{text}?utm_source=mail")),
    ("in angle brackets", |text, _| format!("<{text}>")),
    ("in quotes", |text, _| format!("“{text}”")),
    ("in Markdown", |text, _| format!("[the case]({text})")),
    ("as HTML", |text, _| format!("<a href=\"{text}\">{}…</a>", text.chars().take(70).collect::<String>())),
    ("end of a sentence", |text, _| format!("Please see {text}.")),
    ("more marks", |text, _| format!("({text}), {text}; {text}:!?)]}}'\"…")),
    ("emphasis", |text, _| format!("_{text}_")),
    ("emphasis of another kind", |text, _| format!("**{text}**")),
    ("words behind", |text, _| format!("{text} Best regards\nAnna")),
    ("an empty line and words behind", |text, _| format!("Hello,\n\n{text}\n\nkind regards\n-- \nAnna")),
    ("a space behind", |text, _| format!("{text} \u{A0}\u{2003}\r\n")),
    ("an invisible mark around", |text, _| format!("\u{FEFF}\u{2066}{text}\u{2069}\u{200E}")),
];

#[test]
fn wrapped_links_are_put_together() {
    let scenario = load("enterprise").unwrap();
    let link = format!("https://example.org/#{}", encode(&scenario).unwrap());
    for at in [1, 3, 60, 76, 78] {
        for between in
            ["\n", "\r\n", " ", "\n> ", "\n> > ", "\r\n>> ", "\n>>> ", "\n| ", "\r\n\r\n", "\n\t", "\u{2028}"]
        {
            assert_eq!(decode(&every(&link, at, between)).as_ref(), Ok(&scenario), "{at} {between:?}");
        }
        assert_eq!(
            decode(&format!("{}\n\nKind regards\nAnna", every(&link, at, "\n"))).as_ref(),
            Ok(&scenario),
            "{at}"
        );
    }
}

#[test]
fn dashes_of_word_processors_are_hyphens_again() {
    let mut tried = [0, 0];
    for seed in 0..400 {
        let scenario = Scenario { seed, ..load("blank").unwrap() };
        let link = encode(&scenario).unwrap();
        if link.contains("--") {
            tried[0] += 1;
            for dash in ["–", "—"] {
                assert_eq!(decode(&link.replace("--", dash)), Ok(scenario.clone()));
            }
        } else if link.contains('-') {
            tried[1] += 1;
            for dash in ["\u{2010}", "\u{2011}", "\u{2212}", "–"] {
                assert_eq!(decode(&link.replace('-', dash)), Ok(scenario.clone()));
            }
        }
    }
    assert!(tried[0] > 0 && tried[1] > 0, "{tried:?}");
}

#[test]
fn an_address_asks_for_one_scenario() {
    for (address, asked) in [
        ("https://a.test/", None),
        ("https://a.test/#", None),
        ("https://a.test/?present&view=x", None),
        ("https://a.test/?present#v1=AA", Some("v1=AA")),
        ("https://a.test/?s=v1=AA&view=x", Some("v1=AA")),
        ("https://a.test/?view=x&s=v1%3DAA#section", Some("v1%3DAA")),
        ("https://a.test/?s=v1=AA#v1=BB", Some("v1=BB")),
        ("https://a.test/?v1=AA", Some("v1=AA")),
        ("https://a.test/?s=", Some("")),
        ("https://a.test/#v1", Some("v1")),
        ("https://a.test/#utm_source=x&v1=AA", Some("utm_source=x&v1=AA")),
        ("https://a.test/#%20", None),
        ("file:///decks/funnel.html#v1=AA", Some("v1=AA")),
    ] {
        assert_eq!(in_address(address), asked, "{address}");
    }
}

#[test]
fn of_several_links_to_different_scenarios_none_is_taken() {
    let [a, b] = ["blank", "enterprise"].map(|id| encode(&load(id).unwrap()).unwrap());
    let refused = |text: &str| open(text).unwrap_err().remove(0).message;
    assert!(refused(&format!("https://a.test/#{a} and https://a.test/#{b}")).contains("several links"));
    // A damaged link is not skipped in favour of another.
    assert!(refused(&format!("https://a.test/#{} https://a.test/#{b}", &a.replace('B', "C"))).contains("damaged"));
    assert!(decode(&format!("https://a.test/#{}… <https://a.test/#{a}>", &a[..40])).is_ok());
}
