//! Debian's packages.

use super::announced;
use crate::{paths, process};
use anyhow::Result;
use std::process::Command;

/// Only root on a system with apt-get: anyone else is told what to install, and never asked for a password.
pub(super) fn may_install() -> bool {
    paths::on_path("apt-get").is_some()
        && process::capture(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

/// Installs a package; it takes about `about`.
pub(super) fn install(package: &str, about: &str) -> Result<()> {
    announced(&format!("{package} by apt-get"), about, || {
        // Finishes an installation that was interrupted; does nothing otherwise.
        process::run(Command::new("dpkg").args(["--configure", "-a"]))?;
        process::run(Command::new("apt-get").args(["update", "-qq"]))?;
        process::run(
            Command::new("apt-get")
                .args(["install", "-qq", "-y", "--no-install-recommends", package])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })
}
