//! The program, what it says, and a folder of its own for each test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) fn funnel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnel")).args(args).output().expect("the program starts")
}

pub(crate) fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

pub(crate) fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

pub(crate) fn at(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}
