//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The finished page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// What xtask remembers and prepares; safe to delete at any time.
pub(crate) fn work() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    // join() leaves an absolute CARGO_TARGET_DIR as it is.
    root().join(target).join("xtask")
}

/// The first file called `name` on the PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut candidates = env::split_paths(&path).map(|folder| folder.join(name));
    candidates.find(|file| file.is_file())
}
