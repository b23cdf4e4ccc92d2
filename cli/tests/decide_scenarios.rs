//! `funnel decide --view compare` and `--view regret`.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use funnel_decide::sides::Carried;
use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Plan, Scenario, SettingChange, templates};
use serde_json::Value;

fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The worked example, and one that differs in a channel and a plan, as files.
fn files(folder: &str) -> (PathBuf, String, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&path).expect("a folder");
    let (a, b) = scenarios();
    let write = |name: &str, s: &Scenario| {
        let file = path.join(name);
        std::fs::write(&file, s.to_json().to_string()).expect("a file");
        file.display().to_string()
    };
    let (a, b) = (write("a.json", &a), write("b.json", &b));
    (path, a, b)
}

fn scenarios() -> (Scenario, Scenario) {
    let a = templates::load("sales-led-saas").expect("a template");
    let mut b = a.clone();
    b.name = "Cheaper clicks".into();
    b.channels[0].spend_per_week *= 0.5;
    let settings = vec![SettingChange { setting: "team/sdr/people".into(), value: 5.0 }];
    b.plans = vec![Plan { name: "Hire".into(), settings, ..Plan::default() }];
    (a, b)
}

fn questions(b: &Scenario) -> [Question; 2] {
    let others = vec![Carried(b.clone())];
    let metric = Metric::Npv;
    [Question::Compare { others: others.clone(), metric }, Question::Regret { others, metric }]
}

#[test]
fn scenarios_stand_side_by_side() {
    let (_, a, b) = files("compare");
    let args = ["decide", &a, "--view", "compare", "--with", &b, "--with", &a, "--replicates", "128"];
    let out = funnel(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let table = text(&out.stdout);
    for line in [
        "B: Cheaper clicks, with its first plan, Hire",
        "ties count half",
        "of 100 futures",
        "What differs from A to B",
    ] {
        assert!(table.contains(line), "{line}: {table}");
    }
    assert!(table.contains("C and A come to the same profit in every one of 128 futures."), "{table}");
    assert!(table.contains("channels/search/spend_per_week: 10000 → 5000"), "{table}");
}

#[test]
fn plans_are_tried_under_all_assumptions() {
    let (_, a, b) = files("regret");
    let out = funnel(&["decide", &a, "--view", "regret", "--with", &b, "--replicates", "128"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let table = text(&out.stdout);
    for line in ["No change", "20% more everywhere", "Hire", "Regret: best there less this", "Whoever is right"] {
        assert!(table.contains(line), "{line}: {table}");
    }
}

/// The page steps through a study block by block, and the program uses all threads: the figures are the same to the
/// last bit.
#[test]
fn json_holds_what_the_study_found() {
    let (_, a, b) = files("json");
    let (first, other) = scenarios();
    for (view, question) in ["compare", "regret"].into_iter().zip(questions(&other)) {
        let args =
            ["decide", &a, "--view", view, "--with", &b, "--metric", "npv", "--replicates", "100", "--format", "json"];
        let out = funnel(&args);
        assert!(out.status.success(), "{}", text(&out.stderr));
        let printed: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let mut driver = Driver::new(question.study(&first, 100));
        while driver.step().expect("valid runs") {}
        assert_eq!(printed, serde_json::to_value(driver.found()).expect("JSON"));
        assert!(printed[view]["replicates"] == 100, "{printed}");
    }
}

#[test]
fn questions_and_findings_travel_between_threads() {
    let (first, other) = scenarios();
    for question in questions(&other) {
        let bytes = postcard::to_allocvec(&question).expect("written");
        assert_eq!(postcard::from_bytes::<Question>(&bytes).expect("read"), question);
        let mut driver = Driver::new(question.study(&first, 64));
        while driver.step().expect("valid runs") {}
        let bytes = postcard::to_allocvec(&driver.found()).expect("written");
        assert_eq!(postcard::from_bytes::<Finding>(&bytes).expect("read"), driver.found());
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let (folder, a, b) = files("refused");
    let (mut euros, _) = scenarios();
    euros.currency = "EUR".into();
    euros.frame.horizon_weeks = 26;
    let odd = folder.join("euros.json").display().to_string();
    std::fs::write(&odd, euros.to_json().to_string()).expect("a file");
    for view in ["compare", "regret"] {
        let out = funnel(&["decide", &a, "--view", view, "--with", &b, "--with", &odd]);
        let said = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{said}");
        for line in ["euros.json: frame.horizon_weeks: is 26, but 52", "euros.json: currency: is EUR, but USD"] {
            assert!(said.contains(line), "{said}");
        }
    }
    let alone = funnel(&["decide", &a, "--view", "compare"]);
    assert!(alone.status.code() == Some(1) && text(&alone.stderr).contains("--with"));
    let wrong = funnel(&["decide", &a, "--view", "holds", "--with", &b]);
    assert!(wrong.status.code() == Some(1) && text(&wrong.stderr).contains("--with is for"));
}
