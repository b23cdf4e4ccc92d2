//! Python's packages, each set in a virtual environment of its own.

use super::announced;
use crate::fingerprint::Fingerprint;
use crate::{paths, process, store};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const REQUIREMENTS: &str = "requirements.txt";
/// For an installation: without a network pip keeps trying for minutes.
const PATIENCE: Duration = Duration::from_secs(600);

/// A virtual environment called `name` with the packages that a folder pins, which takes about `about`; returns its
/// interpreter.
pub(crate) fn python(what: &str, about: &str, name: &str, folder: &Path) -> Result<PathBuf> {
    let stamp = &format!("{name}.stamp");
    let venv = paths::work().join(name);
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let inputs = Fingerprint::new().file(folder, REQUIREMENTS)?.finish();
    if python.is_file() && store::is_done(stamp, &inputs) {
        return Ok(python);
    }
    announced(&format!("{what} for Python"), about, || {
        let system = if cfg!(windows) { "python" } else { "python3" };
        process::run_within(Command::new(system).args(["-m", "venv", "--clear"]).arg(&venv), PATIENCE)
            .context("this needs Python 3.11 or later with venv (on Debian: apt-get install python3-venv)")?;
        let install = ["-m", "pip", "install", "--quiet", "--retries", "2", "--requirement"];
        process::run_within(Command::new(&python).args(install).arg(folder.join(REQUIREMENTS)), PATIENCE)
            .with_context(|| format!("{what} cannot be installed"))?;
        store::done(stamp, &inputs)
    })?;
    Ok(python)
}
