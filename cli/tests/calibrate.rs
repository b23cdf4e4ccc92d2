//! `funnel calibrate`: from files to a scenario that runs, and a comparison with what came.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

use std::fmt::Write;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().unwrap()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("funnel-calibrate-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Deals of a steady year: 21 a week, half of them decided after two to nine weeks, of which two in five are won at
/// 1,000.
fn export(from: usize, to: usize) -> String {
    let mut text = String::from("Deal ID;Created;Close date;Stage;Amount\r\n");
    let date = |day: usize| {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (mut day, mut month) = (day, 0);
        while day >= lengths[month] {
            (day, month) = (day - lengths[month], month + 1);
        }
        format!("{:02}.{:02}.2023", day + 1, month + 1)
    };
    for i in from..to {
        let (day, luck) = (i / 3, (i * 7_919) % 100);
        let close = day + 14 + (i * 104_729) % 50;
        let stage = if close >= 364 || luck >= 50 {
            "Open"
        } else if luck < 20 {
            "Won"
        } else {
            "Lost"
        };
        let close = if stage == "Open" { String::new() } else { date(close) };
        let amount = if stage == "Won" { "1.000,50" } else { "" };
        let _ = writeln!(text, "d{i};{};{close};{stage};{amount}", date(day));
    }
    text
}

#[test]
fn from_files_to_a_scenario_that_runs() {
    let folder = Folder::new("runs");
    let (first, second) = (folder.write("one.csv", &export(0, 500)), folder.write("two.csv", &export(500, 1_092)));
    let (map, out, bad) = (folder.path("map.json"), folder.path("calibrated.json"), folder.path("problems.csv"));
    let said = funnel(&["calibrate", &first, &second, "--save-map", &map, "--out", &out, "--problems", &bad]);
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success(), "{text}{}", String::from_utf8_lossy(&said.stderr));
    assert!(text.contains("Created: begins, dates, day first"), "{text}");
    assert!(std::fs::read_to_string(&bad).unwrap().starts_with("table,row,column,cell,rule"));
    let report = funnel(&["simulate", &out, "--replicates", "64", "--format", "json"]);
    let report: Value = serde_json::from_slice(&report.stdout).expect("a report");
    let customers = report["arms"][0]["figures"]["customers"]["mean"]["value"].as_f64().unwrap();
    // 1,092 a year, a fifth of them won; a scenario has 52 weeks.
    assert!((customers - 218.0).abs() < 60.0, "{customers}");
    // The mapping that was written gives the same, to the last bit, and so does one file in place of two.
    let json = |args: &[&str]| {
        let mut all = vec!["calibrate"];
        all.extend(args);
        all.push("--json");
        let found: Value = serde_json::from_slice(&funnel(&all).stdout).expect("JSON");
        (found["scenario"].clone(), found["mapping"].clone())
    };
    let whole = folder.write("whole.csv", &export(0, 1_092));
    let known = json(&[&first, &second]);
    assert_eq!(json(&[&first, &second, "--map", &map]), known);
    assert_eq!(json(&[&whole]), known);
    assert_eq!(known.0["stages"].as_array().unwrap().last().unwrap()["rate"]["tag"], "mine");
}

#[test]
fn a_steady_past_is_forecast() {
    let folder = Folder::new("backtest");
    let file = folder.write("deals.csv", &export(0, 1_092));
    let dates = ["2023-07-01", "2023-08-01", "2023-09-01", "2023-12-25", "2022-01-01"];
    let mut args = vec!["calibrate", &file, "--replicates", "512", "--json", "--backtest"];
    args.extend(dates);
    let found: Value = serde_json::from_slice(&funnel(&args).stdout).expect("JSON");
    let tried = found["backtest"].as_array().unwrap();
    assert_eq!(tried.len(), 5);
    let verdicts: Vec<&Value> = tried.iter().flat_map(|tried| tried["verdicts"].as_array().unwrap()).collect();
    assert_eq!(verdicts.len(), 9);
    for verdict in verdicts {
        let number = |key: &str| verdict[key].as_f64().unwrap();
        // The past is steadier than luck would make it, so what came lies near the middle of each forecast.
        assert!(number("p10") <= number("came") && number("came") <= number("p90"), "{verdict}");
    }
    assert!(tried[3]["unknown"].as_str().unwrap().contains("four weeks"));
    assert!(tried[4]["unknown"].as_str().unwrap().contains("too little"));
}

#[test]
fn what_is_wrong_is_said() {
    let folder = Folder::new("wrong");
    let picture = folder.write("picture.csv", "\u{89}PNG");
    std::fs::write(folder.0.join("picture.csv"), b"\x89PNG\r\n\x1a\n\0").unwrap();
    let headers = folder.write("headers.csv", "id,created,stage\n");
    for (file, words) in [(&picture, "picture"), (&headers, "no row below")] {
        let said = funnel(&["calibrate", file]);
        assert_eq!(said.status.code(), Some(1));
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(text.contains(words) && text.contains(file.as_str()), "{text}");
    }
    let other = folder.write("other.csv", "field,meaning\na,b\n");
    let said = funnel(&["calibrate", &other]);
    assert!(String::from_utf8_lossy(&said.stdout).contains("Nothing can be learned"));
    let missing = funnel(&["calibrate", &folder.path("none.csv")]);
    assert_eq!(missing.status.code(), Some(3));
    let file = folder.write("deals.csv", &export(0, 100));
    assert_eq!(funnel(&["calibrate", &file, "--backtest", "01/02/2023"]).status.code(), Some(2));
    let map = folder.write("map.json", "{\"sources\": 5}");
    assert_eq!(funnel(&["calibrate", &file, "--map", &map]).status.code(), Some(1));
}
