//! Shared by several tests: data sets that lie beside the repository (a test that finds none says that it is skipped),
//! and simulated funnels.

#![allow(
    dead_code,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "each test takes what it needs, and says what it skips"
)]

pub(crate) mod simulated;

use std::path::PathBuf;

use funnel_calibrate::{Options, Table, read};

/// The folder beside the repository, whichever of its forms of checkout this is.
pub(crate) fn shared() -> Option<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("SHARED_DATA").map(PathBuf::from);
    let found =
        named.into_iter().chain(here.ancestors().map(|folder| folder.join("shared"))).find(|f| f.join("data").is_dir());
    if found.is_none() {
        println!("skipped: there is no folder shared/data beside the repository");
    }
    found
}

/// A data set's table; `None` if it is not there.
pub(crate) fn table(name: &str) -> Option<Table> {
    let bytes = std::fs::read(shared()?.join("data").join(name)).ok()?;
    Some(read(&bytes, &Options { name: name.to_owned(), ..Options::default() }).expect("a table"))
}

/// The reference answers; `None` if they are not there.
pub(crate) fn answers(of: &str) -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(shared()?.join("reference/data_answers.json")).ok()?;
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    Some(all[of].clone())
}
