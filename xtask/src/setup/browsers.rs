//! Browsers to test and to measure in: the one that a variable names, one that is installed, or Debian's.

use super::apt;
use crate::paths;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

struct Browser {
    /// The variable that names it.
    variable: &'static str,
    names: &'static [&'static str],
    mac: &'static str,
    /// Debian's package.
    package: &'static str,
}

/// Chromium without the windows around the page, as Playwright runs tests by default: a visit costs three fifths of the
/// processor time.
const SHELL: Browser =
    Browser { names: &["chromium-headless-shell"], mac: "", package: "chromium-headless-shell", ..CHROMIUM };

const CHROMIUM: Browser = Browser {
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    mac: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    package: "chromium",
};
const FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    mac: "/Applications/Firefox.app/Contents/MacOS/firefox",
    package: "firefox-esr",
};

/// The path of a Chromium to test in: the headless shell where there is one or it can be installed, and otherwise any.
pub(crate) fn headless() -> Result<PathBuf> {
    match SHELL.find() {
        Ok(Some(shell)) => Ok(shell),
        // Not every release of every system has it.
        _ => chromium(),
    }
}

/// The path of a Chromium as people have it, installed by apt-get if there is none and we may.
pub(crate) fn chromium() -> Result<PathBuf> {
    CHROMIUM.find()?.context(
        "the browser tests need a Chromium: install one (on Debian: sudo apt-get install chromium) or set CHROME to its path",
    )
}

/// The path of a Firefox, installed by apt-get if there is none and we may; `None` if we may not.
pub(crate) fn firefox() -> Result<Option<PathBuf>> {
    FIREFOX.find()
}

/// The browsers that are named or installed; nothing is installed for this.
pub(crate) fn browsers_here() -> Vec<PathBuf> {
    [SHELL, CHROMIUM, FIREFOX].iter().filter_map(|browser| browser.named().or_else(|| browser.installed())).collect()
}

impl Browser {
    fn named(&self) -> Option<PathBuf> {
        env::var_os(self.variable).filter(|name| !name.is_empty()).map(PathBuf::from)
    }

    fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(named) = self.named() {
            if !named.is_file() {
                bail!("{} is set to {}, which is not a file", self.variable, named.display());
            }
            return Ok(Some(named));
        }
        if self.installed().is_none() && apt::may_install() {
            apt::install(self.package, "1 min")?;
        }
        Ok(self.installed())
    }

    fn installed(&self) -> Option<PathBuf> {
        let mac = || Some(PathBuf::from(self.mac)).filter(|path| path.is_file());
        self.names.iter().find_map(|name| paths::on_path(name)).or_else(mac)
    }
}
