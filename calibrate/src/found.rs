//! Everything that was found, as JSON: what `funnel calibrate --json` writes and the page saves, to the last bit.

use serde::Serialize;

use crate::{Change, Evidence, Mapping, Trial};

/// Everything that was found.
#[derive(Serialize)]
pub struct Found<'a> {
    /// What the tables were taken to be.
    pub mapping: &'a Mapping,
    /// What they say.
    pub evidence: &'a Evidence,
    /// What that changes in the scenario.
    pub changes: &'a [Change],
    /// The scenario with the evidence in it.
    pub scenario: serde_json::Value,
    /// What would have been forecast on days of the past.
    pub backtest: &'a [Trial],
}
