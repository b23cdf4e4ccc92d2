//! A Firefox to test in: the one `FIREFOX` names, one that is installed, or Debian's.

use super::apt;
use crate::paths;
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// The path of a Firefox, installed by apt-get if there is none and we may; nothing where we may not.
pub(crate) fn firefox() -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os("FIREFOX").filter(|name| !name.is_empty()) {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(Some(named));
        }
        bail!("FIREFOX is set to {}, which is not a file", named.display());
    }
    if installed().is_none() && apt::may_install() {
        apt::install("firefox-esr", "1 min")?;
    }
    Ok(installed())
}

fn installed() -> Option<PathBuf> {
    let mut on_path = NAMES.iter().filter_map(|name| paths::on_path(name));
    let mac = || Some(PathBuf::from(MAC)).filter(|path| path.is_file());
    on_path.next().or_else(mac)
}
