//! Files that are either complete or absent, and stamps that say a job is done.

use crate::paths;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process;

/// Writes to a temporary neighbour and renames it, so that an interruption leaves the old file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let attempt = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(format!(".{}.tmp", process::id()));
        fs::write(&temporary, bytes)?;
        fs::rename(&temporary, path)
    };
    attempt().with_context(|| format!("cannot write {}", path.display()))
}

/// Whether `job` was last finished with these inputs.
pub(crate) fn is_done(job: &str, inputs: &str) -> bool {
    fs::read_to_string(paths::work().join(job)).is_ok_and(|stamp| stamp == inputs)
}

/// Notes that `job` is finished with these inputs; call it last.
pub(crate) fn done(job: &str, inputs: &str) -> Result<()> {
    write(&paths::work().join(job), inputs.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_for_its_inputs_only() {
        let job = format!("test-{}.stamp", process::id());
        assert!(!is_done(&job, "one"));
        done(&job, "one").unwrap();
        assert!(is_done(&job, "one"));
        assert!(!is_done(&job, "two"));
        fs::remove_file(paths::work().join(&job)).unwrap();
    }
}
