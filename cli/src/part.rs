//! Part files: what one of several machines has computed.

use std::path::Path;

use funnel_engine::scenario::{Scenario, decode};
use funnel_engine::simulate::{Tally, blocks};
use serde::{Deserialize, Serialize};

use crate::args::Shard;
use crate::error::Failure;
use crate::output;

/// What a part file begins with.
const MAGIC: &str = "funnel part 3";
/// What one of any version begins with.
const ANY_MAGIC: &str = "funnel part ";

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
    /// Which part of it this is.
    pub(crate) shard: Shard,
    /// Its tally.
    pub(crate) tally: Tally,
}

impl Part {
    /// A part of a run of this scenario.
    pub(crate) fn new(scenario: &Scenario, replicates: u32, shard: Shard, tally: Tally) -> Result<Self, Failure> {
        let scenario = serde_json::to_string(scenario).map_err(Failure::wrong)?;
        let engine = funnel_engine::VERSION.to_owned();
        Ok(Self { magic: MAGIC.to_owned(), engine, scenario, replicates, shard, tally })
    }

    /// The scenario it is a part of.
    pub(crate) fn scenario(&self, file: &Path) -> Result<Scenario, Failure> {
        decode::from_json(&self.scenario).map_err(|problems| Failure::problems(file, &problems))
    }

    /// Writes the file: as a whole or not at all, even while another process that was thought dead writes the same
    /// part.
    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        let bytes = postcard::to_allocvec(self).map_err(Failure::wrong)?;
        output::whole(file, &bytes)
    }

    /// Reads the file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(file).map_err(|e| Failure::file(file, &e))?;
        let wrong = |what: &str| Failure::wrong(format!("{}: {what}", file.display()));
        match postcard::take_from_bytes::<&str>(&bytes) {
            Ok((magic, _)) if magic != MAGIC && magic.starts_with(ANY_MAGIC) => {
                return Err(wrong("made by another version of funnel: one run must be computed by one version"));
            }
            _ => {}
        }
        let part: Option<Self> = postcard::from_bytes(&bytes).ok();
        part.filter(|p| p.magic == MAGIC && p.is_whole()).ok_or_else(|| wrong("this is not a whole part file"))
    }

    /// Whether it contains all blocks that its shard has to compute.
    fn is_whole(&self) -> bool {
        self.shard.is_sound() && blocks(self.replicates).filter(|b| self.shard.has(*b)).all(|b| self.tally.holds(b))
    }
}
