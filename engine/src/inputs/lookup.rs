//! Finds what a model refers to by name.

use std::cell::RefCell;

use super::theta::{InputId, Inputs};
use crate::people::index::{StageIx, TeamIx};
use crate::scenario::Scenario;

/// Finds inputs, stages and teams while a model is built. A validated scenario has them all. What another one lacks is
/// noted and reported once, at the end, so that none of the hundred places that build a part has to say what becomes of
/// it otherwise.
pub(crate) struct Lookup<'a> {
    scenario: &'a Scenario,
    inputs: &'a Inputs,
    lacking: RefCell<Option<String>>,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(scenario: &'a Scenario, inputs: &'a Inputs) -> Self {
        Self { scenario, inputs, lacking: RefCell::default() }
    }

    /// The input at the given JSON path.
    pub(crate) fn input(&self, json_path: &str) -> InputId {
        self.or_first(self.inputs.id(json_path), json_path)
    }

    /// The stage with the given id.
    pub(crate) fn stage(&self, id: &str) -> StageIx {
        StageIx(self.or_first(self.scenario.stages.iter().position(|stage| stage.id == id), id))
    }

    /// The team with the given id.
    pub(crate) fn team(&self, id: &str) -> TeamIx {
        TeamIx(self.or_first(self.scenario.teams.iter().position(|team| team.id == id), id))
    }

    /// The input's value where it is certain.
    pub(crate) fn fixed(&self, id: InputId) -> Option<f64> {
        self.inputs.fixed(id)
    }

    /// Notes that something is missing; building goes on with an arbitrary stand-in.
    pub(crate) fn lacks(&self, what: &str) {
        *self.lacking.borrow_mut() = Some(what.to_owned());
    }

    fn or_first(&self, place: Option<usize>, what: &str) -> usize {
        if place.is_none() {
            self.lacks(what);
        }
        place.unwrap_or(0)
    }

    /// # Errors
    ///
    /// The names that were not found.
    pub(crate) fn all_there(self) -> Result<(), String> {
        self.lacking.into_inner().map_or(Ok(()), |what| Err(format!("{what}: there is none")))
    }
}
