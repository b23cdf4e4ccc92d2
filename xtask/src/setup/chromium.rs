//! A Chromium to test in: the one `CHROME` names, one that is installed, or Debian's.

use super::apt;
use crate::paths;
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The path of a Chromium, installed by apt-get if there is none and we may.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROME").filter(|name| !name.is_empty()) {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROME is set to {}, which is not a file", named.display());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if !apt::may_install() {
        bail!(
            "the browser tests need a Chromium: install one (on Debian: sudo apt-get install chromium) \
             or set CHROME to its path"
        );
    }
    apt::install("chromium", "1 min")?;
    match installed() {
        Some(found) => Ok(found),
        None => bail!("apt-get installed chromium, yet it is not on the PATH"),
    }
}

fn installed() -> Option<PathBuf> {
    let mut on_path = NAMES.iter().filter_map(|name| paths::on_path(name));
    let mac = || Some(PathBuf::from(MAC)).filter(|path| path.is_file());
    on_path.next().or_else(mac)
}
