//! The first screen with the worked example's answer, rendered by the page's own code, run natively (`prerender/`).

use crate::cargo::cargo;
use crate::process;
use anyhow::{Context, Result};
use serde::Deserialize;

/// What `index.html` contains before the page has loaded.
#[derive(Deserialize)]
pub(crate) struct Prerendered {
    /// Markup of the first screen.
    pub(crate) html: String,
    /// Its figures, as text that may stand in a script element.
    pub(crate) answer: String,
}

impl Prerendered {
    /// The text for a placeholder of `index.html`; `None` for placeholders that are not its own.
    pub(crate) fn text(&self, placeholder: &str) -> Option<String> {
        match placeholder {
            "first screen" => Some(self.html.clone()),
            "answer" => Some(self.answer.clone()),
            _ => None,
        }
    }
}

/// Compiles what renders it, as tests are compiled, so that nothing is compiled twice.
pub(crate) fn compile() -> Result<()> {
    process::run(cargo("build").args(["--quiet", "--package", "funnel-prerender"]))
}

/// Renders it.
pub(crate) fn first_screen() -> Result<Prerendered> {
    println!("page: the first screen ...");
    let printed = process::capture(cargo("run").args(["--quiet", "--package", "funnel-prerender"]))?;
    serde_json::from_str(&printed).context("prerender/ printed something else")
}
