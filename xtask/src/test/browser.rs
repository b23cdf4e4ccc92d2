//! The tests under `tests/browser/`, in Chromium, against the release page.

use super::Outcome;
use crate::cargo::cargo;
use crate::fingerprint::files_under;
use crate::serve::Site;
use crate::{build, paths, process, setup};
use anyhow::{Result, bail};

/// Suites at a time: one draws or waits while the other computes. More would only share the same cores.
const SUITES: &str = "--test-concurrency=2";

/// The suite that measures how long the page's thread is held up: it runs alone.
const MEASURES: &str = "tests/browser/longtask.test.mjs";

/// Runs each `tests/browser/*.test.mjs` by node's own test runner. `BASE_URL` and `CHROME` tell them where the page
/// and the browser are.
pub(super) fn check() -> Result<Outcome> {
    setup::npm_packages()?;
    let chromium = setup::chromium()?;
    let dist = build::page()?;
    let (alone, together): (Vec<_>, Vec<_>) = files_under(&paths::root(), "tests/browser")?
        .into_iter()
        .filter(|name| name.ends_with(".test.mjs"))
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
