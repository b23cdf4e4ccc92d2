//! Files open as people's machines write them, and what is not a scenario is named.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::templates::{TEMPLATES, load};
use funnel_scenario::{Scenario, clean, file, link};
use proptest::prelude::*;

/// The ways in which a text may be written to a file.
fn written(text: &str) -> [(&'static str, Vec<u8>); 6] {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    let marked = format!("\u{FEFF}{text}");
    [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", marked.as_bytes().to_vec()),
        ("UTF-16 LE with a mark", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16 BE with a mark", utf16(&marked, u16::to_be_bytes)),
        ("UTF-16 LE", utf16(text, u16::to_le_bytes)),
        ("UTF-16 BE", utf16(text, u16::to_be_bytes)),
    ]
}

fn refused(bytes: &[u8]) -> String {
    file::open(bytes).unwrap_err().remove(0).to_string()
}

#[test]
fn templates_open_in_every_encoding_and_with_every_line_end() {
    for template in TEMPLATES {
        let scenario = load(template.id).unwrap();
        let json = serde_json::to_string_pretty(&scenario).unwrap();
        for text in [json.clone() + "\n", json.replace('\n', "\r\n") + "\r\n\r\n", scenario.to_json().to_string()] {
            for (how, bytes) in written(&text) {
                assert_eq!(file::open(&bytes).unwrap().scenario, scenario, "{} as {how}", template.id);
            }
        }
    }
}

proptest! {
    #[test]
    fn every_text_comes_back(text in "[ -~]{1,3}\\PC{0,60}") {
        for (how, bytes) in written(&text) {
            let read = file::text(&bytes);
            // With a mark, the encoding is known; without one, the first two characters must be ASCII, as a scenario's
            // are.
            if how.ends_with("mark") || how == "UTF-8" || text.chars().take(2).filter(char::is_ascii).count() == 2 {
                prop_assert_eq!(read, Ok(text.clone()), "{}", how);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), mark in 0..5_usize) {
        let marks: [&[u8]; 5] = [b"", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"{\"name\":"];
        let _ = file::open(&[marks[mark], &bytes].concat());
    }

    #[test]
    fn names_survive_every_encoding(name in "\\PC{0,30}") {
        // No scenario contains what a name may not contain: every entrance cleans it.
        let scenario = Scenario { name: clean(&name).into_owned(), ..load("blank").unwrap() };
        prop_assume!(scenario.problems().is_empty());
        for (how, bytes) in written(&scenario.to_json().to_string()) {
            prop_assert_eq!(&file::open(&bytes).unwrap().scenario, &scenario, "{}", how);
        }
    }
}

#[test]
fn a_link_in_a_file_opens() {
    let scenario = load("enterprise").unwrap();
    let url = format!("https://example.org/#{}", link::encode(&scenario).unwrap());
    for text in [
        url.clone(),
        format!("[InternetShortcut]\r\nURL={url}\r\n"),
        format!("<?xml version=\"1.0\"?><plist><dict><key>URL</key><string>{url}</string></dict></plist>"),
        format!("<html><body><a href=\"{url}\">the case</a></body></html>"),
        format!("Hello,\n\nhere it is: {url}\n\nAnna, who did it\n"),
    ] {
        for (how, bytes) in written(&text) {
            assert_eq!(file::open(&bytes).unwrap().scenario, scenario, "{how}: {text}");
        }
    }
    let older = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/links/0.0.9/older.link")).unwrap();
    assert!(file::open(&older).unwrap().may_differ());
    let cut = &url[..url.len() - 5];
    assert!(refused(cut.as_bytes()).contains("damaged"));
}

#[test]
fn the_page_in_one_file_gives_its_scenario_back() {
    let scenario = load("enterprise").unwrap();
    let json = scenario.to_json().to_string().replace('<', "\\u003c");
    let page = |json: &str| {
        format!("<!doctype html><title>x</title><script type=\"application/json\" id=\"scenario\">{json}</script><p>")
    };
    for (how, bytes) in written(&page(&json)) {
        assert_eq!(file::open(&bytes).unwrap().scenario, scenario, "{how}");
    }
    assert!(refused(page(" ").as_bytes()).contains("a web page without a scenario"));
}

#[test]
fn what_is_no_scenario_is_named() {
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0\x08\0", name.as_bytes(), b"\0\0"].concat();
    for (bytes, named) in [
        (b"".to_vec(), "there is nothing in it"),
        (b"\xEF\xBB\xBF \r\n".to_vec(), "there is nothing in it"),
        (b"\x89PNG\r\n\x1A\n\0\0".to_vec(), "a picture (PNG)"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "a picture (JPEG)"),
        (b"GIF89a\0".to_vec(), "a picture (GIF)"),
        (b"%PDF-1.7\n".to_vec(), "a PDF document"),
        (zip("xl/workbook.xml"), "an Excel workbook"),
        (zip("ppt/presentation.xml"), "PowerPoint slides"),
        (zip("word/document.xml"), "a Word document"),
        (zip("readme.txt"), "an archive (ZIP)"),
        (b"\x0Dfunnel part 1\x050.1.0".to_vec(), "a part of a run"),
        (b"\x0Dfunnel part 2\x050.2.0".to_vec(), "a part of a run"),
        (b"\x01\x02\x03\0\0\0\x04".to_vec(), "neither text nor"),
        (b"<!DOCTYPE html><p>Hello".to_vec(), "a web page"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "a picture (SVG)"),
        (b"<?xml version=\"1.0\"?><a/>".to_vec(), "XML"),
        (b"week,leads,won\n1,20,3\n2,22,4\n".to_vec(), "a table (CSV)"),
        (b"Woche;Anfragen\r\n1;2,5\r\n".to_vec(), "a table (CSV)"),
        (b"{\"engine\":\"0.2.0\",\"replicates\":1,\"arms\":[],\"comparisons\":[]}".to_vec(), "a report"),
        (b"{\"name\": \"Gr\xF6\xDFe\"}".to_vec(), "neither UTF-8 nor UTF-16 (line 1)"),
        (b"{\n\"name\": \"x\",\n\"note\": \"\xE9\"}".to_vec(), "(line 3)"),
        (b"\xFF\xFE\0\0{\0\0\0".to_vec(), "UTF-32"),
        (b"\xFF\xFE{\0\"".to_vec(), "its text in UTF-16 is not whole"),
        (b"\xFF\xFE\x00\xD8{\0".to_vec(), "its text in UTF-16 is not whole"),
        (b"v2 = 3".to_vec(), "newer version"),
        (b"Dear Anna".to_vec(), "this is no scenario: neither a link to one"),
        (b"Dear Anna, see https://example.org/".to_vec(), "this is no scenario: neither a link to one"),
        (
            b"https://example.org/".to_vec(),
            "there is no scenario in this address: a link to one has a part that begins with v1=",
        ),
        (b"www.example.org/?view=time".to_vec(), "there is no scenario in this address"),
        (b"{\"name\": ".to_vec(), "not valid JSON: EOF"),
        (b"[]".to_vec(), "a scenario is a JSON object"),
    ] {
        let said = refused(&bytes);
        assert!(said.contains(named), "{named}: {said}");
    }
    for bytes in [&b"\x89PNG"[..], b"a;b\nc;d", b"<html>"] {
        assert!(refused(bytes).ends_with("a scenario is a JSON file, as Save writes it"));
    }
}
