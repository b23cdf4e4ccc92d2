//! The tests under `tests/browser/`, in Chromium, against the release page.

use super::{Outcome, passed};
use crate::cargo::cargo;
use crate::fingerprint::files_under;
use crate::serve::Site;
use crate::{build, paths, process, setup, site};
use anyhow::{Result, bail};
use std::fs;

/// Suites at a time: one draws or waits while the other computes. More would only share the same cores.
const SUITES: &str = "--test-concurrency=2";

/// The suite that measures how long the page's thread is held up: it runs alone.
const MEASURES: &str = "tests/browser/longtask.test.mjs";

/// The suite that runs in Firefox, as a step of its own; if there is no Firefox, the step says so.
const FIREFOX: &str = "tests/browser/firefox.test.mjs";

/// Says which suites passed.
const REPORTER: &str = "./tests/browser/support/suites.mjs";

/// Runs the suite of Firefox.
pub(super) fn firefox() -> Result<Outcome> {
    setup::npm_packages()?;
    let Some(firefox) = setup::firefox()? else {
        let how = "install one (on Debian: sudo apt-get install firefox-esr) or set FIREFOX to its path";
        return Ok(Outcome::Skipped(format!("there is no Firefox: {how}")));
    };
    let state = passed::state_of_suite(FIREFOX);
    if passed::has(FIREFOX, state.as_ref()) {
        return Ok(Outcome::Unchanged);
    }
    let dist = build::page()?;
    process::run(cargo("build").args(["--release", "--package", "funnel-cli"]))?;
    let origin = Site::bind(0)?.run_aside(&dist);
    process::run(
        setup::node()?
            .args(["--test", "--test-reporter=spec", "--test-timeout=300000", FIREFOX])
            .env("BASE_URL", &origin)
            .env("FIREFOX", &firefox),
    )?;
    passed::note(FIREFOX, state.as_ref())?;
    Ok(Outcome::Passed)
}

/// Runs every other `tests/browser/*.test.mjs` with node's own test runner. `BASE_URL`, `SITE` and `CHROME` tell them
/// where the page, its site and the browser are.
pub(super) fn check() -> Result<Outcome> {
    setup::npm_packages()?;
    let chromium = setup::headless()?;
    let dist = build::page()?;
    let folder = site::build(&paths::work().join("site"))?;
    let (alone, together): (Vec<_>, Vec<_>) = files_under(&paths::root(), "tests/browser")?
        .into_iter()
        .filter(|name| name.ends_with(".test.mjs") && name != FIREFOX)
        .partition(|name| name == MEASURES);
    if alone.is_empty() || together.is_empty() {
        bail!("there is no {MEASURES}, or no other tests/browser/*.test.mjs");
    }
    let changed = |suites: Vec<String>| -> Vec<(String, Option<String>)> {
        let states = suites.into_iter().map(|suite| {
            let state = passed::state_of_suite(&suite);
            (suite, state)
        });
        states.filter(|(suite, state)| !passed::has(suite, state.as_ref())).collect()
    };
    let count = alone.len() + together.len();
    let (alone, together) = (changed(alone), changed(together));
    let left = alone.len() + together.len();
    if left == 0 {
        return Ok(Outcome::Unchanged);
    }
    println!("{} of {count} suites passed before, and nothing they read has changed (--again runs them)", count - left);
    // A test compares the page with the command line; building that is none of the test's time.
    process::run(cargo("build").args(["--release", "--package", "funnel-cli"]))?;
    let origin = Site::bind(0)?.run_aside(&dist);
    let run = |suites: Vec<(String, Option<String>)>| {
        if suites.is_empty() {
            return Ok(());
        }
        let list = paths::work().join("suites-passed.txt");
        // What an earlier run wrote says nothing of this one.
        fs::write(&list, "")?;
        let result = process::run(
            setup::node()?
                // A test that waits for ever must not hold up the others.
                .args(["--test", "--test-timeout=300000", SUITES])
                .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
                .arg(format!("--test-reporter={REPORTER}"))
                .arg(format!("--test-reporter-destination={}", list.display()))
                .args(suites.iter().map(|(suite, _)| suite))
                .env("BASE_URL", &origin)
                .env("SITE", &folder)
                .env("CHROME", &chromium),
        );
        let whole = fs::read_to_string(&list).unwrap_or_default();
        for (suite, state) in
            suites.iter().filter(|(suite, _)| whole.lines().any(|line| line.ends_with(suite.as_str())))
        {
            passed::note(suite, state.as_ref())?;
        }
        result
    };
    // All run, even after a failure.
    let results = [run(together), run(alone)];
    for result in results {
        result?;
    }
    Ok(Outcome::Passed)
}
