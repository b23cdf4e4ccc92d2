//! What is written, and where.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it should be")]

mod shared;

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use shared::{at, folder, funnel, said};

/// Neither an export nor a scenario is lost to a slip, by whatever name it is written over.
#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = folder("written-over");
    let plan = at(&folder, "plan.json");
    fs::write(&plan, funnel(&["template", "blank"]).stdout).expect("a file");
    let export = at(&folder, "crm.csv");
    fs::write(&export, "id,created,stage,amount\n1,2025-01-02,Won,900\n2,2025-01-09,Lost,\n").expect("a file");
    let part = at(&folder, "1.part");
    assert!(funnel(&["simulate", &plan, "--replicates", "64", "--shard", "1/1", "--out", &part]).status.success());
    let (other, export_too) = (at(&folder, "./plan.json"), at(&folder, "../written-over/crm.csv"));
    for (args, file) in [
        (vec!["simulate", &plan, "--out", &plan], &plan),
        (vec!["simulate", &plan, "--out", &other], &plan),
        (vec!["decide", &part, "--view", "compare", "--with", &plan, "--out", &plan], &plan),
        (vec!["merge", &part, "--out", &part], &part),
        (vec!["calibrate", &export, "--out", &export_too], &export),
        (vec!["calibrate", &export, "--problems", &export], &export),
        (vec!["calibrate", &export, "--save-map", &export], &export),
    ] {
        let before = fs::read(file).expect("a file");
        let out = funnel(&args);
        assert_eq!(out.status.code(), Some(1), "{args:?}: {}", said(&out));
        assert!(said(&out).contains("is read, so it cannot be written over"), "{args:?}: {}", said(&out));
        assert!(fs::read(file).expect("a file") == before, "{args:?}");
    }
}

/// Where nothing can be written is said at once, not after minutes of simulation; and what was there stays until the new is whole.
#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = folder("whole");
    let plan = at(&folder, "plan.json");
    fs::write(&plan, funnel(&["template", "blank"]).stdout).expect("a file");
    let out = funnel(&["simulate", &plan, "--replicates", "10000000", "--out", &at(&folder, "none/report.txt")]);
    assert_eq!(out.status.code(), Some(3), "{}", said(&out));
    let report = at(&folder, "report.json");
    for _ in 0..2 {
        let out = funnel(&["simulate", &plan, "--replicates", "64", "--format", "json", "--out", &report]);
        assert!(out.status.success(), "{}", said(&out));
        assert!(serde_json::from_slice::<Value>(&fs::read(&report).expect("a file")).is_ok());
    }
    let names = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["plan.json", "report.json"], "nothing half-written is left");
}

/// What is no file is written to as it is.
#[cfg(unix)]
#[test]
fn a_device_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let out = Command::new(env!("CARGO_BIN_EXE_funnel"))
        .args(["template", "blank"])
        .stdout(Stdio::piped())
        .output()
        .expect("the program starts");
    let folder = folder("device");
    let plan = at(&folder, "plan.json");
    fs::write(&plan, out.stdout).expect("a file");
    let (pipe, report) = (at(&folder, "pipe"), at(&folder, "link.json"));
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("text")
    });
    let simulate = |to: &str| funnel(&["simulate", &plan, "--replicates", "64", "--out", to]);
    assert!(simulate(&pipe).status.success());
    assert!(reader.join().expect("a reader").contains("revenue"));
    assert!(fs::metadata(&pipe).expect("a pipe").file_type().is_fifo());
    fs::write(at(&folder, "real.json"), "").expect("a file");
    std::os::unix::fs::symlink(at(&folder, "real.json"), &report).expect("a link");
    assert!(simulate(&report).status.success());
    assert!(fs::symlink_metadata(&report).expect("a link").is_symlink());
    assert!(!fs::read(at(&folder, "real.json")).expect("a file").is_empty());
}

/// Nobody need listen: what a program says beside its output may meet a pipe whose reader has gone.
#[cfg(unix)]
#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let folder = folder("closed");
    let bad = at(&folder, "bad.json");
    fs::write(&bad, "{\"channels\": 7}").expect("a file");
    let program = env!("CARGO_BIN_EXE_funnel");
    let script = format!("{{ \"{program}\" validate \"{bad}\"; echo $? > \"{}\"; }} 2>&1 | true", at(&folder, "code"));
    assert!(Command::new("sh").args(["-c", &script]).status().expect("a shell").success());
    assert_eq!(fs::read_to_string(at(&folder, "code")).expect("a code").trim(), "1");
}

/// What `decide` writes is what its schema names.
#[test]
fn findings_have_the_fields_of_their_schema() {
    let folder = folder("finding");
    let plan = at(&folder, "plan.json");
    fs::write(&plan, funnel(&["template", "sales-led-saas"]).stdout).expect("a file");
    let schema = String::from_utf8(funnel(&["schema", "finding"]).stdout).expect("text");
    for view in ["holds", "ladder", "drivers"] {
        let out = funnel(&["decide", &plan, "--view", view, "--replicates", "64", "--format", "json"]);
        let found: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let mut names = Vec::new();
        keys(&found, &mut names);
        assert!(names.len() > 5, "{view}: {found}");
        for name in names {
            assert!(schema.contains(&format!("\"{name}\"")), "{view}: {name}");
        }
    }
}

fn keys(json: &Value, into: &mut Vec<String>) {
    match json {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            into.push(name.clone());
            keys(value, into);
        }),
        Value::Array(list) => list.iter().for_each(|value| keys(value, into)),
        _ => {}
    }
}
