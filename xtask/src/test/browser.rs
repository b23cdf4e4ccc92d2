//! The tests under `tests/browser/`, in Chromium, against the release page.

use super::Outcome;
use crate::fingerprint::files_under;
use crate::serve::Site;
use crate::{build, paths, process, setup};
use anyhow::{Result, bail};

/// Runs each `tests/browser/*.test.mjs` by node's own test runner. `BASE_URL` and `CHROME` tell them where the page
/// and the browser are.
pub(super) fn check() -> Result<Outcome> {
    setup::npm_packages()?;
    let chromium = setup::chromium()?;
    let dist = build::page()?;
    let suites: Vec<_> =
        files_under(&paths::root(), "tests/browser")?.into_iter().filter(|name| name.ends_with(".test.mjs")).collect();
    if suites.is_empty() {
        bail!("there is no tests/browser/*.test.mjs");
    }
    let site = Site::bind(0)?;
    site.run_aside(&dist);
    process::run(
        setup::node()?
            // A test that waits for ever must not hold up the others.
            .args(["--test", "--test-reporter=spec", "--test-timeout=300000"])
            .args(suites)
            .env("BASE_URL", site.origin())
            .env("CHROME", chromium),
    )?;
    Ok(Outcome::Passed)
}
