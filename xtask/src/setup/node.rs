//! Node's part: the packages of package-lock.json (wasm-opt, and the driver of the browser tests).

use super::announced;
use crate::fingerprint::Fingerprint;
use crate::{paths, process, store};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// playwright-core and `node --test` need it.
const OLDEST_NODE: u32 = 20;

/// A node command in the workspace's root, once it is known to be recent enough.
pub(crate) fn node() -> Result<Command> {
    let missing = || format!("Node {OLDEST_NODE} or later is needed, with npm (https://nodejs.org)");
    if paths::on_path("node").is_none() && cfg!(unix) {
        bail!("{}", missing());
    }
    let version = process::capture(Command::new("node").arg("--version")).with_context(missing)?;
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        bail!("{}; this is {}", missing(), version.trim());
    }
    let mut command = Command::new("node");
    command.current_dir(paths::root());
    Ok(command)
}

/// Installs the packages of the page's build and tests, unless they are there.
pub(crate) fn npm_packages() -> Result<()> {
    packages_of("npm packages", "20 s", "npm", &paths::root())
}

/// Installs the packages of a folder's package-lock.json, which takes about `about`, unless they are there.
pub(crate) fn packages_of(what: &str, about: &str, name: &str, folder: &Path) -> Result<()> {
    let stamp = &format!("{name}.stamp");
    let inputs = Fingerprint::new().file(folder, "package.json")?.file(folder, "package-lock.json")?.finish();
    // npm writes this file last; the stamp alone would miss a node_modules that was deleted.
    if folder.join("node_modules/.package-lock.json").is_file() && store::is_done(stamp, &inputs) {
        return Ok(());
    }
    node()?;
    announced(what, about, || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        process::run(Command::new(npm).args(quietly).current_dir(folder))?;
        store::done(stamp, &inputs)
    })
}

/// The major version in node's own `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn versions_of_node() {
        assert_eq!(major("v20.11.1\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("node"), None);
    }
}
