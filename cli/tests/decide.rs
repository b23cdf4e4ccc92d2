//! `funnel decide` as a person uses it.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The worked example in a file of its own for each test.
fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("decide-{name}.json"));
    std::fs::write(&path, funnel(&["template", "sales-led-saas"]).stdout).expect("a file");
    path.display().to_string()
}

/// A view as a table and as JSON, which is the same with another number of threads.
fn view(name: &str, options: &[&str]) -> (String, Value) {
    let file = example(name);
    let run = |more: &[&str]| {
        let args = [&["decide", &file, "--view", name, "--replicates", "128"], options, more].concat();
        let out = funnel(&args);
        assert!(out.status.success(), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let json = run(&["--format", "json", "--threads", "1"]);
    assert_eq!(json, run(&["--format", "json", "--threads", "3"]));
    (run(&[]), serde_json::from_str(&json).expect("JSON"))
}

#[test]
fn levers_are_a_ladder() {
    let (table, json) = view("levers", &[]);
    assert!(table.contains("sdr: 1 more person") && table.contains("won: one point more pass"), "{table}");
    let rungs = json["ladder"]["rungs"].as_array().expect("rungs");
    assert_eq!(rungs.len(), table.lines().count() - 3, "{table}");
}

#[test]
fn the_curve_marks_today_and_the_plan() {
    let (table, json) = view("curve", &["--lambda", "0.3"]);
    assert!(table.contains("  today") && table.contains("  the plan") && table.contains("Scored again"), "{table}");
    assert_eq!(json["curve"]["lambda"], 0.3);
    let file = example("curve-wrong");
    assert!(!funnel(&["decide", &file, "--view", "curve", "--lambda", "-1"]).status.success());
}
