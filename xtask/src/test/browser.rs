//! The tests under `tests/browser/`, in Chromium, against the release page.

use super::Outcome;
use crate::cargo::cargo;
use crate::fingerprint::files_under;
use crate::serve::Site;
use crate::{build, paths, process, setup, site};
use anyhow::{Result, bail};

/// Suites at a time: one draws or waits while the other computes. More would only share the same cores.
const SUITES: &str = "--test-concurrency=2";

/// The suite that measures how long the page's thread is held up: it runs alone.
const MEASURES: &str = "tests/browser/longtask.test.mjs";

/// The suite that runs in Firefox, as a step of its own: where there is none, that is told.
const FIREFOX: &str = "tests/browser/firefox.test.mjs";

/// Runs the suite of Firefox.
pub(super) fn firefox() -> Result<Outcome> {
    setup::npm_packages()?;
    let Some(firefox) = setup::firefox()? else {
        let how = "install one (on Debian: sudo apt-get install firefox-esr) or set FIREFOX to its path";
        return Ok(Outcome::Skipped(format!("there is no Firefox: {how}")));
    };
    let dist = build::page()?;
    process::run(cargo("build").args(["--release", "--package", "funnel-cli"]))?;
    let origin = Site::bind(0)?.run_aside(&dist);
    process::run(
        setup::node()?
            .args(["--test", "--test-reporter=spec", "--test-timeout=300000", FIREFOX])
            .env("BASE_URL", &origin)
            .env("FIREFOX", &firefox),
    )?;
    Ok(Outcome::Passed)
}

/// Runs each other `tests/browser/*.test.mjs` by node's own test runner. `BASE_URL`, `SITE` and `CHROME` tell them where
/// the page, its site and the browser are.
pub(super) fn check() -> Result<Outcome> {
    setup::npm_packages()?;
    let chromium = setup::chromium()?;
    let dist = build::page()?;
    let folder = site::build(&paths::work().join("site"))?;
    let (alone, together): (Vec<_>, Vec<_>) = files_under(&paths::root(), "tests/browser")?
        .into_iter()
        .filter(|name| name.ends_with(".test.mjs") && name != FIREFOX)
        .partition(|name| name == MEASURES);
    if alone.is_empty() || together.is_empty() {
        bail!("there is no {MEASURES}, or no other tests/browser/*.test.mjs");
    }
    // A test compares the page with the command line; building that is none of the test's time.
    process::run(cargo("build").args(["--release", "--package", "funnel-cli"]))?;
    let origin = Site::bind(0)?.run_aside(&dist);
    let run = |suites: Vec<String>| {
        process::run(
            setup::node()?
                // A test that waits for ever must not hold up the others.
                .args(["--test", "--test-reporter=spec", "--test-timeout=300000", SUITES])
                .args(suites)
                .env("BASE_URL", &origin)
                .env("SITE", &folder)
                .env("CHROME", &chromium),
        )
    };
    // All run, even after a failure.
    let results = [run(together), run(alone)];
    for result in results {
        result?;
    }
    Ok(Outcome::Passed)
}
