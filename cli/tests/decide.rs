//! `funnel decide`, as used by a person.

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

/// The worked example, in a separate file for each test.
fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("decide-{name}.json"));
    std::fs::write(&path, funnel(&["template", "sales-led-saas"]).stdout).expect("a file");
    path.display().to_string()
}

/// A view as a table and as JSON.
fn view(name: &str, options: &[&str]) -> (String, Value) {
    let file = example(name);
    let run = |more: &[&str]| {
        let args = [&["decide", &file, "--view", name, "--replicates", "128"], options, more].concat();
        let out = funnel(&args);
        assert!(out.status.success(), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    (run(&["--threads", "3"]), serde_json::from_str(&run(&["--format", "json", "--threads", "1"])).expect("JSON"))
}

#[test]
fn levers_are_a_ladder() {
    let (table, json) = view("ladder", &[]);
    assert!(table.contains("sdr: 1 more person") && table.contains("won: one point more pass"), "{table}");
    let rungs = json["ladder"]["rungs"].as_array().expect("rungs");
    assert_eq!(rungs.len(), table.lines().skip(5).take_while(|line| !line.is_empty()).count(), "{table}");
    // Nobody entered what a faster answer costs: it is listed separately, with the field that would hold its price.
    let unpriced: Vec<&Value> = rungs.iter().filter(|rung| !rung["missing"].is_null()).collect();
    assert_eq!(unpriced.len(), 1, "{table}");
    assert_eq!((&unpriced[0]["lever"], &unpriced[0]["cost"]), (&Value::from("answer"), &Value::Null));
    assert!(table.contains("First answer 1 h earlier") && table.contains("levers.response.cost_per_week"), "{table}");
    let same = funnel(&["decide", &example("levers"), "--view", "levers", "--replicates", "128", "--format", "json"]);
    assert_eq!(serde_json::from_slice::<Value>(&same.stdout).expect("JSON"), json, "whatever the threads");
}

#[test]
fn the_curve_marks_today_and_the_plan() {
    let (table, json) = view("curve", &["--lambda", "0.3"]);
    assert!(table.contains("  today") && table.contains("  the plan") && table.contains("Scored again"), "{table}");
    assert_eq!(json["curve"]["lambda"], 0.3);
    let file = example("curve-wrong");
    assert!(!funnel(&["decide", &file, "--view", "curve", "--lambda", "-1"]).status.success());
}

#[test]
fn the_mix_keeps_to_its_limits() {
    let (table, json) = view("mix", &["--lock", "events", "--floor", "search=4000", "--cap", "social=9000"]);
    assert!(table.contains("of profit and") && table.contains("50 % of the way"), "{table}");
    let shares = json["mix"]["channels"].as_array().expect("channels");
    let mix = |id: &str| shares.iter().find(|c| c["channel"] == id).and_then(|c| c["mix"].as_f64()).expect("a share");
    assert!(mix("events") == 3500.0 && mix("search") >= 4000.0 && mix("social") <= 9000.0, "{table}");
    let file = example("mix-wrong");
    let out = funnel(&["decide", &file, "--view", "mix", "--lock", "radio"]);
    assert!(text(&out.stderr).contains("no channel \"radio\""), "{}", text(&out.stderr));
    let out = funnel(&["decide", &file, "--view", "mix", "--total", "100", "--floor", "search=4000"]);
    assert!(text(&out.stdout).contains("No split of 100"), "{}", text(&out.stdout));
}

#[test]
fn the_extra_money_has_a_place_and_a_cut_an_order() {
    let (table, json) = view("extra", &[]);
    let places = json["extra"]["channels"].as_array().expect("channels");
    let placed: f64 = places.iter().filter_map(|x| x["placed"].as_f64()).sum();
    let total = json["extra"]["total"].as_f64().expect("a total");
    assert!((placed - total).abs() < 1e-6 * total && total > 0.0, "{table}");
    assert!(table.contains("against the money as planned") && table.contains("Against today:"), "{table}");
    let (table, json) = view("cut", &[]);
    let order: Vec<u64> = json["cut"]["order"].as_array().expect("an order").iter().filter_map(Value::as_u64).collect();
    let pieces = json["cut"]["channels"].as_array().expect("channels");
    let first = pieces[usize::try_from(order[0]).expect("a place")]["channel"].as_str().expect("an id");
    assert!(table.contains(&format!("First to be cut: {first}")) && table.contains("From all alike:"), "{table}");
    assert_eq!(order.len(), pieces.len(), "{table}");
}

#[test]
fn an_outcome_says_what_it_takes() {
    let (table, json) = view("outcome", &["--target", "3500000", "--confidence", "0.5"]);
    assert!(table.contains("The budget alone reaches it") && table.contains("deals won"), "{table}");
    assert_eq!(json["outcome"]["verdict"], "budget");
    // Breaking even, and a loss that can be borne: both are about profit, whatever figure the scenario's own target is
    // about.
    for target in ["0", "-200000"] {
        let (table, json) = view("outcome", &["--metric", "profit", "--target", target]);
        assert_eq!(json["outcome"]["asked"]["value"].as_f64(), target.parse().ok(), "{table}");
        assert!(table.contains("\nTarget: ") && table.contains("of profit, with a chance of 80 %"), "{table}");
    }
    let file = example("outcome-none");
    let out = funnel(&["decide", &file, "--view", "outcome", "--metric", "profit"]);
    assert!(!out.status.success() && out.stdout.is_empty(), "so much revenue is no target of profit");
    assert!(text(&out.stderr).contains("give one with --target"), "{}", text(&out.stderr));
    let mut scenario: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("the file")).expect("JSON");
    scenario.as_object_mut().expect("an object").remove("target");
    std::fs::write(&file, scenario.to_string()).expect("a file");
    let out = funnel(&["decide", &file, "--view", "outcome", "--replicates", "128"]);
    assert!(text(&out.stdout).contains("There is no target"), "{}", text(&out.stdout));
}

#[test]
fn no_dollar_where_the_money_is_another() {
    let file = example("euro");
    let mut scenario: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("the file")).expect("JSON");
    scenario["currency"] = "EUR".into();
    std::fs::write(&file, scenario.to_string()).expect("a file");
    let views = ["holds", "ladder", "curve", "mix", "extra", "cut", "outcome", "drivers", "learn"];
    let decided = views.map(|view| funnel(&["decide", &file, "--view", view, "--replicates", "64"]));
    let others = [funnel(&["simulate", &file, "--replicates", "64"]), funnel(&["settings", &file])];
    for out in decided.iter().chain(&others) {
        let said = text(&out.stdout);
        assert!(out.status.success() && !said.is_empty(), "{}", text(&out.stderr));
        let small = said.to_lowercase();
        assert!(!small.contains('$') && !small.contains("dollar") && !small.contains("usd"), "{said}");
    }
}
