//! Part files: what one machine of many computed.

use std::path::Path;

use funnel_engine::scenario::{Scenario, decode};
use funnel_engine::simulate::Tally;
use serde::{Deserialize, Serialize};

use crate::error::Failure;

/// What a part file begins with.
const MAGIC: &str = "funnel part 1";

/// A part of a run, self-describing: the scenario is inside.
#[derive(Serialize, Deserialize)]
pub(crate) struct Part {
    magic: String,
    /// Version of the engine that computed it.
    pub(crate) engine: String,
    /// The scenario, as JSON.
    pub(crate) scenario: String,
    /// Replicates of the whole run.
    pub(crate) replicates: u32,
    /// What it came to.
    pub(crate) tally: Tally,
}

impl Part {
    /// A part of a run of this scenario.
    pub(crate) fn new(scenario: &Scenario, replicates: u32, tally: Tally) -> Result<Self, Failure> {
        let scenario = serde_json::to_string(scenario).map_err(Failure::wrong)?;
        let engine = funnel_engine::VERSION.to_owned();
        Ok(Self { magic: MAGIC.to_owned(), engine, scenario, replicates, tally })
    }

    /// The scenario it is a part of.
    pub(crate) fn scenario(&self, file: &Path) -> Result<Scenario, Failure> {
        decode::from_json(&self.scenario).map_err(|problems| Failure::problems(file, &problems))
    }

    /// Writes the file: whole or not at all.
    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        let bytes = postcard::to_allocvec(self).map_err(Failure::wrong)?;
        let partial = file.with_extension("partial");
        std::fs::write(&partial, bytes).map_err(|e| Failure::file(&partial, &e))?;
        std::fs::rename(&partial, file).map_err(|e| Failure::file(file, &e))
    }

    /// Reads the file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(file).map_err(|e| Failure::file(file, &e))?;
        let part: Option<Self> = postcard::from_bytes(&bytes).ok();
        part.filter(|p| p.magic == MAGIC)
            .ok_or_else(|| Failure::wrong(format!("{}: this is not a whole part file", file.display())))
    }
}
