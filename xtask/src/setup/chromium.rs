//! A Chromium to test in: the one `CHROME` names, one that is installed, or Debian's.

use super::announced;
use crate::{paths, process};
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

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
    if !may_install() {
        bail!(
            "the browser tests need a Chromium: install one (on Debian: sudo apt-get install chromium) \
             or set CHROME to its path"
        );
    }
    announced("Chromium by apt-get", "1 min", || {
        // Finishes an installation that was interrupted; does nothing otherwise.
        process::run(Command::new("dpkg").args(["--configure", "-a"]))?;
        process::run(Command::new("apt-get").args(["update", "-qq"]))?;
        process::run(
            Command::new("apt-get")
                .args(["install", "-qq", "-y", "--no-install-recommends", "chromium"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })?;
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

/// Only root on a system with apt-get: anyone else is told what to install, never asked for a password.
fn may_install() -> bool {
    paths::on_path("apt-get").is_some()
        && process::capture(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
