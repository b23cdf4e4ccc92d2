//! What may stand in for a scenario: files in any encoding, links, patterns that no shell expanded.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

mod shared;

use std::io::Write;
use std::process::{Command, Stdio};

use funnel_engine::scenario::{link, templates};
use shared::{at, folder, funnel, said};

/// A shell that writes UTF-16 with its own line ends, as Windows PowerShell does, does not break the two commands with
/// which the README begins.
#[test]
fn a_template_written_by_any_shell_is_simulated() {
    let folder = folder("encodings");
    let template = String::from_utf8(funnel(&["template", "sales-led-saas"]).stdout).expect("text");
    let simulate = |file: &str| {
        let out = funnel(&["simulate", file, "--replicates", "64", "--format", "json"]);
        assert!(out.status.success(), "{file}: {}", said(&out));
        out.stdout
    };
    std::fs::write(folder.join("plain.json"), &template).expect("a file");
    let plain = simulate(&at(&folder, "plain.json"));
    let windows = template.replace('\n', "\r\n");
    let marked = format!("\u{FEFF}{windows}");
    let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bare: Vec<u8> = windows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in
        [("utf8.json", marked.into_bytes()), ("le.json", little.clone()), ("be.json", big), ("bare.json", bare)]
    {
        std::fs::write(folder.join(name), bytes).expect("a file");
        assert_eq!(simulate(&at(&folder, name)), plain, "{name}");
        assert!(funnel(&["validate", &at(&folder, name)]).status.success());
        assert!(funnel(&["settings", &at(&folder, name)]).status.success());
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_funnel"))
        .args(["validate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its input").write_all(&little).expect("it reads");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_link_stands_for_a_file() {
    let scenario = templates::load("blank").expect("a template");
    let fragment = link::encode(&scenario).expect("a link");
    let url = format!("https://example.org/funnel/?view=answer#{fragment}");
    for text in [url.clone(), fragment, format!("<{url}>."), url.replace("v1=", "v1%3D")] {
        let out = funnel(&["validate", &text]);
        assert!(out.status.success(), "{text}: {}", said(&out));
        assert_eq!(said(&out), "");
    }
    let out = funnel(&["decide", &url, "--view", "compare", "--with", &url, "--replicates", "64"]);
    assert!(out.status.success(), "{}", said(&out));
    let out = funnel(&["simulate", &url[..url.len() - 3]]);
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out).starts_with("funnel: the link: this link is damaged"), "{}", said(&out));
    let folder = folder("links");
    std::fs::write(folder.join("case.url"), format!("[InternetShortcut]\r\nURL={url}\r\n")).expect("a file");
    assert!(funnel(&["validate", &at(&folder, "case.url")]).status.success());
    let older = include_str!("../../scenario/tests/golden/links/0.0.9/older.link").trim();
    let out = funnel(&["validate", older]);
    assert!(out.status.success() && said(&out).contains("made with engine 0.0.9"), "{}", said(&out));
}

#[test]
fn patterns_in_quotes_are_expanded() {
    let folder = folder("patterns");
    let file = at(&folder, "plan.json");
    std::fs::write(&file, funnel(&["template", "blank"]).stdout).expect("a file");
    let run = |args: &[&str]| {
        let out = funnel(args);
        assert!(out.status.success(), "{args:?}: {}", said(&out));
        out.stdout
    };
    let whole = run(&["simulate", &at(&folder, "pl*.json"), "--replicates", "300", "--format", "json"]);
    for shard in ["1/3", "2/3", "3/3"] {
        let part = at(&folder, &format!("{}.part", &shard[..1]));
        run(&["simulate", &at(&folder, "plan.js?n"), "--replicates", "300", "--shard", shard, "--out", &part]);
    }
    assert_eq!(run(&["merge", &at(&folder, "*.part"), "--format", "json"]), whole);
    assert_eq!(run(&["merge", &at(&folder, "[12].part"), &at(&folder, "3.part"), "--format", "json"]), whole);
    run(&["decide", &file, "--view", "regret", "--with", &at(&folder, "*.json"), "--replicates", "64"]);
    for (args, code, why) in [
        (["merge", "*.nothing"], 3, "no file has such a name"),
        (["simulate", "*.nothing"], 3, "no file has such a name"),
        (["validate", "*.part"], 1, "is 3 files"),
        (["validate", "1.part"], 1, "this is a part of a run"),
        (["validate", ""], 1, "this is a folder"),
        (["merge", "[1.part"], 1, "[1.part"),
    ] {
        let out = funnel(&[args[0], &at(&folder, args[1])]);
        assert_eq!(out.status.code(), Some(code), "{args:?}: {}", said(&out));
        assert!(said(&out).contains(why), "{args:?}: {}", said(&out));
    }
    // A file with exactly that name takes precedence.
    std::fs::copy(&file, folder.join("[1].json")).expect("a file");
    run(&["validate", &at(&folder, "[1].json")]);
}
