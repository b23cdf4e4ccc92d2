//! The program, as used by a person or a scheduler.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// A separate folder for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(file), content).expect("a file");
        self.at(file)
    }
}

#[test]
fn templates_validate_and_simulate() {
    let folder = Folder::new("templates");
    for line in text(&funnel(&["template", "--list"]).stdout).lines() {
        let name = line.split_whitespace().next().expect("a name");
        let file = folder.write("scenario.json", funnel(&["template", name]).stdout);
        assert!(funnel(&["validate", &file]).status.success(), "{name}");
        let out = funnel(&["simulate", &file, "--replicates", "128"]);
        assert!(out.status.success(), "{name}: {}", text(&out.stderr));
        assert!(text(&out.stdout).contains("Pays back in the horizon"), "{name}");
    }
}

/// Forty people wait where passing takes no time and losing does: the file can run, and is reported as odd.
#[test]
fn validate_warns_of_what_is_hardly_meant() {
    let folder = Folder::new("odd");
    let file = folder.write(
        "odd.json",
        r#"{"channels": [{"id": "a"}], "stages": [{"id": "s", "rate": {"value": {"fixed": 0.5}}, "open_at_start": 40,
            "loss": {"delay": {"lognormal": {"median_weeks": 3, "p90_weeks": 8}}}}]}"#,
    );
    let out = funnel(&["validate", &file]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let said = text(&out.stdout);
    let (valid, warning) = said.split_once('\n').expect("two lines");
    assert!(valid.ends_with("valid; 1 channel, 1 stage, 0 plans"), "{valid}");
    assert!(warning.starts_with("warning: stages[0].open_at_start: none of the 40 people waiting"), "{warning}");
}

/// Carry-over and lead times for which the run does not wait are reported, and so is that there are none.
#[test]
fn what_is_not_counted_is_told() {
    let folder = Folder::new("left");
    let told = |run_off: u32| {
        let scenario = format!(
            r#"{{"frame": {{"horizon_weeks": 10, "run_off_weeks": {run_off}}}, "stages": [{{"id": "s"}}],
                "channels": [{{"id": "a", "spend_per_week": 1000, "past_spend_per_week": 0,
                "cost_per_inquiry": {{"value": {{"fixed": 10}}}}, "elasticity": {{"value": {{"fixed": 0.999}}}},
                "carry_over": {{"value": {{"fixed": 0.9}}}}}}]}}"#
        );
        let file = folder.write("left.json", scenario);
        text(&funnel(&["simulate", &file, "--replicates", "64"]).stdout)
    };
    assert!(told(0).contains("Not counted after week 10       587 inquiries to come"), "{}", told(0));
    assert!(told(40).contains("Not counted after week 50       8.7 inquiries to come"), "{}", told(40));
    assert!(told(260).contains("0.6 inquiries to come"), "{}", told(260));
}

