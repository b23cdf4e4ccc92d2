//! `funnel decide --view drivers` and `--view learn`.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::path::Path;
use std::process::{Command, Output};

use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::templates;
use serde_json::Value;

fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().expect("the program starts")
}

/// A short version of the worked example, in a separate file.
fn scenario(name: &str) -> String {
    let mut scenario = templates::load("sales-led-saas").expect("the template");
    scenario.frame.horizon_weeks = 13;
    scenario.frame.run_off_weeks = 0;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, scenario.to_json().to_string()).expect("a file");
    path.display().to_string()
}

fn output(args: &[&str]) -> String {
    let out = funnel(args);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("text")
}

#[test]
fn drivers_are_printed_and_do_not_depend_on_threads() {
    let file = scenario("drivers.json");
    let args = ["decide", &file, "--view", "drivers", "--replicates", "256"];
    let table = output(&args);
    for words in ["Profit of the first plan", "luck and interactions", "mean at P90", "channel/"] {
        assert!(table.contains(words), "{words} in\n{table}");
    }
    let json = |threads: &str, metric: &str| {
        output(&[&args[..], &["--format", "json", "--threads", threads, "--metric", metric]].concat())
    };
    let one = json("1", "revenue");
    assert_eq!(one, json("3", "revenue"));
    let found: Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(found["drivers"]["metric"], "revenue");
    let parts = found["drivers"]["parts"].as_array().expect("a list");
    assert!(parts.iter().all(|p| p["first"]["value"].is_f64() && p["total"].is_null()));
}

#[test]
fn what_to_learn_is_printed() {
    let file = scenario("learn.json");
    let table = output(&["decide", &file, "--view", "learn", "--replicates", "256", "--pairs"]);
    for words in ["As things stand", "Knowing every input", "would change the decision"] {
        assert!(table.contains(words), "{words} in\n{table}");
    }
    let json =
        output(&["decide", &file, "--view", "learn", "--replicates", "256", "--metric", "npv", "--format", "json"]);
    let found: Value = serde_json::from_str(&json).expect("JSON");
    assert!(found["learn"]["all"]["value"].is_f64() && found["learn"]["pairs"].is_null());
    let refused = funnel(&["decide", &file, "--view", "learn", "--metric", "revenue"]);
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn questions_and_answers_pass_between_workers() {
    let mut scenario = templates::load("blank").expect("the template");
    scenario.frame.horizon_weeks = 4;
    for question in [
        Question::Drivers { metric: Metric::Npv, total: false },
        Question::Learn { metric: Metric::Profit, pairs: true },
    ] {
        let bytes = postcard::to_allocvec(&question).expect("bytes");
        assert_eq!(postcard::from_bytes::<Question>(&bytes).expect("the question"), question);
        let mut driver = Driver::new(question.study(&scenario, 64));
        while driver.step().expect("a valid scenario") {}
        let bytes = postcard::to_allocvec(&driver.found()).expect("bytes");
        assert_eq!(postcard::from_bytes::<Finding>(&bytes).expect("the answer"), driver.found());
    }
}
