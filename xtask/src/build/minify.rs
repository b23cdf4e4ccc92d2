//! esbuild, from its npm package: scripts and styles as they are sent.

use crate::{process, setup};
use anyhow::Result;

/// A script for browsers. Its top-level names stay as they are, because other scripts use them.
pub(crate) fn script(text: &str) -> Result<String> {
    minified("--loader=js", text)
}

/// A stylesheet.
pub(crate) fn style(text: &str) -> Result<String> {
    minified("--loader=css", text)
}

fn minified(loader: &str, text: &str) -> Result<String> {
    process::filter(setup::node()?.args(["node_modules/esbuild/bin/esbuild", "--minify", loader]), text)
}