#[test]
fn threads_and_shards_give_the_same_bits() {
    let folder = Folder::new("shards");
    let file = folder.write("scenario.json", funnel(&["template", "sales-led-saas"]).stdout);
    // Not a whole number of blocks, so that the last one is cut.
    let whole = |threads: &str| {
        let args = ["simulate", &file, "--replicates", "1000", "--threads", threads, "--format", "json"];
        let out = funnel(&args);
        assert!(out.status.success(), "{}", text(&out.stderr));
        out.stdout
    };
    let one = whole("1");
    assert_eq!(text(&one), text(&whole("3")));
    let mut parts = Vec::new();
    for shard in ["3/3", "1/3", "2/3"] {
        let part = folder.at(&format!("{}.part", &shard[..1]));
        let out = funnel(&["simulate", &file, "--replicates", "1000", "--shard", shard, "--out", &part]);
        assert!(out.status.success(), "{}", text(&out.stderr));
        parts.push(part);
    }
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    let merged = funnel(&[&["merge", "--format", "json"], names.as_slice()].concat());
    assert_eq!(text(&merged.stdout), text(&one));
    let missing = funnel(&["merge", names[0], names[1]]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("part 2 of 3 is missing"), "{}", text(&missing.stderr));
    let missing = funnel(&["merge", names[0]]);
    assert!(text(&missing.stderr).contains("parts 1 and 2 of 3 are missing"), "{}", text(&missing.stderr));
    let twice = funnel(&["merge", names[0], names[0], names[1], names[2]]);
    assert_eq!(twice.status.code(), Some(1));
    assert!(text(&twice.stderr).contains("part 3 of 3 is given twice, here and as"), "{}", text(&twice.stderr));
    let other = folder.at("other.part");
    funnel(&["simulate", &file, "--replicates", "1000", "--shard", "2/2", "--out", &other]);
    let overlap = text(&funnel(&["merge", names[0], names[1], &other]).stderr);
    assert!(overlap.contains("part 2 of 2 overlaps") && overlap.contains("part 1 of 3"), "{overlap}");
    let cut = std::fs::read(names[0]).expect("the part");
    let broken = folder.write("broken.part", &cut[..cut.len() / 2]);
    assert!(text(&funnel(&["merge", &broken]).stderr).contains("not a whole part file"));
    let earlier = folder.write("earlier.part", b"\x0dfunnel part 1\x050.1.0");
    assert!(text(&funnel(&["merge", &earlier]).stderr).contains("another version of funnel"));
}

#[test]
fn the_seed_can_be_given_and_changes_the_numbers() {
    let folder = Folder::new("seed");
    let file = folder.write("scenario.json", funnel(&["template", "blank"]).stdout);
    let report = |seed: &str| -> Value {
        let out = funnel(&["simulate", &file, "--replicates", "64", "--format", "json", "--seed", seed]);
        serde_json::from_slice(&out.stdout).expect("JSON")
    };
    let (a, b) = (report("7"), report("8"));
    assert_eq!(a["seed"], 7);
    assert_eq!(a["arms"][0]["figures"], report("7")["arms"][0]["figures"]);
    assert_ne!(a["arms"][0]["figures"], b["arms"][0]["figures"]);
}

#[test]
fn every_problem_is_named_with_file_and_path() {
    let folder = Folder::new("problems");
    let file = folder.write(
        "bad.json",
        r#"{"channels": [{"id": "a", "spend_per_week": -5, "elasticity": 2}], "frame": {"horizon_weeks": 0}, "foo": 1}"#,
    );
    for command in ["validate", "simulate"] {
        let out = funnel(&[command, &file]);
        assert_eq!(out.status.code(), Some(1));
        let errors = text(&out.stderr);
        for path in
            ["foo:", "channels[0].spend_per_week:", "channels[0].elasticity:", "frame.horizon_weeks:", "stages:"]
        {
            assert!(errors.lines().any(|l| l.contains("bad.json") && l.contains(path)), "{path} in\n{errors}");
        }
    }
    let out = funnel(&["simulate", &folder.at("absent.json")]);
    assert_eq!(out.status.code(), Some(3));
    assert_eq!(funnel(&["simulate", "x", "--shard", "9/3", "--out", "y"]).status.code(), Some(2));
    // A part goes into a file, and is not a report.
    assert_eq!(funnel(&["simulate", "x", "--shard", "1/3"]).status.code(), Some(2));
    assert_eq!(funnel(&["simulate", "x", "--shard", "1/3", "--out", "y", "--format", "json"]).status.code(), Some(2));
    assert_eq!(funnel(&["simulate", "x", "--replicates", "0"]).status.code(), Some(2));
}

/// The published schemas are what the program prints.
#[test]
fn schemas_are_published_as_printed() {
    for name in ["scenario", "report", "finding"] {
        let printed = text(&funnel(&["schema", name]).stdout);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/schema/{name}.schema.json"));
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &printed).expect("the schema is written");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(printed, published, "run with UPDATE_SCHEMA=1 to publish docs/schema/{name}.schema.json");
    }
}
